"""How people say that a customer is to be filed, and that its record is to be changed."""

from nlp.grammar import Phrase

_MAKE = "收|建|新建|建立|创建|加|增加|添|添加|录|入|录入|收录|补录|登|登记|新增|开|存|立"
_ONE = "一个|一家|一户|一条|一下|个|家|户|条|下|俩|两个|三个|几个|仨|2个|3个"
_NEW = "新户|户头|新客户|新的客户|客户|新客|客户档案|客户档|新客户档案"
_CALL = "哈|呗|哦|啦|吧|呀|咯|嘞"
_NUMBER = (
    "电话|手机号|手机|号码|座机|固话|办公电话|分机|邮箱|信箱|邮件|电邮|email|e-mail|mail|mobile|tel|cell|phone|whatsapp"
)
_NOW = "是|为|:|号|码|is|to|now|改做|改成|改为|改到|换成|换到|更新为|更新成|更新到|变更为|变成|改|换"
_NEW_NUMBER = (
    "换号了|换号|换电话了|换电话|换手机了|换手机|换微信了|换邮箱了|换邮箱|换了号|新号|换了个号|新号码|"
    "换了手机|换了电话|改号了|转电话|转咗电话|转了电话|电话变更|手机变更|号码变更"
)
_TO = "成|为|到|至|级|了|给|一下"
_FACT = "行业|地区|区域|来源|规模|职务|职位|头衔|职称|名头|岗位|source|industry|region|title"
_SET = (
    "改成|改为|改到|改做|改|换|换成|填成|填|写成|写|写上|调成|更新成|更新为|更新|补一下|登一下|补为|补成|补上|登记成|登记为|"
    "录成|记成|设为|设成|标成|定为|变成|变为|暂按|按"
)
_CHANGE = (
    "改一下|改下|改改|改一改|改过来|改返|更新一下|更新下|更新|换一下|换下|换过来|填一下|填下|填上|补一下|补下|补上|登记一下|登一下|"
    "写一下|写上|调一下|调整一下|变更一下|动一下|修改一下|修改|修订|修正|改正|同步一下|同步下|更一下|更下|换换|记一下"
)
_CAME_TO = (
    "升|升到|升为|升任|升成|升做|现在是|如今是|现在系|而家系|而家是|往后是|以后是|今后是|起是|改任|改当|改做|转任|出任|荣升|晋升|晋升为|"
    "当上|当|当选|评上|选上|做|提|提为|提到|提拔成|提拔为|提拔|转岗做|转岗到|转做|转成|转为|调成|成了"
)

