"""What a person is told once: who the assistant is, where the words go, and where lab values are better typed."""

from __future__ import annotations

from actions.turn import Turn
from liverguide.library.preambles import INTRODUCTION, WEBSITE_HINT

# The chat window greets and says what it is, what is kept and whom to call before anybody writes.
INTRODUCES_ITSELF = frozenset({"web"})


def introduce(turn: Turn) -> None:
    """Before the first answer; by an app also what the company behind it can see (content/apps/)."""
    if turn.get("introduced") or turn.channel in INTRODUCES_ITSELF:
        return
    parts = [turn.phrase("introduction")]
    if f"app.{turn.channel}.privacy" in turn.library.phrases:
        parts.append(turn.phrase(f"app.{turn.channel}.privacy"))
    turn.say("\n\n".join(parts), topic=INTRODUCTION, first=True)
    turn.set(introduced=True)


def point_to_website(turn: Turn) -> None:
    """Before the answer to the first lab values that come by an app, if the clinic has a page for the chat."""
    hint = f"app.{turn.channel}.values"
    gave_values = turn.reading.get("labs") or turn.reading.get("unclear")
    if not gave_values or turn.get("pointed_to_website") or hint not in turn.library.phrases:
        return
    if turn.library.clinic.website.address:
        turn.say(turn.phrase(hint), topic=WEBSITE_HINT, first=True)
    turn.set(pointed_to_website=True)
