"""How somebody was reached, told by where one was and what was done: 往云图跑了一趟, 打了仨都不接."""

from nlp.grammar import Phrase

_VISIT, _CALL, _MEAL, _MEETING, _DEMO = ({"method": way} for way in ("visit", "call", "meal", "meeting", "demo"))
# the speaker's own house, to which somebody came
_OURS = (
    "(我们|咱们|我|咱|俺|俺们)[的](公司|厂里|厂|店里|店|展厅|展台|展位|办公室|门店|门市|仓库|库房|这边|这儿|这里|这|处)"
)
_HOUSE = "门店|门市|展厅|展台|办公室|公司|厂里|店里"

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
    Phrase(
        "(两|俩|三|仨|四|五|六|几)[个](家|地方|处|客户|店) [全|都|也](跑|走|拜访|转|看|扫|去|到)(了|过|完|啦|遍|到)",
        sets=_VISIT,
        weight=1.9,
    ),
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
    Phrase(f"(来|到|上)[了|过|到]({_OURS}|{_HOUSE})…(了|的|过|走|完)", sets=_VISIT, weight=1.3),
    Phrase(f"(来|到|上)({_OURS})‥(了|走|过)", sets=_VISIT, weight=1.9),
    Phrase(f"(来|到|上)({_OURS})[里|来]‥(喝茶|喝了杯茶|喝杯茶|喝了壶茶)", sets=_VISIT, weight=2.35),
    Phrase(
        "(上|到|奔)(我们|咱们|我|咱|俺|俺们)‥来(了|的|过|坐|看|转|考察|参观|拿|取|提|谈|聊)", sets=_VISIT, weight=1.3
    ),
    Phrase("(到|去|上|奔|下|跑|拐到|赶到|开到|飞到|摸到)({place}|{customer})[去](找|堵)", sets=_VISIT, weight=1.3),
    Phrase("(骑|摸|拐|打车|坐车|(硬是|愣是|一路|冒雨|连夜|下雪)开)到[了]{customer}", sets=_VISIT, weight=1.9),
    Phrase(
        "({customer}|{contact})[家|的|那|那边|那儿|那块|那头][店|厂|公司|门市|单位] [{at}]"
        "(我|俺)[又|也|都|刚|已经](去|跑|到|转)(了|过|的)",
        sets=_VISIT,
        weight=1.9,
    ),
    Phrase("(叫|让|请|喊|招呼)(我|俺|咱|我们|咱们)(进|上)‥(屋|家|办公室|里头|炕)", sets=_VISIT, weight=1.9),
    Phrase("边(吃|喝)边(谈|聊|说|唠|讲|扯|商量|倾)", sets=_MEAL, weight=2.3),
    Phrase("(凑合|对付|将就|垫巴|糊弄|随便吃|简单吃)了‥(顿|口|餐)", sets=_MEAL, weight=2.3),
    Phrase("(早饭|早餐|中饭|晌饭|晌午饭|夜饭|夜宵|年饭|开工饭|酒席)", sets=_MEAL, weight=1.9),
    Phrase(
        "(烧烤摊|烤串摊|烧烤店|串店|火锅店|大排档|排档|夜市|酒局|酒席|席面|茶楼)(上|里|里头)", sets=_MEAL, weight=2.2
    ),
    # when it was that they rang
    Phrase("(吃|喝)(完|过|罢)‥(饭|酒|茶|餐)‥‥(打过来|打来|打电话|来电|来了电话)", sets=_CALL, weight=2.4),
    Phrase("(吃|喝)(完|过|罢)‥(饭|酒|茶|餐){contact}(打过来|打来|打电话|来电|来了电话)", sets=_CALL, weight=2.4),
    Phrase("(喝|灌|吹)了‥(瓶|斤|两|杯|盅)", sets=_MEAL, weight=2.3),
    Phrase("(整|炒|弄|点|摆)[了]‥菜[一|两|俩|几|三](瓶|斤|杯|壶|箱)", sets=_MEAL, weight=2.3),
    Phrase("(喝|灌|整)(多|大|高|蒙|懵|迷糊|断片|醉|吐|趴)了", sets=_MEAL, weight=2.3),
    Phrase("(给|把)(我|俺|咱)(喝|灌|整)…(迷糊|蒙|懵|断片|醉|吐|趴|晕)", sets=_MEAL, weight=2.3),
    Phrase(
        "(讲|上|开|试讲|演|走|操作)了(一|两|几)(堂|节|场|遍)‥(试听|体验|公开课|示范课|样板课|试讲)",
        sets=_DEMO,
        weight=2.2,
    ),
    Phrase("下(了|的|完)‥馆子", sets=_MEAL, weight=2.3),
    Phrase("(喝|吃)到‥(点|半夜|凌晨|散场|深夜)", sets=_MEAL, weight=2.3),
    Phrase(
        "(吃|喝|嗦|扒|造|干|整|炫|搓|撮|啃|涮)(了|的|完|过)‥(碗|顿|盘|份|笼|锅|桌|串)",
        sets=_MEAL,
        weight=2.3,
    ),
)
