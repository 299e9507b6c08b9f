"""The schema, as SQLModel tables. Only the store reads customer rows here: others begin at `visible(scope)`.

The unit of work takes these classes as names of what to write.
"""

from store.tables.base import Base, table
from store.tables.customers import Alias, Contact, ContactPoint, Customer, CustomerTag, FieldDefinition, Tag
from store.tables.day import CalendarDay, Digest, Edition, Leave, Nudge, Pause, Policy
from store.tables.journal import Change, Counter, Execution
from store.tables.people import Chat, Identity, Member, Team, Workspace
from store.tables.queues import (
    Action,
    ActionUse,
    DataKey,
    Dialogue,
    Due,
    Inbox,
    Lane,
    Lease,
    NameKey,
    Outbox,
    Parked,
    Shelf,
)
from store.tables.shaping import (
    ConfigVersion,
    ImportBatch,
    ImportChunk,
    ImportKey,
    LearnedPhrase,
    Macro,
    Miss,
    Proposal,
    Setting,
)
from store.tables.work import Attachment, FollowUp, Reminder, Task

REVISION = "0003"  # of the schema; the newest migration

__all__ = [
    "REVISION",
    "Action",
    "ActionUse",
    "Alias",
    "Attachment",
    "Base",
    "CalendarDay",
    "Change",
    "Chat",
    "ConfigVersion",
    "Contact",
    "ContactPoint",
    "Counter",
    "Customer",
    "CustomerTag",
    "DataKey",
    "Dialogue",
    "Digest",
    "Due",
    "Edition",
    "Execution",
    "FieldDefinition",
    "FollowUp",
    "Identity",
    "ImportBatch",
    "ImportChunk",
    "ImportKey",
    "Inbox",
    "Lane",
    "LearnedPhrase",
    "Lease",
    "Leave",
    "Macro",
    "Member",
    "Miss",
    "NameKey",
    "Nudge",
    "Outbox",
    "Parked",
    "Pause",
    "Policy",
    "Proposal",
    "Reminder",
    "Setting",
    "Shelf",
    "Tag",
    "Task",
    "Team",
    "Workspace",
    "table",
]
