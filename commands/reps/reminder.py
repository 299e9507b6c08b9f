"""Reminders: once, recurring, for oneself or for everybody here."""

from dataclasses import dataclass
from typing import Annotated

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.hours import hours_of
from commands.hours import spoken as spoken_hour
from commands.message import Button, Reply, Sentence
from commands.parties import Party, contact_of, customer_of
from commands.reps.reminder_list import ListReminders
from commands.reps.reminder_phrases import ASKS
from commands.schedules import Firing, firing, next_of, set_firing
from commands.values import ContactRef, CustomerRef, Moment
from nlp.grammar import Phrase
from store.tables import Reminder


@dataclass(frozen=True, kw_only=True, slots=True)
class AddReminder:
    """Reminds the speaker (or with `everyone` the whole group) of something at a time, once or again and again."""

    text: Annotated[str, Slot("text")] = ""
    at: Annotated[Moment | None, Slot("time", prefer="future", ask=True)] = None
    repeat: Annotated[str | None, Slot("repeat")] = None
    customer: Annotated[CustomerRef | None, Slot("customer")] = None
    contact: Annotated[ContactRef | None, Slot("contact")] = None
    everyone: bool = False


def add(command: AddReminder, context: Context) -> Reply:
    """A reminder for the speaker, or for everybody in this chat."""
    customer = customer_of(context, command.customer) if command.customer else None
    contact = contact_of(context, customer, command.contact) if customer else None
    if command.repeat:
        first = next_of(command.repeat, context.now, context.zone)
        if first is None:
            raise Refused("refused.no_occurrence")
        when = Firing(at=first, day=None, fire_at=first)
    else:
        assert command.at is not None
        if command.at.value <= context.now and not command.at.day_only:
            raise Refused("refused.past", at=command.at.value)
        when = firing(context, command.at, context.speaker.id)
    everyone = command.everyone and not context.place.private
    record = context.unit.add(
        Reminder,
        owner_id=context.speaker.id,
        maker_id=context.speaker.id,
        customer_id=customer.id if customer else None,
        contact_id=contact.id if contact else None,
        text=command.text,
        audience="group" if everyone else "private",
        chat_id=context.place.id,
        repeat=command.repeat,
        created_at=context.now,
    )
    set_firing(record, when)
    if customer is not None:
        context.state.customer = customer.id
    lines = [say("customer.made", customer=customer.name)] if customer is not None and customer.fresh else []
    what = _subject(context, command.text, customer)
    whom = say("whom.all" if everyone else "whom.you")
    if command.repeat:
        lines.append(say("reminder.series", rule=spoken(command.repeat), whom=whom, what=what, next=when.fire_at))
    elif when.day is not None:
        hour = spoken_hour(hours_of(context.settings).morning)
        lines.append(say("reminder.day", day=when.day, hour=hour, whom=whom, what=what))
    else:
        lines.append(say("reminder.at", at=when.at, whom=whom, what=what))
    return Reply(lines=tuple(lines), buttons=(Button(label=say("button.reminders"), command=ListReminders()),))


def _subject(context: Context, text: str, customer: Party | None) -> Sentence | str | None:
    """What the answer says the reminder is about; nothing where the message told it a line above."""
    if context.unit.run.ordinal > 0:
        return None
    if customer is None or customer.short in text:
        return text or None
    return say("reminder.what", customer=customer.short, text=text or say("reminder.follow"))


