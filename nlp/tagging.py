"""How the tags of a command are filled: those placed, those named beside it, those the library does not have."""

import re
from collections.abc import Sequence

from nlp.filling import EDGES, Filling
from nlp.grammar import SlotForm
from nlp.phrases import TAG
from nlp.reading import New, Span, Value
from nlp.text import fold, small_number

# 转介绍来的 says where they came from, though 转介绍 is a tag
_CAME = re.compile(r"(?:那里|那边|那儿|那)?(?:介绍|推荐)?(?:过来|来|认识|加上?)?的?(?<=[绍荐来识加上]的)")


def tags_of(filling: Filling, slot: SlotForm) -> Value | None:
    """The tags that a phrase placed, else those named in the group; where the command needs one, also unknown ones."""
    if counted := _counted_tags(filling):
        return counted
    places = [hit.placed[slot.name] for hit in filling.group.hits if slot.name in hit.placed]
    if found := [span for start, end in sorted(set(places)) for span in filling.scene.of_kind("tag", start, end)]:
        return _tag_names([*found, *_further(filling)])
    spans = _beside_name(filling, filling.spans("tag"))
    if labels := [span for span in spans if not _is_source(filling, span)]:
        return _tag_names(labels)
    if not slot.ask:
        return None
    if spans:
        return _tag_names(spans)
    return (
        _unknown_tags(filling)
        or _same_tags(filling)
        or _called_tags(filling)
        or _nearly(filling)
        or _told_tags(filling)
    )


# 来源：|工会渠道: where they come from
_SOURCE = re.compile(r"(?:来源|source)[是为:写填\s]*$")


def _is_source(filling: Filling, span: Span) -> bool:
    """Whether a tag's words only say where a customer comes from."""
    folded = filling.scene.folded
    return _CAME.match(folded, span.end) is not None or _SOURCE.search(folded, 0, span.start) is not None


# 加俩标签：要二开，MES集成
_COUNTED = re.compile(r"(?P<n>[俩仨两二三四五2-5])\s?个?(?:标签?|标记|tag)\s*[:,]\s*(?P<tags>[^。;!?\n]{3,40})")


def _counted_tags(filling: Filling) -> tuple[str, ...]:
    """As many tags as are announced, known or not, where just so many follow."""
    match = _COUNTED.search(filling.scene.folded, filling.group.start, filling.group.end)
    if match is None:
        return ()
    said = [each for each in re.split(r"[、,，\s]+|和", filling.scene.said(*match.span("tags")).strip(EDGES)) if each]
    known = {fold(tag.name): tag.name for tag in filling.scene.names.tags}
    return tuple(known.get(fold(each), each) for each in said) if len(said) == small_number(match["n"]) else ()


# 补上合作社 再来个样板户: what stands around a further tag
_FURTHER = re.compile(rf"[\W{TAG}]|还有|以及|外加|再|和|跟|也|都|再?[来加添补打挂贴标]一?[个上]|标签|吧|了")
_PUTS = re.compile(r"[打标贴挂加补添]")


def _further(filling: Filling) -> list[Span]:
    """The tags of clauses that say nothing else, after an order that puts tags on."""
    scene, group = filling.scene, filling.group
    first = min((hit.start for hit in group.hits), default=group.end)
    if not any(_PUTS.search(scene.folded, hit.start, hit.end) for hit in group.hits):
        return []
    after = [clause for clause in group.clauses if clause.start > first and not clause.hits]
    return [
        span
        for clause in after
        if not _FURTHER.sub("", scene.masked[clause.start : clause.end])
        for span in scene.of_kind("tag", clause.start, clause.end)
    ]


# 当家拍板那个 for 当家的拍板; 年度框架 for 年度框架客户
_LITTLE = re.compile(r"[的了个是们得儿一]|(?:客户|户|客|型|类|中)$")
_LEAST = 3


def _nearly(filling: Filling) -> tuple[str, ...]:
    """The one tag whose signs stand in the words, little ones left out on both sides."""
    scene, group = filling.scene, filling.group
    words = _LITTLE.sub("", scene.masked_for(("customer", "person", "member"))[group.start : group.end])
    said = [
        tag.name for tag in scene.names.tags if len(core := _LITTLE.sub("", fold(tag.name))) >= _LEAST and core in words
    ]
    return tuple(said) if len(said) == 1 else ()


def _beside_name(filling: Filling, spans: list[Span]) -> list[Span]:
    """The tags that are no part of a new customer's name: 灵芝合作社."""
    new = filling.slots.get("customer")
    at = filling.scene.text.find(new.name, filling.group.start) if isinstance(new, New) else -1
    if not isinstance(new, New) or at < 0:
        return spans
    return [span for span in spans if span.end <= at or span.start >= at + len(new.name)]


