"""What admins set, one file a subject."""

from commands.admins import (
    calendar,
    classes,
    classes_set,
    configuration,
    digest_set,
    field,
    field_change,
    hours,
    leaving,
    macro,
    macro_switch,
    member,
    member_add,
    nudge,
    nudge_switch,
    proposal,
    synonym,
    tags,
    team,
    usage,
    why,
)

SUBJECTS = tuple(
    module.SUBJECT
    for module in (
        digest_set,
        nudge,
        nudge_switch,
        member,
        member_add,
        leaving,
        team,
        classes,
        classes_set,
        field,
        field_change,
        tags,
        calendar,
        hours,
        macro,
        macro_switch,
        synonym,
        configuration,
        usage,
        proposal,
        why,
    )
)
