"""What happened with the demonstration's customers: told in full for a few, from a stock of notes for the rest."""

from typing import NamedTuple


class Visit(NamedTuple):
    """A follow-up so many days ago. `next_in` is the day of its next step, counted from today."""

    days_ago: int
    method: str
    note: str
    contact: int = 0
    next_in: int | None = None
    next_text: str = ""


class Plan(NamedTuple):
    """An open reminder: in so many days at a local hour (None: a day without a clock time)."""

    customer: str
    days: int
    hour: int | None
    text: str


TOLD: dict[str, tuple[Visit, ...]] = {
    "杭州云图数据有限公司": (
        Visit(118, "meeting", "展会上认识的，吴昊说机房资产盘点全靠人，想上RFID"),
        Visit(64, "visit", "去看了机房，三个机柜间，大约2200个资产"),
        Visit(22, "call", "发了年度报价，让他先走内部流程"),
        Visit(12, "demo", "演示盘点功能，觉得权限太弱，要按部门隔离"),
        Visit(3, "visit", "聊了报价，想要三年期，问能不能送一年维保", 0, 7, "发三年期方案"),
    ),
    "苏州华星科技有限公司": (
        Visit(96, "call", "云图吴总介绍的，先加了微信"),
        Visit(51, "visit", "看了SMT车间和线边仓，扫码枪两年没换"),
        Visit(19, "demo", "陆敏带着仓库的人试了PDA，反应不错"),
        Visit(5, "email", "报价发过去了，张总说看看再说，还没回音"),
    ),
    "无锡恒力机械有限公司": (
        Visit(140, "visit", "老厂房，仓库账实差得厉害，钱总想年底前盘清楚"),
        Visit(70, "meeting", "和设备科顾伟过了一遍接口，要对接用友U8", 1),
        Visit(33, "visit", "第二次报价，钱总嫌贵，要每台便宜300"),
        Visit(7, "call", "价格谈到八五折，钱总说月底前给准话", 0, 8, "要合同的准话"),
    ),
    "南京仁和医院": (
        Visit(101, "visit", "药剂科要做高值耗材追溯，林静牵头", 1),
        Visit(58, "demo", "信息科问HIS对接，给了接口文档"),
        Visit(25, "meeting", "院里过会，预算批了，要走招标"),
        Visit(12, "call", "黄主任说招标文件在改，让等通知"),
    ),
    "宁波远航国际货运有限公司": (
        Visit(84, "visit", "保税仓一天三千单，标签老掉"),
        Visit(41, "visit", "带了200张标签样品去，零下20度试了没脱落"),
        Visit(9, "call", "要再试一批大尺寸的，说好今天寄样品", 0, 0, "寄大尺寸标签样品"),
    ),
    "合肥绿源食品有限公司": (
        Visit(77, "call", "许经理要比三家"),
        Visit(30, "visit", "周师傅现场试扫，雾气大扫不出，换了工业头就好了", 1),
        Visit(11, "wechat", "报价发了，嫌年费高，问能不能一次买断", 0, -2, "回买断价"),
    ),
    "泰州康泰制药有限公司": (
        Visit(109, "meeting", "贾总要GMP合规的审计追踪，竞品做不到"),
        Visit(62, "demo", "IT问得很细：账号、日志、备份，都答上了", 1),
        Visit(16, "visit", "商务谈判第一轮，要分三期付款"),
    ),
    "金华百惠超市连锁有限公司": (
        Visit(180, "visit", "配送中心签了20台PDA，先上一个仓", 1),
        Visit(90, "visit", "用了三个月，拣货差错从千分之八降到千分之一"),
        Visit(20, "call", "方经理说明年再开两个仓，年框可以谈"),
    ),
}

STOCK: dict[str, tuple[tuple[str, str], ...]] = {
    "first": (
        ("call", "第一次通电话，说了十分钟，愿意听听"),
        ("wechat", "加了微信，发了产品册"),
        ("visit", "路过去坐了坐，仓库在搬，约下次细看"),
        ("meeting", "展会上换了名片，对手持终端有兴趣"),
        ("email", "发了公司介绍和三个同行案例"),
    ),
    "need": (
        ("visit", "看了仓库，货位还是手写的，找货靠老师傅"),
        ("visit", "盘了一遍需求：入库、拣货、盘点三块"),
        ("call", "问能不能接他们的ERP，给了接口说明"),
        ("demo", "远程演示了一遍，最关心断网能不能用"),
        ("meeting", "和仓库、IT一起开了会，列了十二条需求"),
        ("meal", "中午一起吃了饭，说老板今年重视这块"),
    ),
    "offer": (
        ("email", "报价发了，一次性加年费两种方案"),
        ("call", "问报价看了没有，说在等老板回来"),
        ("visit", "带样机去试了半天，工人上手挺快"),
        ("wechat", "嫌年费高，让我再申请点折扣"),
        ("demo", "给采购又演示一遍，问了保修怎么算"),
    ),
    "deal": (
        ("meeting", "谈付款方式，他们要三三四"),
        ("call", "法务在看合同，改了两处违约条款"),
        ("visit", "见了老板，基本定了，等排产"),
        ("wechat", "合同寄出去了，让他收到说一声"),
    ),
    "won": (
        ("visit", "回访，用得挺顺，问了耗材价格"),
        ("call", "有台机器触摸不灵，安排了换新"),
        ("wechat", "发了新版说明，问要不要加两台"),
    ),
}

BY_STAGE: dict[str, tuple[str, ...]] = {
    "线索": ("first",),
    "初步接触": ("first", "first", "need"),
    "需求确认": ("first", "need", "need", "need"),
    "方案报价": ("first", "need", "need", "offer", "offer"),
    "商务谈判": ("first", "need", "offer", "offer", "deal", "deal"),
    "赢单": ("first", "need", "offer", "deal", "won", "won"),
    "输单": ("first", "need", "offer"),
}

PLANS = (
    Plan("杭州云图数据有限公司", 7, 10, "发三年期方案"),
    Plan("宁波远航国际货运有限公司", 0, None, "寄大尺寸标签样品"),
    Plan("合肥绿源食品有限公司", -2, 9, "回买断价"),
    Plan("无锡恒力机械有限公司", 8, 15, "要合同的准话"),
    Plan("台州精锐模具有限公司", 1, 14, "问试用感觉"),
    Plan("泰州康泰制药有限公司", 2, 9, "约第二轮谈判"),
    Plan("芜湖奇点汽车零部件有限公司", 1, None, "补一份接口报价"),
    Plan("上海星辰医疗器械有限公司", 5, 10, "送样机"),
    Plan("厦门鹭岛冷链物流有限公司", 3, 16, "问冷库试用结果"),
    Plan("杭州西子药房连锁有限公司", 6, None, "年框续签准备"),
)