ADDS = (
    Phrase(f"({_MAKE})[{_ONE}]({_NEW})[建一下|录一下|加一下|录入|{_CALL}]", weight=3.4, where="start"),
    Phrase(
        "(客户建一个|客户建一下|客户加一个|客户录一个|来个新客户|新客户|新客|录个新的|加个新的|建个新的|"
        "刚加了个新的)[建一下|录一下|加一下|录入]",
        weight=3.4,
        where="start",
    ),
    Phrase(
        "(new|add|create|register)[ a] [new] (client|customer|account|lead) [pls|please] [add]",
        weight=3.4,
        where="start",
    ),
    Phrase(f"[帮]({_MAKE})(一家新|家新|个新|一个新|一户新|户新)(的|客)[{_CALL}]^", weight=3.4, where="start"),
    Phrase("[帮](新增|建|新建|录|录入|登记|登)(一家|一户)", weight=3.2, where="start"),
    Phrase(
        "[这|这里|这边|又][有|来了|来](个|一个|家|一家|户)(新户|新客户|新客) [：|，] {customer}…{phone}",
        weight=3.2,
        where="start",
    ),
    Phrase("客户(新增|新建|录入|登记|建档)[一个|一家][:|，]", weight=3.3, where="start"),
    Phrase("(帮我|请|给我|麻烦)(建|加|录|添|新增|录入)[一][个|家][新]客户", weight=3.4),
    Phrase("(建档|建个档|录入|建客户档案|建户|立户|开户|开个户|建个户)", weight=3.3, where="start"),
    Phrase("(录|建|新建|登记)一下[:|，]{customer}", weight=3.2, where="start"),
    Phrase("[帮][把|将]{customer}(建|录|登记|录入)(一下|进去|进来|起来|上)", weight=3.3, where="start"),
    Phrase(
        "[帮][把|将]‥{customer}(加|录|建|放|存|登记|添加|收|入|录入)(到|进|入)[我们|咱们|我的|系统]客户(里|库|表|名单|名录|档案)",
        weight=3.4,
        where="start",
    ),
    Phrase("[帮][给|把]{customer}(建|开|立)(个档|个户|档|户)", weight=3.3, where="start"),
    Phrase(f"(建|新建|创建|新增)({_ONE})(:|，)", weight=3.2, where="start"),
    Phrase(f"(加|添|存)({_ONE}):", weight=3.2, where="start"),
    Phrase("(建成新客户|建成客户|建为客户|开个客户|开个客户档|建个客户)", weight=3.25),
    Phrase(f"(录|收录|登记|录入|补录)(一个|一家|个)[{_CALL}][，|:|叫]", weight=3.25, where="start"),
    Phrase(f"(录|收录|登记|录入|补录)一下[{_CALL}](，|:|叫)", weight=3.25, where="start"),
    Phrase("(有|来|来了|又有|又来|又来了)(个|一个|家|一家|户|一户)(新客户|新客|新户):", weight=3.3, where="start"),
    Phrase("(建|立|开|录|做|存)(个|一个)(户|档|档案|客户档)", weight=3.3, where="start"),
    Phrase("(录入|登记|新增|新建|添加|创建|补录|收录)[一][个|家|下|条][新的|新]客户", weight=3.3),
)
CHANGES = (
    Phrase("{customer}[的][客户](级别|等级)", weight=3.2),
    Phrase("(级别|等级|level)…{level}", weight=3.2),
    Phrase(f"(升|改|调|提|降|评|定|设|列|划|拉|转|归|掉|跌|挪|退)[{_TO}]{{level}}[客户]", weight=3.2),
    Phrase("(升级|降级|掉级|级别|等级)[，](写|填|按|定|改)[成|为|到]{level}", weight=3.2),
    Phrase("{customer}是{level}[客户]", weight=2.6),
    Phrase("{customer}{level}[客户]", weight=3.0, where="whole"),
    Phrase("微信[号](是|:|改成|换成){wechat}", weight=3.2),
    Phrase("{contact}[的]微信[号]{wechat}", weight=3.2),
    Phrase(
        "{fields}[一栏|这块|那块|那栏|这栏|那格|这格|这项|那项|那一栏|这一栏](选|勾|点|是|为|改|填|写|更新|:|换|调|变|涨到|升到|降到|加到|减到|扩到|增到|缩到|续到|延到|推到|挪到|往后|往前|update|补|登|录|记|设|定)",
        weight=3.1,
    ),
    Phrase("{fields}", weight=2.4),
    Phrase(f"({_FACT})[那|这][一][栏|格|项|块|列][里|先|就|也|都|给|暂|应该]({_SET})", weight=3.1),
    Phrase(f"({_FACT})[那|这][一][栏|格|项|块|列][应该](是|:)", weight=2.9),
    Phrase(f"{{customer}}:({_FACT})", weight=3.1),
    Phrase(f"({_FACT}|{{fields}}|资料|档案)[里|那边|那栏|这栏|一栏|那项]‥({_CHANGE})", weight=3.1),
    Phrase(
        f"({_CHANGE})[他|她|它|他们|她们|他家|人家|对方|这家|{{customer}}|{{contact}}][的|家的]({_FACT}|{{fields}})",
        weight=3.1,
    ),
    Phrase(f"({_FACT}|{{fields}})[填|写|登|搞|记|录|弄](错了|错啦|错|不对|有误)", weight=3.1),
    Phrase("{contact}[的](title|职务|职位|头衔|岗位)(换|变|改)[了|过|咗]", weight=3.1),
    Phrase("{contact}[已经|刚](换|改|变)[了|过|咗][个](title|职务|职位|头衔|岗位)[了]", weight=3.1),
    Phrase(
        f"({_NUMBER})[号|也|都|又|刚](改成|改为|改到|换成|更新|登一下|登记一下|补一下|记一下|记到)",
        weight=3.2,
    ),
    Phrase(f"({_NUMBER})[号|也|都|又|刚|现在|最新|新的] [{_NOW}] [了|到|:] ({{phone}}|{{email}})", weight=3.25),
    Phrase(
        f"{{contact}}[的]({_NUMBER}|联系方式)[号|也|刚|已经](换|改|变|更新|变更|更换|转)[了|过|咗]…[，]…({{phone}}|{{email}})",
        weight=3.3,
    ),
    Phrase(f"{{contact}}[刚|又|已经](换|转|改)[了|咗|个|过]({_NUMBER})…[，]…({{phone}}|{{email}})", weight=3.3),
    Phrase(
        f"({_NUMBER})[号][也|给|先|帮我](存|登|记|补|录|加|写|留)(一下|下|上|个|一个)[:]({{phone}}|{{email}})",
        weight=3.35,
    ),
    Phrase("{contact}[的](名片|联系方式|号码)…:…({phone}|{email})", weight=3.5),
    Phrase(f"{{contact}}…({_NEW_NUMBER})", weight=3.3),
    Phrase(f"({_NUMBER})[号] (错了|不对|写错了|记错了|有误)[，] [应该|应|要]是 ({{phone}}|{{email}})", weight=3.25),
    Phrase(f"({_NEW_NUMBER})[是|为|:|，] {{phone}}", weight=3.25),
    Phrase(
        "{contact}…(升职|升任|升了|高升|升总监|升经理|升校长|升院长|升主任|升厂长|升部长|调任|转岗)",
        weight=3.1,
    ),
    Phrase(f"{{contact}}~({_CAME_TO})[了|咗|做|上|成|到|为]{{title}}(了|啦|咯|喇|嘞)", weight=3.1),
    Phrase(f"{{contact}}~({_CAME_TO})[了|咗|做|上|成|到|为]{{title}}", weight=3.1, where="end"),
    Phrase("(资料|信息|档案)[里|那边](更新|改|补|修改)[一][下]", weight=3.1),
    Phrase("{contact}(升|升任|升到|现在是|现在当|改任|调任|当上)[了]{customer}[的]{title}了", weight=3.1),
)
