"""Sources as one short line under the text, for channels that show text only."""

from __future__ import annotations

from typing import Any


def with_source_line(message: dict[str, Any]) -> dict[str, Any]:
    """The message with its footnotes and review state spelt out below its text; the metadata stays as it is."""
    sources = message.get("sources")
    if not sources or "text" not in message:
        return message
    listed = "; ".join(f"[{number}] {source['label']}" for number, source in enumerate(sources, start=1))
    review = message.get("review_note")
    return {**message, "text": f"{message['text']}\n\nSources: {listed}." + (f" {review}" if review else "")}
