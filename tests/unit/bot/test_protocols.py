"""The line protocols: a JSON object a line in and out, in order, flushed; a bad line is answered and left behind."""

import io
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.protocols import command_names, serve_amounts, serve_times, serve_understand

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[2] / "data"
WORLD = DATA / "world_public.json"


class Out(io.StringIO):
    """A stream that counts how often it is flushed."""

    flushed = 0

    def flush(self) -> None:
        self.flushed += 1
        super().flush()


def understood(cases: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answers to cases."""
    out = Out()
    serve_understand(WORLD, (json.dumps(case, ensure_ascii=False) + "\n" for case in cases), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def case(text: str, **more: object) -> dict[str, object]:
    """A case of the corpus without its label."""
    return {"id": "1", "text": text, "chat": "private", "speaker": "李娜", "ref": "2026-11-18T16:40:00", **more}


def test_a_message_is_answered_in_the_corpus_form() -> None:
    (answer,) = understood([case("今天下午拜访了华为的张总，聊了报价，提醒我下周三上午10点跟进")])
    log, reminder = answer["expect"]
    assert answer["id"] == "1"
    assert log["command"] == "followup.log"
    assert log["slots"]["customer"] == "华为技术有限公司"
    assert log["slots"]["contact"] == "张伟"
    assert log["slots"]["at"] == "2026-11-18T15:00"
    assert reminder["slots"]["at"] == "2026-11-25T10:00"


def test_a_doubt_is_an_ask_and_a_new_name_is_marked() -> None:
    asked, new = understood([case("跟张总通了电话", speaker="赵敏"), case("今天拜访了无锡精锐自动化的孙总")])
    assert asked["expect"] == [{"ask": "customer", "candidates": ["华为技术有限公司", "华威电子有限公司"]}]
    assert new["expect"][0]["new"] is True
    assert new["expect"][0]["slots"]["at"] == "2026-11-18"


def test_the_conversation_is_read() -> None:
    pending = {"command": "followup.log", "missing": "customer", "slots": {"method": "call", "note": "等合同"}}
    done = [{"command": "followup.log", "slots": {"customer": "华为技术有限公司", "method": "call", "note": "等回复"}}]
    answered, picked, corrected = understood(
        [
            case("华为", context={"pending": pending}),
            case("第二个", context={"list": ["上海蓝天贸易有限公司", "蓝天国际物流有限公司"]}),
            case("不是华为，是华威", context={"done": done}),
        ]
    )
    assert answered["expect"][0]["slots"]["note"] == "等合同"
    assert picked["expect"] == [{"command": "choose", "slots": {"index": 2}}]
    assert corrected["expect"][0]["replaces"] is True


def test_a_malformed_line_is_answered_and_the_next_one_read() -> None:
    out = Out()
    lines = ["not json\n", "\n", "[1]\n", '{"text": "华为"}\n', '{"text": 3, "ref": "2026-11-18T10:00:00"}\n']
    serve_understand(WORLD, [*lines, json.dumps(case("谢谢")) + "\n"], out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [("error" in answer) for answer in answers] == [True, True, True, True, False]
    assert answers[-1]["expect"] == []
    assert out.flushed >= len(answers)


def test_times_and_amounts_are_served() -> None:
    out = Out()
    serve_times(
        ['{"text": "明天上午九点半开会", "ref": "2026-11-18T16:40:00", "prefer": null}\n', '{"text": "x"}\n'], out
    )
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert first["spans"][0]["start"].startswith("2026-11-19T09:30")
    assert second == {"error": "ref is missing"}
    out = Out()
    serve_amounts(['{"text": "报价128万5"}\n'], out)
    assert json.loads(out.getvalue())["amounts"][0]["value"] == 1285000


def test_the_names_of_all_commands() -> None:
    names = command_names()
    assert names == sorted(names)
    assert {"followup.log", "reminder.add", "customer.add", "tag.add", "undo"} <= set(names)


UNREAD = ("y", "ae", "af")  # nobody who mends has read them, nor were the weights learned from them
FLOORS = dict.fromkeys(["public", *"efghijklmnopqrstuvwxz", "aa", "ab", "ac"], 0.9) | dict.fromkeys(
    ("ad", *UNREAD), 0.85
)


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_the_corpus_keeps_its_floor(name: str, floor: float) -> None:
    """The commands and customers of so many of the cases whose commands exist; the scorer prints the figures."""
    cases = [json.loads(line) for line in (DATA / f"utterances_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    known = set(command_names())
    cases = [each for each in cases if all(item.get("command", "undo") in known for item in each["expect"])]
    program = (
        "import sys; from pathlib import Path; from bot.protocols import serve_understand; "
        "serve_understand(Path(sys.argv[1]), sys.stdin, sys.stdout)"
    )
    asked = "".join(json.dumps({k: v for k, v in each.items() if k not in ("expect", "or")}) + "\n" for each in cases)
    world = DATA / f"world_{name}.json"
    ran = subprocess.run(
        [sys.executable, "-c", program, str(world)],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    answers = [json.loads(line)["expect"] for line in ran.stdout.splitlines()]
    right = sum(_alike(each, answer) for each, answer in zip(cases, answers, strict=True))
    assert right / len(cases) >= floor


def _alike(each: Mapping[str, Any], answer: list[dict[str, Any]]) -> bool:
    """Whether commands and questions are the expected ones, with their customers."""
    readings = [each["expect"], *([each["or"]] if "or" in each else [])]
    return any(sorted(map(_shape, reading)) == sorted(map(_shape, answer)) for reading in readings)


def _shape(item: Mapping[str, Any]) -> str:
    return str(item.get("command") or f"ask {item['ask']}")
