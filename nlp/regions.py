"""Names of provinces and cities, which company names begin with: 苏州恒力机械, 湖南德轩."""

import re

from nlp.pattern import Pattern
from nlp.text import one_of

_PROVINCES = """北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东
广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 内蒙古 香港 澳门 台湾 中国 华东 华南 华北 华中 西南 西北
东北 苏南 苏北 浙江 粤东 前海 浦东"""

_CITIES = """石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中
运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州
营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春
佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴
张家港 常熟 太仓 宜兴 泗阳 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 诸暨 合肥 芜湖
蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩
宁德 晋江 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安
威海 日照 临沂 德州 聊城 滨州 菏泽 寿光 诸城 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡
南阳 商丘 信阳 周口 驻马店 济源 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭
衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 浏阳 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆
惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 顺德 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色
贺州 河池 来宾 崇左 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安
巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 拉萨 西安 铜川 宝鸡 咸阳
渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 银川 石嘴山
吴忠 固原 中卫 乌鲁木齐 克拉玛依 台北 新北 台中 高雄 台南 新竹 桃园 基隆 九龙 福田 南山 罗湖 宝安 龙岗 岳麓 天河
番禺 朝阳 海淀 浦东 闵行 松江 嘉定 余杭 萧山 江宁"""

_COUNTRIES = """美国 英国 德国 法国 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 丹麦 芬兰 波兰 捷克 匈牙利
奥地利 爱尔兰 希腊 乌克兰 俄罗斯 土耳其 哈萨克斯坦 以色列 沙特 阿联酋 迪拜 伊朗 埃及 南非 尼日利亚 肯尼亚 日本 韩国 印度
越南 泰国 马来西亚 印尼 新加坡 菲律宾 缅甸 柬埔寨 老挝 孟加拉 巴基斯坦 澳洲 澳大利亚 新西兰 加拿大 墨西哥 巴西 智利 秘鲁
阿根廷 uk usa us germany france italy spain portugal netherlands belgium switzerland sweden norway denmark finland
poland ireland greece russia turkey israel uae dubai egypt japan korea india vietnam thailand malaysia indonesia
singapore philippines australia canada mexico brazil"""
COUNTRIES: frozenset[str] = frozenset(_COUNTRIES.split())
"""Countries, in Chinese and in English."""

_LATIN = "shenzhen shanghai beijing guangzhou nantong suzhou hangzhou ningbo hongkong hk china"

REGIONS: frozenset[str] = frozenset((_PROVINCES + " " + _CITIES).split())
_KNOWN = one_of(REGIONS)

# 苏州, 长沙市, 长沙县, 江苏省苏州市; a county's name without its 县 is not guessed
REGION = re.compile(rf"(?:{_KNOWN}(?:特别行政区|自治区|省|市|区|县)?){{1,3}}")
ONE_REGION = Pattern(rf"{_KNOWN}(?:省|市|区|县)?")
LATIN_REGIONS: frozenset[str] = frozenset(_LATIN.split())

_LEVEL = rf"(?:{REGION.pattern}|[㐀-鿿]{{1,7}}?(?:省|(?<![超菜门集夜都城])市|(?<!社)区|县|镇|乡|街道))"
_STREET = r"[㐀-鿿a-z0-9]{1,8}?(?:路|大?街|大道|巷|弄|村|胡同)"
_DOOR = r"[0-9一二三四五六七八九十a-z-]+(?:号楼?|弄|栋|幢|座|楼|层|室|单元)"
_SITE = r"[㐀-鿿a-z0-9]{2,10}?(?:开发区|园区?|大厦|广场|中心|小区)"
_PLACE = rf"(?>{_STREET}|{_DOOR}|{_SITE})"
_ADDRESS = Pattern(rf"\W*(?:(?>{_LEVEL})++{_PLACE}*+|(?>{_STREET})(?>{_DOOR})++{_PLACE}?+)\W*")
_SHARED = re.compile(r"\s*📍|https?://")


def is_place(folded: str) -> bool:
    """Whether words are a place or a link and nobody's name: 📍 …, https://…, 上海市徐汇区漕溪北路88号."""
    return _SHARED.search(folded) is not None or _ADDRESS.fullmatch(folded) is not None
