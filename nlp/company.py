"""What company names are made of: region, core, trade, legal form. 苏州|恒力|机械|有限公司."""

import re
from functools import lru_cache

from nlp.regions import LATIN_REGIONS, ONE_REGION, REGION
from nlp.text import fold, normal, one_of

# how sure a form names its company: its own name or alias; that less form or region; the bare core
EXACT, SHORT, CORE = 3, 2, 1

LEGAL = "股份有限公司 有限责任公司 集团有限公司 有限公司 集团公司 总公司 分公司 集团股份 公司 集团 股份"
_LEGAL = re.compile(f"(?:{'|'.join(LEGAL.split())})+$")
_LATIN_LEGAL = re.compile(r"(?:co\.?,?\s*ltd\.?|limited|ltd\.?|inc\.?|llc|corp\.?|corporation|gmbh|company)\s*$")

TRADES = """科技 技术 信息 数据 软件 网络 智能 智能硬件 电子 电器 电气 电商 电子商务 跨境电商 半导体 传感器 光电
通信 自动化 机器人 机械 机电 设备 仪器 仪表 模具 五金 阀门 轴承 传动 液压 重工 装备 制造 加工 钢铁 金属 铝业 铜业
能源 新能源 电力 电池 环保 化工 石化 材料 新材料 外加剂 涂料 塑业 塑料 塑胶 橡胶 包装 包装材料 印务 印刷 彩印 纸箱
纸业 纺织 服装 服饰 制衣 鞋业 家具 家居 家电 装饰 装饰设计 装饰工程 设计 建材 建设 建筑 工程 园林 地产 置业 物业
贸易 商贸 国际贸易 进出口 物流 国际物流 冷链 冷链物流 货运 货代 货运代理 国际货运代理 速运 快递 供应链 供应链管理
仓储 运输 报关 报关行 港务 汽车 汽配 出租 出租汽车 网约车 网约车服务 食品 食配 乳业 面业 面粉 粮油 淀粉 饲料 农业
农牧 肥业 化肥 种业 茶业 茶饮 奶茶 咖啡 酒业 饮料 调味品 餐饮 火锅 火锅底料 烘焙 豆制品 水产 水产饲料 生物
生物科技 生技 制药 药业 医药 医疗 医疗美容 医美 健康 养老 养老服务 教育 教育科技 培训 文化 文化传媒 传媒 广告
广告传媒 影视 游戏 旅游 国际旅行社 旅行社 酒店 酒店管理 家政 家政服务 美容 美甲 健身 健身连锁 体育 珠宝 百货 超市
零售 连锁 口腔 皮肤科 眼科 保险 商业保理 保理 金融 投资 咨询 管理 企业管理 服务 信息科技 信息技术 创新科技 创新
烟酒 名酒 布草 铸造 锻造 铸件 矿业 煤业 洗煤 焦化 冶炼 冶金 镁业 钛业 铜材 铝材 耐火 耐磨 果汁 果业 林业 药材 饮片
输送带 换热器 紧固件 标准件 齿轮 弹簧 链条 劳保 防护用品 粮机
工业 实业 国际 传播 法律 律所 茶厂 酱醋 石材 砂石 门窗 照明 光学 安防 劳务 人力 地板 瓷砖 陶瓷 油漆 农资 种子 种植
养殖 装修 文旅 云计算 制冷 暖通 空调 电梯 电缆 线缆 卫浴 洁具 灯饰 玻璃 石油 煤炭 水泥 混凝土 钢构 管业 泵业 电机
电源 芯片 通讯 监控 安装 维修 检测 环境 净化 消防 印染 面料 皮革 箱包 玩具 礼品 文具 图书 出版 动漫 婚庆 摄影 会展
租赁 担保 基金 税务 人力资源 保安 保洁 房产 生鲜 冻品 水果 兽药 农机 板材 木业 车业 医药连锁 医疗器械 器械 耗材
烧烤 烤肉 烤鱼 串串 小吃 面馆 快餐 团餐 中餐 西餐 早餐 料理 日料 饮品 甜品 卤味 熟食 净菜 蔬菜 果蔬 蔬果 粮食 米业
菌业 肉业 肉食 禽业 蛋业 蜂业 海鲜 海产 渔业 预制菜 调料 酱油 酱业 糖业 盐业 油脂 冷饮 奶业 乳品 花卉 苗木 园艺
宠物 宠物食品 光伏 储能 风电 充电 换电 锂电 氢能 节能 热力 燃气 水务 生命科技 基因 诊断 影像 康复 护理 月子 母婴
幼教 早教 托育 托管 艺术 舞蹈 音乐 钢琴 美术 书法 留学 职教 图文 数码 电竞 直播 电商服务 快运 速递 专线 船务 航运
海运 空运 搬家 搬运 叉车 车辆 摩托 单车 轮胎 润滑油 洗车 驾培 停车 家纺 针织 丝绸 毛纺 窗帘 床垫 灯具 音响 乐器
钟表 眼镜 化妆品 日化 洗涤 清洗 保温 防水 幕墙 石业 砖业 陶业 木门 橱柜 厨具 餐具 炊具 制品 五金制品 工艺 工艺品
布业 袜业 帽业 伞业 笔业 杯业 竹业 瓷业 窑业 绣业 漆业 船业 耐材 饰品 首饰 茶叶 鞋材 糕点 童装 皮具 渔具 炒货 特产
干货 板面 拉面 米线 米粉 麻辣烫 烤鸭
logistics trading freight optics robotics gaming studio ingredients beauty technology tech group international"""
HEADS = """大酒店 烟酒行 酒行 供销社 客栈 酒庄
酒楼 酒家 酒馆 酒吧 饭庄 食堂 食府 餐馆 菜馆 茶社 茶楼 茶馆 茶庄 面馆 烤肉店 烧烤店 小吃店 早餐店
奶茶店 咖啡馆 咖啡厅 蛋糕店 面包房 海鲜城 美食城 农庄 山庄 农家乐 度假村 会馆 会展中心 体检中心 卫生所 卫生室
卫生服务中心 门诊 门诊部 口腔门诊部 中医馆 国医馆 疗养院 养老院 敬老院 护理院 药店 药行 眼镜店 琴行 画室 补习班
培训班 培训学校 驾校 党校 技校 职校 实验学校 实验小学 实验中学 托儿所 托育中心 教育中心 培训中心 少年宫 图书馆
电站 水厂 电厂 供电局 加油站 充电站 车行 修理厂 维修站 汽修厂 物流园 产业园 工业园 科技园 园区 冷库 仓库 码头
村委会 居委会 街道办 管委会 批发市场 农贸市场 市场 菜场 生鲜超市 便利店 专卖店 旗舰店 连锁店 总店 分店 理发店 发廊
美发店 宠物店 花店 书店 影院 剧院 影楼 照相馆 健身中心 网吧 ktv 牙医诊所 牙科诊所 中医诊所 基地 经销处 经销部
批发部 合作社 大药房 卫生院 服务站 养殖场 建材城 家电城 电器行 油漆行 五金行 门窗厂 化肥厂 制造厂 集团 厂 店 部 城
行 院 社 馆 场 站 医院 眼科医院 人民医院 诊所 口腔诊所 皮肤科诊所 药房 连锁药房 学校 中学 小学 大学 学院 幼儿园
国际幼儿园 银行 村镇银行 事务所 律师事务所 会所 月子会所 中心 医美中心 早教中心 工作室 商行 粮油商行 经营部 服务部
货运部 门市 门市部 加工厂 家具厂 模具厂 五金厂 纸箱厂 煎饼厂 豆制品厂 酱醋厂 水产料厂 商店 超市 酒店 宾馆 民宿
餐厅 饭店 火锅店 面点城 广场 研究院 研究所 设计院 协会 商会 农场 牧场 宠物医院 美容院 健身房 俱乐部 公社 工厂 车间
口腔 火锅 牙科"""


