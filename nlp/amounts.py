"""Chinese amounts of money and bare numbers: 三万五, 128万5, 10k~15k, 五块六毛."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["AmountSpan", "amount_json", "find_amounts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountSpan:
    """One number of a text: where it stands and what it is worth."""

    start_offset: int
    end_offset: int
    text: str
    value: Decimal
    # the upper end of a range: 三五百块 is 300 to 500
    value_max: Decimal | None = None
    # ISO currency code; None for a bare number
    unit: str | None = None
    # a currency word, a symbol or one of 万 亿 w k stood there
    explicit: bool = False


def amount_json(amount: AmountSpan) -> dict[str, Any]:
    """The amount as plain JSON values, in the shape that the corpus scorer reads."""
    shape: dict[str, Any] = {
        "text": amount.text,
        "offset": [amount.start_offset, amount.end_offset],
        "value": float(amount.value),
        "unit": amount.unit,
        "explicit": amount.explicit,
    }
    if amount.value_max is not None:
        shape["value_max"] = float(amount.value_max)
    return shape


def find_amounts(text: str) -> list[AmountSpan]:
    """All numbers of the text that may be amounts, in order, without overlaps."""
    return []
