"""WhatsApp's reading of a text, after its help page and open clients: which words are bold, and what is seen."""

from __future__ import annotations

import re

OPENS, CLOSES = r"(?:(?<=[\s>*_~(])|(?<![\s\S]))", r"(?=[^A-Za-z0-9]|\Z)"
CODE = re.compile(r"```([\s\S]+?)```|`([^`\n]+)`")
QUOTE = re.compile(r"^> ?", re.MULTILINE)
MARKED = {
    "bold": re.compile(rf"{OPENS}\*(?=\S)([^\n]*?\S)\*{CLOSES}"),
    "italic": re.compile(rf"{OPENS}_(?=\S)([^\n]*?\S)_{CLOSES}"),
    "strike": re.compile(rf"{OPENS}~(?=\S)([^\n]*?\S)~{CLOSES}"),
}


def read_markup(text: str) -> tuple[str, dict[str, list[str]]]:
    """What is seen, and the words with each look (bold, italic, strike, code, quote)."""
    looks: dict[str, list[str]] = {}

    def shown(look: str, words: str) -> str:
        looks.setdefault(look, []).append(words)
        return words

    seen = CODE.sub(lambda match: shown("code", match[1] or match[2]), text)
    seen = QUOTE.sub(lambda match: shown("quote", ""), seen)
    for look, pattern in MARKED.items():
        seen = pattern.sub(lambda match, look=look: shown(look, match[1]), seen)
    return seen, looks
