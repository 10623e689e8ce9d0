"""Understanding without a server: one message a line in, one JSON object a line out (`python -m liverguide parse`)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from liverguide.understanding.free_text import as_free_text


class UnreadableLine(Exception):
    """A line is neither a JSON string nor an object with a text."""


def message_of(line: str) -> str:
    """The message that an input line carries.

    Raises:
        UnreadableLine: it carries none.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits, brackets without end
        raise UnreadableLine(f"not JSON: {error}") from error
    text = data.get("text") if isinstance(data, dict) else data
    if not isinstance(text, str):
        raise UnreadableLine('neither a JSON string nor an object with a "text"')
    return text


class Parser:
    """The trained model, loaded once, without servers."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog

        # As the server does it; unconfigured, Rasa prints every message that it parses.
        configure_structlog()
        self._agent = Agent.load(str(model))

    def parse(self, text: str) -> dict[str, Any]:
        """What the assistant understands of one message, in the form documented in docs/parse.md."""
        return understood(text, asyncio.run(self._agent.parse_message(as_free_text(text))))


def understood(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    """Rasa's parse data in the public form."""
    reading = parsed.get("reading") or {}
    labs = reading.get("labs") or {}
    person = reading.get("person") or {}
    return {
        "text": text,
        "intent": parsed["intent"]["name"],
        "confidence": round(parsed["intent"]["confidence"], 4),
        "alternatives": [
            {"intent": guess["name"], "confidence": round(guess["confidence"], 4)}
            for guess in parsed.get("intent_ranking", [])
        ],
        "labs": {analyte: {"value": lab["value"], "unit": lab["unit"]} for analyte, lab in labs.items()},
        "unclear": sorted(reading.get("unclear") or {}),
        "person": {key: person.get(key) for key in ("age", "sex", "dialysis")},
        "red_flag": parsed.get("red_flag"),
        "language": parsed.get("language"),
    }


def parse_lines(lines: Iterable[str], parser: Parser) -> Iterator[str]:
    """One JSON object per line, in order. A line that carries no message gives an object with `error`."""
    for line in lines:
        if not line.strip():
            continue
        try:
            result = parser.parse(message_of(line))
        except UnreadableLine as error:
            result = {"error": str(error)}
        # In ASCII: no terminal's encoding, lone surrogate or line separator inside a text can break a line.
        yield json.dumps(result)
