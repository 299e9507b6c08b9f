"""How the tags of a command are filled: those placed, those named beside it, those the library does not have."""

import re
from collections.abc import Sequence

from nlp.filling import Filling
from nlp.grammar import SlotForm
from nlp.reading import Span, Value
from nlp.todo import without

# 转介绍来的 says where they came from, though 转介绍 is a tag
_CAME = re.compile(r"(?:过来|来|认识|加上?)的")


def tags_of(filling: Filling, slot: SlotForm) -> Value | None:
    """The tags that a phrase placed, else those named in the group; where the command needs one, also unknown ones."""
    places = [hit.placed[slot.name] for hit in filling.group.hits if slot.name in hit.placed]
    if found := [span for start, end in sorted(set(places)) for span in filling.scene.of_kind("tag", start, end)]:
        return _tag_names(found)
    spans = filling.spans("tag")
    if labels := [span for span in spans if not _CAME.match(filling.scene.folded, span.end)]:
        return _tag_names(labels)
    if not slot.ask:
        return None
    if spans:
        return _tag_names(spans)
    return _unknown_tags(filling) or _same_tags(filling) or _called_tags(filling)


def _called_tags(filling: Filling) -> tuple[str, ...]:
    """What stands beside the customer after a command's name: /打标签 云图 价格民感."""
    if not filling.called:
        return ()
    used = [(span.start, span.end) for kind in ("customer", "pronoun", "pick") for span in filling.spans(kind)]
    return tuple(word for word in re.split(r"[、，,#\s]+", without(filling.scene, filling.group.clauses, used)) if word)


def _same_tags(filling: Filling) -> tuple[str, ...]:
    """The tags of the order before: 鸢都打个老板拍板，中原那家也打上."""
    for group in reversed(filling.before):
        if group.form is filling.form and (spans := group.spans(filling.scene, "tag")):
            return _tag_names(spans)
    return ()


def _tag_names(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.value.name for span in spans))  # type: ignore[attr-defined]


_TAG_WORDS = re.compile(
    r"标签[是为:\s]*(?:叫)?(?P<tags>(?![换改拿去删有打加都列库清摘撤一])[^\s,。;:!?\n的叫]{2,12}(?:[、\s][^\s,。;:!?\n]{2,12})*)"
)


# 打上处方药资质标签; 给云图打上年底必拿
_NEW_TAG = re.compile(
    r"(?:[打挂标贴加补][上个])(?:一个|新的?)?(?P<tags>(?!新?标签)[^\s,。;:!?\n的这那]{2,10}?)(?:的|这个)?标签(?=[\s,。;!?吧了]|$)"
)
_PUT_ON = re.compile(r"[打挂标贴]上(?:一?个)?(?P<tags>[^\s,。;:!?\n的这那了]{2,10})\s*$")


def _unknown_tags(filling: Filling) -> tuple[str, ...]:
    """Tags that the library does not have, as said: 加标签 教育行业, 加个新标签：寒假施工."""
    stretch = filling.group.start, filling.group.end
    said = (words.search(filling.scene.folded, *stretch) for words in (_TAG_WORDS, _NEW_TAG, _PUT_ON))
    match = next(filter(None, said), None)
    if match is None or filling.scene.of_kind("customer", *match.span("tags")):
        return ()
    words = filling.scene.said(*match.span("tags"))
    return tuple(word for word in re.split(r"[、\s]+", words) if word)
