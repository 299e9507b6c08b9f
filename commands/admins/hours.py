"""The hours of the team's day: quiet hours, the morning list, the zone in which times are told."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.hours import hours_of
from commands.message import Reply
from nlp.grammar import Phrase
from nlp.text import fold
from store import settings


@dataclass(frozen=True, kw_only=True, slots=True)
class SetQuiet:
    """When the bot says nothing by itself (免打扰改成晚上10点到早上8点)."""

    hours: Annotated[tuple[str, ...], Slot("hours")] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SetMorning:
    """When the morning list comes (早上清单改到8点半)."""

    time: Annotated[str | None, Slot("clock")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SetZone:
    """The zone in which the team's times are (时区改成东京)."""

    zone: Annotated[str, Slot("called")] = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowHours:
    """The hours and the zone as they are."""


LATEST = time(12)
"""A morning list comes before noon."""
ZONES = {
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "东京": "Asia/Tokyo",
    "日本": "Asia/Tokyo",
    "首尔": "Asia/Seoul",
    "韩国": "Asia/Seoul",
    "新加坡": "Asia/Singapore",
    "曼谷": "Asia/Bangkok",
    "泰国": "Asia/Bangkok",
    "河内": "Asia/Ho_Chi_Minh",
    "越南": "Asia/Ho_Chi_Minh",
    "雅加达": "Asia/Jakarta",
    "吉隆坡": "Asia/Kuala_Lumpur",
    "迪拜": "Asia/Dubai",
    "莫斯科": "Europe/Moscow",
    "伦敦": "Europe/London",
    "英国": "Europe/London",
    "柏林": "Europe/Berlin",
    "德国": "Europe/Berlin",
    "巴黎": "Europe/Paris",
    "纽约": "America/New_York",
    "洛杉矶": "America/Los_Angeles",
    "悉尼": "Australia/Sydney",
}
"""What people call zones."""


def set_quiet(command: SetQuiet, context: Context) -> Reply:
    """Quiet hours; what comes due in them waits for their end."""
    if len(command.hours) != 2:
        raise Refused("refused.quiet")
    first, last = command.hours
    settings.put(context.unit, "quiet", [first, last])
    return Reply(lines=(say("hours.no_quiet") if first == last else say("hours.quiet", first=first, last=last),))


def set_morning(command: SetMorning, context: Context) -> Reply:
    """The morning list's time; within the quiet hours it would wait for their end, so that is said."""
    if command.time is None or time.fromisoformat(command.time) > LATEST:
        raise Refused("refused.morning")
    settings.put(context.unit, "morning", command.time)
    until = hours_of({**context.settings, "morning": command.time})
    lines = [say("hours.morning", at=command.time)]
    at = context.local(context.now).replace(
        hour=until.morning.hour, minute=until.morning.minute, second=0, microsecond=0
    )
    if until.quiet(at):
        lines.append(say("hours.in_quiet", until=until.quiet_until.isoformat("minutes")))
    return Reply(lines=tuple(lines))


def set_zone(command: SetZone, context: Context) -> Reply:
    """The zone; moments that were set stay the same moments."""
    zone = zone_called(command.zone)
    if zone is None:
        raise Refused("refused.zone", zone=command.zone or None)
    if ZoneInfo(zone) == context.zone:
        raise Refused("refused.zone_so", zone=zone)
    settings.put(context.unit, "zone", zone)
    return Reply(lines=(say("hours.zone", zone=zone, at=f"{context.now.astimezone(ZoneInfo(zone)):%H:%M}"),))


def zone_called(said: str) -> str | None:
    """The zone's name: 东京时间 is Asia/Tokyo; asia/tokyo too."""
    bare = fold(said).strip().removesuffix("时区").removesuffix("时间").strip()
    if bare in ZONES:
        return ZONES[bare]
    return next((name for name in available_timezones() if name.casefold() == bare.replace(" ", "_")), None)


def show(command: ShowHours, context: Context) -> Reply:  # noqa: ARG001
    """The hours as they are."""
    hours = hours_of(context.settings)
    quiet = None
    if hours.quiet_from != hours.quiet_until:
        quiet = f"{hours.quiet_from:%H:%M}–{hours.quiet_until:%H:%M}"
    return Reply(
        lines=(say("hours.now", morning=f"{hours.morning:%H:%M}", quiet=quiet, zone=context.zone.key),),
    )


