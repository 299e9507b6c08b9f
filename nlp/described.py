"""Which of those offered an answer describes: 物流那家, 做包装的那个, 拉货那个."""

import re
from itertools import pairwise

from nlp.patches import affirmed
from nlp.reading import Named
from nlp.scene import Scene
from nlp.text import fold

_WEAK_SIGNS = frozenset("那家个的就是搞做是噻吧啊哪位边这间户公司店有限老啦呢了在我你他她它们")
# what people say of a trade, and what stands in the names of its houses: 拉货那个 is 雪峰冷链物流
_TRADES = tuple(
    (re.compile(said), names.split())
    for said, names in (
        (r"船|海运|出柜|订舱", "货运 货代 海运 航运 船舶 船务"),
        (r"拉货|送货|运货|货运|运输|跑车|快递|发货", "物流 货运 运输 配送 速运 快运 冷链"),
        (r"看病|治病|大夫", "医院 诊所 卫生"),
        (r"看牙|补牙|拔牙|种牙|牙", "口腔 齿科 牙科 义齿"),
        (r"生[娃孩]|接生|月子", "妇产 母婴 妇幼 月子"),
        (r"带娃|娃娃|小孩|孩子", "儿童 幼儿 母婴 托育"),
        (r"化验|抽血|检测", "检验 检测 体检"),
        (r"药", "制药 药业 医药 药房 饮片"),
        (r"奶", "乳业 奶业 奶牛 牧业"),
        (r"拖拉机|收割机|耕地", "农机"),
        (r"种[地菜粮田]", "种植 农业 合作社"),
        (r"[养喂][猪牛羊鸡鸭]|牲口", "养殖 牧业 牧场 饲料"),
        (r"鱼|虾|海鲜", "水产 海鲜 渔业"),
        (r"吃|饭|馆子|炒菜", "餐饮 酒楼 饭店 食品"),
        (r"住|旅馆|开房", "酒店 宾馆 民宿"),
        (r"酒(?![店楼吧席])", "酒业 酿酒 烟酒 酒庄"),
        (r"茶(?![几水])", "茶业 茶庄 茶厂 茶铺"),
        (r"盖[楼房]|工地|施工", "建筑 建设 建工 工程"),
        (r"装修|刷墙", "装饰 装潢 家装"),
        (r"卖房|租房", "地产 置业 房产"),
        (r"小区|管楼|保洁", "物业"),
        (r"上学|念书|读书|学校|上课", "学校 学院 教育 中学 小学 培训"),
        (r"衣服|衣裳|布料", "服饰 服装 纺织 面料"),
        (r"鞋", "鞋业 鞋厂 鞋材"),
        (r"印[刷东册]|打印", "印刷 印务 包装"),
        (r"电脑|代码|软件", "软件 信息 网络 科技"),
        (r"贷款|存钱", "银行"),
        (r"炒股", "证券"),
        (r"官司|律师", "律师 律所"),
        (r"修车|卖车|4s", "汽车 汽贸 汽修"),
        (r"广告|拍片|拍[戏照]", "传媒 广告 影视 文化"),
        (r"灯", "灯饰 照明 灯具"),
        (r"撸铁|锻炼", "健身"),
        (r"卖", "贸易 商贸 经营部"),
    )
)


def described(scene: Scene, start: int) -> Named | None:
    """The one of those offered that the words describe: 物流那家, 做包装的那个鲁丰, 搞装修那家."""
    offered = [each for each in scene.context.shown if isinstance(each, Named)]
    if not offered:
        offered = [customer for span in scene.of_kind("customer", start) for customer in span.value.known]  # type: ignore[attr-defined]
    words = affirmed(scene.folded[start:])
    trade = {name for said, names in _TRADES if said.search(words) for name in names}
    signs = {
        sign
        for sign in words
        if (sign not in _WEAK_SIGNS and "㐀" <= sign <= "鿿") or (sign.isalnum() and sign.isascii())
    }
    pairs = {a + b for a, b in pairwise(words) if a in signs or b in signs}
    names = {customer.id: fold(" ".join((customer.name, *customer.aliases))) for customer in offered}
    traits = signs | pairs | trade
    scores = sorted(((sum(each in names[c.id] for each in traits), c) for c in offered), key=lambda pair: -pair[0])
    if not scores or not scores[0][0] or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def part_of_one(scene: Scene, start: int) -> Named | None:
    """The one of those shown whose name holds all that is said: 诊疗连锁那家."""
    one = described(scene, start) if scene.context.shown else None
    signs = set(re.sub(r"[\W那这家个的是就吧]", "", scene.folded[start:]))
    return one if one is not None and signs <= set(fold("".join((one.name, *one.aliases)))) else None
