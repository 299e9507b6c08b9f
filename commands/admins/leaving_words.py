"""What is said when somebody leaves or hands over, and by whom."""

GIVES = "(转给|交给|移交给|交接给|交接到|过给|分给|给|hand over给|handover给|hand over to|handover to)"
TO = f"{GIVES}{{to}}[接着|接手|接|跟]"
THEIRS = "(客户|名下|资源|单子)"
ENDS = (
    "(离职了|要离职|要离职了|准备离职|提离职了|辞职了|要辞职了|已经离职了|已经离职|离职|办离职|办一下离职|办理离职|"
    "办离职手续|离职手续办了|离职手续办好了|办完离职了)"
)

SENTENCES = {
    "leave.done": (
        "✅ {name}已停用，之后说的话我不再记，也不再给他发。记录都还在",
        "✅ {name} is out: I neither listen nor write to them any more. All records stay",
    ),
    "handover.done": ("✅ {name}手上的都交接了", "✅ {name} has handed over"),
    "handover.would": ("{what} → {to}", "{what} → {to}"),
    "handover.has": ("{name}手上：{what}", "In {name}'s hands: {what}"),
    "handover.how": ("办离职就说：{name}离职，客户全转给…", "To go on: /leave {name} and who takes over"),
    "handover.nothing": ("{name}手上没有要交接的", "{name} has nothing to hand over"),
    "handover.customers": ("客户{total}家", "{total} customers"),
    "handover.reminders": ("提醒{total}个", "{total} reminders"),
    "handover.visits": ("定期回访{total}个", "{total} regular visits"),
    "handover.tasks": ("任务{total}个", "{total} tasks"),
    "handover.digests": ("日报周报{total}份", "{total} digests"),
    "handover.to": ("{to}", "{to}"),
    "handover.to_nobody": ("暂时没人负责，提醒和任务取消", "nobody yet; reminders and tasks are off"),
    "ask.to.missing.admin.member.leave": ("{member}手上的交给谁？", "Who takes over from {member}?"),
    "ask.to.missing.member.hand_over": ("{member}手上的交给谁？", "Who takes over from {member}?"),
    "ask.confirm.admin.member.leave": (
        "给{member}办离职？停用以后他说的话我不再记，记录都留着",
        "Remove {member}? I will no longer listen to them; all records stay",
    ),
    "button.confirm.admin.member.leave": ("办离职", "Remove"),
    "ask.confirm.member.hand_over": ("把{member}手上的全部交接？", "Hand over all that {member} has?"),
    "button.confirm.member.hand_over": ("交接", "Hand over"),
    "what.admin.member.leave": ("成员离职", "the leaving"),
    "what.member.hand_over": ("全部交接", "the handover"),
    "refused.empty_hands": ("{name}手上没有要交接的", "{name} has nothing to hand over"),
}
