"""The hours of a workspace's day: when the morning list comes, and when the bot says nothing by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from commands.message import Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """`morning` is when the day's list is told; from `quiet_from` until `quiet_until` nothing comes by itself."""

    morning: time = time(9)
    quiet_from: time = time(21)
    quiet_until: time = time(8)

    def quiet(self, local: datetime) -> bool:
        """Whether it is a quiet hour on the team's wall clock; equal ends mean that there are none."""
        at = local.timetz().replace(tzinfo=None)
        if self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def quiet_ends(self, local: datetime) -> datetime:
        """When the quiet hours end in which a moment lies."""
        end = datetime.combine(local.date(), self.quiet_until, local.tzinfo)
        return end if end > local else end + timedelta(days=1)


def hours_of(settings: Mapping[str, Any]) -> Hours:
    """The hours that the workspace has set: morning 08:30, quiet [21:00, 08:00]."""
    first, last = settings.get("quiet") or ("21:00", "08:00")
    return Hours(
        morning=time.fromisoformat(settings.get("morning") or "09:00"),
        quiet_from=time.fromisoformat(first),
        quiet_until=time.fromisoformat(last),
    )


def spoken(at: time) -> Sentence:
    """An hour of the day as people say it: 9点, 8点半, 8:20."""
    kind = {0: "sharp", 30: "half"}.get(at.minute, "other")
    return Sentence(key=f"hour.{kind}", values={"hour": at.hour, "minute": f"{at.minute:02}"})
