"""The same message again and again is one message; equal words under another id are another one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.conftest import Site

pytestmark = pytest.mark.fault


def test_a_message_delivered_ten_times_to_every_process_has_one_effect_and_one_answer(site: Site) -> None:
    """On PostgreSQL two processes get all ten at the same time; SQLite has one process a folder."""
    message, other = site.messages(2, chats=1)
    programs = [site.start() for _ in range(1 if site.database.dialect == "sqlite" else 2)]
    for program in programs:
        assert program.wait_for("ready")
    for program in programs:
        program.say([message] * 10)
    for program in programs:
        assert program.finish() == 0
        assert program.acknowledged == {message.key}
    site.check([message], deaths=0)
    later = site.start()
    later.say([message, replace(message), other])
    assert later.finish() == 0
    site.check([message, other], deaths=0)


def test_two_equal_messages_with_different_ids_are_two(site: Site) -> None:
    [message] = site.messages(1, chats=1)
    program = site.start()
    program.say([message, replace(message, key="0-10")])
    assert program.finish() == 0
    assert site.rows("SELECT count(*) FROM follow_up") == [(2,)]
    assert site.rows("SELECT count(*) FROM execution WHERE origin = 'message'") == [(4,)]
    assert len(site.first_letters(deaths=0)) == 2
