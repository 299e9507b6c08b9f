"""What is said of teams."""

SENTENCES = {
    "team.none": ("还没有小组。试试：新建小组 华东组", "There is no team yet. Try: /newteam East"),
    "team.row": ("{team}[（{walled}）] {total}人[：{names}]", "{team}[ ({walled})] {total}[: {names}]"),
    "team.walled_short": ("隔离", "walled"),
    "team.alone": ("不在组里：{names}", "In no team: {names}"),
    "team.added": ("✅ 建好了{team}。加人就说：把…调到{team}", "✅ Team {team} is there. To add people: /team"),
    "team.renamed": (
        "✅ {old}改名叫{team}了，人和客户都没动",
        "✅ {old} is now {team}; people and customers stay in it",
    ),
    "team.walled": (
        "✅ {team}隔离了：别的组看不到、也查不到这个组的客户",
        "✅ {team} is walled off: its customers do not exist for other teams",
    ),
    "team.unwalled": (
        "✅ {team}不隔离了：别的组看得到客户的名字、负责人和阶段",
        "✅ {team} is open: others see its customers' names, owners and stages",
    ),
    "team.dissolved": ("✅ {team}解散了，人、群和客户都归{to}", "✅ {team} is dissolved; all it had goes to {to}"),
    "team.going": ("客户多，正在一批批转，好了告诉你", "There are many customers; I'm on it and will tell you"),
    "team.gone": ("✅ 都转好了，小组已解散", "✅ All moved, the team is gone"),
    "team.nowhere": ("不分组", "no team"),
    "button.apart": ("不分组", "No team"),
    "button.dissolve": ("解散", "Dissolve"),
    "what.team.add": ("新建小组", "the new team"),
    "what.team.rename": ("小组改名", "the team's name"),
    "what.team.wall": ("小组隔离", "the wall"),
    "what.team.move_on": ("解散小组", "dissolving the team"),
    "what.team.dissolve": ("解散小组", "dissolving the team"),
    "refused.team_name": ("组叫什么名字？至少两个字", "What is the team called? Two letters at least"),
    "refused.team_there": ("已经有{team}了", "There is a team {team} already"),
    "refused.no_such_team": (
        "没有“{team}”这个组[，是不是：{near}]",
        "There is no team “{team}”[; do you mean {near}?]",
    ),
    "refused.team_same": ("不能并到自己", "It can't go into itself"),
    "refused.wall_same": ("{team}本来就是这样", "{team} is so already"),
    "refused.team_full": (
        "{team}有{people}人、{total}家客户，归到哪个组？",
        "{team} has {people} people and {total} customers. Where shall they go?",
    ),
    "refused.dissolve": (
        "解散{team}？{people}人、{total}家客户归{to}",
        "Dissolve {team}? {people} people and {total} customers go to {to}",
    ),
}
