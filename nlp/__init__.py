"""Chinese sales talk → what it says. Pure: no database, no clock, no network."""

from nlp.amounts import AmountSpan, find_amounts
from nlp.grammar import Form, Grammar, Phrase, SlotForm, SlotKind
from nlp.keys import keys_in, keys_of
from nlp.names import FieldName, Names, spoken_of
from nlp.reading import (
    Context,
    Doubt,
    Draft,
    Filters,
    Moment,
    Named,
    NameKind,
    New,
    Pending,
    Period,
    Reading,
    Span,
    Value,
)
from nlp.sensitive import normal_email, normal_phone, sensitive
from nlp.times import TimeSpan, find_times
from nlp.understanding import understand

__all__ = [
    "AmountSpan",
    "Context",
    "Doubt",
    "Draft",
    "FieldName",
    "Filters",
    "Form",
    "Grammar",
    "Moment",
    "NameKind",
    "Named",
    "Names",
    "New",
    "Pending",
    "Period",
    "Phrase",
    "Reading",
    "SlotForm",
    "SlotKind",
    "Span",
    "TimeSpan",
    "Value",
    "find_amounts",
    "find_times",
    "keys_in",
    "keys_of",
    "normal_email",
    "normal_phone",
    "sensitive",
    "spoken_of",
    "understand",
]