TRADE_END = re.compile(f"{one_of((TRADES + ' ' + HEADS).split())}$")
# a name that says a trade or a form at its end; single signs (厂, 店) need more before them
ORGANISATION = re.compile(f"(?:{one_of((TRADES + ' ' + HEADS + ' ' + LEGAL).split())})+")
_REGION_END = re.compile(f"(?:{REGION.pattern})$")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# no core: 第一, 十一, 21, a region, a word of every day
_NO_CORE = re.compile(r"第?[0-9一二三四五六七八九十]+|第.人民|人民|国际|中国|集团|新|老|连锁|国立|市立|中心")


def _without_region(name: str) -> str:
    for pattern in (REGION, ONE_REGION):
        found = pattern.match(name)
        if found and len(name) - found.end() >= 2 and not ORGANISATION.fullmatch(name, found.end()):
            return name[found.end() :]
    head, _, rest = name.partition(" ")
    return rest if head in LATIN_REGIONS and rest else name


def _cores(name: str, region: str = "") -> list[str]:
    """The name less trade after trade: 食全食美火锅底料 → 食全食美; a core keeps two signs and is not the region."""
    cores: list[str] = []
    while (found := TRADE_END.search(name)) or (cores and (found := _REGION_END.search(name))):
        name = name[: found.start()].strip()
        if len(name) < 2 or _NO_CORE.fullmatch(_without_region(name)) or (region and name in (region, region[:2])):
            break
        cores.append(name)
    return cores


