"""One message and the answer to it, as an action sees them: what was understood, the slots, what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from liverguide.library import Library
from liverguide.library.preambles import PREAMBLES

Button = Mapping[str, str]
NOTHING = "nothing"
ENGLISH = "en"
# Offers that a person takes up at once or not at all: a "yes" two messages later means something else.
PASSING_OFFERS = ("statistics", "suggestion", "erasure")
QUESTION = re.compile(
    r"\?\s*$|^\W*(?:why(?! not\b)|what|whats|how|who|which|when|where)\b"
    r"|^\W*(?:is|are|does|did|can|could|will|would) (?:i|you|u|we|they|he|she|it|that|this|there|my|the)\b"
    r"|^\W*do (?:i|you|u|we|they)\b",
    re.IGNORECASE,
)


class Turn:
    """Collects what an action reads and says. Slots set here are seen at once and become events at the end."""

    def __init__(self, tracker: Tracker, library: Library, dispatcher: CollectingDispatcher) -> None:
        self.library = library
        self._dispatcher = dispatcher
        self._events: list[dict[str, Any]] = tracker.events or []
        self.channel: str | None = tracker.get_latest_input_channel()
        """The channel on which the message came."""
        self.taken_over: bool = tracker.is_paused()
        """Whether somebody of the clinic has the conversation; only an emergency is answered then."""
        self._message: dict[str, Any] = tracker.latest_message or {}
        self._before: dict[str, Any] = dict(tracker.slots)
        self._slots: dict[str, Any] = dict(tracker.slots)
        self._changed: dict[str, Any] = {}
        self._asked_now = False

    # What was understood

    @property
    def text(self) -> str:
        """The message as typed."""
        return self._message.get("text") or ""

    @property
    def intent(self) -> str:
        """The message's intent."""
        return (self._message.get("intent") or {}).get("name") or ""

    @property
    def guesses(self) -> list[dict[str, Any]]:
        """Intents with confidence, the likeliest first."""
        return self._message.get("intent_ranking") or []

    @property
    def reading(self) -> dict[str, Any]:
        """Lab values, unclear values and facts about the person in this message."""
        return self._message.get("reading") or {}

    @property
    def red_flag(self) -> str | None:
        """Kind of emergency, if the message tells of one."""
        return self._message.get("red_flag")

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language in which the message is written or asks to be answered."""
        return self._message.get("language") or ENGLISH

    @property
    def last_answer(self) -> str | None:
        """The topic of the last answer that was given from the content."""
        for event in reversed(self._events):
            topic = (event.get("metadata") or {}).get("topic") if event.get("event") == "bot" else None
            if topic in self.library.topics:
                return str(topic)
        return None

    @property
    def last_said(self) -> list[dict[str, Any]]:
        """What the assistant said to the message before this one, as events."""
        said: list[dict[str, Any]] = []
        messages_of_person = 0
        for event in reversed(self._events):
            if event.get("event") == "user":
                messages_of_person += 1
                if messages_of_person > 1:
                    break
            elif event.get("event") == "bot" and messages_of_person == 1:
                said.insert(0, event)
        return [event for event in said if (event.get("metadata") or {}).get("topic") not in PREAMBLES]

    @property
    def asks(self) -> bool:
        """Whether the typed words are a question."""
        return not self.text.startswith("/") and bool(QUESTION.search(self.text))

    @property
    def agrees(self) -> bool:
        """Whether this is a yes. A question is none, whatever it was taken for ("why?")."""
        return self.intent == "affirm" and not self.asks

    # Slots

    def get(self, slot: str) -> Any:
        """A slot's value, with the changes of this turn."""
        return self._slots.get(slot)

    def before(self, slot: str) -> Any:
        """A slot's value before this message."""
        return self._before.get(slot)

    def set(self, **slots: Any) -> None:
        """Change slots."""
        self._slots.update(slots)
        self._changed.update(slots)

    def expect(self, what: str, asked: Any = None) -> None:
        """Wait for an answer to a question."""
        self._asked_now = True
        self.set(expecting=what, asked=asked)

    def expect_nothing(self) -> None:
        """No question is open any more."""
        self.expect(NOTHING)

    @property
    def has_asked(self) -> bool:
        """Whether this turn has put a question already."""
        return self._asked_now

    def let_offer_lapse(self) -> None:
        """Close an offer of an earlier turn that this message did not take up."""
        if self.get("expecting") in PASSING_OFFERS and not self._asked_now:
            self.expect_nothing()

    def events(self) -> list[dict[str, Any]]:
        """The turn as Rasa events; nothing else is to run before the next message."""
        return [*(SlotSet(slot, value) for slot, value in self._changed.items()), FollowupAction("action_listen")]

    # Saying

    def say(
        self,
        text: str,
        *,
        topic: str,
        buttons: Sequence[Button] = (),
        sources: Sequence[str] = (),
        review: str | None = None,
        first: bool = False,
        **metadata: Any,
    ) -> None:
        """Send one message. It carries its topic, its sources and its review state as metadata.

        `sources` are keys; `review` is the content's state ("draft", "reviewed"); `first` puts it before all others.
        """
        self._dispatcher.utter_message(
            text=text,
            buttons=[dict(button) for button in buttons],
            topic=topic,
            sources=[self._footnote(key) for key in sources],
            review=review,
            **metadata,
        )
        if first:
            self._dispatcher.messages.insert(0, self._dispatcher.messages.pop())

    def say_again(self, said: dict[str, Any]) -> None:
        """Send a message once more (a bot event of this conversation)."""
        kept = said.get("metadata") or {}
        buttons = (said.get("data") or {}).get("buttons") or []
        self._dispatcher.utter_message(text=said.get("text"), buttons=buttons, **{**kept, "repeated": True})

    def phrase(self, key: str, /, **values: object) -> str:
        """A phrase of content/phrases.yml."""
        return self.library.phrase(key, **values)

    def button(self, intent: str) -> Button:
        """A button that leads to a topic, or to another intent with a title in content/phrases.yml."""
        topic = self.library.topics.get(intent)
        return {"title": topic.title if topic else self.phrase(f"button.{intent}"), "payload": f"/{intent}"}

    def typed_button(self, title: str, text: str) -> Button:
        """A button that says what the person could have typed."""
        return {"title": title, "payload": text}

    def _footnote(self, key: str) -> dict[str, Any]:
        source = self.library.sources[key]
        return {"key": key, "label": source.label, "title": source.title, "link": source.link, "kind": source.kind}
