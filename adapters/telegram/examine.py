"""What the doctor asks of Telegram, and what to click where something is wrong."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp
from telegram.error import InvalidToken, TelegramError

from adapters.calls import Calls
from adapters.telegram.api import Client, Me
from adapters.telegram.entities import clean
from adapters.telegram.settings import TelegramSettings
from commands.message import DeliveryError, Finding

PORTS = (443, 80, 88, 8443)  # to which Telegram makes webhook calls


async def examine(
    client: Client, settings: TelegramSettings, address: str, clock: Callable[[], datetime]
) -> list[Finding]:
    """The findings, in the order in which they are best mended."""
    try:
        me = await client.ask_me()
        hooked = await client.bot.get_webhook_info()
    except InvalidToken:
        return [
            Finding(
                well=False,
                chinese="Telegram 不认这个 token：在 @BotFather 里发 /mybots，选机器人，点 API Token，写进 config.toml",
                english="Telegram does not know the token: /mybots in @BotFather, choose the bot, API Token, copy it",
            )
        ]
    except TelegramError as error:
        return [
            Finding(
                well=False,
                chinese=f"连不上 {settings.api_base}（{type(error).__name__}）：看看这台机器能不能上外网，要不要代理",
                english=f"No answer from {settings.api_base} ({type(error).__name__}): check the network or a proxy",
            )
        ]
    findings = [_known(me), _groups(me), _privacy(me)]
    if settings.mode == "polling":
        findings.append(_polling(hooked.url))
    else:
        findings += _webhook(address, hooked.url, hooked.last_error_message, hooked.pending_update_count)
    return [*findings, await _time(settings, clock)]


def _known(me: Me) -> Finding:
    return Finding(
        well=True,
        chinese=f"机器人 @{me.username}，token 没问题",
        english=f"The bot is @{me.username}, its token is good",
    )


def _groups(me: Me) -> Finding:
    if me.joins_groups:
        return Finding(well=True, chinese="可以拉进群", english="It may be added to groups")
    return Finding(
        well=False,
        chinese="现在不能拉进群：在 @BotFather 里发 /setjoingroups，选机器人，点 Enable",
        english="It can't be added to groups: /setjoingroups in @BotFather, choose the bot, Enable",
    )


def _privacy(me: Me) -> Finding:
    if me.reads_all:
        return Finding(
            well=True,
            chinese="隐私模式关着：群里 @ 它、回复它、用 /log 这样的命令都听得到；没 @ 它的话它收到了也不看、不存",
            english="Privacy mode is off: it hears mentions, replies and commands, and drops whatever else is said",
        )
    return Finding(
        well=True,
        chinese=(
            f"隐私模式开着：群里用 /log@{me.username} 这样的命令，或者回复它的消息，它一定听得到；"
            f"只写 @{me.username} 有时听不到。想让 @ 也一定听得到：在 @BotFather 里发 /setprivacy，选机器人，"
            "点 Disable，然后把它移出群再拉进来，不重新拉不生效"
        ),
        english=(
            f"Privacy mode is on: in groups it surely hears commands such as /log@{me.username} and replies to its "
            f"messages, a plain @{me.username} perhaps not. To change that: /setprivacy in @BotFather, choose the bot, "
            "Disable, then remove it from the group and add it again"
        ),
    )


def _polling(hooked: str) -> Finding:
    if not hooked:
        return Finding(
            well=True, chinese="用轮询收消息，不需要公网地址", english="It polls: no public address is needed"
        )
    return Finding(
        well=False,
        chinese="Telegram 那里还记着一个 webhook：启动后会自动去掉；要是去掉了又出现，是别的程序也在用这个 token",
        english="Telegram still has a webhook: it goes at the start; if it comes back, another program has this token",
    )


def _webhook(address: str, hooked: str, error: str | None, waiting: int) -> list[Finding]:
    parts = urlsplit(address)
    if parts.scheme != "https" or (parts.port or 443) not in PORTS:
        return [
            Finding(
                well=False,
                chinese="webhook 要一个 https 的公网地址，端口 443、80、88 或 8443，写在 server.public_url；"
                '没有就用 mode = "polling"',
                english="A webhook needs a public https address on port 443, 80, 88 or 8443 in server.public_url; "
                'without one use mode = "polling"',
            )
        ]
    if hooked != address:
        return [
            Finding(
                well=False,
                chinese=f"Telegram 那里的 webhook 不是 {address}：启动程序就会设好",
                english=f"Telegram's webhook is not {address}: it is set when the program starts",
            )
        ]
    if error:
        reason = clean(error)
        return [
            Finding(
                well=False,
                chinese=f"Telegram 最近一次送消息没成功：{reason}；还有 {waiting} 条在等",
                english=f"Telegram's last delivery failed: {reason}; {waiting} are waiting",
            )
        ]
    return [Finding(well=True, chinese=f"webhook 设好了：{address}", english=f"The webhook is set: {address}")]


async def _time(settings: TelegramSettings, clock: Callable[[], datetime]) -> Finding:
    """Compares clocks by the Date that Telegram's server writes over its answers."""
    calls = Calls(settings.api_base, seconds=settings.request_seconds)
    await calls.open()
    try:
        answer = await calls.call("GET", "/", allow_redirects=False)
        off = (clock() - parsedate_to_datetime(answer.headers["Date"])).total_seconds()
    except (DeliveryError, aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return Finding(well=True, chinese="没问到 Telegram 的时间", english="Telegram's time could not be asked")
    finally:
        await calls.close()
    if abs(off) <= settings.skew_seconds:
        return Finding(well=True, chinese="时钟准", english="The clock is right")
    return Finding(
        well=False,
        chinese=f"这台机器的时钟差了 {abs(off):.0f} 秒：打开系统的自动校时",
        english=f"This machine's clock is off by {abs(off):.0f} s: switch on automatic time",
    )
