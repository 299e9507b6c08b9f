"""Help by role, with sentences to tap."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.message import Button, Reply, Sentence
from commands.nearest import nearest_commands
from commands.reps.answer import ListDrafts
from commands.reps.customer_find import FindCustomers
from commands.reps.own import ShowOwn, shown, usable
from commands.reps.reminder_list import ListReminders
from commands.reps.tag_library import ListTags
from commands.sentences import in_language
from nlp.grammar import Phrase
from store import macros


@dataclass(frozen=True, kw_only=True, slots=True)
class Help:
    """What one can say, or how to do one thing."""

    topic: Annotated[str | None, Slot("topic")] = None


OWN = 8
"""Commands of the workspace's own that help names."""


def help_(command: Help, context: Context) -> Reply:
    """What the speaker's role can say; with a topic, how to do that."""
    mine = [
        each for each in context.catalogue.by_name.values() if not each.hidden and context.speaker.role in each.roles
    ]
    own = [row for row in macros.every(context.tx, context.workspace) if row.active and usable(row, context)]
    if command.topic:
        named = next((row for row in own if row.name == command.topic.strip()), None)
        if named is not None:
            return shown(ShowOwn(name=named.name), context)
        if command.topic.strip().lower() in _DEAF:
            return Reply(lines=(_not_heard(context),))
        found = nearest_commands(command.topic, mine)
        if found:
            return Reply(lines=tuple(_line(each, context) for each in found[:4]))
        return Reply(lines=(say("help.no_topic", topic=command.topic), *_overview()))
    theirs = (say("help.own", names=tuple(row.name for row in own[:OWN])),) if own else ()
    lines = (say("help.head", name=context.speaker.name), *_overview(), *theirs, say("help.foot"))
    return Reply(lines=lines, buttons=_to_tap())


_DEAF = ("平台", "收不到", "听不到", "platform", "limits")


def _not_heard(context: Context) -> Sentence:
    """What the platform of this chat does not bring to the bot."""
    key = f"help.deaf.{context.place.platform}"
    return say(key if key in context.catalogue.sentences else "help.deaf")


def _to_tap() -> tuple[Button, ...]:
    """Four sentences that can be tapped to see what happens."""
    return (
        Button(label=say("button.mine"), command=FindCustomers()),
        Button(label=say("button.reminders"), command=ListReminders()),
        Button(label=say("button.tags"), command=ListTags()),
        Button(label=say("button.drafts_list"), command=ListDrafts()),
    )


def _overview() -> list[Sentence]:
    """One line a family of commands, at most six."""
    return [say(f"help.{family}") for family in ("log", "customer", "remind", "tag", "undo")]


def _line(declared: Command, context: Context) -> Sentence:
    english = context.speaker.language == "en"
    examples = (declared.examples_en or declared.examples) if english else declared.examples
    latin = [each for each in declared.slash if each.isascii()]
    slash = (latin or list(declared.slash) or [""])[0] if english else (declared.slash or ("",))[0]
    title = in_language(declared.title, context.speaker.language)
    return say("help.line", title=title, example=examples[0] if examples else None, slash=slash or None)


_HOW = "怎么|怎么样|咋|咋个|如何|怎样|点样"
# what the bot has to do with: how anything else is done is asked of people
_OURS = (
    "标签|标儿|提醒|闹钟|待办|跟进|跟进记录|字段|阶段|公海|命令|指令|口令|规则|日报|周报|月报|报表|权限|角色|任务|"
    "机器人|小助手|别名|草稿|语音"
)
_MATTER = (
    "标签|标儿|提醒|闹钟|待办|跟进|跟进记录|记录|客户|联系人|对接人|电话|手机号|字段|阶段|级别|商机|公海|命令|指令|口令|规则|"
    "日报|周报|月报|报表|附件|权限|角色|任务|备注|机器人|小助手|别名|草稿|回款|合同|语音|图片|照片|名片|表格"
)
_DONE_HERE = "撤销|撤回|撤|导出|导入|导进|导|合并|绑定|取消|录入|批量"
_DO = (
    "弄|用|搞|操作|设|设置|导|撤|改|加|记|查|打|删|写|说|讲|建|录|填|转|标|贴|换|挪|推|取消|合并|分配|新建|添加|"
    "登记|发给你|找|看"
)
_SERVED = (
    "设|设置|加|添|添加|建|新建|新增|删|删除|改|修改|打|贴|挂|查|记|录|登记|转|分|分配|合并|取消|撤|撤销|导|导出|"
    "导入|批量|绑定|订阅|关掉|关闭|开启|停用|标|去掉|指派"
)
_TEACH = "教教我|教我|教下我|教一下|教一下我|教我一下|教我下|示范一下|示范下|指教|请教|请指教|演示一下|教俺|说说看"

