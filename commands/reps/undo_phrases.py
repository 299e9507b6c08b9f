"""How taking back and bringing back are said."""

from nlp.grammar import Phrase

# what was just said or done, and that it is to be no more: 上一条全撤, 刚才那条不算
_LAST = "(刚才|刚刚|刚|上一条|上条|上一步|上一笔|上面那条|上边那条|前一条|前面那条|方才|头先|才将|才刚|那两样)"
_OFF = (
    "(撤销|撤回|撤了|撤掉|撤脱|全撤|都撤|撤|删了|删掉|删脱|删咯|删|不算数|不作数|不算|作废|取消掉|取消|不要了|不好要|不用了|退了|退掉|全退|"
    "收回|抹了|抹掉|划了|划掉|别记|莫记|不记了|当没|cancel)"
)
_WORK = "跟进|提醒|标签|记录|任务|拜访|联系人|客户"

UNDOES = (
    Phrase("(撤销|撤回|撤消|撤了|撤掉)[一下|吧|刚才|上一条|上一步|那条|掉|来|它]", weight=3.0, where="start"),
    Phrase(
        f"{_LAST}[…(条|个|的|笔|句|样|话|次|{_WORK})][我|就|也|都|给我|帮我|全|先|可以|直接|统统]{_OFF}",
        weight=3.5,
    ),
    Phrase(
        f"(那条|这条|那两条|那两样|这两条|那一条)[我|就|也|都|给我|帮我|全|先|可以|直接]{_OFF}",
        weight=3.5,
        where="start",
    ),
    Phrase(f"({_WORK})(那条|那个|这条|这个)[我|就|也|都|给我|帮我|全|先|可以|直接]{_OFF}", weight=3.5),
    Phrase("(刚才|刚刚|上一条|上条)[的|那条|那个|说的|记的]…(记错|记串|记岔|弄错|搞错|发错|录错)", weight=2.7),
    Phrase("(给我|帮我|全给我|都给我)(撤回|撤销|撤了|撤掉|撤)[来|了]", weight=3.5),
    Phrase("(不算数|当我没说|当没说|就当没发生|只当没说)", weight=3.4, where="start"),
    Phrase("(弄|搞|发|写|记|录|说)(错|岔|串)…(撤|删)", weight=3.5, where="end"),
    Phrase("(整条|全部|都|全)(撤掉|撤了|撤销|撤|退了|退掉)", weight=3.5, where="end"),
    Phrase("(scrap that|undo that|cancel that)", weight=3.5),
    Phrase("(undo|撤|退回去|倒回去|回退|收返)", weight=3.4, where="whole"),
    Phrase(
        f"(撤回|撤销|撤掉|撤了|删掉|删除|删了|删脱|去掉|作废|收回|取消|退掉)[一下|掉]({_LAST}|最后|最近|前面|那条)[那|的|这|记的|说的][一][条|个|句|步|笔]",
        weight=3.5,
        where="start",
    ),
    Phrase(
        "(弄|搞|记|写|打|发|录|整|说|讲|登)(错|岔|串|混|拐)[家|人|群|窗口|地方|客户][了|啦]…(删|撤|去|收|退)(掉|了|回|销|脱|下)",
        weight=3.5,
        where="start",
    ),
    Phrase("(take it back|revert|delete that|remove that)", weight=3.5, where="whole"),
)

REDOES = (
    Phrase("(恢复一下|恢复|撤错了|重做|redo|还原|还原一下|反撤销|取消撤销)", weight=3.4, where="whole"),
    Phrase("(撤错了|撤多了|不撤了|别撤了|没想撤|不想撤|不该撤|不用撤了|莫撤了|撤早了|撤岔了)", weight=3.6),
    Phrase("(给我|帮我|再)恢复[回来|一下]", weight=3.6),
    Phrase(
        "(恢复|还原|重做|找回)[一下](刚才|刚刚|上一条|上一步|撤掉|撤销|刚撤|被撤)[那|的|了|掉][一][条|个|步]",
        weight=3.6,
        where="start",
    ),
    Phrase(
        "(刚撤|刚才撤|刚刚撤|撤掉|撤销|撤了|撤走|撤回)[的|掉|了|销][那|这][一][条|个|笔|些]…"
        "(没错|不错|是对的|对的|要的|还要|有用|恢复|放回|找回|加回|捡回|弄回|还原|回来|回去)",
        weight=3.7,
    ),
    Phrase("(放|加|捡|搁|找|补|弄|挪)(回去|回来|返去|返来|返)", weight=3.4, where="whole"),
)
