"""Walls: what a speaker knows of another team's customers and the group that they speak in does not."""

from collections.abc import Collection, Sequence
from uuid import UUID

from commands.context import Context, Place
from store import names, workspaces
from store.concerned import customers_of


def unknown_here(context: Context) -> frozenset[UUID]:
    """The teams behind a wall of which the group's team does not know, and the speaker may."""
    speaker, place = context.speaker, context.place
    if place.team_id is None or (speaker.role != "admin" and speaker.team_id == place.team_id):
        return frozenset()
    return _behind_walls(context, place)


def concern(context: Context, executions: Sequence[UUID], teams: Collection[UUID]) -> bool:
    """Whether what was carried out concerns a customer of these teams."""
    if not teams:
        return False
    return _any_of(context, customers_of(context.tx, context.workspace, executions), teams)


def hides(context: Context, place: Place, customer: UUID) -> bool:
    """Whether a customer does not exist for the team of a group."""
    return place.team_id is not None and _any_of(context, {customer}, _behind_walls(context, place))


def _behind_walls(context: Context, place: Place) -> frozenset[UUID]:
    return frozenset(workspaces.walled(context.tx, context.workspace)) - {place.team_id}


def _any_of(context: Context, customers: set[UUID], teams: Collection[UUID]) -> bool:
    rows = names.customers(context.tx, context.workspace, sorted(customers)) if teams else []
    return any(row.team_id in teams for row in rows)