SUBJECT = Subject(
    name="help",
    title=("帮助", "Help"),
    commands=(
        Command(
            name="help",
            shows="anyone",
            type=Help,
            handler=help_,
            title=("帮助", "Help"),
            slash=("帮助", "help"),
            phrases=(
                Phrase(
                    "(帮助|help|怎么用|怎么用你|不会用|有哪些命令|能干啥|你能干啥|你会什么|你会啥|"
                    "你能做什么|你是谁|你叫什么|你是干什么的|你是干嘛的|使用说明|说明书|功能列表|菜单)",
                    weight=3.5,
                    where="whole",
                ),
                Phrase(
                    "[你|您|小助手|机器人|这个机器人][都|还|到底|究竟](会|能|可以)(干|做|帮我做|帮我干|帮我|办)[些|点](什么|啥|哪些)[事|活]",
                    weight=3.5,
                    where="whole",
                ),
                Phrase(f"({_HOW})[才|才能|能|可以|去|再]({_SERVED})~({_MATTER})", weight=3.7, where="start"),
                Phrase(f"({_HOW})[才|才能|能|可以|去](给|把|将|帮)~({_MATTER})~({_SERVED}|{_DONE_HERE})", weight=3.7),
                Phrase(f"({_HOW})[才|才能|能|可以|去](给|把|将|帮)~({_SERVED})~({_MATTER})", weight=3.7),
                Phrase(f"({_HOW})[才|才能|能|可以|去](把|将)(这|那|刚才)~({_DONE_HERE}|删|改)", weight=3.7),
                Phrase(
                    f"({_HOW})[才|才能|能|可以|去](把|将)~({_SERVED})(进|到|给|成|为|上|掉)", weight=3.7, where="start"
                ),
                Phrase(f"({_HOW})[才|才能|能|可以|去|再|给]({_DONE_HERE})", weight=3.7, where="start"),
                Phrase(f"({_OURS})~({_HOW})[才|才能|能|去|跟你|给你|对你|同你|向你]({_DO})", weight=3.7),
                Phrase(f"({_MATTER})~({_HOW})[才|才能|能|去]({_SERVED})", weight=3.7),
                Phrase(f"({_HOW})[跟你|给你|对你|同你|向你](说|讲|下令|下指令|描述)", weight=3.7, where="end"),
                Phrase(f"(改|换|加|建|删|设|记|录|撤|转|导)~({_MATTER})~({_HOW})(说|讲|弄|操作|搞|办)", weight=3.7),
                Phrase(f"({_MATTER}|{_DONE_HERE})~({_HOW}|设置|操作|用法|功能)~^({_TEACH})", weight=3.7),
                Phrase(f"(错了|错啦|错|多了|漏了)^({_HOW})[才|才能|能|可以|去|再]({_DONE_HERE}|{_DO})", weight=3.7),
                Phrase(f"({_TEACH})[{_HOW}]~({_MATTER}|{_DONE_HERE})", weight=3.7, where="start"),
            ),
            examples=("帮助", "怎么设提醒"),
            writes=False,
        ),
    ),
    sentences={
        "help.head": ("{name}，这样说我就懂：", "{name}, just say:"),
        "help.log": (
            "记跟进：今天拜访了云图的吴总，聊了报价，下周三再约",
            "Log: /log Acme visited Mr Wu, talked about prices",
        ),
        "help.customer": (
            "客户：新客户 华星科技 张总 138… · 华星什么情况 · 我的A级客户",
            "Customers: /new Acme Mr Zhang 138… · /show Acme · /find",
        ),
        "help.remind": (
            "提醒：明天下午3点提醒我给张总回电 · 待办 · 让李娜周五前寄样品",
            "Reminders: /remind tomorrow 3pm call Zhang · /todo · /task",
        ),
        "help.tag": ("标签：华星打标签 重点客户 · 有哪些标签", "Tags: /tag Acme VIP · /tags"),
        "help.undo": (
            "记错了：撤销 · 不是周三，是周四 · 草稿",
            "Mistakes: /undo · “not Wednesday, Thursday” · /drafts",
        ),
        "help.own": ("自己的命令：{names}", "Our own: {names} (/commands)"),
        "help.foot": (
            "想知道某件事怎么说：帮助 提醒 · 我收不到什么：帮助 平台",
            "How to say one thing: /help remind · what I can't hear: /help platform",
        ),
        "help.deaf": (
            "这里写的我都收得到。发出去的话改不了，记错了发“撤销”",
            "I hear all that is written here. What was sent can't be changed; if it's wrong, say /undo",
        ),
        "help.deaf.wecom": (
            "企业微信不告诉我谁改了、撤回了消息：记错了发“撤销”。群里没@我的话我听不到；图片、语音、文件请私聊发我",
            "WeCom doesn't tell me of edited or recalled messages: if it's wrong, say /undo. In groups I hear only "
            "what mentions me; send pictures, voice and files in private",
        ),
        "help.deaf.feishu": (
            "飞书不告诉我谁改了消息（撤回的会告诉我）：记错了说“不是周三，是周四”。群里没@我的话我听不到",
            "Feishu doesn't tell me of edited messages (of recalled ones it does): if it's wrong, say so. In groups I "
            "hear only what mentions me",
        ),
        "help.deaf.telegram": (
            "Telegram 不告诉我谁删了消息（改了的会告诉我）：记错了发“撤销”。群里没@我、也不是回复我的话，我听不到",
            "Telegram doesn't tell me of deleted messages (of edited ones it does): if it's wrong, say /undo. In "
            "groups I hear only what mentions me or replies to me",
        ),
        "help.line": ("{title}：[{example}][（/{slash}）]", "{title}: [{example}][ (/{slash})]"),
        "button.mine": ("我的客户", "My customers"),
        "button.tags": ("有哪些标签", "Tags"),
        "button.drafts_list": ("草稿", "Drafts"),
        "help.no_topic": ("没找到“{topic}”，我会这些：", "Nothing about “{topic}”; this is what I can do:"),
    },
)
