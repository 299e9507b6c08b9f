"""Forms filled in by hand: 客户：…; 方式：…; 内容：… on lines, or between semicolons, bars and strokes."""

import re

_LABEL = re.compile(r"(?:^|[\n;。】\]|/,，])\s*(?P<label>[㐀-鿿]{2,6})\s*:")
_WHO = frozenset(["客户", "客户名称", "公司", "单位", "客户名", "客户单位", "哪家", "拜访客户", "跟进客户"])
# what was said, how and when
_WHAT = re.compile(
    r"(?:跟进|沟通|拜访|回访|联系|会谈|洽谈)?(?:方式|内容|情况|结果|纪要|要点)|备注|沟通|进展|小结|说了?[啥什]么?|聊了?[啥什]么?|"
    r"怎么[聊联谈]\w{0,3}|(?:跟进|沟通|拜访|回访|联系)?(?:时间|日期)|下一?[步次回]\w{0,3}|后续\w{0,3}"
)
# facts of a record
_RECORD = re.compile("电话|手机号?码?|金额|来源|行业|级别|等级|职[务位]|地区|区域|邮箱|预算")


def is_told_form(folded: str) -> bool:
    """Whether the text is a follow-up's form: it labels a customer and what was said or how."""
    if ":" not in folded:
        return False
    labels = {match["label"] for match in _LABEL.finditer(folded)}
    told = any(_WHAT.fullmatch(label) for label in labels)
    return bool(labels & _WHO) and told and not any(_RECORD.fullmatch(label) for label in labels)
