"""The platforms' parts of config.toml: which doors there are, and who may come in by them."""

from pydantic import BaseModel, ConfigDict, Field

from adapters.wecom.bot_settings import BotSettings
from adapters.wecom.settings import AppSettings, WebhookSettings
from commands.message import Message


class Part(BaseModel):
    """A part of config.toml: frozen, without unknown keys, and silent about values in its errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class WeCom(Part):
    """`[wecom.app]`, `[wecom.bot]` and any number of `[wecom.webhook.NAME]`."""

    app: AppSettings | None = None
    bot: BotSettings | None = None
    webhook: dict[str, WebhookSettings] = Field(default_factory=dict)


class Access(Part):
    """`[access]`: where a list is not empty, only these people (user ids) and groups (chat ids) are heard."""

    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def lets_in(self, message: Message) -> bool:
        """Whether the message comes from somebody, and from somewhere, that is let in."""
        if self.people and message.sender.id and message.sender.id not in self.people:
            return False
        return message.chat.private or not self.groups or message.chat.id in self.groups
