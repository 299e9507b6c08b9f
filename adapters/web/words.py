"""The page's own words, Chinese first; what the bot says is not here."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh", "en"]

_WORDS: Mapping[str, tuple[str, str]] = {
    "brand": ("跟进", "Genjin"),
    "tagline": ("说一句，就记好", "Say it, and it is filed"),
    "chats": ("聊天", "Chats"),
    "people": ("换个人看看", "Be somebody else"),
    "people_and_chats": ("人和聊天", "People and chats"),
    "menu": ("打开聊天列表", "Open the list of chats"),
    "close_menu": ("关上聊天列表", "Close the list of chats"),
    "language": ("English", "中文"),
    "demo": ("演示", "Demo"),
    "demo_note": (
        "这是演示：选人不用登录，只在这台电脑上可用。正式使用时，大家在企业微信、飞书或 Telegram 里和它说话。",
        "This is a demonstration: picking a person without signing in works only here, on this machine. "
        "For real, people talk to it in WeCom, Feishu or Telegram.",
    ),
    "demo_short": ("演示：不用登录，只在这台电脑上可用", "Demonstration: no sign-in, on this machine only"),
    "private_sub": ("私聊，只有你和跟进", "Private, you and Genjin"),
    "group_sub": ("群聊", "Group"),
    "me": ("我", "Me"),
    "you_are": ("你现在是", "You are"),
    "demo_time": ("演示时间", "Demo time"),
    "hour": ("+1小时", "+1 hour"),
    "hour_short": ("+1小时", "+1h"),
    "morning": ("明早9点", "Tomorrow 9:00"),
    "morning_short": ("明早9点", "Next 9:00"),
    "next": ("到下一个提醒", "To next reminder"),
    "next_short": ("下个提醒", "Reminder"),
    "next_at": ("下一个提醒：", "Next reminder: "),
    "no_next": ("现在没有等着的提醒", "No reminder is waiting"),
    "moved": ("时间到了 ", "It is now "),
    "write": ("写一句，比如：今天拜访了云图的吴总", "Write what happened"),
    "write_group": ("@跟进 再写，它才听得到", "Start with @Genjin, or it does not hear"),
    "message": ("消息", "Message"),
    "send": ("发送", "Send"),
    "keys": ("Enter 发送，Shift+Enter 换行", "Enter sends, Shift+Enter for a new line"),
    "group_hint": ("带上 @跟进 它才听得到，别的话它不听也不记", "It hears only what has @Genjin, nothing else"),
    "add_at": ("加上 @跟进", "Add @Genjin"),
    "hello": ("你好，{name}", "Hello, {name}"),
    "hello_text": (
        "我是跟进。见完客户跟我说一句，我来记，也到点提醒你。先点一句试试：",
        "I am Genjin. Tell me what happened with a customer: I file it and remind you. Tap one to try:",
    ),
    "hello_group": ("这里是{name}的群", "The group of {name}"),
    "hello_group_text": (
        "@我 说一句就记好，组里都看得到；没 @我 的话我不听也不记。点一句试试：",
        "Mention me and it is filed for the team; I hear nothing else. Tap one to try:",
    ),
    "hide": ("收起", "Hide"),
    "sending": ("发送中", "Sending"),
    "failed": ("没发出去", "Not sent"),
    "retry": ("重发", "Send again"),
    "not_heard": ("没有 @跟进，它听不到，也不记", "Without @Genjin it hears and files nothing"),
    "thinking": ("跟进正在想", "Genjin is thinking"),
    "pressed": ("{name}按了", "{name} pressed"),
    "repeat": ("可能重复", "may be a repeat"),
    "offline": ("连接断了，正在重连…发出的话会留着", "Connection lost, reconnecting… What you send is kept"),
    "newer": ("新消息", "New messages"),
    "unread": ("条未读", "unread"),
    "more": ("展开全文", "Show all"),
    "less": ("收起", "Show less"),
    "today": ("今天", "Today"),
    "yesterday": ("昨天", "Yesterday"),
    "too_long": (
        "这段太长了，一次最多 256 KB（约 8 万字）。原文还在输入框里，分几段发吧。",
        "Too long: at most 256 KB at once. Your words are still in the box; send them in parts.",
    ),
    "error": ("出了点问题，没发出去。", "Something went wrong; it was not sent."),
    "no_script": ("这个页面需要打开 JavaScript。", "This page needs JavaScript."),
    "closed_title": ("跟进在运行", "Genjin is running"),
    "closed_text": (
        "正式运行时网页上不聊天。想试用，在自己的电脑上运行 make run。",
        "There is no chat on this page in earnest. To try it, run make run on your own computer.",
    ),
    "role_rep": ("销售", "Sales rep"),
    "role_manager": ("主管", "Manager"),
    "role_admin": ("管理员", "Admin"),
    "role_finance": ("财务", "Finance"),
    "role_auditor": ("审计", "Auditor"),
}


def words(language: Language) -> dict[str, str]:
    """All the page's words in one language."""
    index = 0 if language == "zh" else 1
    return {key: pair[index] for key, pair in _WORDS.items()}


def role_word(role: str, language: Language) -> str:
    """A role as people call it: rep → 销售; a workspace's own role as it is."""
    return words(language).get(f"role_{role}", role)
