"""What managers see of their teams, one file a subject."""

from commands.managers import digest, nudge_group, nudge_now, nudge_why, rows, stale, team

SUBJECTS = tuple(module.SUBJECT for module in (stale, nudge_now, nudge_why, nudge_group, digest, team, rows))
