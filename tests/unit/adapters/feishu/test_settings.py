"""What `[feishu]` may say."""

import pytest
from pydantic import ValidationError

from adapters.feishu.settings import FeishuSettings

pytestmark = pytest.mark.unit
APP = {"app_id": "cli_1", "app_secret": "s3cret"}


def test_a_long_connection_needs_the_app_alone() -> None:
    settings = FeishuSettings.model_validate(APP)
    assert (settings.mode, settings.freshness_seconds) == ("socket", 8 * 3600)
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "callback"},
        {"mode": "callback", "encrypt_key": "k"},
        {"mode": "callback", "verification_token": "v"},
        {"api_base": "open.feishu.cn"},
        {"app_id": ""},
        {"surprise": 1},
    ],
)
def test_what_is_missing_or_wrong_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        FeishuSettings.model_validate(APP | wrong)
    assert "s3cret" not in str(refused.value)
