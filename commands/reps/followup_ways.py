"""How somebody was reached, told by where one was and what was done: 往云图跑了一趟, 打了仨都不接."""

from nlp.grammar import Phrase

_VISIT, _CALL, _MEAL, _MEETING = ({"method": way} for way in ("visit", "call", "meal", "meeting"))

WAYS = (
    Phrase(
        "(头一回|头一次|第一次|头次|头回|首次|初次)[去|跟|和|上门](见|拜访|接触|碰|去|到|聊|打交道|上门)", weight=1.8
    ),
    Phrase("往({customer}|{contact}|{place})‥(跑|走|去|赶|奔|蹽)", sets=_VISIT, weight=1.9),
    Phrase("(跑|奔|杀到|赶到|下到|飞到|开到|走到){place}", sets=_VISIT, weight=1.7, where="end"),
    Phrase("(跑|奔|杀到|赶到){place}", sets=_VISIT, weight=1.7, where="start"),
    Phrase("到[了]{place}", sets=_VISIT, weight=1.6, where="end"),
    Phrase("{at}[又|就|才|我|刚](跑|奔|杀到|赶到|下|上){place}", sets=_VISIT, weight=1.7, where="end"),
    Phrase("{at}[又|就|才|我|刚](跑|奔)‥", sets=_VISIT, weight=1.6, where="end"),
    Phrase(
        "(去|跑|到|上|下|飞){place}(拜会|看望|走|转|跑|见|会|看|送|装|修|验|办|谈|签|取)(了|的)",
        sets=_VISIT,
        weight=1.9,
    ),
    Phrase("刚[刚]从({place}|{customer})‥(回来|出来|到家|下来|往回走)", sets=_VISIT, weight=1.9),
    Phrase("(拜会|拜望|看望|造访|面见|登门)", sets=_VISIT, weight=1.95),
    Phrase("(走|跑|去|转|溜|兜)了‥(一趟|一遭|一圈|一回|趟|遭)", sets=_VISIT, weight=1.9),
    Phrase("(跑|走|拜访|转|看|扫)[了](两|俩|三|仨|四|五|六|几|好几)[个](家|地方|处|客户|店)", sets=_VISIT, weight=1.9),
    Phrase("(去了|跑了|到了|进了|转到)‥‥[一](个|家|户)…{customer}", sets=_VISIT, weight=1.9),
    Phrase("(路过|经过|顺路去|顺道去|顺便去|顺路到|顺道到){customer}", sets=_VISIT, weight=1.8),
    Phrase("(去|跑|在|到){place}[出差|待了|呆了|住了|跑了]‥(天|宿|晚|个礼拜)", sets=_VISIT, weight=1.7),
    Phrase("(登|上|进)[了][一|两][趟|回|次]{customer}[的|家|家的]门", sets=_VISIT, weight=1.9),
    Phrase(
        "(领|带|陪|请|拉|引)[着|了](我|俺|咱|我们|咱们)[几个|一起|一块]‥"
        "(参观|转|看了|看的|看过|逛|走了|车间|厂|仓|库|楼|后厨|工地|产线|展厅|校园|病房)",
        sets=_VISIT,
        weight=1.9,
    ),
    Phrase("(领|带|陪|请|拉|喊|叫)(我|俺|咱|我们|咱们)(去|进|下|上|到)‥(看|参观|转)[了]他们", sets=_VISIT, weight=1.9),
    Phrase("(带着|领着|陪着|拉着|引着)[我|俺|咱|我们]‥(看|参观|转|逛|走)", sets=_VISIT, weight=1.9),
    Phrase(
        "({customer}|{contact}|他|她|他们|他家)[的|那|家]‥"
        "(楼下|楼底下|楼里|门口|大厅|大堂|前台|停车场|走廊|门卫室|保安室|传达室|厂门外)"
        "[里|外|那|那里|那儿]‥(等|蹲|守|候|堵|站|坐|耗|杵)",
        sets=_VISIT,
        weight=2.0,
    ),
    Phrase(
        "(在|搁)({customer}|{contact})[的|那]‥"
        "(车间|仓库|厂里|店里|办公室|会议室|工地|现场|门市|柜台|后厨|地里|棚里|展厅|机房|门口|楼下|前台|大厅)‥(跟|和|陪|看|盯|聊|谈|坐|转|碰)",
        sets=_VISIT,
        weight=2.0,
    ),
    Phrase(
        "({customer}|{contact})这(边|里|儿)‥(等|候|蹲|守|坐|耗)了‥({at}|上午|下午|半天|小时|钟头|分钟|刻钟|晌)",
        sets=_VISIT,
        weight=2.0,
    ),
    Phrase(
        "开(的|了|完|过)…(评审会|沟通会|协调会|对接会|碰头会|启动会|推进会|座谈会|论证会|答疑会|交流会|说明会|洽谈会|"
        "验收会|总结会|例会|专题会|讨论会|碰面会|预备会|动员会|复盘会|视频会|方案会)",
        sets=_MEETING,
        weight=2.1,
    ),
    Phrase("开(的|了|完|过)‥‥会", sets=_MEETING, weight=2.1, where="end"),
    Phrase("(在|搁)({customer}|{contact})‥(转|逛|看|待|呆|泡|耗|忙|盯)了", sets=_VISIT, weight=1.9),
    Phrase("{at}[我|俺](先|又|再|才)(到|去|上)[了|的]{customer}", sets=_VISIT, weight=1.9),
    Phrase("(喝|吃|整|造)了‥(场|局|轮)", sets=_MEAL, weight=2.3),
    Phrase(
        "打了(仨|俩|两个|三个|四个|五个|几个|好几个|几通|两通|三通|半天|一天|一上午|一下午)‥(不接|没接|没人接|没打通|不通)",
        sets=_CALL,
        weight=2.05,
    ),
    Phrase("(都|也|老|总|一直|死活|硬是|就是|愣是)(不接|没接通|打不通|不接我)", sets=_CALL, weight=2.05),
    Phrase("下(了|的|完)‥馆子", sets=_MEAL, weight=2.3),
    Phrase("(喝|吃)到‥(点|半夜|凌晨|散场|深夜)", sets=_MEAL, weight=2.3),
    Phrase(
        "(吃|喝|嗦|扒|造|干|整|炫|搓|撮|啃|涮)(了|的|完|过)‥(碗|顿|盘|份|笼|锅|桌|串)",
        sets=_MEAL,
        weight=2.3,
    ),
)
