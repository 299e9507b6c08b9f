"""Follow-ups: file what happened, and correct it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.message import Button, Reply, Sentence
from commands.parties import Party, Someone, contact_of, customer_of
from commands.reps.amend import AmendLast
from commands.reps.customer_view import ShowCustomer
from commands.reps.next_step import next_step, step_words
from commands.values import ContactRef, CustomerRef, Method, Moment
from nlp.grammar import Phrase
from store.tables import FollowUp


@dataclass(frozen=True, kw_only=True, slots=True)
class LogFollowUp:
    """What happened with a customer, in the speaker's own words, and what comes next."""

    customer: Annotated[CustomerRef, Slot("customer", ask=True)]
    note: Annotated[str, Slot("note", ask=True)]
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    method: Annotated[Method | None, Slot("method")] = None
    at: Annotated[Moment | None, Slot("time", prefer="past")] = None
    next_at: Annotated[Moment | None, Slot("time", prefer="future")] = None
    next_text: str | None = None
    others: tuple[UUID, ...] = ()


def log(command: LogFollowUp, context: Context) -> Reply:
    """Files a follow-up; an unknown customer is made with it, a dated next step makes the reminder."""
    customer = customer_of(context, command.customer)
    contact = contact_of(context, customer, command.contact)
    at = command.at
    text = command.next_text or step_words(command.note, command.next_at)
    record = context.unit.add(
        FollowUp,
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        contact_name=contact.name if contact else None,
        author_id=context.speaker.id,
        method=command.method,
        at=min(at.value, context.sent_at) if at else context.sent_at,
        at_said=at.said if at else None,
        at_day=at.day_only if at else False,
        note=command.note,
        next_at=command.next_at.value if command.next_at else None,
        next_text=text,
        chat_id=context.place.id,
        inbox_id=context.inbox_id,
        created_at=context.now,
    )
    lines = [say("customer.made", customer=customer.name)] if customer.fresh else []
    lines.append(_filed(customer, contact, command.method, at.said if at else None))
    if command.next_at is not None:
        lines.append(next_step(context, customer, contact, command.next_at, record.id, text))
    if command.others:
        lines.append(say("followup.others"))
    context.state.customer = customer.id
    return Reply(lines=tuple(lines), buttons=_buttons(customer, command))


def _filed(customer: Party, contact: Someone | None, method: str | None, said: str | None) -> Sentence:
    did = say(f"did.{method or 'other'}", who=contact.name if contact else None)
    return say("followup.filed", customer=customer.short, did=did, at=said)


def _buttons(customer: Party, command: LogFollowUp) -> tuple[Button, ...]:
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    amend = Button(label=say("button.amend"), command=AmendLast())
    if customer.fresh:
        return (Button(label=say("button.rehome"), command=AmendLast(slot="customer")), amend, show)
    if command.others:
        return (Button(label=say("button.rehome"), command=AmendLast(slot="customer")), amend, show)
    return (amend, show)


