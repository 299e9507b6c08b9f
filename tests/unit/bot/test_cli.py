"""The command line says what it can and what it needs."""

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.errors import StartError

pytestmark = pytest.mark.unit
COMMANDS = (
    "run",
    "chat",
    "setup",
    "doctor",
    "invite",
    "understand",
    "times",
    "amounts",
    "commands",
    "check",
    "backup",
    "rotate-keys",
    "bench",
)


def test_every_command_explains_itself_in_both_languages() -> None:
    said = CliRunner().invoke(cli.app, ["--help"]).output
    for command in COMMANDS:
        assert command in said
        helped = CliRunner().invoke(cli.app, [command, "--help"])
        assert helped.exit_code == 0
        assert helped.output.strip()


def test_a_missing_name_is_asked_for() -> None:
    result = CliRunner().invoke(cli.app, ["chat"])
    assert result.exit_code == 2
    assert "--as" in result.output


def test_what_cannot_start_says_so_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise StartError("不行。\nNo.")

    monkeypatch.setattr(cli, "app", refuse)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    assert capsys.readouterr().err == "不行。\nNo.\n"
