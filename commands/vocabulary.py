"""A workspace's own words, read once and kept for as long as they stay the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID
from zoneinfo import ZoneInfo

from commands.business import words_of
from commands.language import chosen
from commands.macros.forms import forms_of
from commands.rights import Speaker
from nlp.grammar import Form, Grammar
from nlp.names import FieldName
from nlp.reading import Named
from store import macros, members, settings, tags, workspaces
from store.database import Tx

KEPT = 1000  # workspaces whose words a process remembers


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """What is said in a workspace beside its customers' names: colleagues, tags, levels, stages, sources, fields."""

    workspace: UUID
    stamp: UUID | None
    zone: ZoneInfo
    speakers: Mapping[UUID, Speaker]
    members: tuple[Named, ...]
    tags: tuple[Named, ...]
    levels: tuple[str, ...]
    stages: tuple[str, ...]
    sources: tuple[str, ...]
    fields: tuple[FieldName, ...]
    own: tuple[Form, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, Grammar] = field(default_factory=dict, repr=False, compare=False)

    def grammar(self, spoken: Grammar) -> Grammar:
        """What can be said here: all that can be said anywhere, with the workspace's own commands and words."""
        if not self.own and not self.synonyms:
            return spoken
        return self.kept.setdefault("grammar", spoken.extended(self.own, self.synonyms))


class Vocabularies:
    """The vocabularies of all workspaces. Any thread may ask; nothing is kept that a change has overtaken."""

    def __init__(self) -> None:
        self._kept: dict[UUID, Vocabulary] = {}
        self._lock = Lock()

    def of(self, tx: Tx, workspace: UUID, stamp: UUID | None) -> Vocabulary:
        """The workspace's words as this transaction sees them, with the stamp that it read."""
        kept = self._kept.get(workspace)
        if kept is not None and kept.stamp == stamp and stamp is not None:
            return kept
        fresh = vocabulary_of(tx, workspace)
        with self._lock:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[workspace] = fresh
        return fresh


def vocabulary_of(tx: Tx, workspace: UUID) -> Vocabulary:
    """The workspace's words as this transaction sees them."""
    row = workspaces.get(tx, workspace)
    assert row is not None
    decided = settings.every(tx, workspace)
    people = [each for each in members.every(tx, workspace) if each.active]
    walled = frozenset(workspaces.walled(tx, workspace))
    return Vocabulary(
        workspace=workspace,
        stamp=row.stamp,
        zone=ZoneInfo(row.zone),
        speakers={each.id: _speaker(workspace, each, walled) for each in people},
        members=tuple(_named(each) for each in people),
        tags=tuple(
            Named(kind="tag", id=each.id, name=each.name) for each in tags.library(tx, workspace) if each.active
        ),
        levels=words_of(decided, "levels"),
        stages=words_of(decided, "stages"),
        sources=words_of(decided, "sources"),
        fields=tuple(
            FieldName(name=each.name, type=each.kind, options=tuple(each.options))
            for each in tags.fields(tx, workspace)
            if each.active
        ),
        own=forms_of(macros.every(tx, workspace)),
        synonyms={each.said: each.means for each in macros.synonyms(tx, workspace) if each.active},
    )


def _speaker(workspace: UUID, row: members.MemberRow, walled: frozenset[UUID]) -> Speaker:
    return Speaker(
        workspace=workspace,
        id=row.id,
        name=row.name,
        role=row.role,
        team_id=row.team_id,
        language=chosen(row.language),
        hidden=frozenset() if row.role == "admin" else walled - {row.team_id},
    )


def _named(row: members.MemberRow) -> Named:
    return Named(kind="member", id=row.id, name=row.name, aliases=tuple(row.aliases))
