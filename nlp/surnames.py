"""Chinese surnames, and the titles that people are addressed by."""

import re

_COMPOUND = """欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 闻人 长孙 宇文 轩辕 太史 申屠
呼延"""

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌"
    "马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧肖尹姚邵湛"
    "汪祁毛禹狄米贝明臧计伏戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高"
    "夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲封芮"
    "储靳汲段富巫乌焦巴牧隗山谷车侯宓郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲"
    "鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰雍郤璩桑桂濮牛寿边扈燕冀浦尚农温庄晏柴瞿阎慕茹"
    "习艾鱼向古易慎戈廖庾终暨居衡耿满弘匡文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚简饶曾毋沙养鞠"
    "须丰巢关蒯荆游竺权逯盖益桓公闫佘佟付隋佀荀岳帅涂粟覃邸仝原候阳庹谌覃尧檀鹿苟初尧麦咸冼植邝敬揭"
)

# surnames that mostly are plain words (酒楼老板, 经销商经理): only of a known person
RARE_SURNAMES = frozenset(
    "区楼商官税战母占辜芦苑楚亓仉衣漆宦郇苌矫惠洛丛睢缑智腾揣信哈海相修回种才门库栗盘开宛雪练由火水时平和成经应滑麴羿邴糜"
    "松井弓蓬全暴邰从籍能郦郏连容步都国厍查后红招代展兰禤雒轩綦靖鄢鄞牟郄操佴蹇剧朴续晋英藏买闪撒妥虎鲜冶秘斯"
)

SINGLE_SURNAMES = frozenset(_SINGLE) | RARE_SURNAMES
SURNAME = rf"(?:{'|'.join(_COMPOUND.split())}|[{''.join(sorted(SINGLE_SURNAMES))}])"

_TITLES = """董事长 副董事长 总经理 副总经理 副总 总监 副总监 经理 副经理 采购经理 大区经理 总工 工程师 老师
老板娘 老板 主任 副主任 厂长 副厂长 部长 副部长 科长 副科长 处长 副处长 局长 院长 副院长 校长 副校长 行长 副行长
站长 队长 店长 园长 所长 组长 班长 社长 村长 台长 技术员 农艺师 工长 队员 掌柜 司机 主厨 总助 馆长 会长 秘书长
会计 出纳 师傅 医生 大夫 护士长 律师 教授 博士 书记 主管 主席 主编 秘书 助理 专员 顾问 设计师 采购 女士 先生 小姐
大姐 大哥 大叔 阿姨 姐 哥 叔 嫂 姨 爷 协理 襄理 副理 课长 特助 总裁 副总裁 理事长 讲师 导师 教练 护士 药师 领班
班主任 业主 研究员 合伙人 创始人 总厨 行政总厨 大厨 厨师长 主理人 督导 巡店 总代 代表 干事 教务 总务 馆员 店员
师父 行长助理 副主编 技师 主播 首席 船长 机长 团长 排长 连长
场长 矿长 镇长 乡长 区长 县长 市长 段长 车长 股长 室长 庭长 厅长 司长 庄主 支书 村支书 院士 理事 监理 监事 总管 管家"""

TITLES = sorted(_TITLES.split(), key=lambda title: (-len(title), title))

LATIN_TITLES = (
    "buyer|manager|director|gm|ceo|cto|cfo|coo|cio|cmo|cpo|officer|lead|leader|head|engineer|founder|co-?founder|owner|"
    "partner|boss|pm|po|qs|qc|qa|hr|hrd|hrbp|bd|pr|vp|svp|md|sales|designer|architect|assistant|secretary|accountant|"
    "consultant|supervisor|merchandiser|coordinator|specialist"
)
"""Titles in Latin signs, one of them in an expression."""

# words that end in what is a surname elsewhere: 仓储|主任, 工会主席|何平, 新到任|副校长
_HALF_WORDS = """主席 出席 仓储 工程 流程 到任 上任 新任 现任 接任 担任 前任 继任 离任 海关 保安 治安 公安 订单 提高
水平 资金 基金 汽车 机车 道路 公路 铁路 供水 排水 污水 正常 日常 经常"""
HALF_WORDS = frozenset(_HALF_WORDS.split())

# titles that fit anybody: 张总 may be a 总经理 and a 采购总监
_GENERIC = "先生 博士 叔 大叔 哥 大哥 大姐 女士 姐 姨 阿姨 嫂 爷 导 小姐 工 师傅 总 经理 老师 老板 老板娘 董"
GENERIC_TITLES = frozenset(_GENERIC.split())

# words of every day that begin with a surname
PLAIN_WORD = re.compile(
    r"方[案便式法向面]|高[级度层价]|安[排装全徽心]|常[规见常用]|成[本交都功品立]|时[间候]|金[额属]|温度|程[序度]|水[平果产泥]|车[间队型辆]|"
    r"单[价子据位独]|路[线上]|文[件档]|于是|全[部款面体]|包[装括]|周[期末边转一二三四五六日天]|明[天年后]|年[底初后前]|项目|华[为东南北]|"
    r"万[元一块]|马[上路]|池[水塘子底边]|强[调度]|关[系于键]|平[台方时均]|石材|白天|黄金|谈判|应[该付收]|许[多可]|曾经|任[务何]|江[苏西门]|贺卡|卓越|"
    r"管[理道采财仓人行事生技品后销市钱货账]|利润|易碎|向导|东西|沙发|空调|党|武汉|冷[链库]|简[单历]|双[方十]|归属|师傅|阳光|元旦|初步|幸[好亏]|支[持付]|房租|通[用知过]|"
    r"国产|广告|农|司机|申请|封[样面]|别[人的]|章程|毛[利病]|居然|相关|查验|尚未|解[决释]|乐意|曲线|储[备存]|宣传|古|祝|明细|"
    r"经[理销营]|贵[司方公]|仓库|满意|和|易|从|须|空|丰富|越|益|公[司里]|连[锁接]|季度|费用|景|项|喜欢|危险|安|利|广|习惯|终|暴|养|荆|游|权"
)
