"""Subjects of other distributions are part of the catalogue, and of understanding."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.plugins import brought
from commands.subjects import catalogue

pytestmark = pytest.mark.unit

SOURCE = '''
from dataclasses import dataclass

from commands.catalogue import Command, Subject
from commands.message import Reply
from nlp.grammar import Phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowFleet:
    """The team's cars."""


SUBJECT = Subject(
    name="fleet",
    title=("车队", "Fleet"),
    commands=(
        Command(
            name="fleet.show",
            type=ShowFleet,
            handler=lambda command, context: Reply(),
            title=("车队", "Fleet"),
            roles=("manager",),
            phrases=(Phrase("有哪些车", weight=3.5, where="whole"),),
            writes=False,
        ),
    ),
)
WRONG = object()
'''


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution that lies on the path; what it names as its entry point is to be written."""
    (tmp_path / "fleet_of_ours.py").write_text(SOURCE)
    info = tmp_path / "fleet_of_ours-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fleet-of-ours\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    catalogue.cache_clear()
    yield info / "entry_points.txt"
    catalogue.cache_clear()


def test_a_distribution_brings_a_subject(fleet: Path) -> None:
    assert "fleet.show" not in catalogue().by_name
    fleet.write_text("[genjin.subjects]\nfleet = fleet_of_ours:SUBJECT\n")
    catalogue.cache_clear()
    known = catalogue()
    assert known.by_name["fleet.show"].roles == ("manager",)
    assert [hit.command for hit in known.spoken.hits("有哪些车")] == ["fleet.show"]


def test_what_is_no_subject_is_told_at_the_start(fleet: Path) -> None:
    fleet.write_text("[genjin.subjects]\nfleet = fleet_of_ours:WRONG\n")
    with pytest.raises(TypeError, match=r"fleet of genjin\.subjects"):
        brought()
