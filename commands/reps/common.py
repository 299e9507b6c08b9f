"""Sentences that belong to no single subject: what was not understood, refused, out of date, or asked."""

from commands.catalogue import Subject

SUBJECT = Subject(
    name="common",
    title=("通用", "Common"),
    sentences={
        "unknown": ("没看懂，什么都没记", "I didn't understand; nothing was filed"),
        "unknown.slash": (
            "没有“/{said}”这个命令[，是不是：{near}]",
            "There is no command “/{said}”[; did you mean {near}?]",
        ),
        "outside": (
            "这个我不会，我管客户、跟进、提醒",
            "I can't do that; I look after customers, follow-ups and reminders",
        ),
        "bare": ("要记到{customer}的跟进吗？", "Log this for {customer}?"),
        "sorry": (
            "出了点问题，这句没办成，原话我留着，已报给管理员",
            "Something went wrong. Your words are kept and the admin knows",
        ),
        "said.privately": ("发你私聊了", "I've sent it to you in private"),
        "said.nowhere": (
            "点我头像发句“你好”，我就发给你",
            "Open a private chat with me and say hello, then I'll send it",
        ),
        "stale.expired": (
            "这个按钮过期了，什么都没做。再说一次就行",
            "That button is too old; nothing was done. Please say it again",
        ),
        "stale.used": ("这个按钮已经用过了", "That button was used already"),
        "stale.not_yours": ("这个按钮是给别人的", "That button is for somebody else"),
        "stale.unknown": ("这个按钮认不出来，什么都没做", "I don't know that button; nothing was done"),
        "ask.customer.ambiguous": (
            "[“{said}”]是哪家？还没记，话我先留着",
            "Which[ “{said}”]? Nothing filed yet; I'm keeping your words",
        ),
        "ask.customer.ambiguous.asked": ("[“{said}”]是哪家？", "Which [“{said}”]?"),
        "ask.customer.missing.asked": ("是哪家客户？直接说名字", "Which customer? Just say the name"),
        "ask.customer.missing": (
            "是哪家客户？直接说名字，话我先留着",
            "Which customer? Just say the name; I'm keeping your words",
        ),
        "ask.customer.near": ("“{said}”是{near}吗？", "By “{said}”, do you mean {near}?"),
        "ask.contact.ambiguous": ("“{said}”是哪位？", "Which “{said}”?"),
        "ask.at.missing": ("什么时候提醒你？直接说时间", "When shall I remind you? Just say the time"),
        "ask.at.ambiguous": ("是哪个时间？", "Which time?"),
        "ask.note.missing": ("聊了什么？直接说", "What happened? Just say it"),
        "ask.to.missing": ("派给谁？直接说名字", "For whom? Just say the name"),
        "ask.to.ambiguous": ("“{said}”是哪位同事？", "Which colleague is “{said}”?"),
        "ask.tags.missing": ("打什么标签？", "Which tag?"),
        "ask.text.missing": ("要做什么？直接说", "What shall be done? Just say it"),
        "ask.other.missing": ("还差一点：直接说，我接着办", "Something is missing; just say it"),
        "ask.other.ambiguous": ("是哪一个？", "Which one?"),
        "choice.name": ("{name}", "{name}"),
        "choice.new": ("新客户", "New customer"),
        "choice.yes": ("是", "Yes"),
        "choice.time": ("{at:short}", "{at:short}"),
        "choice.customer": ("{index} {name}[ · {region}][ · {whose}]", "{index} {name}[ · {region}][ · {whose}]"),
        "whose.yours": ("你的", "yours"),
        "button.help": ("帮助", "Help"),
        "button.as_log": ("记成跟进", "Log it"),
        "button.log_yes": ("记", "Log"),
        "button.drop": ("不记了", "Drop it"),
        "button.no": ("不用了", "Never mind"),
        "button.none": ("都不是", "None of these"),
        "button.confirm.followup.log": ("记", "Log"),
        "refused.role": (
            "这个要{command}的权限，你现在不能做。请找管理员",
            "Your role may not do this ({command}); ask an admin",
        ),
        "refused.not_yours": (
            "{customer}是[{owner}的]客户，你可以记跟进，改资料请找[{owner}]",
            "{customer} is [{owner}'s] customer: you may log, but ask [{owner}] for changes",
        ),
        "refused.row_gone": ("这条已经不在了，什么都没改", "That is no longer there; nothing was changed"),
        "refused.no_name": ("客户叫什么名字？名字里别放号码", "What is the customer's name? No numbers in it, please"),
        "refused.gone": ("这个客户已经不在了", "That customer is gone"),
        "refused.binned": (
            "{customer} 在回收站里，要先恢复：恢复客户 {customer}",
            "{customer} is in the recycle bin: /restore {customer} first",
        ),
        "refused.unknown_customer": (
            "没有“{name}”这个客户。要建就发：新客户 {name}",
            "There is no customer “{name}”. To make one: /new {name}",
        ),
        "refused.unknown_customers": ("没有“{name}”这个客户", "There is no customer “{name}”"),
        "refused.unknown_to": ("没有“{name}”这位同事", "There is no colleague “{name}”"),
        "refused.unknown_member": ("没有“{name}”这位同事", "There is no colleague “{name}”"),
        "refused.unknown_owner": ("没有“{name}”这位同事", "There is no colleague “{name}”"),
        "refused.unknown_contact": ("没有“{name}”这位联系人", "There is no contact “{name}”"),
    },
)
