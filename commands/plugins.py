"""Subjects that other distributions bring: declared like ours, run through the same rights, journal and undo."""

from importlib.metadata import entry_points

from commands.catalogue import Subject

GROUP = "genjin.subjects"
"""The entry points that name a Subject: `fleet = "fleet.subject:SUBJECT"`."""


def brought() -> tuple[Subject, ...]:
    """The subjects of what is installed, by name. TypeError where one is none."""
    found = []
    for each in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        subject = each.load()
        if not isinstance(subject, Subject):
            raise TypeError(f"the entry point {each.name} of {GROUP} is no Subject: {each.value}")
        found.append(subject)
    return tuple(found)
