"""Companies by the thousand and what sales people say of them: every message with the command that it must become."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

_SIGNS: Final = "".join(
    dict.fromkeys(
        "恒泰华瑞德信远盛嘉宏金利永兴安顺福祥锐捷拓维朗创源达凯睿航腾丰隆晟瀚钧铭骏泓岚翊柏江河海洋川山峰岭岳昆仑"
        "天宇辰星光辉耀明晶莹洁清雅文博学思慧智诚实正义和谐平康宁静美丽春秋雨雪云霞虹彩红绿蓝紫青松竹梅兰菊荷莲桂枫"
        "林森木禾谷麦稻米粮仓库宝珍珠玉石铁钢铜银铝锡鑫磊淼焱垚龙凤虎豹狮鹰鹏鹤鸿雁燕马牛羊鹿鱼鲲鲸通联合众聚汇集"
        "群力劲强健壮伟雄俊杰英豪卓越超凡飞翔翼帆舟桥路程新世纪未来前景希望梦想乐悦欣荣昌茂旺裕富贵厚朴方圆"
        "百千万亿双三九中东南北西广大同新亚环球域网云数智能科创"
    )
)
_TRADES: Final = (
    "机械",
    "电子",
    "包装",
    "纺织",
    "物流",
    "模具",
    "食品",
    "五金",
    "化工",
    "建材",
    "家具",
    "服饰",
    "医药",
    "阀门",
    "轴承",
    "电器",
    "印务",
    "塑胶",
    "光电",
    "农业",
)
_TOWNS: Final = (
    "宁波",
    "苏州",
    "无锡",
    "常州",
    "嘉兴",
    "绍兴",
    "台州",
    "南通",
    "扬州",
    "合肥",
    "东莞",
    "佛山",
    "中山",
    "长沙",
    "武汉",
    "成都",
    "重庆",
    "青岛",
    "烟台",
    "潍坊",
)
_SURNAMES: Final = "吴郑冯褚卫蒋沈韩杨朱秦许何吕施张李王赵陈"
_GIVEN: Final = ("建平", "志远", "国强", "文静", "海生", "晓东", "丽华", "庆丰", "雅琴", "立新")
_JOBS: Final = ("总经理", "采购经理", "厂长", "财务总监", "工程师")
_NAMES: Final = len(_SIGNS) ** 2 * len(_TRADES)
_STEP: Final = 786_433  # a prime that divides no number of names: neighbours have little in common
TAGS: Final = (
    "重点客户",
    "待报价",
    "价格敏感",
    "竞品在用",
    "老客户",
    "展会来的",
    "账期长",
    "年底续约",
    "样品在途",
    "高意向",
)
_PAST: Final = ("今天", "昨天下午", "今天上午十点", "刚刚", "周一", "前天", "11月18号", "上周五下午三点半")
_NEXT: Final = (
    "明天上午九点",
    "下周三上午十点",
    "后天下午三点",
    "周五下午两点半",
    "12月3号上午",
    "下个月8号",
    "两个小时后",
    "下周一14:30",
)
_SAID: Final = (
    ("followup.log", "{past}拜访了{name}的{boss}总，聊了报价，{next}提醒我跟进"),
    ("followup.log", "{past}去{name}见了{boss}总，对方想要三年期，预算{sum}万左右"),
    ("followup.log", "给{name}{boss}总打了电话，他说要等年底预算下来再定，先寄样品过去看看"),
    ("followup.log", "跟进{name}：样品收到了，质检那边没问题，{boss}总说下批订{sum}吨"),
    ("followup.log", "{past}和{name}微信沟通，合同第3条付款方式他们想改成月结60天，我回去问一下财务"),
    ("followup.log", "{past}去{name}开了个会，技术部提了五个问题，主要是精度和交期，{next}我再去一趟"),
    ("reminder.add", "{next}提醒我给{name}发报价单"),
    ("reminder.add", "提醒我{next}联系{name}{boss}总确认合同"),
    ("reminder.add", "记得{next}叫我给{name}寄样品，别忘了带检测报告"),
    ("reminder.add", "每周一早上9点提醒我看{name}的发货进度"),
    ("tag.add", "给{name}打上{tag}标签"),
    ("tag.add", "把{name}标成{tag}"),
    ("tag.remove", "{name}去掉{tag}标签"),
    ("customer.update", "{name}级别改成A"),
    ("customer.show", "看下{name}的资料"),
    ("followup.list", "{name}最近的跟进记录"),
    ("reminder.list", "我这周有哪些提醒"),
    ("customer.find", "找一下{tag}的客户"),
    ("contact.add", "{name}加个联系人王晓明，采购经理，电话138{tail}"),
    ("undo", "撤销"),
)


@dataclass(frozen=True, slots=True)
class Firm:
    """A customer: its full name, what people call it, and who decides there."""

    name: str
    called: str
    boss: str
    person: str
    job: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message, the command that it must become, and the customer that it names, if it does."""

    text: str
    command: str
    firm: int | None


def firm(index: int) -> Firm:
    """The company of that index; the first million are each called otherwise."""
    brand, trade = divmod(index * _STEP % _NAMES, len(_TRADES))
    first, second = divmod(brand, len(_SIGNS))
    called = _SIGNS[first] + _SIGNS[second] + _TRADES[trade]
    boss = _SURNAMES[index % len(_SURNAMES)]
    person = boss + _GIVEN[index // len(_SURNAMES) % len(_GIVEN)]
    return Firm(f"{_TOWNS[brand % len(_TOWNS)]}{called}有限公司", called, boss, person, _JOBS[index % len(_JOBS)])


def sayings(firms: int, count: int, *, seed: int) -> Iterator[Said]:
    """So many messages about these companies, other ones for another seed."""
    random = Random(seed)
    for turn in range(count):
        command, words = _SAID[turn % len(_SAID)]
        index = random.randrange(firms)
        known = firm(index)
        text = words.format(
            name=known.called,
            boss=known.boss,
            past=random.choice(_PAST),
            next=random.choice(_NEXT),
            tag=random.choice(TAGS),
            sum=random.randrange(2, 300),
            tail=f"{random.randrange(10**8):08}",
        )
        yield Said(text, command, index if "{name}" in words else None)
