"""How the fake platform of the AI bot is made difficult."""

from dataclasses import dataclass, field


@dataclass
class Faults:
    """Switches. `refuse` answers so many commands with an errcode, by command: {"aibot_send_msg": [45009]}.

    `silent`: what comes takes effect and is never acknowledged; `deaf`: it is neither. `half_open`: pings stay without
    an answer. `group_cards`: cards may be pushed into groups. `url_status`: the HTTP status of the response_url.
    """

    refuse: dict[str, list[int]] = field(default_factory=dict)
    silent: bool = False
    deaf: bool = False
    half_open: bool = False
    group_cards: bool = True
    url_status: int = 200
    url_stalls: bool = False
    rates: bool = True

    def refusal(self, cmd: str) -> int:
        """The errcode that a command is answered with, 0 for none."""
        waiting = self.refuse.get(cmd, [])
        return waiting.pop(0) if waiting else 0
