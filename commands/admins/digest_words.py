"""What is said when digests are set."""

from collections.abc import Mapping
from typing import Final

from commands.catalogue import Wording

SENTENCES: Final[Mapping[str, Wording]] = {
    "digest.set": (
        "✅ {kind}发给{whom}：{when}，{first}起",
        "✅ {kind} for {whom}: {when}, from {first} on",
    ),
    "digest.stopped": ("✅ {kind}不再发给{whom}", "✅ No more {kind} for {whom}"),
    "digest.line": ("{kind} · {when} · {whom}", "{kind} · {when} · {whom}"),
    "digest.off": ("{kind} · 停着 · {whom}", "{kind} · off · {whom}"),
    "digest.none_set": (
        "现在不推任何日报周报。发：每天18点推日报到本群",
        "No digests are sent. Say: /setdigest 18:00",
    ),
    "digest.in_quiet": (
        "这个时间在免打扰里，会等到{until:time}再发",
        "That is within the quiet hours; it will wait until {until:time}",
    ),
    "digest.kind.daily": ("日报", "daily digest"),
    "digest.kind.weekly": ("周报", "weekly digest"),
    "digest.when.daily": ("工作日{at}", "workdays {at}"),
    "digest.when.weekly": ("每{day} {at}", "every {day} {at}"),
    "digest.weekday.0": ("周一", "Monday"),
    "digest.weekday.1": ("周二", "Tuesday"),
    "digest.weekday.2": ("周三", "Wednesday"),
    "digest.weekday.3": ("周四", "Thursday"),
    "digest.weekday.4": ("周五", "Friday"),
    "digest.weekday.5": ("周六", "Saturday"),
    "digest.weekday.6": ("周日", "Sunday"),
    "digest.first.0": ("今天", "today"),
    "digest.first.1": ("明天", "tomorrow"),
    "digest.whom.here": ("本群", "this group"),
    "digest.whom.group": ("群", "the group"),
    "digest.whom.you": ("你", "you"),
    "digest.whom.managers": ("各组主管", "all managers"),
    "button.digests": ("推送安排", "All digests"),
    "what.admin.digest.set": ("日报周报时间", "the digest's time"),
    "what.admin.digest.stop": ("停日报周报", "stopping the digest"),
    "refused.digest_unbound": (
        "这个群还没绑定小组，先回“@跟进 这个群是××组”，再设日报",
        "This group is bound to no team yet. Tell me whose it is first",
    ),
    "refused.which_group": (
        "到那个群里@我说一次，我就知道是哪个群",
        "Tell me in that very group, so that I know which",
    ),
    "refused.no_digest_time": (
        "几点发？比如：日报推送时间改成18:30，周报每周五17点发",
        "At what time? Say: /setdigest 18:30",
    ),
    "refused.no_digest": ("本来就没有推，没改什么", "There was none; nothing was changed"),
}
