"""The schema, as SQLModel tables. Only the store reads customer rows here: others begin at `visible(scope)`.

The unit of work takes these classes as names of what to write.
"""

from store.tables.base import Base, table
from store.tables.customers import Alias, Contact, ContactPoint, Customer, CustomerTag, FieldDefinition, Tag
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
from store.tables.work import Attachment, FollowUp, Reminder, Task

REVISION = "0002"  # of the schema; the newest migration

__all__ = [
    "REVISION",
    "Action",
    "ActionUse",
    "Alias",
    "Attachment",
    "Base",
    "Change",
    "Chat",
    "Contact",
    "ContactPoint",
    "Counter",
    "Customer",
    "CustomerTag",
    "DataKey",
    "Dialogue",
    "Due",
    "Execution",
    "FieldDefinition",
    "FollowUp",
    "Identity",
    "Inbox",
    "Lane",
    "Lease",
    "Member",
    "NameKey",
    "Outbox",
    "Parked",
    "Reminder",
    "Shelf",
    "Tag",
    "Task",
    "Team",
    "Workspace",
    "table",
]