def spoken(rule: str) -> Sentence:
    """A rule as people say it: 每周一 09:00."""
    parts = dict(part.split("=", 1) for part in rule.removeprefix("RRULE:").split(";") if "=" in part)
    days = parts.get("BYDAY", "")
    time = f"{int(parts.get('BYHOUR', 9)):02}:{int(parts.get('BYMINUTE', 0)):02}"
    if days == "MO,TU,WE,TH,FR":
        return say("every.workday", time=time)
    kind = {"WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}.get(parts["FREQ"], "day")
    interval = int(parts.get("INTERVAL", 1))
    named = tuple(say(f"weekday.{day}") for day in days.split(",") if day)
    if kind == "week" and named and interval == 1:
        kind = "weekdays"
    return say(
        f"every.{kind}",
        n=interval if interval > 1 else None,
        days=named or None,
        day=parts.get("BYMONTHDAY"),
        month=parts.get("BYMONTH"),
        time=time,
    )


SUBJECT = Subject(
    name="reminder",
    title=("提醒", "Reminders"),
    commands=(
        Command(
            name="reminder.add",
            keeps_customers=True,
            type=AddReminder,
            handler=add,
            title=("设提醒", "Remind me"),
            slash=("提醒", "remind"),
            phrases=(
                *ASKS,
                Phrase(
                    "(提醒我|提醒一下我|题醒我|提星我|提醒下我|提醒一下|提醒一声|remind me|remind我|ping我|提提我|"
                    "提我|reminder我|ping me|alert me|set a reminder|别让我忘了|免得我忘了)",
                    weight=3.0,
                ),
                Phrase(
                    "(提醒大家伙儿|提醒大家伙|提醒大家|提醒所有人|提醒全组|提醒大伙儿|提醒大伙|提醒各位|叫大家)",
                    sets={"everyone": True},
                    weight=3.1,
                ),
                Phrase(
                    "(到时候|到时|届时|到辰光|到那天|那时候|当天|记得|别忘|别忘了|务必|千万|麻烦|到点)[你|也|再|就]"
                    "(叫|喊|提醒|通知|戳|call|催|敲)[上|下|一下]我",
                    weight=3.0,
                ),
                Phrase("(叫|喊|戳|提)我", weight=2.4, where="start"),
                Phrase("{at}再(叫|提醒|喊|提)[我]一[次|声]", weight=3.0, where="end"),
                Phrase("就{at}叫", weight=3.0),
                Phrase("{at}[后|以后]提醒", weight=2.9, where="end"),
                Phrase("{repeat}[的|都]…(提醒|叫我|喊我)", weight=3.1),
                Phrase("(set|add)[一|a][个|条|an](提醒|闹钟|闹铃|reminder|alarm)", weight=3.1),
                Phrase("{repeat}(催|跟|联系|回访|写|交|发|填|开|打|约|做|查|对)", weight=2.6, where="start"),
                Phrase(
                    "{at}[之前|前|以前][要|得|记得|去|再](跟一下|跟进一下|跟进|联系|催|催一下|回访|约|拜访|"
                    "找){customer}",
                    weight=2.4,
                    where="start",
                ),
                Phrase(
                    "{at}[之前|前|以前][要](给|跟|和){customer}(打电话|打个电话|发|寄|送|联系|回)",
                    weight=2.4,
                    where="start",
                ),
            ),
            examples=("提醒我明天下午3点给张总回电",),
        ),
    ),
    sentences={
        "reminder.at": ("⏰ {at} 提醒{whom}[：{what}]", "⏰ I'll remind {whom} {at}[: {what}]"),
        "reminder.day": ("⏰ {day} 早上{hour}提醒{whom}[：{what}]", "⏰ I'll remind {whom} {day} {hour}[: {what}]"),
        "reminder.series": (
            "🔁 {rule}提醒{whom}[：{what}]，下次 {next}",
            "🔁 I'll remind {whom} {rule}[: {what}]; next {next}",
        ),
        "reminder.follow": ("跟进", "follow up"),
        "whom.you": ("你", "you"),
        "whom.all": ("大家", "everybody"),
        "every.day": ("每[{n}]天 {time} ", "every[ {n}] day(s) at {time}"),
        "every.workday": ("每个工作日 {time} ", "every workday at {time}"),
        "every.weekdays": ("每{days} {time} ", "every {days} at {time}"),
        "every.week": ("每[{n}]周[的{days}] {time} ", "every[ {n}] week(s)[ on {days}] at {time}"),
        "every.month": ("每[{n}个]月[{day}号] {time} ", "every[ {n}] month(s)[ on the {day}] at {time}"),
        "every.year": ("每年[{month}月][{day}号] {time} ", "every year[ {month}/][{day}] at {time}"),
        "every.hour": ("每[{n}个]小时", "every[ {n}] hour(s)"),
        "weekday.MO": ("周一", "Mon"),
        "weekday.TU": ("周二", "Tue"),
        "weekday.WE": ("周三", "Wed"),
        "weekday.TH": ("周四", "Thu"),
        "weekday.FR": ("周五", "Fri"),
        "weekday.SA": ("周六", "Sat"),
        "weekday.SU": ("周日", "Sun"),
        "button.reminders": ("看待办", "My to-dos"),
        "refused.past": ("{at} 已经过去了，换个时间再说一次", "{at} is in the past; say another time"),
        "refused.no_occurrence": ("这个周期没有下一次了，换个说法试试", "That rule has no next time; try another"),
    },
)
