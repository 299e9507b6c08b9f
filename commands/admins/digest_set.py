"""When digests come and to whom: `每天6点推日报到本群`, `停掉周报`, and the list of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from commands.admins.digest_words import SENTENCES
from commands.calendar import calendar_of
from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.digests import KINDS, Times, made, series_id, setting_of, times_of, usual
from commands.errors import Refused
from commands.hours import hours_of
from commands.message import Button, Reply, Sentence
from nlp.grammar import Phrase
from store import chats, editions, members, settings, workspaces
from store.editions import DigestRow, Kind
from store.tables import Digest

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, kw_only=True, slots=True)
class SetDigest:
    """A digest's time: `time` of a daily one (18:30), `repeat` of a weekly one. Said in a group, it is the group's."""

    time: Annotated[str | None, Slot("clock")] = None
    repeat: Annotated[str | None, Slot("weekly")] = None
    topic: Annotated[str | None, Slot("topic")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StopDigest:
    """No digest any more."""

    topic: Annotated[str | None, Slot("topic")] = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListDigests:
    """Which digests come, when, and to whom."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Whose digest is meant: a member's, a group's, or (neither) all managers'."""

    member: UUID | None = None
    chat: UUID | None = None


def set_digest(command: SetDigest, context: Context) -> Reply:
    """Sets a digest's time and says from when it holds."""
    words = f"{command.topic or ''}{context.words}"
    if command.time is None and command.repeat is None:
        raise Refused("refused.no_digest_time")
    kind: Kind = "weekly" if command.repeat or "周报" in words else "daily"
    reader = _reader(context, words)
    times = _times(command, kind, _now(context, kind, reader))
    _put(context, kind, reader, times)
    return Reply(lines=(_told(context, kind, reader, times), *_quiet(context, times)), buttons=_list_button())


def stop_digest(command: StopDigest, context: Context) -> Reply:
    """Stops it, for the same reader for whom it would have been set here."""
    words = f"{command.topic or ''}{context.words}"
    kinds = [kind for kind, word in (("daily", "日报"), ("weekly", "周报")) if word in words] or list(KINDS)
    reader = _reader(context, words)
    lines = []
    for kind in KINDS:
        now = _now(context, kind, reader)
        if kind in kinds and now.active:
            _put(context, kind, reader, Times(at=now.at, weekday=now.weekday, active=False))
            lines.append(say("digest.stopped", kind=say(f"digest.kind.{kind}"), whom=_whom(context, reader)))
    if not lines:
        raise Refused("refused.no_digest")
    return Reply(lines=tuple(lines), buttons=_list_button())


def list_digests(command: ListDigests, context: Context) -> Reply:  # noqa: ARG001
    """All digests: what managers get by default first, then what was set."""
    lines = [
        _line(context, kind, usual(context.settings, kind), say("digest.whom.managers"))
        for kind in KINDS
        if usual(context.settings, kind).active
    ]
    for row in editions.every(context.tx, context.workspace):
        kind: Kind = "weekly" if row.kind == "weekly" else "daily"
        whom = _whom(context, Reader(member=row.member_id, chat=row.chat_id))
        if row.active:
            lines.append(_line(context, kind, times_of(row), whom))
        else:
            lines.append(say("digest.off", kind=say(f"digest.kind.{kind}"), whom=whom))
    return Reply(lines=tuple(lines) or (say("digest.none_set"),), private=True)


def _reader(context: Context, words: str) -> Reader:
    """This group's, the group's that the speaker's team has, the manager's own; an admin's word holds for managers."""
    if not context.place.private:
        if context.place.team_id is None:
            raise Refused("refused.digest_unbound")
        return Reader(chat=context.place.id)
    if "群" in words:
        return Reader(chat=_the_group(context))
    return Reader() if context.speaker.role == "admin" else Reader(member=context.speaker.id)


def _the_group(context: Context) -> UUID:
    """The one group of the speaker's team (or, of who has none, of all teams) that this door reaches."""
    team = context.speaker.team_id
    every = [each.id for each in workspaces.teams(context.tx, context.workspace)]
    known = chats.groups(context.tx, context.workspace, (team,) if team is not None else every)
    here = [row.id for row in known if (row.platform, row.app) == (context.place.platform, context.place.app)]
    if len(here) != 1:
        raise Refused("refused.which_group")
    return here[0]


def _row(context: Context, kind: Kind, reader: Reader) -> DigestRow | None:
    if reader == Reader():
        return None
    return editions.find(context.tx, context.workspace, kind, member=reader.member, chat=reader.chat)


def _now(context: Context, kind: Kind, reader: Reader) -> Times:
    """How it is before the change; a group without a digest has none."""
    row = _row(context, kind, reader)
    common = usual(context.settings, kind)
    if row is not None:
        return times_of(row)
    return replace(common, active=common.active and reader.chat is None)


def _times(command: SetDigest, kind: Kind, now: Times) -> Times:
    """The new time; what was not said stays as it was."""
    at, weekday = command.time or now.at, now.weekday
    if command.repeat:
        rule = dict(part.split("=") for part in command.repeat.removeprefix("RRULE:").split(";"))
        at = f"{int(rule.get('BYHOUR', 0)):02d}:{int(rule.get('BYMINUTE', 0)):02d}"
        weekday = _DAYS.index(rule["BYDAY"]) if rule.get("BYDAY") in _DAYS else weekday
    return Times(at=at, weekday=weekday if kind == "weekly" else None)


