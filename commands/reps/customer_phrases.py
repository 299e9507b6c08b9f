"""How people say that a customer is to be filed, and that its record is to be changed."""

from nlp.grammar import Phrase

_MAKE = "收|建|新建|创建|加|添|添加|录|录入|收录|补录|登记|新增|开|存|立"
_ONE = "一个|一家|一户|一条|一下|个|家|户|条|下|俩|两个|三个|几个|仨|2个|3个"
_NEW = "新户|户头|新客户|新的客户|客户|新客|客户档案|客户档"
_NUMBER = (
    "电话|手机号|手机|号码|座机|固话|办公电话|分机|邮箱|信箱|邮件|电邮|email|e-mail|mail|mobile|tel|cell|phone|whatsapp"
)
_NOW = "是|为|:|号|码|is|to|now|改做|改成|改为|改到|换成|换到|更新为|更新成|更新到|变更为|变成|改|换"
_NEW_NUMBER = (
    "换号了|换号|换电话了|换电话|换手机了|换手机|换微信了|换邮箱了|换邮箱|换了号|新号|换了个号|新号码|"
    "换了手机|换了电话|改号了"
)
_TO = "成|为|到|至|级|了|给|一下"

ADDS = (
    Phrase(f"({_MAKE})[{_ONE}]({_NEW})[建一下|录一下|加一下|录入]", weight=3.4, where="start"),
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
    Phrase(f"[帮]({_MAKE})(一家新的|家新的|个新的|一个新的|一户新的|户新的)", weight=3.2, where="start"),
    Phrase("[帮](新增|建|新建|录|录入|登记)(一家|一户)", weight=3.2, where="start"),
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
    Phrase("[帮][给|把]{customer}(建|开|立)(个档|个户|档|户)", weight=3.3, where="start"),
    Phrase(f"(建|新建|创建|新增)({_ONE})(:|，)", weight=3.2, where="start"),
    Phrase(f"(加|添|存)({_ONE}):", weight=3.2, where="start"),
    Phrase("(建成新客户|建成客户|建为客户|开个客户|开个客户档|建个客户)", weight=3.25),
    Phrase("(录|收录|登记|录入|补录)(一个|一家|个|一下)[，|:|叫]", weight=3.25, where="start"),
    Phrase("(录入|登记|新增|新建|添加|创建|补录|收录)[一][个|家|下|条][新的|新]客户", weight=3.3),
)
CHANGES = (
    Phrase("{customer}[的][客户](级别|等级)", weight=3.2),
    Phrase("(级别|等级|level)…{level}", weight=3.2),
    Phrase(f"(升|改|调|提|降|评|定|设|列|划|拉|转|归)[{_TO}]{{level}}[客户]", weight=3.2),
    Phrase("{customer}是{level}[客户]", weight=2.6),
    Phrase("{customer}{level}[客户]", weight=3.0, where="whole"),
    Phrase("微信[号](是|:|改成|换成){wechat}", weight=3.2),
    Phrase("{contact}[的]微信[号]{wechat}", weight=3.2),
    Phrase(
        "{fields}[一栏|这块|那栏|这栏|那格|这格|这项|那项|那一栏|这一栏](选|勾|点|是|为|改|填|写|更新|:|换成|调|变|涨到|升到|降到|update|补)",
        weight=3.1,
    ),
    Phrase("{fields}", weight=2.4),
    Phrase(
        "(行业|地区|区域|来源|规模|职务|职位|头衔|职称|source|industry|region|title)(是|改成|改为|改到|"
        "改|换成|填成|填|写成|写|调成|更新成|更新|补一下|登一下|:)",
        weight=2.9,
    ),
    Phrase(
        f"({_NUMBER})[号|也|都|又|刚](改成|改为|改到|换成|更新|登一下|登记一下|补一下|记一下|记到)",
        weight=3.2,
    ),
    Phrase(f"({_NUMBER})[号|也|都|又|刚|现在|最新|新的] [{_NOW}] [了|到|:] ({{phone}}|{{email}})", weight=3.25),
    Phrase(
        "{contact}[的](电话|手机|手机号|号码|联系方式|邮箱|email)[号|也|刚|已经](换|改|变|更新)了…[，]…({phone}|{email})",
        weight=3.3,
    ),
    Phrase(f"{{contact}}…({_NEW_NUMBER})", weight=3.3),
    Phrase(f"({_NUMBER})[号] (错了|不对|写错了|记错了|有误)[，] [应该|应|要]是 ({{phone}}|{{email}})", weight=3.25),
    Phrase(f"({_NEW_NUMBER})[是|为|:|，] {{phone}}", weight=3.25),
    Phrase(
        "{contact}…(升职|升任|升了|高升|升总监|升经理|升校长|升院长|升主任|升厂长|升部长|调任|转岗)",
        weight=3.1,
    ),
    Phrase(
        "{contact}[已经|刚|都](升|升到|升为|现在是|改任|改当|改做|转任|荣升|当上|提了|提为|提)[了]{title}了", weight=3.1
    ),
    Phrase("(资料|信息|档案)[里|那边](更新|改|补|修改)[一][下]", weight=3.1),
    Phrase("{contact}(升|升任|升到|现在是|现在当|改任|调任|当上)[了]{customer}[的]{title}了", weight=3.1),
)
