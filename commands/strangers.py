"""What somebody hears whom the workspace does not know, and who else is told of them."""

from datetime import datetime
from uuid import UUID

from commands import applicants, invitations, joining, sparing
from commands.context import Context, say
from commands.message import Message, Reply
from commands.people import Inbound
from commands.reps.applicant import declined, knock
from commands.reps.member import BindIdentity
from commands.reps.people import platform_name
from store import members, shelf
from store.database import Tx


def code_said(tx: Tx, workspace: UUID, message: Message) -> BindIdentity | None:
    """The code that a stranger says or came by; other words that look like one are words."""
    if message.kind not in ("text", "event") or not message.sender.id:
        return None
    code = invitations.code_in(message.text)
    if code is None:
        return None
    known = invitations.is_all(code, message.text) or any(
        shelf.get(tx, invitations.shelved(kind, workspace, code)) is not None for kind in ("invite", "bind")
    )
    return BindIdentity(code=code) if known else None


def hears(context: Context, inbound: Inbound) -> Reply:
    """One line, at most once a day; their words are kept only where an admin is asked about them."""
    message = inbound.message
    if message.kind == "action":
        return Reply(lines=(say("stale.not_yours"),))
    if message.kind == "recall" or (message.kind == "event" and not message.chat.private):
        return Reply()
    who = applicants.applicant(inbound)
    if not who.user:
        applicants.forget_words(context.tx, inbound)
        return Reply(lines=(say("stranger.hidden"),))
    known = members.who(context.tx, context.workspace, platform=who.platform, app=who.app, user_id=who.user)
    if known is not None:
        applicants.forget_words(context.tx, inbound)
        return _daily(context, "left", who, Reply(lines=(say("stranger.left"),)))
    if not message.chat.private:
        return _in_group(context, inbound, who)
    if message.kind == "event" and message.sender.colleague is None:
        return _daily(context, "hello", who, Reply(lines=(say("stranger.maybe_ours"),)))
    if message.kind == "event":
        return Reply(lines=(say("stranger.hello"),))
    return _pending(context, inbound, who)


def _in_group(context: Context, inbound: Inbound, who: applicants.Applicant) -> Reply:
    """Nothing is stored; the asker hears one neutral line, the admins who it was."""
    applicants.forget_words(context.tx, inbound)
    heard = _daily(context, f"group {inbound.message.chat.id}", who, Reply(lines=(say("stranger.group"),)))
    return Reply(lines=heard.lines, also=_knocks(context, who, group=True))


def _pending(context: Context, inbound: Inbound, who: applicants.Applicant) -> Reply:
    """Their words are kept sealed until an admin accepts them."""
    tx = context.tx
    ends = shelf.get(tx, declined(context.workspace, who))
    if ends is not None and datetime.fromisoformat(ends.decode()) > context.now:
        applicants.forget_words(tx, inbound)
        return _daily(context, "declined", who, Reply(lines=(say("stranger.declined"),)))
    kept = applicants.keep(tx, inbound, context.now)
    applicants.forget_words(tx, inbound)
    if not kept:
        return _daily(context, "full", who, Reply(lines=(say("stranger.full"),)))
    if not members.admins(tx, context.workspace):
        return _daily(context, "no admin", who, Reply(lines=(say("stranger.no_admin"),)))
    heard = _daily(context, "pending", who, Reply(lines=(say("stranger.pending"),)))
    return Reply(lines=heard.lines, also=_knocks(context, who, group=False))


def _knocks(context: Context, who: applicants.Applicant, *, group: bool) -> tuple[Reply, ...]:
    """One message to each admin, and another only a day later."""
    admins = joining.active_admins(context.tx, context.workspace)
    if not admins or not _once(context, "knock", who):
        return ()
    platform = platform_name(who.platform, context)
    return tuple(knock(who, admin.id, platform=platform, group=group) for admin in admins)


def _daily(context: Context, what: str, who: applicants.Applicant, reply: Reply) -> Reply:
    return reply if _once(context, what, who) else Reply()


def _once(context: Context, what: str, who: applicants.Applicant) -> bool:
    about = "\n".join((what, who.platform, who.app, who.user))
    return sparing.once(context.tx, context.workspace, about, context.now)
