"""Every measure, declared."""

from typing import Final

from commands import counts, quality, staleness
from commands.counts import GRACE, SILENT, by_member, listed
from commands.measures import ALIKE, Asked, Measure, Measures, Tally
from commands.quality import SHORT
from commands.staleness import SOON

_TIMES, _HOMES, _THINGS, _DAYS = ("条", ""), ("家", ""), ("件", ""), ("人", "")
_WITHIN = f"{GRACE.days}天内"


def _new(asked: Asked) -> Tally:
    return by_member(counts.new_rows(asked))


def _overdue(asked: Asked) -> Tally:
    return by_member(counts.overdue_rows(asked))


def _silent(asked: Asked) -> Tally:
    return by_member(counts.silent_rows(asked))


def _short(asked: Asked) -> Tally:
    return by_member(quality.short_rows(asked))


def _copied(asked: Asked) -> Tally:
    return by_member(quality.copied_rows(asked))


def _no_next(asked: Asked) -> Tally:
    return by_member(counts.no_next_rows(asked))


def _nudges(asked: Asked) -> Tally:
    return by_member(counts.nudge_rows(asked))


MEASURES: Final = Measures(
    Measure(
        name="followups",
        title=("跟进数", "Follow-ups"),
        said=("跟进次数", "跟进量", "跟进条数"),
        unit=_TIMES,
        formula=(
            "这段时间里发生、没被撤回的跟进，记在写的人名下",
            "Follow-ups of that time that stand, by writer",
        ),
        row="follow_up",
        count=counts.follow_ups,
        rows=counts.follow_up_rows,
    ),
    Measure(
        name="followed",
        title=("跟进客户数", "Customers followed up"),
        said=("跟进家数", "跟了多少客户", "跟进的客户数"),
        unit=_HOMES,
        formula=(
            "这段时间里有跟进的不同客户；两个人跟同一家，各算一家，合计算一家",
            "Distinct customers with a follow-up then; one that two people spoke with counts once in the whole",
        ),
        count=counts.met,
        rows=listed(counts.met_rows),
    ),
    Measure(
        name="customers",
        title=("客户数", "Customers"),
        said=("名下客户数", "负责的客户数"),
        unit=_HOMES,
        formula=("现在名下的客户，不含回收站里的", "Customers owned now, those in the recycle bin left out"),
        standing=True,
        count=counts.owned,
        rows=counts.owned_rows,
    ),
    Measure(
        name="coverage",
        title=("覆盖率", "Coverage"),
        said=("客户覆盖率", "跟进覆盖率"),
        formula=("名下客户里，这段时间自己跟进过的家数 ÷ 名下客户数", "Own customers followed up then ÷ own customers"),
        share=True,
        count=counts.coverage,
        rows=listed(counts.coverage_rows),
    ),
    Measure(
        name="new_customers",
        title=("新客户数", "New customers"),
        said=("新客户", "新增客户数", "新增客户"),
        unit=_HOMES,
        formula=("这段时间建的、还在的客户，记在负责人名下", "Customers made then that are still there, by owner"),
        count=_new,
        rows=listed(counts.new_rows),
    ),
    Measure(
        name="overdue",
        title=("逾期数", "Overdue"),
        said=("逾期",),
        unit=_THINGS,
        formula=(
            "今天以前就该做、还没完成的提醒和任务；提醒的客户到期后有了跟进，就不算",
            "Reminders and tasks due before today and not done; a reminder no longer once its customer was followed up",
        ),
        standing=True,
        down=True,
        row="owed",
        count=_overdue,
        rows=listed(counts.overdue_rows),
    ),
    Measure(
        name="missed",
        title=("漏跟率", "Missed rate"),
        said=("漏报率", "漏跟"),
        formula=(
            f"到期后{_WITHIN}没人跟进的 ÷ 到期的（这段时间里到期的客户提醒和下一步，今天的不算）",
            f"Due without follow-up within {GRACE.days} days ÷ due (reminders and next steps, not today's)",
        ),
        share=True,
        down=True,
        row="owed",
        count=counts.missed,
        rows=listed(counts.missed_rows),
    ),
    Measure(
        name="stale",
        title=("停滞客户数", "Stale customers"),
        said=("停滞客户", "停滞数", "久未跟进"),
        unit=_HOMES,
        formula=(
            "没跟进的天数超过催办规则的客户，赢单、输单的不算",
            "Customers silent for longer than the nudge rules allow, those won or lost left out",
        ),
        standing=True,
        down=True,
        count=staleness.stale,
        rows=staleness.stale_rows,
    ),
    Measure(
        name="soon",
        title=("快停滞客户数", "About to be stale"),
        said=("快停滞", "快要停滞"),
        unit=_HOMES,
        formula=(f"再{SOON}天没人跟就停滞的客户", f"Customers that will be stale in {SOON} days unless followed up"),
        standing=True,
        down=True,
        count=staleness.soon,
        rows=listed(staleness.soon_rows),
    ),
    Measure(
        name="stale_rate",
        title=("停滞率", "Stale rate"),
        said=("客户停滞率",),
        formula=("停滞客户数 ÷ 名下客户数", "Stale customers ÷ customers"),
        share=True,
        standing=True,
        down=True,
        count=staleness.stale_share,
        rows=staleness.stale_rows,
    ),
    Measure(
        name="nudges",
        title=("催跟数", "Nudges"),
        said=("催跟次数", "提醒催跟数"),
        unit=("次", ""),
        formula=("这段时间里发给负责人的停滞催跟", "Nudges about stale customers that their owners were sent then"),
        count=_nudges,
        rows=listed(counts.nudge_rows),
    ),
    Measure(
        name="response",
        title=("催跟回应率", "Response to nudges"),
        said=("回应率", "催跟响应率", "响应率"),
        formula=(
            "催跟之后、当天或下一个工作日记下了跟进的 ÷ 催跟数",
            "A follow-up filed after it that day or on the next workday ÷ nudges",
        ),
        share=True,
        count=counts.response,
        rows=listed(counts.response_rows),
    ),
    Measure(
        name="silent",
        title=("没动静人数", "Silent people"),
        said=("没动静", "谁没动静", "沉默人数"),
        unit=_DAYS,
        formula=(
            f"连着{SILENT}个工作日以上没有跟进的人，请假的天不算",
            f"People without a follow-up for {SILENT} workdays or more, leave left out",
        ),
        down=True,
        row="person",
        reps=True,
        count=_silent,
        rows=listed(counts.silent_rows),
    ),
    Measure(
        name="short",
        title=("内容太短数", "Too short"),
        said=("内容太短", "太短", "空跟进"),
        unit=_TIMES,
        formula=(
            f"除了客户名不到{SHORT}个字、也没带附件的跟进",
            f"Follow-ups of fewer than {SHORT} signs beside the customer's name, without a file",
        ),
        down=True,
        row="follow_up",
        count=_short,
        rows=listed(quality.short_rows),
    ),
    Measure(
        name="copied",
        title=("雷同数", "Copied"),
        said=("雷同", "复制粘贴"),
        unit=_TIMES,
        formula=(
            f"除了客户名，和本人{ALIKE.days}天内另一条一字不差的跟进",
            f"Follow-ups in the very words of another by the same person within {ALIKE.days} days",
        ),
        down=True,
        row="follow_up",
        count=_copied,
        rows=listed(quality.copied_rows),
    ),
    Measure(
        name="no_next",
        title=("没有下一步数", "Without next step"),
        said=("没有下一步", "没下一步", "没写下一步"),
        unit=_TIMES,
        formula=(
            "没写下一步、之后也没设提醒的跟进",
            "Follow-ups without a next step and without a later reminder of the customer",
        ),
        down=True,
        row="follow_up",
        count=_no_next,
        rows=listed(counts.no_next_rows),
    ),
)
