"""How well people are found in sentences that name them: `python -m tests.benchmarks.people FILE`.

A line of FILE is {"text": …, "persons": [{"text": …, "start": …}]}; a person counts when both ends are right.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from nlp.persons import persons


def measured(lines: Iterable[str]) -> dict[str, float]:
    """Recall and precision over all people."""
    right = wanted = given = 0
    for line in lines:
        case = json.loads(line)
        want = {(each["start"], each["start"] + len(each["text"])) for each in case["persons"]}
        got = set(persons(case["text"]))
        right, wanted, given = right + len(want & got), wanted + len(want), given + len(got)
    return {"people": wanted, "recall": round(right / wanted, 4), "precision": round(right / given, 4)}


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        sys.stdout.write(json.dumps(measured(file)) + "\n")
