"""What managers see of their teams, one file a subject."""

from commands.managers import digest, nudge_group, rows, stale, team

SUBJECTS = tuple(module.SUBJECT for module in (stale, nudge_group, digest, team, rows))
