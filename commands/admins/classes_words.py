"""How levels, sources, industries and stages are spoken of."""

from collections.abc import Mapping

from commands.business import CLASSES
from commands.catalogue import Wording
from nlp.grammar import Phrase

_ADD = "加|新增|增加|添加|加个|加一个|新增一个|增加一个|添加一个|再加个|再加一个|新增一种|加一种"
_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "list": (
        "[看看|看下|查看|列出|我们|咱们|现在|目前][的][都][有](哪些|什么|几种|几个)[客户]({nouns})",
        "[看看|看下|查看|列出|我们|咱们|现在|目前][的]({nouns})(列表|有哪些|都有哪些|都有什么|有什么|怎么分|怎么分的|有几个|有几种)",
        "(看看|看下|查看|列出|列一下)[我们|现在][的]({nouns})",
    ),
    "add": (
        "({add})({nouns})[选项|叫|:]{{words}}",
        "({nouns})[里|列表|列表里][再]({add})选项[:]{{words}}",
        "({nouns})(里|列表里|选项里)[再]({add})[上|:]{{words}}",
        "[在]{{after}}(后面|之后)({add})({nouns})[叫|:]{{words}}",
    ),
    "rename": ("[把]({nouns})[里|里的|:]{{old}}(改名叫|改名为|改名成|重命名为|改叫|更名为|改称){{new}}",),
    "remove": (
        "(删掉|删除|去掉|删了|拿掉)({nouns})[里|里的|:|选项]{{words}}",
        "({nouns})[里|列表|列表里|选项](删掉|删除|去掉|拿掉)选项{{words}}",
        "({nouns})(里|列表里|选项里)(删掉|删除|去掉|拿掉){{words}}",
    ),
    "set": (
        "[把]({nouns})(列表|选项)[都](改成|改为|设为|设成|换成|调整为|排成){{words}}",
        "[把]({nouns})[都](重设|重排|重新排|重新定|重新设|分成|分为)[为|成|一下|下]{{words}}",
    ),
}


def phrases_of(what: str) -> tuple[Phrase, ...]:
    """How one of them is said of each kind; of stages the whole list is a command of its own."""
    kinds = [kind for kind in CLASSES if not (what == "set" and kind == "stages")]
    return tuple(
        Phrase(
            pattern.format(nouns=CLASSES[kind].nouns, add=_ADD),
            sets={"kind": kind},
            weight=4.5,
            where="whole" if what == "list" else "start",
        )
        for kind in kinds
        for pattern in _PATTERNS[what]
    )


SENTENCES: Mapping[str, Wording] = {
    "class.list": ("{what}{total}个：{words}", "{what}, {total}: {words}"),
    "class.word": ("{word}[ {total}家]", "{word}[ ({total})]"),
    "class.others": ("另有{total}家写的是列表以外的", "{total} customers bear other words"),
    "class.added": ("✅ {what}加了{words}，现在就能用", "✅ Added to {what}: {words}. Ready to use"),
    "class.removed": ("✅ {what}去掉了{words}", "✅ Removed from {what}: {words}"),
    "class.set": ("✅ {what}现在是这{total}个：{words}", "✅ {what} are now: {words}"),
    "class.would_set": ("原来：{old}\n改成：{new}", "Before: {old}\nThen: {new}"),
    "class.keep": ("{total}家客户还是“{word}”，照旧留着", "{total} customers bear “{word}” and keep it"),
    "button.class": ("看列表", "Show list"),
    "ask.confirm.admin.class.remove": ("要去掉吗？已有的记录不动", "Remove it? Records stay as they are"),
    "button.confirm.admin.class.remove": ("去掉", "Remove"),
    "ask.confirm.admin.class.set": ("这样改可以吗？", "Change it so?"),
    "button.confirm.admin.class.set": ("就这么改", "Change it"),
    "ask.confirm.admin.stage.set": ("这样改可以吗？", "Change it so?"),
    "button.confirm.admin.stage.set": ("就这么改", "Change it"),
    "what.admin.class.add": ("新增的选项", "the new word"),
    "what.admin.class.remove": ("删掉的选项", "the removal"),
    "what.admin.class.set": ("重设", "the new list"),
    "what.admin.stage.set": ("重设阶段", "the new stages"),
    "refused.class_which": ("要加减哪一个？比如：新增来源 视频号", "Which one? E.g. /newsource Podcast"),
    "refused.class_there": ("{what}里已经有{words}了", "{words} is there already"),
    "refused.class_unknown": ("{what}里没有“{word}”，有：{near}", "There is no “{word}”; there are {near}"),
    "refused.class_last": ("{what}至少要留一个", "One at least must stay"),
    "refused.class_same": ("{what}本来就是这样，没改", "{what} are so already; nothing changed"),
    "refused.class_list": (
        "把全部{what}按顺序写出来，用顿号隔开，至少两个，每个不超过16个字",
        "Write all of them in order, parted by commas: two at least, 16 signs each at most",
    ),
    "refused.class_cap": ("最多{most}个", "At most {most}"),
    "refused.class_policy": (
        "催办规则{numbers}还在用“{word}”，先改规则或给它改名",
        "Nudge policies {numbers} speak of “{word}”: change them first, or rename it",
    ),
}
