"""`genjin setup`: asks for a platform's credentials and writes them into config.toml."""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from adapters.feishu.settings import FeishuSettings
from adapters.telegram.settings import TelegramSettings
from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.settings import AppSettings
from bot.errors import SettingsError
from bot.settings import sentences

TRIES: Final = 3  # of all questions about a platform
Ask = Callable[[str, bool], str]
Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One key of a part: what to copy from where; `secret` is not shown while it is typed."""

    key: str
    words: str
    secret: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """A door that can be set up by a few questions; the rest of its part has defaults."""

    section: str
    title: str
    guide: str
    model: type[BaseModel]
    questions: tuple[Question, ...]
    fixed: tuple[tuple[str, str], ...] = ()


PLATFORMS: Final = (
    Platform(
        section="wecom.bot",
        title="企业微信智能机器人（长连接：进群，不要公网地址） WeCom AI bot, long connection",
        guide="docs/guide/wecom-bot.md",
        model=BotSettings,
        fixed=(("mode", "socket"),),
        questions=(
            Question(key="bot_id", words="Bot ID"),
            Question(key="secret", words="Secret", secret=True),
            Question(key="name", words="机器人的名字，就是群里@后面的字 The bot's name as it stands after the @"),
        ),
    ),
    Platform(
        section="wecom.app",
        title="企业微信自建应用（单聊，能主动发消息） WeCom self-built app",
        guide="docs/guide/wecom.md",
        model=AppSettings,
        questions=(
            Question(key="corp_id", words="企业ID Corp ID"),
            Question(key="agent_id", words="AgentId"),
            Question(key="secret", words="Secret", secret=True),
            Question(key="token", words="接收消息的 Token", secret=True),
            Question(key="aes_key", words="EncodingAESKey（43位 characters）", secret=True),
        ),
    ),
    Platform(
        section="feishu",
        title="飞书（长连接，不要公网地址） Feishu, long connection",
        guide="docs/guide/feishu.md",
        model=FeishuSettings,
        fixed=(("mode", "socket"),),
        questions=(
            Question(key="app_id", words="App ID"),
            Question(key="app_secret", words="App Secret", secret=True),
        ),
    ),
    Platform(
        section="telegram",
        title="Telegram（轮询，不要公网地址） Telegram, polling",
        guide="docs/guide/telegram.md",
        model=TelegramSettings,
        fixed=(("mode", "polling"),),
        questions=(Question(key="token", words="@BotFather 给的 token The token from @BotFather", secret=True),),
    ),
)


def set_up(path: Path, ask: Ask, tell: Tell) -> Platform:
    """Asks which platform and for its keys, and writes its part into the file; SettingsError after three vain tries."""
    platform = _chosen(ask, tell)
    tell(f"照着 {platform.guide} 一步步来，把下面几样抄过来。Follow {platform.guide} and copy these:")
    for _ in range(TRIES):
        values = {question.key: ask(question.words, question.secret).strip() for question in platform.questions}
        values = {key: value for key, value in values.items() if value} | dict(platform.fixed)
        try:
            platform.model.model_validate(values)
        except ValidationError as error:
            for sentence in sentences(platform.section, error):
                tell(sentence)
        else:
            write(path, platform.section, values)
            tell(f"写好了：{path} 的 [{platform.section}]。Written: [{platform.section}] in {path}.")
            return platform
    raise SettingsError("还是不对。先看看说明再来一次。Still wrong: look at the guide and try again.")


def _chosen(ask: Ask, tell: Tell) -> Platform:
    for number, platform in enumerate(PLATFORMS, 1):
        tell(f"{number}  {platform.title}")
    for _ in range(TRIES):
        answer = ask("接哪个？回数字 Which one? Its number", False).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(PLATFORMS):
            return PLATFORMS[int(answer) - 1]
        tell(f"回 1 到 {len(PLATFORMS)}。A number from 1 to {len(PLATFORMS)}.")
    raise SettingsError("没有选平台。No platform was chosen.")


def write(path: Path, section: str, values: Mapping[str, Any]) -> None:
    """Sets a part of the file, readable by its owner alone; all other parts and their comments stay as they are."""
    text = path.read_text("utf-8") if path.exists() else ""
    part = "\n".join([f"[{section}]", *(f"{key} = {_toml(value)}" for key, value in values.items())])
    found = re.search(rf"^\[{re.escape(section)}\][^\n]*\n(?:(?!\[)[^\n]*\n?)*", text, re.MULTILINE)
    if found:
        text = text[: found.start()] + part + "\n\n" + text[found.end() :]
    else:
        text = f"{text.rstrip()}\n\n{part}\n".lstrip()
    new = path.with_name(f".{path.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _toml(value: Any) -> str:
    """A string as TOML has it: its basic strings are JSON's, less the raw delete character."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