_OWN_START = re.compile(r"[㐀-鿿]{2}(?=[㐀-鿿])")


def _start(name: str) -> str:
    """The first two signs of a name, which it is often called by where its trade is a rare one: 巴山|制冷设备."""
    found = _OWN_START.match(name)
    if found is None:
        return ""
    start = found.group()
    plain = _NO_CORE.match(start) or TRADE_END.match(start) or REGION.match(start) or start[0] in "老小阿大新第中国"
    return "" if plain else start


def _shorter(name: str) -> list[str]:
    """A full name less its legal form, its brackets, its region: 中粮面业(德州)有限公司 → 中粮面业(德州), 中粮面业."""
    bare = _LATIN_LEGAL.sub("", _LEGAL.sub("", name)).strip(" .,")
    if len(bare) <= 3 and name.startswith(bare + "集团"):
        bare += "集团"
    plain = _BRACKETS.sub("", bare).strip()
    return [form for form in dict.fromkeys((bare, plain, _without_region(plain))) if len(form) >= 2]


@lru_cache(maxsize=65536)
def forms(name: str, *, alias: bool = False) -> tuple[tuple[str, int], ...]:
    """Every form under which a company is named, normal for look-up, with how sure the form is."""
    folded = fold(name).strip()
    found: dict[str, int] = {}

    def add(form: str, sure: int) -> None:
        form = normal(form)
        if sure < EXACT and ORGANISATION.fullmatch(form):
            return
        if form and sure > found.get(form, 0):
            found[form] = sure

    add(folded, EXACT)
    shorter = [folded] if alias else _shorter(folded)
    lead = REGION.match(folded)
    for form in shorter:
        add(form, SHORT)
        for core in _cores(form, lead.group() if lead else ""):
            add(core, CORE)
    if len(shorter[-1]) > 3:
        add(_start(shorter[-1]), CORE)
    if not alias and len(shorter) > 1 and (region := REGION.match(folded)):
        # 德州中粮 for 中粮面业(德州) is an alias; 衡水桃城 for 衡水桃城酒业 is not
        for core in _cores(shorter[-1]):
            add(region.group().rstrip("省市区县") + core, CORE)
    return tuple(found.items())