def _put(context: Context, kind: Kind, reader: Reader, times: Times) -> None:
    if reader == Reader():
        value: dict[str, object] = {"at": times.at, "active": times.active}
        if times.weekday is not None:
            value["weekday"] = times.weekday
        settings.put(context.unit, setting_of(kind), value)
        return
    row = _row(context, kind, reader)
    if row is None:
        record = context.unit.add(Digest, kind=kind, member_id=reader.member, chat_id=reader.chat, at=times.at)
    else:
        record = context.unit.edit(Digest, row.id)
    record.at, record.weekday, record.active = times.at, times.weekday, times.active


def _told(context: Context, kind: Kind, reader: Reader, times: Times) -> Sentence:
    """✅ 日报改到18:30，发给本群，11月24日 周二起: from when it holds, as nobody gets two on one day."""
    one = reader.member or reader.chat or context.speaker.id
    series = made(kind, times, member=one)
    after = context.now
    if editions.last_day(context.tx, context.workspace, series_id(kind, one)) == context.today:
        after = datetime.combine(context.today + timedelta(days=1), time(), context.zone)
    first = series.after(after, context.zone, calendar_of(context.tx, context.workspace))
    assert first is not None
    return say(
        "digest.set",
        kind=say(f"digest.kind.{kind}"),
        whom=_whom(context, reader),
        when=_when(kind, times),
        first=_day(context, first.date()),
    )


def _when(kind: Kind, times: Times) -> Sentence:
    """每个工作日18:30, 每周五17:30."""
    if kind == "daily":
        return say("digest.when.daily", at=times.at)
    return say("digest.when.weekly", day=say(f"digest.weekday.{times.weekday or 0}"), at=times.at)


def _day(context: Context, day: date) -> object:
    ahead = (day - context.today).days
    return say(f"digest.first.{ahead}") if ahead < 2 else day


def _quiet(context: Context, times: Times) -> tuple[Sentence, ...]:
    """What a time within the quiet hours comes to."""
    hours = hours_of(context.settings)
    at = datetime.combine(context.today, time.fromisoformat(times.at), context.zone)
    return (say("digest.in_quiet", until=hours.quiet_ends(at)),) if hours.quiet(at) else ()


def _whom(context: Context, reader: Reader) -> object:
    if reader.chat is not None:
        row = workspaces.chat(context.tx, context.workspace, reader.chat)
        if reader.chat == context.place.id or row is None:
            return say("digest.whom.here")
        return row.title or say("digest.whom.group")
    if reader.member == context.speaker.id:
        return say("digest.whom.you")
    member = members.get(context.tx, context.workspace, reader.member) if reader.member is not None else None
    return member.name if member is not None else say("digest.whom.managers")


def _line(context: Context, kind: Kind, times: Times, whom: object) -> Sentence:  # noqa: ARG001
    return say("digest.line", kind=say(f"digest.kind.{kind}"), when=_when(kind, times), whom=whom)


def _list_button() -> tuple[Button, ...]:
    return (Button(label=say("button.digests"), command=ListDigests()),)


_PAPER = "日报|销售日报|工作日报|周报|销售周报|日报周报"
_SEND = "推到|推送到|推送|推|自动推|自动发|发到|发群里|发群|发本群|发给大家|发给全组"
_TO = "改成|改到|改为|定在|设在|设成|设为|定为|调到|调成"
_HERE = "本群|群里|这个群"
_OFF = "停掉|停了|停用|关掉|关闭|关了|取消|不要|别发|别推|不用发|不用推|停发|停止|停止推送"

SUBJECT = Subject(
    name="digest_set",
    title=("设日报周报", "Setting digests"),
    commands=(
        Command(
            name="admin.digest.set",
            type=SetDigest,
            handler=set_digest,
            title=("设日报周报", "Set digests"),
            roles=("manager", "admin"),
            slash=("设日报", "setdigest"),
            phrases=(
                Phrase(f"{{repeat}}…({_SEND})…({_PAPER})", weight=3.7),
                Phrase(f"({_PAPER})…{{repeat}}…({_SEND})", weight=3.7),
                Phrase(f"{{repeat}}…({_PAPER})…({_SEND})", weight=3.7),
                Phrase(
                    f"({_PAPER})(推送|推送时间|发送时间|时间)[都](改成|改到|改为|定在|设在|设成|设为|定为|调到|调成)",
                    weight=3.7,
                ),
                Phrase(f"({_PAPER})({_TO}){{time}}", weight=3.7),
                Phrase(f"({_PAPER})(别|不要){{time}}(发|推)", weight=3.7),
            ),
            examples=("每天18点推日报到本群", "周报每周五下午5点自动发群里"),
            examples_en=("/setdigest 18:30",),
        ),
        Command(
            name="admin.digest.stop",
            type=StopDigest,
            handler=stop_digest,
            title=("停日报周报", "Stop a digest"),
            roles=("manager", "admin"),
            slash=("停日报", "stopdigest"),
            phrases=(
                Phrase(
                    f"[把|以后|本群|群里|这个群][的]({_OFF})[本群|群里|这个群|每天|每周][的]({_PAPER})[推送]",
                    weight=3.7,
                    where="whole",
                ),
                Phrase(f"[把|以后|{_HERE}][的]({_PAPER})[推送]({_OFF})", weight=3.7, where="whole"),
            ),
            examples=("停掉周报",),
        ),
        Command(
            name="admin.digest.list",
            type=ListDigests,
            handler=list_digests,
            title=("日报周报安排", "Which digests come"),
            roles=("manager", "admin"),
            slash=("日报安排", "digests"),
            phrases=(
                Phrase("[现在|都][有]哪些[日报|周报|推送|自动推送](推送|日报|周报)", weight=3.6, where="whole"),
                Phrase(f"({_PAPER})(什么时候发|几点发|什么时候推|几点推|都发给谁|发给谁)", weight=3.6, where="whole"),
            ),
            examples=("日报几点发",),
            writes=False,
        ),
    ),
    sentences=SENTENCES,
)
