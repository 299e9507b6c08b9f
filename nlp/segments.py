"""Words of a text, cut by jieba: loaded on demand, for looking things up by the words in them."""

import logging
import warnings
from functools import cache
from typing import Any


def words_in(text: str) -> tuple[str, ...]:
    """The words of two signs and more, and Latin ones: 怎么把客户弄回来 → 怎么, 客户, 回来."""
    return tuple(word for word in _tokenizer().lcut(text) if len(word) > 1 and not word.isspace())


@cache
def _tokenizer() -> Any:
    """One tokenizer a process; without the cache file, which jieba leaves behind and would unmarshal from anybody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
