"""Where the last answer comes from."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.turn import Turn

TOPIC = "sources_citations"
# A source that nobody could look up yet has no publication to name.
NOT_READ = "none"


class SourcesAction(GuardedAction):
    """The sources of the last answer, in full."""

    action_name = "action_sources"

    def respond(self, turn: Turn) -> None:
        """List them with address and how much of each was read."""
        keys = turn.get("last_sources")
        if keys is None:
            turn.say(turn.phrase("sources.nothing_yet"), topic=TOPIC)
        elif not keys:
            turn.say(turn.phrase("sources.none"), topic=TOPIC)
        else:
            lines = [turn.phrase("sources.heading")]
            lines += [f"- {self._line(turn, key)}" for key in keys]
            turn.say("\n".join(lines), topic=TOPIC, source_keys=keys)

    def _line(self, turn: Turn, key: str) -> str:
        source = turn.library.sources[key]
        parts = [
            source.authors,
            source.title,
            source.published if source.read != NOT_READ else None,
            source.link,
            turn.phrase(f"sources.read_{source.read}"),
        ]
        return ". ".join(part for part in parts if part) + "."