SUBJECT = Subject(
    name="followup",
    title=("跟进", "Follow-ups"),
    commands=(
        Command(
            name="followup.log",
            keeps_customers=True,
            type=LogFollowUp,
            handler=log,
            title=("记跟进", "Log a follow-up"),
            slash=("跟进", "记", "log"),
            phrases=(
                Phrase(
                    "(记一下|记下来|记一笔|记两笔|记一条|记两条|记上|记录一下|帮我记|给我记|先记|也记|补记|补录|"
                    "补一条|补上|补一下昨天|补昨天|补充一条|记个跟进|记条跟进|记到跟进|跟进记一下|写个跟进|写条跟进|"
                    "录个跟进|记跟进|登记跟进|log一下|log一条|log下来|请记录|做个记录)",
                    weight=3.0,
                ),
                Phrase("(跟进|跟近|回访)[了]{customer}", where="start"),
                Phrase("补[一下|记|录]{at}的", weight=3.0, where="start"),
                Phrase("{contact}[已经|已|说]答应", weight=1.6),
                Phrase(
                    "(拜访|拜仿|拜坊|走访|登门|上门|到访|探访|面访|陌拜|扫街|扫楼)",
                    sets={"method": "visit"},
                    weight=2.1,
                ),
                Phrase("(去|跑|去到|拐到|赶到|摸到|来到|到了)[了|的][一][趟|下]{customer}", sets={"method": "visit"}),
                Phrase("到[了|的]{customer}", sets={"method": "visit"}, where="start"),
                Phrase("{at}到[了|的]{customer}", sets={"method": "visit"}),
                Phrase("(去的|到的|去过|跑的|到了|去了){customer}", sets={"method": "visit"}),
                Phrase("{customer}[那边|那儿|那](去了|跑了|去过|走了)[一][趟|下|回]", sets={"method": "visit"}),
                Phrase("{customer}…(刚进厂|带我看|领我看)", sets={"method": "visit"}),
                Phrase("上{customer}的门", sets={"method": "visit"}),
                Phrase("见{contact}", weight=1.8),
                Phrase("(吃|扒|干)[了|拉了][两口|口|顿|个|一顿]饭", sets={"method": "meal"}, weight=2.3),
                Phrase(
                    "(他|她|对方|客户)[又|也|还|刚](说|要|想要|想看|想了解|想先|需要|希望|要求|担心|觉得|问|嫌|回|答应|同意|让|讲)",
                    weight=1.5,
                ),
                Phrase(
                    "{customer}[那边|他们|的人](说|问|要|想要|想|需要|希望|要求|担心|觉得|嫌|催|回|答应|同意|反馈|表示)",
                    weight=1.6,
                ),
                Phrase(
                    "(吃|涮|撸|搓)…(火锅|串|烧烤|米线|面|日料|海鲜|烤鱼|烤肉|席|宵夜|小吃|豆花|大餐)",
                    sets={"method": "meal"},
                    weight=2.3,
                ),
                Phrase("{customer}…刚(进厂|到厂|进门)", sets={"method": "visit"}),
                Phrase(
                    "(从{customer}出来|见到了|见着了|见着|见了面|当面|面谈|面聊|到厂|进厂|带我看|带着看|领着看|带看|"
                    "带我转|现场|去了一趟|去了趟|跑了一趟|跑了趟|又跑了一趟|白跑|扑了个空|闭门羹|坐了坐|放我鸽子|"
                    "放鸽子|上门的|门市去了|厂里去|厂里看)",
                    sets={"method": "visit"},
                    weight=1.9,
                ),
                Phrase("(去|跑|跟车到){customer}", sets={"method": "visit"}, weight=1.6),
                Phrase("(跑|走|拜访|转)了…家", sets={"method": "visit"}, weight=1.9),
                Phrase(
                    "(在他店里|在他们店|在他厂里|在他们厂|在他办公室|在他们公司|在其公司|店里坐|厂里转)",
                    sets={"method": "visit"},
                    weight=1.9,
                ),
                Phrase("(会面|登门)", sets={"method": "visit"}, weight=1.95),
                Phrase("(whatsapp|telegram|line|短信|钉钉|飞书)", sets={"method": "other"}, weight=1.8),
                Phrase("(会议纪要|会议记录|meeting notes|minutes)", sets={"method": "meeting"}, weight=2.1),
                Phrase(
                    "(电话|来电|回电|去电|致电|电联|通话|通了话|通了个话|打给|打过来|打来|打给|没接|接的电话|"
                    "本人接的|未接|挂了我|座机|call了|call|phone)",
                    sets={"method": "call"},
                    weight=2.05,
                ),
                Phrase("(微信|wechat|weixin|企微|wx|vx|weixin)", sets={"method": "wechat"}, weight=2.05),
                Phrase(
                    "(邮件|email|e-mail|发我邮箱|发他邮箱|发她邮箱|到邮箱|mail)", sets={"method": "email"}, weight=2.05
                ),
                Phrase(
                    "(开完会|开了会|开了个会|开的会|开个会|开会讨论|开会谈|开会过了|开会定|开会聊|一起开会|开会时|开会说|视频会|线上会|电话会|"
                    "碰头会|会议上|会上[他|她|对方|都|也|就|又|{contact}|{customer}](说|讲|提|定|敲定|谈|聊|拍板|同意|答应|通过|确认)|"
                    "(例|周|月|项目|评审|讨论|协调|沟通|视频|在)会上|线上会议|项目会议|会议讨论|碰头|meeting|zoom|teams|腾讯会议|视频)",
                    sets={"method": "meeting"},
                    weight=2.1,
                ),
                Phrase("会上", sets={"method": "meeting"}, weight=2.1, where="start"),
                Phrase(
                    "(做了…演示|演示了|线上演示|现场演示|给…演示|demo了|做了个demo|做了demo|做演示|试打)",
                    sets={"method": "demo"},
                    weight=2.2,
                ),
                Phrase("(演示|demo)", sets={"method": "demo"}, weight=1.0),
                Phrase(
                    "(吃饭|吃完饭|吃过饭|吃了个饭|吃了顿|吃日料|吃火锅|吃的饭|请…吃|请我吃|吃席|饭局|饭桌|撸串|喝酒|"
                    "喝了顿|午餐|晚餐|午饭|晚饭|聚餐|lunch|dinner|宵夜|夜宵|下馆子)",
                    sets={"method": "meal"},
                    weight=2.3,
                ),
                Phrase(
                    "{contact}[刚|刚才|又|都|也|还|一直|那边|还在|今天|昨天|本人](说|话|讲|问|嫌|要|回|催|让|带|答应|"
                    "同意|觉得|表示|透露|反馈|确认|签|想|认为|抱怨|通知|告诉|提|拒绝|发|收|点头|松口|打|卡|做主|拍板|"
                    "口头|倾向|领|看)",
                    weight=1.8,
                ),
                Phrase(
                    "(met|spoke|talked|chatted|had a call|caught up|gave feedback|replied|confirmed|沟通|聊了|聊完|"
                    "聊过|聊到|聊的|聊崩|聊得|谈了|谈完|谈过|谈妥|谈的|谈崩|没谈拢|谈拢|沟通了|沟通完|碰过|碰了|碰到|"
                    "碰见|遇到|见了|见的|对接了|盘了一波|交流了|认识了|加上了|加了微信|换了名片|打了招呼)",
                    weight=1.8,
                ),
                Phrase(
                    "(答应了|同意了|拒绝了|松口|确认了|定了|拍板|反馈|回复|回了|回我|回话|答复|催了|又催|催货|催报价|"
                    "催提单|催方案|签收|验收|送样|寄样|报了价|发了报价|报价已|发过去|发给|已发|寄了|寄出|发出去|送了|"
                    "已核对|核对了|试用|通过了|没戏|搁置|嫌贵|嫌高|压价|砍价|缺货|投诉|没拍板|没松口|没回|说是|说要|"
                    "说等|说还|说先|说下|说没)",
                    weight=1.5,
                ),
                Phrase(
                    "(来|到)[了](我们|咱们|我)(公司|厂里|厂|店里|店|展厅|办公室|这边|这儿)",
                    sets={"method": "meeting"},
                    weight=1.8,
                ),
                Phrase("(去|到|跑|上)…(看|转|参观|考察)了{customer}", sets={"method": "visit"}, weight=1.9),
                Phrase("人家[又|也|还|刚](说|要|想|嫌|问|回|答应|同意|让)", weight=1.5),
                Phrase("(让|叫|要|要求|催)(我们|我|咱们|咱)(补|改|发|送|报|做|过去|提供|出|换|重新|再)", weight=1.5),
                Phrase("打过去", sets={"method": "call"}, weight=2.0),
                Phrase("带我…(走|转|逛|看)了[一]圈", sets={"method": "visit"}, weight=2.0),
                Phrase(
                    "(跑|走|拜访|转)了[两|三|仨|四|五|几](个地方|处|个客户|地方)", sets={"method": "visit"}, weight=1.9
                ),
                Phrase("(约了|约好|约上|约到|改约)", weight=1.5),
                Phrase(
                    "(报价|报价单|方案|样品|资料|合同|标书|样册|发票|目录)[也|都|已经|已|刚](发|寄|交|送|给|递)[过去|过]了",
                    weight=1.5,
                ),
                Phrase("【拜访】", sets={"method": "visit"}, weight=2.6),
                Phrase("【电话】", sets={"method": "call"}, weight=2.6),
                Phrase("(没人|没见着人|没碰上|关着门|锁着门|没开门|人不在|不在家|扑空)", weight=1.5),
                Phrase(
                    "(整|搓|撮|喝|请|造)了(一顿|一桌|顿|两杯|几杯|一杯|酒|早茶|茶)", sets={"method": "meal"}, weight=2.3
                ),
                Phrase("(饮茶|喝早茶|喝茶|吃茶|应酬|吃了碗|吃个饭)", sets={"method": "meal"}, weight=2.0),
                Phrase(
                    "打[了|过|来][个|一个|两个|几个|好几个|三个|一通|通](电话|call)",
                    sets={"method": "call"},
                    weight=2.1,
                ),
                Phrase("(备注一下|备注上|备个注|备注下|做个备注|加个备注|写个备注)", weight=3.0),
                Phrase("({contact}|{customer}|他|她|们|到|去)[的|那|了]办公室", sets={"method": "visit"}, weight=1.9),
                Phrase("(刚去过|刚去了|刚刚去过|去过了|又去了|刚上门|刚跑了)", sets={"method": "visit"}, weight=1.9),
                Phrase("(从{customer}[刚|刚刚|才]回来|刚从{customer})", sets={"method": "visit"}, weight=2.0),
                Phrase(
                    "(去看了|去看过|去转了|去瞧了|参观了|考察了|实地看|走了一趟|去走访|实地走访)",
                    sets={"method": "visit"},
                    weight=2.0,
                ),
                Phrase("(视讯|视像|视频|线上|网络|远程)(会议|通话|会)", sets={"method": "meeting"}, weight=2.15),
                Phrase(
                    "(says|said|wants|wanted|asked|needs|told|agreed|loves|likes|mentioned|complained|promised|"
                    "accepted|rejected)",
                    weight=1.8,
                ),
                Phrase(
                    "(谈得|聊得|谈的|聊的|沟通得|处得)[挺|很|还|比较|不太](不错|好|行|一般|顺利|愉快|僵|崩)", weight=1.8
                ),
                Phrase(
                    "{customer}[的](老板|老总|老板娘|老大|领导|负责人|采购|财务|会计|技术|经理|厂长|矿长|店长|校长|院长|主任|"
                    "业主|工程师|师傅)[也|又|都|刚|已经|本人](说|问|要|嫌|催|回|答应|同意|反馈|表示|讲|让|来|点头|松口|拍板|签字)",
                    weight=1.8,
                ),
                Phrase(
                    "{customer}[那边|他们|的人](刚|又|还|也|都|已经|一直)[是]"
                    "(想|需要|希望|觉得|认为|打算|决定|考虑|要求|坚持)",
                    weight=1.6,
                ),
            ),
            examples=("今天拜访了云图的吴总，聊了报价",),
        ),
    ),
    sentences={
        "followup.filed": ("✅ {customer} · {did}[ · {at}]", "✅ {customer} · {did}[ · {at}]"),
        "followup.next_at": ("⏰ {at} 提醒你", "⏰ I'll remind you {at}"),
        "followup.next_ahead": (
            "⏰ 下一步 {at}，提前30分钟提醒你",
            "⏰ Next step {at}; I'll remind you 30 minutes before",
        ),
        "followup.next_day": ("⏰ 下一步 {day}，当天{hour}提醒你", "⏰ Next step {day}; I'll remind you at {hour}"),
        "followup.others": ("同名的还有别家，我按你的客户记了", "Others share that name; I took your own customer"),
        "customer.made": ("🆕 新客户 {customer}", "🆕 New customer {customer}"),
        "did.visit": ("拜访[{who}]", "visited[ {who}]"),
        "did.call": ("电话[{who}]", "called[ {who}]"),
        "did.wechat": ("微信[{who}]", "WeChat[ {who}]"),
        "did.email": ("邮件[{who}]", "e-mail[ {who}]"),
        "did.meeting": ("开会[{who}]", "met[ {who}]"),
        "did.demo": ("演示[{who}]", "demo[ {who}]"),
        "did.meal": ("吃饭[{who}]", "meal[ {who}]"),
        "did.other": ("跟进[{who}]", "follow-up[ {who}]"),
        "button.amend": ("改一下", "Change"),
        "button.rehome": ("换一家", "Other customer"),
        "button.customer": ("看客户", "Show customer"),
    },
)