_TO = "改成|改到|改为|设成|设为|定在|定为|调到|调成|换成|设在|从"

SUBJECT = Subject(
    name="hours",
    title=("时间设置", "Hours"),
    commands=(
        Command(
            name="admin.hours.quiet",
            type=SetQuiet,
            handler=set_quiet,
            title=("免打扰时间", "Quiet hours"),
            roles=("admin",),
            slash=("免打扰", "quiet-hours"),
            phrases=(
                Phrase(f"[把](免打扰|勿扰)[时间|时段|模式][都]({_TO}){{hours}}", weight=4.4, where="start"),
                Phrase("(免打扰|勿扰)[时间|时段][:]{hours}", weight=4.3, where="start"),
            ),
            examples=("免打扰改成晚上10点到早上8点",),
            examples_en=("/quiet-hours 22:00-08:00",),
        ),
        Command(
            name="admin.hours.morning",
            type=SetMorning,
            handler=set_morning,
            title=("早上清单的时间", "The morning list's hour"),
            roles=("admin",),
            slash=("早上清单时间", "morninghour"),
            phrases=(
                Phrase(f"[把][{{time}}|{{repeat}}|每日|晨间][的]清单[的][时间|推送|发送]({_TO}){{time}}", weight=4.4),
                Phrase("[{time}|{repeat}|每日|晨间][的]清单{time}(发|推|来|推送)", weight=4.4, where="start"),
            ),
            examples=("早上清单改到8点半",),
            examples_en=("/morninghour 08:30",),
        ),
        Command(
            name="admin.hours.zone",
            type=SetZone,
            handler=set_zone,
            title=("时区", "Time zone"),
            roles=("admin",),
            slash=("时区", "zone"),
            phrases=(Phrase(f"[把|团队|公司|我们][的]时区({_TO}|是|用){{zone}}", weight=4.4, where="start"),),
            examples=("时区改成东京",),
            examples_en=("/zone Asia/Tokyo",),
        ),
        Command(
            name="hours.show",
            type=ShowHours,
            handler=show,
            title=("时间设置", "Hours"),
            slash=("时间设置", "hours"),
            phrases=(
                Phrase(
                    "[看看|现在|我们|团队][的](免打扰时间|时间设置|免打扰是几点|免打扰几点|时区是什么|什么时区)[到几点]",
                    weight=4.2,
                    where="whole",
                ),
            ),
            examples=("时间设置",),
            examples_en=("/hours",),
            writes=False,
            shows="anyone",
        ),
    ),
    sentences={
        "hours.quiet": (
            "✅ {first}到{last}不打扰，到期的等{last}再说",
            "✅ Quiet from {first} to {last}; what comes due waits until {last}",
        ),
        "hours.no_quiet": ("✅ 不设免打扰了", "✅ No quiet hours any more"),
        "hours.morning": ("✅ 早上清单改到工作日{at}", "✅ The morning list comes at {at} on workdays"),
        "hours.in_quiet": ("这在免打扰里，会等到{until}", "That is within the quiet hours; it will wait until {until}"),
        "hours.zone": ("✅ 时区改成{zone}，那边现在是{at}", "✅ The zone is {zone}; it is {at} there"),
        "hours.now": (
            "早上清单{morning}[ · 免打扰{quiet}] · 时区{zone}",
            "Morning list {morning}[ · quiet {quiet}] · zone {zone}",
        ),
        "setting.zone": ("时区", "time zone"),
        "what.admin.hours.quiet": ("免打扰时间", "the quiet hours"),
        "what.admin.hours.morning": ("清单时间", "the list's hour"),
        "what.admin.hours.zone": ("时区", "the zone"),
        "refused.quiet": (
            "从几点到几点？比如：免打扰改成晚上10点到早上8点",
            "From when to when? E.g. /quiet-hours 22:00-08:00",
        ),
        "refused.morning": ("早上几点？要在中午12点以前，比如：8点半", "When? Before noon, e.g. /morninghour 08:30"),
        "refused.zone": (
            "[没有“{zone}”这个时区。]比如：时区改成东京，或 Asia/Tokyo",
            "[There is no zone “{zone}”. ]E.g. /zone Asia/Tokyo",
        ),
        "refused.zone_so": ("时区本来就是{zone}", "The zone is {zone} already"),
    },
)
