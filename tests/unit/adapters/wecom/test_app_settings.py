"""The app's and the webhook's settings, and what WeCom's error codes mean for a letter."""

from typing import Any

import pytest
from pydantic import ValidationError

from adapters.calls import Answer
from adapters.wecom.api import checked, code_of, plain, rest_of
from adapters.wecom.refusals import Refused, Unclear, refusal
from adapters.wecom.settings import AppSettings, WebhookSettings
from commands.message import DeliveryError

pytestmark = pytest.mark.unit
APP: dict[str, Any] = {
    "corp_id": "ww1",
    "agent_id": 1000002,
    "secret": "hush-secret",
    "token": "hush-token",
    "aes_key": "h" * 43,
}


def test_defaults_are_the_documented_limits() -> None:
    settings = AppSettings.model_validate(APP)
    assert settings.app == "ww1:1000002"
    assert settings.api_base == "https://qyapi.weixin.qq.com"
    assert (settings.person_per_minute, settings.person_per_hour) == (30, 1000)
    assert (settings.app_per_minute, settings.app_per_hour) == (10_000, 150_000)
    assert (settings.text_bytes, settings.fresh_seconds, settings.duplicate_seconds) == (2048, 300, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"corp_id": ""},
        {"agent_id": 0},
        {"aes_key": "h" * 42},
        {"api_base": "qyapi.example.com"},
        {"path": "wecom"},
        {"token": ""},
        {"unknown": 1},
    ],
)
def test_wrong_settings_are_refused_without_their_secrets(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        AppSettings.model_validate({**APP, **wrong})
    assert "hush" not in str(refused.value)


def test_secrets_are_not_shown() -> None:
    shown = repr(AppSettings.model_validate(APP)) + repr(
        WebhookSettings.model_validate({"url": "https://qyapi.example.com/cgi-bin/webhook/send?key=hush"})
    )
    assert "hush" not in shown
    assert "hhh" not in shown


def test_a_webhook_is_an_address() -> None:
    with pytest.raises(ValidationError):
        WebhookSettings.model_validate({"url": "key"})


def answer(body: str, status: int = 200, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body.encode())


@pytest.mark.parametrize(
    ("code", "final", "held", "unreachable", "after"),
    [
        (81013, True, False, True, None),
        (60111, True, False, True, None),
        (60020, True, False, False, None),
        (40007, True, False, False, None),
        (45009, False, True, False, 60.0),
        (45033, False, True, False, 3.0),
        (-1, False, False, False, 2.0),
        (99999, False, False, False, None),
    ],
)
def test_error_codes(code: int, final: bool, held: bool, unreachable: bool, after: float | None) -> None:
    with pytest.raises(Refused) as raised:
        checked(answer(f'{{"errcode":{code},"errmsg":"x"}}'))
    error = raised.value
    assert (error.code, error.final, error.held, error.unreachable, error.after) == (
        code,
        final,
        held,
        unreachable,
        after,
    )


@pytest.mark.parametrize(("code", "of_form"), [(40058, True), (43014, True), (45009, False), (-1, False)])
def test_only_the_form_is_worth_another(code: int, of_form: bool) -> None:
    assert refusal(code, "").of_form is of_form


@pytest.mark.parametrize("code", [40014, 42001, 40001, 60020, 81013, 45033])
def test_text_is_refused_for_what_a_card_is(code: int) -> None:
    assert not refusal(code, "").of_form


def test_our_address_as_wecom_sees_it() -> None:
    assert refusal(60020, "not allow, from ip: 203.0.113.7, more").ip == "203.0.113.7"
    assert refusal(60020, "").ip == ""


@pytest.mark.parametrize(
    ("said", "unclear"),
    [
        (answer("<html>", 500), True),
        (answer("", 502), True),
        (answer('{"errcode":0}', 500), True),
        (answer("<html>", 200), True),
        (answer("[]", 200), True),
        (answer('{"errmsg":"ok"}', 200), True),
        (answer('{"errcode":"0"}', 200), True),
        (answer("{" * 100_000, 200), True),
        (answer("<html>", 403), False),
        (answer("", 302), False),
        (answer('{"errcode":45009,"errmsg":""}', 500), False),
        (answer("", 429), False),
    ],
)
def test_what_is_unclear_and_what_is_refused(said: Answer, unclear: bool) -> None:
    with pytest.raises(Unclear if unclear else DeliveryError):
        plain(said)


def test_an_answer_that_is_well() -> None:
    assert plain(answer('{"errcode":0,"msgid":"m1"}'))["msgid"] == "m1"
    assert code_of(answer('{"errcode":0}')) == 0
    assert code_of(answer("\x89PNG")) is None


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7.0), ("", 60.0), ("soon", 60.0), ("999999", 3600.0), ("-1", 60.0)]
)
def test_how_long_to_rest(said: str, seconds: float) -> None:
    assert rest_of(answer("", 429, Retry_After=said)) == seconds
