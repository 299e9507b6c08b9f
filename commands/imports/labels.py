"""What people call the fields that a column can bring."""

from collections.abc import Mapping

from commands.catalogue import Wording
from commands.context import say
from commands.imports.columns import OWN
from commands.message import Sentence

_WORDS: Mapping[str, Wording] = {
    "name": ("名称", "name"),
    "short": ("简称", "short name"),
    "contact": ("联系人", "contact"),
    "title": ("职务", "title"),
    "phone": ("电话", "phone"),
    "email": ("邮箱", "e-mail"),
    "wechat": ("微信", "WeChat"),
    "id": ("身份证", "ID number"),
    "level": ("级别", "level"),
    "stage": ("阶段", "stage"),
    "source": ("来源", "source"),
    "industry": ("行业", "industry"),
    "region": ("地区", "region"),
    "address": ("地址", "address"),
    "website": ("网址", "website"),
    "size": ("规模", "size"),
    "tags": ("标签", "tags"),
    "owner": ("负责人", "owner"),
    "note": ("备注", "note"),
    "created": ("创建时间", "created"),
    "said": ("跟进内容", "follow-up"),
    "said_at": ("跟进时间", "followed up"),
    "said_by": ("跟进人", "author"),
    "method": ("跟进方式", "way"),
    "next_at": ("下次跟进", "next date"),
    "next": ("下一步", "next step"),
}
_FAULTS: Mapping[str, Wording] = {
    "no_name": ("没有名称", "has no name"),
    "long": ("太长", "too long"),
    "phone": ("号码不对", "is no phone number"),
    "email": ("邮箱不对", "is no e-mail address"),
    "id": ("号码不对", "is no ID number"),
    "date": ("没有这一天", "is no date"),
    "future": ("在将来", "lies ahead"),
    "number": ("不是数字", "is no number"),
    "level": ("没有这个级别", "is no level of yours"),
    "stage": ("没有这个阶段", "is no stage of yours"),
    "owner": ("没有这位同事", "is nobody here"),
    "not_yours": ("不能导给别人", "is not yours to give"),
    "field": ("填得不对", "doesn't fit"),
    "taken": ("已存在，已通知负责人", "exists already; its owner was told"),
}
_SHEET: Mapping[str, Wording] = {
    "left": ("没导进的行", "Left out"),
    "cleaned": ("清洗明细", "Cleaned"),
    "line": ("原行号", "Line"),
    "why": ("原因", "Reason"),
    "column": ("列", "Column"),
    "before": ("原来", "Before"),
    "after": ("改成", "After"),
}
FIELD_WORDS: Mapping[str, Wording] = {
    **{f"import.field.{name}": words for name, words in _WORDS.items()},
    **{f"import.fault.{name}": words for name, words in _FAULTS.items()},
    **{f"import.sheet.{name}": words for name, words in _SHEET.items()},
}


def field_word(of: str) -> Sentence | str:
    """What people call a field; one of the workspace's own by its name."""
    return of.removeprefix(OWN) if of.startswith(OWN) else say(f"import.field.{of}")
