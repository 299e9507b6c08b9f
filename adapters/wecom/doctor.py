"""What the self-built app's door finds when it examines itself, and what to click where it is not well."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from adapters.calls import Answer
from adapters.wecom.api import Api, code_of
from adapters.wecom.callbacks import heard_at
from adapters.wecom.refusals import NOT_TRUSTED, Refused, Unclear
from adapters.wecom.settings import AppSettings
from commands.message import DeliveryError, Finding, Shelf

SKEW = 60.0  # seconds that our clock may be off
_TOKENS: Mapping[int, tuple[str, str]] = {
    40013: (
        "企业ID（corp_id）不对：管理后台“我的企业”最下面抄一遍",
        "The corp_id is wrong: copy 企业ID from the bottom of 我的企业",
    ),
    40001: (
        "Secret 不对：应用详情页点“查看Secret”，重新抄到 config.toml 的 secret",
        "The secret is wrong: open the app's page, click 查看Secret and copy it anew",
    ),
}


class Doctor:
    """Asks the platform a few harmless things."""

    def __init__(self, settings: AppSettings, api: Api, *, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._api = api
        self._shelf = shelf
        self._clock = clock

    async def examine(self) -> Sequence[Finding]:
        """The findings, in the order in which to mend them."""
        try:
            answer = await self._api.examine()
        except (DeliveryError, aiohttp.ClientError, TimeoutError) as error:
            return [_away(self._settings.api_base, type(error).__name__)]
        findings = [_of_token(answer), *self._of_clock(answer)]
        if findings[0].well:
            findings.append(await self._of_agent())
        return [*findings, await self._of_callbacks()]

    def _of_clock(self, answer: Answer) -> list[Finding]:
        """The platform's time against ours; nothing where it doesn't tell."""
        try:
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
            off = round((self._clock() - theirs).total_seconds())
        except (ValueError, TypeError):
            return []
        if abs(off) <= SKEW:
            return [_well("时钟准", "The clock is right")]
        return [
            Finding(
                well=False,
                chinese=f"这台机器的时钟差了{abs(off)}秒，回调会被当成过期的：打开系统的自动对时",
                english=f"This machine's clock is off by {abs(off)} seconds, callbacks look stale: turn on time sync",
            )
        ]

    async def _of_agent(self) -> Finding:
        try:
            agent = await self._api.call("GET", "agent/get", params={"agentid": str(self._settings.agent_id)})
        except Refused as refused:
            return _of_refusal(refused)
        except (DeliveryError, Unclear, aiohttp.ClientError, TimeoutError) as error:
            return _away(self._settings.api_base, type(error).__name__)
        if agent.get("close"):
            return Finding(
                well=False,
                chinese="应用停用了：管理后台“应用管理”里把它启用",
                english="The app is switched off: switch it on under 应用管理",
            )
        name = str(agent.get("name") or self._settings.agent_id)
        return _well(f"应用“{name}”能用", f"The app “{name}” works")

    async def _of_callbacks(self) -> Finding:
        """When the last callback came; the address itself is known to WeCom's page alone."""
        path = self._settings.path
        heard = await self._shelf.get(heard_at(self._settings))
        if heard is not None:
            at = datetime.fromisoformat(heard.decode())
            return _well(f"收得到消息（{at:%Y-%m-%d %H:%M %Z}）", f"Messages arrive ({at:%Y-%m-%d %H:%M %Z})")
        return Finding(
            well=False,
            chinese=f"还没收到过企业微信的回调：应用详情页“接收消息”点“设置API接收”，"
            f"URL 填 https://你的域名{path}，Token 和 EncodingAESKey 与 config.toml 一致，再点保存",
            english=f"No callback has come yet: under 接收消息 click 设置API接收, enter https://crm.example.com{path} "
            "with the Token and EncodingAESKey of config.toml, and save",
        )


def _of_token(answer: Answer) -> Finding:
    code = code_of(answer)
    if answer.status == 200 and code == 0:
        return _well("企业ID和Secret正确", "The corp id and the secret are right")
    chinese, english = _TOKENS.get(
        code or 0, (f"拿不到 access_token（{code or answer.status}）", f"No access token ({code or answer.status})")
    )
    return Finding(well=False, chinese=chinese, english=english)


def _of_refusal(refused: Refused) -> Finding:
    if refused.code == NOT_TRUSTED:
        ip = refused.ip or "本机的公网IP"
        return Finding(
            well=False,
            chinese=f"这台机器的IP不在可信IP里：应用详情页最下面“企业可信IP”点“配置”，填 {ip}",
            english=f"This machine's IP is not trusted: open 企业可信IP at the bottom of the app's page, add {ip}",
        )
    return Finding(
        well=False,
        chinese=f"应用打不开（{refused.code}）：核对 agent_id 和应用详情页的 AgentId，Secret 要是同一个应用的",
        english=f"The app cannot be read ({refused.code}): check that agent_id and secret are of the same app",
    )


def _away(base: str, why: str) -> Finding:
    return Finding(
        well=False,
        chinese=f"连不上 {base}（{why}）：看看网络、代理和 api_base",
        english=f"{base} cannot be reached ({why}): check the network, the proxy and api_base",
    )


def _well(chinese: str, english: str) -> Finding:
    return Finding(well=True, chinese=chinese, english=english)
