"""What the door finds when it examines itself, and what to click where it is not well."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

import aiohttp

from adapters.feishu.api import Api, Refusal, UnclearError
from adapters.feishu.people import People
from adapters.feishu.settings import FeishuSettings
from adapters.feishu.socket import installed
from adapters.feishu.values import rows, table, word
from commands.message import DeliveryError, Finding

ENABLED: Final = (2, 4)  # a bot in use; in use while an upgrade waits
SKEW: Final = 60.0
GRANTED: Final = 1
SCOPES: Final[Sequence[tuple[str, ...]]] = (  # of each line one is enough
    ("im:message:send_as_bot", "im:message"),
    ("im:message.p2p_msg:readonly", "im:message.p2p_msg"),
    ("im:message.group_at_msg:readonly", "im:message.group_at_msg", "im:message.group_msg"),
    ("im:message.reactions:write_only", "im:message"),
    ("im:resource",),
    ("contact:user.base:readonly", "contact:contact.base:readonly", "contact:contact:readonly"),
)
TOO_MUCH: Final = "im:message.group_msg"  # all that is said in a group


async def examined(settings: FeishuSettings, api: Api, people: People) -> Sequence[Finding]:
    """One finding for each thing that has to be right; after the first that keeps everything else from being asked."""
    try:
        return [finding async for finding in _findings(settings, api, people)]
    except Refusal as refusal:
        return [
            Finding(
                well=False,
                chinese=f"飞书不答应（错误码 {refusal.code}）。过一会儿再查一次",
                english=f"Feishu refuses (code {refusal.code}). Try again in a while",
            )
        ]
    except (DeliveryError, UnclearError, aiohttp.ClientError, TimeoutError) as error:
        return [
            Finding(
                well=False,
                chinese=f"连不上飞书（{type(error).__name__}）。看看这台机器能不能打开 {settings.api_base}",
                english=f"No connection to Feishu ({type(error).__name__}). Can this machine open {settings.api_base}?",
            )
        ]


async def _findings(settings: FeishuSettings, api: Api, people: People) -> AsyncIterator[Finding]:
    credentials = await _credentials(api)
    yield credentials
    if not credentials.well:
        return
    yield await _bot(people)
    yield _clock(api.skew)
    async for finding in _scopes(api):
        yield finding
    yield (
        _extra()
        if settings.mode == "socket"
        else Finding(
            well=True,
            chinese="回调模式：Encrypt Key 和 Verification Token 都填了",
            english="Callback mode: Encrypt Key and Verification Token are both set",
        )
    )
    if settings.mode == "socket":
        yield await _line(api)


async def _credentials(api: Api) -> Finding:
    try:
        await api.fetch_token()
    except Refusal as refusal:
        if refusal.held:
            raise
        return Finding(
            well=False,
            chinese=f"App ID 或 App Secret 不对（错误码 {refusal.code}）。"
            "在开发者后台打开这个应用，从“凭证与基础信息”里重新复制",
            english=f"App ID or App Secret is wrong (code {refusal.code}). "
            "Copy both again from Credentials & Basic Info",
        )
    return Finding(well=True, chinese="App ID 和 App Secret 都对", english="App ID and App Secret are right")


def _clock(skew: float) -> Finding:
    if abs(skew) > SKEW:
        return Finding(
            well=False,
            chinese=f"这台机器的钟和飞书差了 {abs(skew):.0f} 秒，请打开自动对时",
            english=f"This machine's clock is {abs(skew):.0f} seconds off Feishu's; switch time synchronisation on",
        )
    return Finding(well=True, chinese="时间准", english="The clock is right")


async def _bot(people: People) -> Finding:
    try:
        bot = table(await people.info(), "bot")
    except Refusal as refusal:
        if refusal.held:
            raise
        bot = {}
    if not word(bot, "open_id") or bot.get("activate_status") not in ENABLED:
        return Finding(
            well=False,
            chinese="机器人还没启用。在开发者后台“添加应用能力”里加上“机器人”，再到“版本管理与发布”发布一个版本",
            english="The bot is not in use. Add the Bot capability, then create and publish a version",
        )
    name = word(bot, "app_name")
    return Finding(well=True, chinese=f"机器人“{name}”已启用", english=f"The bot “{name}” is in use")


async def _scopes(api: Api) -> AsyncIterator[Finding]:
    """The rights that are missing; silence where Feishu does not tell which the app has."""
    try:
        answer = await api.do("GET", "application/v6/scopes", of={"api": "scopes"})
    except Refusal as refusal:
        if refusal.held:
            raise
        return
    listed = [each for each in rows(answer, "data", "scopes") if isinstance(each, dict)]
    granted = {word(each, "scope_name") for each in listed if each.get("grant_status") == GRANTED}
    missing = [options[0] for options in SCOPES if not granted.intersection(options)]
    if missing:
        yield Finding(
            well=False,
            chinese=f"缺权限：{'、'.join(missing)}。在“权限管理”里搜索并开通，再发布一个版本",
            english=f"Missing scopes: {', '.join(missing)}. Add them under Permissions, then publish a version",
        )
    else:
        yield Finding(well=True, chinese="权限够用", english="The scopes suffice")
    if TOO_MUCH in granted:
        yield Finding(
            well=False,
            chinese=f"权限给多了：{TOO_MUCH} 会把群里的每句话都送过来。在“权限管理”里关掉它",
            english=f"Too much: {TOO_MUCH} delivers every word said in a group. Remove it under Permissions",
        )


def _extra() -> Finding:
    if installed():
        return Finding(well=True, chinese="长连接组件装好了", english="The long connection's package is installed")
    return Finding(
        well=False,
        chinese="缺长连接组件，请运行：.venv/bin/python -m pip install -e '.[feishu-socket]' -c constraints.txt",
        english="The long connection's package is missing: "
        ".venv/bin/python -m pip install -e '.[feishu-socket]' -c constraints.txt",
    )


async def _line(api: Api) -> Finding:
    try:
        found = await api.endpoint()
    except Refusal as refusal:
        if refusal.held:
            raise
        found = {}
    if not found.get("URL"):
        return Finding(
            well=False,
            chinese="长连接没开。在“事件与回调”里，把事件和回调的订阅方式都选成“使用长连接接收”，再发布一个版本",
            english="No long connection. Under Events & Callbacks choose the persistent connection for both, "
            "then publish a version",
        )
    return Finding(well=True, chinese="长连接可以建立", english="The long connection can be opened")
