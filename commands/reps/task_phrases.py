"""How people say that a colleague is to do something."""

from nlp.grammar import Phrase

_GIVE = "派|布置|安排|指派|交代|分派|下派|分配|发|下|加|建|开"
# 给婷婷挂个任务, 记一笔活儿, 留个作业: how one is put down for somebody, and what it is called
_PUT = f"{_GIVE}|交待|挂|记|立|安|排|留|丢|塞|定|出|甩|整|搁|搭|列|create|add"
_COUNT = "一个|个|一条|条|一件|件|一项|项|一笔|笔|一份|份|一档|一桩|桩|一|两个|两件|俩|几个|几件|点"
_ITEM = "活儿|活计|活|任务|差事|差使|事儿|事|工单|单子|单|作业|功课|待办|todo|task"
_MAKE = "建|新建|创建|登记|录|录入|下|下达|开|安排|发|加|派|布置|记|挂"
_ASK = "请|麻烦|辛苦|劳烦|拜托|务必|记得|你|你们|你俩|你们俩|各|各自"
_BY = "之前|以前|前|内|上班前|下班前|开会前"
_TELL = "让|叫|请|喊|通知|安排|麻烦|吩咐|派|指派|催|招呼|知会|告诉|转告|交代|嘱咐|提醒|辛苦|劳烦|拜托|有劳"
_ONCE = "一下|下|一声|声|一哈|哈|一嘴"
# 任务挂他头上, 这事记雅雯名下: on whom it is put
_LAID = "挂|记|算|落|归|放|派|安|扣|压|搁|交|分|给"
_ON = "头上|名下|身上|那儿|那边|那里|账上|手上|手里"
# what one colleague is told to do: 把价单拉出来; and, by a certain time, anything
_DO = "把|将|给|去|跟|发|交|送|做|出|联系|准备|拜访|打"
_DO_BY = f"{_DO}|催|寄|问|约|拉|整理|汇总|统计|报|带|陪|盯|落实|核|对|写|弄|补|安排|填|提交|回访|预定|订"

PHRASES = (
    Phrase(f"(派|布置|安排|指派|交代|交待|分派)[给][{{member}}][{_COUNT}]({_ITEM})", weight=3.5),
    Phrase(f"给{{member}}[都|各|各自|每人|一人|分别]({_GIVE})(：|，)", weight=3.5),
    Phrase(f"给{{member}}[都|各|各自|每人|一人|分别]({_PUT})[{_COUNT}]({_ITEM})", weight=3.5),
    Phrase(f"({_PUT})[{_COUNT}]({_ITEM})给{{member}}", weight=3.5, where="start"),
    Phrase(
        "(任务|活儿|活|差事|todo|task)[就](给|派给|交给|记给|挂给|分给|安排给|归|派|记到|挂到){member}",
        weight=3.5,
        where="start",
    ),
    Phrase(f"(这|这个|这件|这条)({_ITEM})[就](派|派给|安排给){{member}}", weight=3.3, where="start"),
    Phrase(f"({_PUT})[{_COUNT}]({_ITEM})给(他|她|ta|{{customer}})", weight=3.3, where="end"),
    Phrase("给{member}[都|各|各自|每人|一人|分别](派|布置|安排|指派|交代)[一个|个]", weight=3.5),
    Phrase("(assign|派|安排|布置)给{member}", weight=3.5),
    Phrase("(交|分|丢|甩)给{member}[：|，]", weight=3.3, where="start"),
    Phrase("提醒{member}", weight=3.2, where="start"),
    Phrase("{due}提醒{member}", weight=3.2),
    Phrase(f"[请|麻烦|帮我|劳烦]({_TELL})[{_ONCE}]{{member}}", weight=3.2, where="start"),
    Phrase("(帮我|给我)(让|叫|派|安排|通知){member}", weight=3.3),
    Phrase(
        f"[请|请系统|麻烦系统]({_MAKE})[一][个|条|项|份|件](任务|todo|工单)[给|：|，]…[由|让|请|给|派给|@]{{member}}",
        weight=3.5,
    ),
    Phrase(f"@{{member}} [，] [{_ASK}] ({_MAKE})[一][个|条|项|份|件](任务|todo|工单|活)", weight=3.5, where="start"),
    Phrase("任务[:]@{member}", weight=3.5, where="start"),
    Phrase(f"@{{member}} [，] [{_ASK}] {{due}}[{_BY}] [{_ASK}] ({_DO})", weight=3.1, where="start"),
    Phrase(f"@{{member}} [，] [{_ASK}] {{due}}({_BY}) [{_ASK}] ({_DO_BY})", weight=3.1, where="start"),
    Phrase(
        f"{{member}}(啊|呀|，|你|请|啊你|，请|，麻烦|啊，你){{due}}[{_BY}] [{_ASK}] (把|将|去|给)",
        weight=3.1,
        where="start",
    ),
    Phrase(f"{{member}}[啊|呀|，|你|啊你]{{due}}({_BY}) [{_ASK}] ({_DO_BY})", weight=3.1, where="start"),
    Phrase(f"{{member}}{{due}}[{_ASK}] (把|将|给)", weight=3.1, where="start"),
    Phrase(
        "{member}[，]你{due}[之前|以前|前|内]…(联系|跟进|跟|拜访|回访|催|发|交|送|寄|做|准备|打|去|问)",
        weight=3.1,
        where="start",
    ),
    Phrase(
        "@{member}[，]…{due}[上班|下班|开会|放学][之前|以前|前|内][请|务必|记得](给我|发我|交给我|报给我|传我)",
        weight=3.1,
        where="start",
    ),
    Phrase("(指派给|交代){member}", weight=3.3),
    Phrase(
        "{member}(来|去|负责|牵头|主)(做|写|弄|整|出|搞|跟|办|跑|盯|改|核|对|拉|整理|准备|处理|安排|落实|统计|汇总|联系|催|谈|送|查|算)…"
        "[，]{due}[之前|以前|前|内](发我|给我|交我|报我|传我|发给我|交给我|报给我|发群里|交|给到我|发出来)",
        weight=3.3,
    ),
    Phrase("由{member}[负责|去|来|就|跟进|牵头|对接]", weight=3.1, where="start"),
    Phrase(f"{{due}}[之前|以前|前|内][你|请|麻烦|帮我|给我]({_TELL})[{_ONCE}]{{member}}", weight=3.1, where="start"),
    Phrase(
        f"{{member}}[那边|那头|那里|这边|那儿](派|安排|布置|交代)[{_ONCE}|一个|个|一条|一单|一项][{_ITEM}]",
        weight=3.3,
        where="start",
    ),
    Phrase(
        f"({_ITEM}|这事|这活|这个|这单)[就|都|给我|帮我|先]({_LAID})[在|到](他|她|ta|{{member}})[的]({_ON})", weight=3.5
    ),
    Phrase("(派活|派单|派个活|todo|task)[:|给|，]@{member}", weight=3.5, where="start"),
)
