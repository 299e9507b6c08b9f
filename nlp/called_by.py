"""Whether words that would order something tell of what is over: 李梅周一叫我去开会, 小钱昨天把探头寄出去了."""

import re
from datetime import timedelta

from nlp.grammar import Form
from nlp.phrases import PERSON, Hit
from nlp.scene import Scene

_INSTANT = timedelta(microseconds=1)
_OUTRIGHT = re.compile(r"提醒|提前|提[我返番]|remind|闹|忘|记[得着住]|待办|日程")
_CALLER = re.compile(rf"(?:{PERSON}(?:又|也|还|刚|刚才|一直)?|[说讲话])\s*$")


def tells_of_a_call(scene: Scene, form: Form, start: int, hit: Hit) -> bool:
    """Whether the phrase tells of a call: its day is over, or somebody calls; `start` is where its clause begins."""
    gives = form.has("text") and any(slot.ask for slot in form.of_kind("member"))
    if not form.has("repeat") and not gives:
        return False
    time = next(iter(scene.of_kind("time", hit.start, hit.end)), None)
    future = scene.future.get(time.start) if time is not None else None
    last = (future.end - _INSTANT if future.end else future.start) if future is not None else None
    if last is not None and last.date() < scene.now.date():
        return True
    if scene.folded.startswith("了", hit.end) and (time is not None or gives):
        return True
    if gives:
        return False
    outright = _OUTRIGHT.search(scene.folded, hit.start, hit.end) is not None
    return not outright and _CALLER.search(scene.masked, start, hit.start) is not None
