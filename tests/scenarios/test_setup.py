"""`genjin setup`, as an admin runs it: questions, config.toml, the doctor's findings, the admin's one-time code."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from adapters.feishu.fake import FakeFeishu
from adapters.telegram.fake import FakeTelegram
from bot.doctor import examine, told
from bot.platforms import WeCom
from bot.settings import in_folder, load

pytestmark = pytest.mark.scenario
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


async def genjin(*words: str, said: str = "", **env: str) -> tuple[int, str]:
    """What a command of the command line prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.cli import main; main()", *words),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, **env},
    )
    output, _ = await process.communicate(said.encode())
    return process.returncode or 0, output.decode()


async def test_it_writes_the_file_examines_the_door_and_gives_the_admins_code(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "genjin.db"}"\n', "utf-8")
    fake = FakeTelegram()
    await fake.start()
    try:
        base = {"GENJIN_TELEGRAM__API_BASE": fake.base}
        code, said = await genjin("setup", "--config", str(path), said=f"4\n{fake.token}\n", **base)
        assert code == 0, said
        well, examined = await genjin("doctor", "--config", str(path), **base)
        _, invited = await genjin("invite", "--role", "admin", "--config", str(path), **base)
    finally:
        await fake.stop()
    settings = load(path)
    assert settings.telegram is not None
    assert settings.telegram.token.get_secret_value() == fake.token
    assert said.count(fake.token) == 0
    assert "✅ [telegram" in said
    assert (well, "❌" in examined) == (0, False)
    first, second = set(CODE.findall(said)), set(CODE.findall(invited))
    assert len(first) == len(second) == 1
    assert first != second


async def test_the_doctor_says_what_to_click_and_fails(tmp_path: Path) -> None:
    fake = FakeFeishu()
    fake.granted = {"im:message:send_as_bot", "im:message.p2p_msg:readonly"}
    await fake.start()
    settings = in_folder(tmp_path).model_copy(update={"feishu": fake.settings(), "wecom": WeCom()})
    try:
        examined = await examine(settings)
    finally:
        await fake.stop()
    assert not all(each.well for each in examined)
    assert any(line.startswith("❌ [feishu") and "im:message.group_at_msg" in line for line in told(examined))
    assert told([]) == ["config.toml 里还没有任何平台，先运行 genjin setup。No platform yet: run genjin setup first."]


async def test_a_platform_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    fake = FakeFeishu()
    await fake.start()
    await fake.stop()
    settings = in_folder(tmp_path).model_copy(update={"feishu": fake.settings(), "wecom": WeCom()})
    findings = told(await examine(settings))
    assert findings
    assert all(line.startswith("❌ [feishu") for line in findings)
    assert fake.secret not in "".join(findings)
