"""What a command of the workspace's own is: parameters, steps, an answer, and sentences that mean it.

到店 {客户} {备注} = 跟进 {客户} 到店拜访 {备注}；打标签 {客户} 到店；回复：{客户} 记好了
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from commands.errors import Refused

LONGEST = 2_000
"""Signs of a definition at most."""
STEPS = 20
"""Steps at most."""
PARAMETERS = 10
"""Parameters at most."""
_KINDS: Mapping[str, tuple[str, ...]] = {
    "customer": ("客户", "公司", "customer"),
    "contact": ("联系人", "contact"),
    "member": ("同事", "成员", "member"),
    "time": ("时间", "日期", "time"),
    "amount": ("金额", "amount"),
    "number": ("数字", "数量", "number"),
    "tags": ("标签", "tag"),
    "phone": ("电话", "手机", "phone"),
}
_SLOTS = {"time": "at"}
_PLACE = re.compile(r"[{｛]\s*([^{}｛｝:：?？\s]{1,12})\s*(?:[:：]\s*([^{}｛｝?？\s]{1,12}))?\s*([?？])?\s*[}｝]")
_HEAD = re.compile(rf"\s*((?:{_PLACE.pattern}[\s,，、]*)*)\s*[=＝]\s*(?P<body>[\s\S]+)")
_PARTS = re.compile(r"[；;\n]+")
_ANSWER = re.compile(r"(?:^|[；;\n])\s*(?:回复|回答|答复|answer)\s*[:：]\s*(?P<answer>[\s\S]+)$")
_EXAMPLES = re.compile(
    r"(?:^|(?<=[；;\n]))\s*(?:例如|例子|例|也可以说|example)\s*[:：]\s*(?P<said>[^；;\n]+)(?:[；;\n]|$)"
)
_TOLD = re.compile(
    r"[\s:：,，]*(?:触发[时后]|收到[时后]?|有人发|发了?[时后])?\s*(?:就|请)?(?:回复|回答|返回|发送|答)(?:内容|的内容)?\s*(?:填|是|为)?\s*[:：]?\s*"
)
_QUOTED = re.compile(r"[「“\"『](?P<text>[^「」“”\"『』]+)[」”\"』][。.]?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """What is said after the name: its kind, and the slot by which it is asked for."""

    name: str
    kind: str
    slot: str
    optional: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing to do, as said and as understood: a command and, for each of its slots, what goes there."""

    words: str
    command: str
    slots: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A definition as it was said, taken apart."""

    parameters: tuple[Parameter, ...]
    steps: tuple[str, ...]
    answer: str
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """A definition as it is kept. `phrases` are the patterns of the sentences that mean it, `said` its own words."""

    parameters: tuple[Parameter, ...] = ()
    steps: tuple[Step, ...] = ()
    answer: str = ""
    phrases: tuple[str, ...] = ()
    said: str = ""

    @property
    def usage(self) -> str:
        """What is said after the name: {客户} {备注}."""
        return " ".join(f"{{{each.name}}}" for each in self.parameters)


def to_plain(definition: Definition) -> dict[str, Any]:
    """The definition as JSON-ready data."""
    return asdict(definition)


def from_plain(plain: Mapping[str, Any]) -> Definition:
    """What `to_plain` made."""
    return Definition(
        parameters=tuple(Parameter(**each) for each in plain.get("parameters", ())),
        steps=tuple(Step(**each) for each in plain.get("steps", ())),
        answer=plain.get("answer", ""),
        phrases=tuple(plain.get("phrases", ())),
        said=plain.get("said", ""),
    )


def taken_apart(text: str) -> Source:
    """What a definition says after the name: steps, or (without =) the answer alone. Refused where it is too much."""
    if len(text) > LONGEST:
        raise Refused("refused.macro_long", most=LONGEST, length=len(text))
    head = _HEAD.fullmatch(text)
    if head is None:
        return Source(parameters=(), steps=(), answer=_told(text), examples=())
    parameters = _parameters(head[1])
    body = head["body"]
    answer = _ANSWER.search(body)
    body = body[: answer.start()] if answer else body
    examples = tuple(
        each.strip() for match in _EXAMPLES.finditer(body) for each in re.split(r"[|｜]", match["said"]) if each.strip()
    )
    steps = tuple(part.strip() for part in _PARTS.split(_EXAMPLES.sub("", body)) if part.strip())
    if len(steps) > STEPS:
        raise Refused("refused.macro_steps", most=STEPS, total=len(steps))
    known = {each.name for each in parameters}
    for words in (*steps, *examples):
        for place in placed(words):
            if place not in known:
                raise Refused("refused.macro_parameter", name=place)
    return Source(
        parameters=parameters, steps=steps, answer=answer["answer"].strip() if answer else "", examples=examples
    )


def placed(words: str) -> list[str]:
    """The names of the parameters that stand in the words."""
    return [match[1] for match in _PLACE.finditer(words)]


def put(words: str, values: Mapping[str, str]) -> str:
    """The words with a text in the place of each parameter."""
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), words)


def _told(text: str) -> str:
    """The text that a command gives back, less what leads to it: 回复内容填…, 触发时回复：…"""
    lead = _TOLD.match(text)
    words = text[lead.end() :] if lead else text
    quoted = _QUOTED.fullmatch(words.strip())
    return quoted["text"].strip() if quoted else words.strip(" \t\n:：")


def _parameters(head: str) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for match in _PLACE.finditer(head):
        name, spelt = match[1], match[2] or match[1]
        if any(each.name == name for each in found):
            raise Refused("refused.macro_twice", name=name)
        kind = next((kind for kind, words in _KINDS.items() if spelt.casefold() in words), "text")
        found.append(Parameter(name=name, kind=kind, slot=_slot(name, kind, found), optional=match[3] is not None))
    if len(found) > PARAMETERS:
        raise Refused("refused.macro_parameters", most=PARAMETERS, total=len(found))
    return tuple(found)


def _slot(name: str, kind: str, before: Sequence[Parameter]) -> str:
    if kind in ("text", "amount", "number"):
        return name
    same = sum(each.kind == kind for each in before)
    slot = _SLOTS.get(kind, kind)
    return f"{slot}{same + 1}" if same else slot
