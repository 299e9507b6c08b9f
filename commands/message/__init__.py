"""The seam: all that doors and bot say to each other. A leaf: it imports nothing of ours."""

from commands.message.doors import (
    DeliveryError,
    Door,
    Examined,
    Fetching,
    Files,
    Finding,
    Inlet,
    Leading,
    Naming,
    Receipt,
    Sent,
    Shelf,
)
from commands.message.heard import Attachment, Chat, Event, Kind, Media, Message, Person
from commands.message.said import Button, File, Outgoing, Press, Reply, Sentence, plain_text
from commands.message.web import DemoClock, Directory, Resident, Room

__all__ = [
    "Attachment",
    "Button",
    "Chat",
    "DeliveryError",
    "DemoClock",
    "Directory",
    "Door",
    "Event",
    "Examined",
    "Fetching",
    "File",
    "Files",
    "Finding",
    "Inlet",
    "Kind",
    "Leading",
    "Media",
    "Message",
    "Naming",
    "Outgoing",
    "Person",
    "Press",
    "Receipt",
    "Reply",
    "Resident",
    "Room",
    "Sent",
    "Sentence",
    "Shelf",
    "plain_text",
]
