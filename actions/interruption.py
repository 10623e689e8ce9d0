"""What an emergency pushed aside, kept until the person wants to go on."""

from __future__ import annotations

from typing import Any

from actions.turn import NOTHING, Turn

PAUSED = "resumption"
# How sure the classifier must be of a topic beside the emergency ("what is albumin? and mum won't wake up").
LEAST_CONFIDENCE = 0.1


def set_aside(turn: Turn) -> bool:
    """Keep the open question, or else what the message asked or told besides; False when there is neither."""
    open_now = turn.get("expecting")
    if open_now == PAUSED:
        return True
    reading, topic = turn.reading, _topic_besides(turn)
    interrupted: dict[str, Any]
    if open_now not in (NOTHING, None, "suggestion"):
        interrupted = {"expecting": open_now, "asked": turn.get("asked")}
    elif reading.get("labs") or reading.get("unclear"):
        interrupted = {"reading": reading}
    elif topic:
        interrupted = {"topic": topic}
    else:
        return False
    turn.set(interrupted=interrupted)
    turn.expect(PAUSED)
    return True


def reopen(turn: Turn) -> dict[str, Any]:
    """Open the question again that was set aside; what else was set aside is returned."""
    interrupted: dict[str, Any] = turn.get("interrupted") or {}
    turn.set(interrupted=None, expecting=interrupted.get("expecting", NOTHING), asked=interrupted.get("asked"))
    return interrupted


def _topic_besides(turn: Turn) -> str | None:
    for guess in turn.guesses:
        if guess["confidence"] >= LEAST_CONFIDENCE and guess["name"] in turn.library.topics:
            return str(guess["name"])
    return None
