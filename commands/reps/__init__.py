"""What sales reps can do, one file a subject."""

from commands.reps import (
    amend,
    answer,
    ask,
    common,
    contact,
    customer,
    customer_change,
    customer_view,
    followup,
    followup_edit,
    followup_view,
    help,
    member,
    reminder,
    reminder_change,
    reminder_due,
    tag,
    task,
    undo,
)

SUBJECTS = tuple(
    module.SUBJECT
    for module in (
        followup,
        followup_edit,
        amend,
        ask,
        followup_view,
        customer,
        customer_change,
        customer_view,
        contact,
        tag,
        reminder,
        reminder_change,
        reminder_due,
        task,
        undo,
        answer,
        help,
        member,
        common,
    )
)
