"""What somebody has come to be: 现在是副总了, 提了采购主管, 升咗做董事长, now Head of Procurement."""

from nlp.pattern import Pattern
from nlp.phrases import CUSTOMER
from nlp.surnames import LATIN_TITLES

_NOW = "现在|如今|目前|眼下|而家|往后|以后|今后|从今往后|今儿起|今天起|起|已经|刚|正式"
_BECOMES = (
    r"升(?!级|职|到?[a-z](?![a-z]))(?:任|为|到|成|做|了|咗|上)*|(?:提拔?|晋升|荣升|高升)(?:任|为|到|成|做|了|咗|上)*|"
    rf"(?:{_NOW})(?:就)?(?:是|系|当|做|任|叫)(?:了|咗|上)?|(?:改|转|调|升|新|现|接|担|出)任(?:了|为|咗)?|(?:当选|评上|选上)(?:了|为)?|(?:改|转|转岗|调岗)(?:为|成)|"
    r"(?<![不没])(?:当|做|干)(?:上|了|咗)*|成(?:为)?了?|(?:now|became|as)\s"
)
PROMOTED = Pattern(
    rf"(?:{_BECOMES})\s?(?:{CUSTOMER}+的?)?"
    rf"(?P<value>(?:[a-z]+ ){{0,3}}(?:{LATIN_TITLES})(?![a-z])(?: of(?: [a-z]+){{1,3}})?|"
    r"[㐀-鿿a-z]{2,8}?)(?=了|啦|咯|喇|的?[\s,，。;；!！]|$)"
)
"""Leads to a title, if what it leads to is one."""
