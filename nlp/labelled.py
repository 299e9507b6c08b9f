"""Forms filled in by hand: 客户：…; 方式：…; 内容：… on lines or between semicolons."""

import re

_LABEL = re.compile(r"(?:^|[\n;。】\]])\s*(?P<label>[㐀-鿿]{2,6})\s*:")
_WHO = frozenset(["客户", "客户名称", "公司", "单位", "客户名"])
_WHAT = frozenset(
    [
        "方式",
        "内容",
        "情况",
        "备注",
        "沟通",
        "结果",
        "进展",
        "小结",
        "说了啥",
        "怎么联系的",
        "沟通内容",
        "跟进内容",
        "跟进方式",
        "联系方式",
        "拜访内容",
        "沟通方式",
        "时间",
        "日期",
        "下一步",
    ]
)


def is_told_form(folded: str) -> bool:
    """Whether the text is a follow-up's form: it labels a customer and what was said or how."""
    labels = {match["label"] for match in _LABEL.finditer(folded)}
    return bool(labels & _WHO) and len(labels & _WHAT) > 0 and "电话" not in labels and "金额" not in labels
