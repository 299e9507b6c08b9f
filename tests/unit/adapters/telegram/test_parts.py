"""The small parts: settings, what errors mean, names, and the fake's HTML."""

import logging
from typing import Any

import pytest
from pydantic import ValidationError
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.error import TelegramError as Error

from adapters.telegram.entities import clean, name_of
from adapters.telegram.fake import TOKEN
from adapters.telegram.fake_html import Refusal, parsed
from adapters.telegram.refusals import refusal_of, refusals
from adapters.telegram.settings import TelegramSettings
from commands.message import DeliveryError

pytestmark = pytest.mark.unit


def test_settings_need_only_a_token() -> None:
    settings = TelegramSettings.model_validate({"token": TOKEN})
    assert (settings.mode, settings.bot_id) == ("polling", "123456789")
    assert settings.api_base == "https://api.telegram.org"
    assert (settings.app_per_second, settings.chat_per_second, settings.group_per_minute) == (30, 1, 20)
    assert TOKEN not in repr(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": "x"},
        {"token": TOKEN, "mode": "webhook"},
        {"token": TOKEN, "mode": "webhook", "secret": "有空格 的"},
        {"token": TOKEN, "mode": "socket"},
        {"token": TOKEN, "api_base": "api.telegram.org"},
        {"token": TOKEN, "text_units": 5000},
        {"token": TOKEN, "unknown": 1},
        {},
    ],
)
def test_wrong_settings_are_refused_without_telling_them(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        TelegramSettings.model_validate(wrong)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (RetryAfter(7), {"after": 7.0, "held": True, "final": False}),
        (ChatMigrated(-100123), {"moved_to": "-100123", "final": False}),
        (Forbidden("Forbidden: bot was blocked by the user"), {"final": True, "unreachable": True}),
        (BadRequest("Chat not found"), {"final": True, "unreachable": True}),
        (BadRequest("Not enough rights to send text messages to the chat"), {"final": True, "unreachable": False}),
        (InvalidToken(), {"final": False, "held": False}),
        (NetworkError("Request Entity Too Large"), {"final": True}),
    ],
)
def test_a_refusal_says_what_is_next(error: Error, wanted: dict[str, Any]) -> None:
    refusal = refusal_of(error)
    assert refusal is not None
    assert {name: getattr(refusal, name) for name in wanted} == wanted
    with pytest.raises(DeliveryError), refusals():
        raise error


def caused(error: Error, cause: str) -> Error:
    """An error as python-telegram-bot raises it over one of its HTTP client's."""
    error.__cause__ = type(cause, (Exception,), {})()
    return error


def test_a_connection_that_never_was_delivered_nothing() -> None:
    for cause in ("ConnectError", "ConnectTimeout", "PoolTimeout"):
        refusal = refusal_of(caused(NetworkError("…"), cause))
        assert refusal is not None
        assert not refusal.final


@pytest.mark.parametrize(
    "error",
    [
        TimedOut(),
        caused(TimedOut(), "ReadTimeout"),
        caused(NetworkError("…"), "ReadError"),
        caused(NetworkError("…"), "RemoteProtocolError"),
        NetworkError("Bad Gateway (502)"),
        NetworkError("Internal Server Error"),
        Error("no answer of Telegram's"),
    ],
)
def test_nobody_knows_what_became_of_the_rest(error: Error) -> None:
    assert refusal_of(error) is None
    with pytest.raises(type(error)), refusals():
        raise error


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("晓明", "陈", "陈晓明"),
        ("陈晓明", None, "陈晓明"),
        ("陈晓明", "华东", "陈晓明 华东"),
        ("Ann", "Lee", "Ann Lee"),
        (" Ann ", "", "Ann"),
        (None, None, ""),
    ],
)
def test_names_are_as_people_are_called(first: str | None, last: str | None, name: str) -> None:
    assert name_of(first, last) == name


def test_half_characters_are_replaced() -> None:
    assert clean("云\ud83d图") == "云\ufffd图"
    assert clean("😀") == "😀"
    assert clean(None) == ""


def test_the_libraries_logs_are_off() -> None:
    """They hold the token (httpx: every address) and what people wrote (telegram: what it can't read)."""
    for name in ("telegram", "telegram.Bot", "telegram.request.BaseRequest", "httpx", "httpcore.http11"):
        assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)


@pytest.mark.parametrize(
    "source",
    ["<b>云图", "云图</b>", "<b><i>云图</b></i>", "<br>", "1 < 2", "<", "<script>x</script>", "<b", "<b>x</i>"],
)
def test_the_fake_refuses_broken_html(source: str) -> None:
    with pytest.raises(Refusal, match="can't parse entities"):
        parsed(source)


def test_the_fake_reads_html_as_telegram_does() -> None:
    read = parsed('<b>云图</b> &lt;3 &amp; <a href="tg://user?id=7001">陈</a> 1 > 0 &nbsp; &#20113;')
    assert read.text == "云图 <3 & 陈 1 > 0 &nbsp; 云"
    assert read.mentioned == (7001,)
