"""Chinese amounts of money and bare numbers: 三万五, 128万5, 10k~15k, 五块六毛, 五十至八十万元."""

from nlp.amounts.scan import AmountSpan, amount_json, find_amounts

__all__ = ["AmountSpan", "amount_json", "find_amounts"]
