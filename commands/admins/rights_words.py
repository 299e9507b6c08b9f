"""What is said of rights and roles."""

from collections.abc import Mapping

from commands.catalogue import Wording

SENTENCES: Mapping[str, Wording] = {
    "rights.head": ("{name} · {role}[ · {team}][（{given}）]", "{name} · {role}[ · {team}][ ({given})]"),
    "rights.given": ("{who} {at:shortday} 设的", "set by {who}, {at:shortday}"),
    "rights.sees": ("看：{what}", "Sees: {what}"),
    "rights.may": ("做：{what}", "Does: {what}"),
    "rights.may_not": ("不能：{what}[{more}]（角色管着）", "Not: {what}[{more}] (the role forbids it)"),
    "rights.walled": ("看不见：{teams}的客户（那个组隔离了）", "Not there for them: customers of {teams} (walled off)"),
    "rights.how": (
        "问一件事发：/权限 {name} 解散小组。改就说：把{name}设为主管",
        "One thing: /rights {name} dissolve. To change it: /role {name} manager",
    ),
    "rights.yes": ("✅ {name}能“{what}”：{role}可以（{roles}都行）", "✅ {name} may “{what}” as {role} ({roles} may)"),
    "rights.no": (
        "{name}不能“{what}”：要{roles}，{name}是{role}",
        "{name} may not “{what}”: {roles} may; {name} is {role}",
    ),
    "sees.rep": (
        "自己的和没人负责的客户全看、能改；同事的只看名字、负责人、阶段，也能记跟进",
        "all of their own customers and of nobody's; of colleagues' name, owner and stage, and may log on them",
    ),
    "sees.manager": (
        "本组客户全看、能改；别组的只看名字、负责人、阶段",
        "all of the team's customers; of others' the name",
    ),
    "sees.manager_of_all": ("没分组的主管：所有客户全看、能改", "a manager without a team: all customers"),
    "sees.finance": ("所有客户查得到，只改自己名下的", "finds all customers, changes only their own"),
    "sees.auditor": ("所有客户查得到，什么都不能改", "finds all customers, changes nothing"),
    "sees.admin": ("所有客户全看、能改，管成员和配置", "all customers, members and settings"),
    "role.line": (
        "{role}[（{names}）]：{sees}。{does}",
        "{role}[ ({names})]: {sees}; {does}",
    ),
    "does.rep": ("记跟进、建客户、提醒、任务、导自己的名单", "logs, adds customers, reminders, tasks, own imports"),
    "does.manager": (
        "销售做的都行，加上标签库、催人、团队数字和日报",
        "all that reps do; tags, nudges, numbers, digests",
    ),
    "does.finance": ("记跟进、提醒、任务，不导名单", "logs, reminders, tasks; no imports"),
    "does.auditor": ("只问不写", "asks and writes nothing"),
    "does.admin": ("什么都行", "everything"),
    "role.how": (
        "看一个人发：权限 李娜。设角色发：把李娜设为主管",
        "One person: /rights and the name. To set one: /role",
    ),
    "refused.no_right": (
        "不知道“{what}”是哪件事，发“帮助”看有哪些命令",
        "I don't know “{what}”; say /help for all commands",
    ),
}