def _called_tags(filling: Filling) -> tuple[str, ...]:
    """What stands beside the customer after a command's name: /打标签 云图 价格民感."""
    if not filling.called:
        return ()
    named = [span for kind in ("customer", "pronoun", "pick") for span in filling.spans(kind)]
    words = list(filling.scene.text)
    for span in named:
        words[span.start : span.end] = " " * (span.end - span.start)
    said = "".join(words[filling.group.start : filling.group.end])
    return tuple(word for word in re.split(r"[、，,。#\s]+", said) if word)


def _same_tags(filling: Filling) -> tuple[str, ...]:
    """The tags of the order before, in this message (鸢都打个老板拍板，中原那家也打上) or just done."""
    for group in reversed(filling.before):
        if group.form is filling.form and (spans := group.spans(filling.scene, "tag")):
            return _tag_names(spans)
    last = filling.scene.context.done[-1:]
    if (
        last
        and last[0].command == filling.form.name
        and "也" in filling.scene.folded[filling.group.start : filling.group.end]
    ):
        tags = last[0].slots.get("tags")
        return tuple(map(str, tags)) if isinstance(tags, tuple) else ()
    return ()


def _told_tags(filling: Filling) -> tuple[str, ...]:
    """What was told right before, where it names a tag: 冯科长说今年缓采，给汉水挂上."""
    told = [group for group in filling.before if group.form is filling.grammar.narrative][-1:]
    return _tag_names(
        [span for group in told for span in filling.scene.of_kind("tag", group.clauses[-1].start, group.end)]
    )


def _tag_names(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.value.name for span in spans))  # type: ignore[attr-defined]


# 新标签「年底冲刺」打给云图: what stands in quotes is the whole tag
_QUOTED_TAG = re.compile(
    r"标签?[\s:,]*就?(?:叫做?|写[上着]?|是|为|名)?\s*[「“\"『【《](?P<tags>[^「」“”\"『』【】《》\n]{1,12})[」”\"』】》]"
)
# 贴个标签：有机认证; 标一个：带货能人: after a colon all up to the next stop is the tag
_AFTER_COLON = re.compile(
    r"(?:标签?|标记|记号|tag|label|[打标贴挂加补][上下]?一?个?)\s*(?:就?叫做?|写)?\s*:\s*(?P<tags>[^,。;:!?\n]{1,14})"
)
_TAG_WORDS = re.compile(
    r"(?:标签|(?<=[个上返起弄整新])标(?=[,\s]|叫))[是为:,，\s]*(?:就?叫做?|名叫|写)?\s*(?P<tags>(?![换改拿去删有打加都全列库清摘撤一贴挂真太多好难])[^\s,。;:!?\n的叫]{2,12}(?:[、\s][^\s,。;:!?\n]{2,12})*)"
)


# 打上处方药资质标签; 给云图打上年底必拿
_NEW_TAG = re.compile(
    r"(?:[打挂标贴加补][上个])(?:一个|新的?)?(?P<tags>(?!新?标签)[^\s,。;:!?\n的这那]{2,10}?)(?:的|这个)?标签(?=[\s,。;!?吧了]|$)"
)
_PUT_ON = re.compile(r"(?:[打挂标贴]上(?:一?个)?|(?:标记?|标注)[成为])(?P<tags>[^\s,。;:!?\n的这那了]{2,10})\s*$")


def _unknown_tags(filling: Filling) -> tuple[str, ...]:
    """Tags that the library does not have, as said: 加标签 教育行业, 加个新标签：寒假施工."""
    stretch = filling.group.start, filling.group.end
    said = (
        words.search(filling.scene.folded, *stretch)
        for words in (_QUOTED_TAG, _AFTER_COLON, _TAG_WORDS, _NEW_TAG, _PUT_ON)
    )
    match = next(filter(None, said), None)
    if match is None or any(not span.value.new for span in filling.scene.of_kind("customer", *match.span("tags"))):  # type: ignore[attr-defined]
        return ()
    words = filling.scene.said(*match.span("tags"))
    return tuple(
        word
        for word in (each.strip(_QUOTES) for each in re.split(r"[、\s]+", words))
        if word and not _ONLY_PUTS.fullmatch(word)
    )


# 开个标签叫 国企背景 |打上
_ONLY_PUTS = re.compile(r"(?:给|都|也)?[打标贴挂加补][上起一下]{1,2}[吧哈]?")


_QUOTES = "「」『』【】《》“”‘’\"'"
