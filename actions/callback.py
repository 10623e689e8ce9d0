"""A call-back: name and number only with consent, repeated back, handed to the store."""

from __future__ import annotations

import re

import phonenumbers

from actions.guarded_action import GuardedAction
from actions.open_question import ask_again
from actions.other_language import is_foreign, say_in_their_language
from actions.turn import Turn

TOPIC = "callback"
LEAD_WORDS = re.compile(
    r"^(?:(?:hi|hello|yes|no|sorry|ok|sure|please|it should be|"
    r"my name is|my name's|i am|i'm|im|this is|name|it's|its|call|me|ask for)\b"
    r"[\s:,.]*)+",
    re.IGNORECASE,
)
TRAILING_WORDS = re.compile(
    r"[\s,.:;-]*(?:(?:and|my|the|phone|mobile|cell|tel|telephone|number|is|on|at|no|nr)\b[\s,.:;-]*)+$", re.IGNORECASE
)
MOST_TRIES = 2
LONGEST_NAME = 60
# A name alone is often taken for another language.
MOST_WORDS_OF_A_NAME = 4


def ask_consent(turn: Turn) -> None:
    """Say what would be stored and why, and wait for a yes."""
    turn.expect("callback", {"step": "consent"})
    turn.say(turn.phrase("callback.consent"), topic=TOPIC, buttons=[turn.button("affirm"), turn.button("deny")])


def name_and_phone(text: str, region: str) -> tuple[str, str] | None:
    """A name and a telephone number out of one message; None when one of them is missing."""
    for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
        around = [text[: match.start], text[match.end :]]
        for part in around:
            name = TRAILING_WORDS.sub("", LEAD_WORDS.sub("", part.strip(" ,.;:-\n"))).strip(" ,.;:-\n")
            if re.search(r"[^\W\d_]{2}", name) and len(name) <= LONGEST_NAME:
                return name, match.raw_string.strip()
    return None


class CallbackAction(GuardedAction):
    """Consent, then name and number, then a yes to what was read."""

    action_name = "action_callback"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """One step of the call-back."""
        asked = turn.get("asked") or {"step": "consent"}
        if turn.intent in ("deny", "skip") and asked["step"] != "confirmation":
            self._leave(turn, "callback.declined")
        elif asked["step"] == "consent":
            self._consent(turn)
        elif asked["step"] == "details":
            self._details(turn, int(asked.get("tries", 0)))
        else:
            self._confirmation(turn, asked)

    def _consent(self, turn: Turn) -> None:
        if turn.agrees:
            turn.expect("callback", {"step": "details", "tries": 0})
            turn.say(turn.phrase("callback.ask"), topic=TOPIC, buttons=[turn.button("cancel")])
        else:
            if is_foreign(turn):
                say_in_their_language(turn)
            ask_consent(turn)

    def _details(self, turn: Turn, tries: int) -> None:
        found = name_and_phone(turn.text, turn.library.clinic.clinic.country)
        if found:
            name, phone = found
            turn.set(callback={"step": "draft", "name": name, "phone": phone})
            turn.expect("callback", {"step": "confirmation"})
            buttons = [turn.button("affirm"), turn.button("deny")]
            turn.say(turn.phrase("callback.confirm", name=name, phone=phone), topic=TOPIC, buttons=buttons)
        elif is_foreign(turn) and len(turn.text.split()) > MOST_WORDS_OF_A_NAME:
            say_in_their_language(turn)
            ask_again(turn)
        elif tries + 1 >= MOST_TRIES:
            self._leave(turn, "callback.give_up")
        else:
            turn.expect("callback", {"step": "details", "tries": tries + 1})
            turn.say(turn.phrase("callback.again"), topic=TOPIC, buttons=[turn.button("cancel")])

    def _confirmation(self, turn: Turn, asked: dict[str, object]) -> None:
        if turn.agrees:
            turn.set(callback={"step": "confirmed"})
            turn.expect_nothing()
            turn.say(turn.phrase("callback.done"), topic=TOPIC)
        elif turn.intent in ("deny", "skip") and not name_and_phone(turn.text, turn.library.clinic.clinic.country):
            turn.set(callback={"step": "withdrawn"})
            turn.expect("callback", {"step": "details", "tries": 0})
            turn.say(turn.phrase("callback.correct"), topic=TOPIC, buttons=[turn.button("cancel")])
        else:
            self._details(turn, 0)

    def _leave(self, turn: Turn, phrase: str) -> None:
        turn.set(callback={"step": "withdrawn"})
        turn.expect_nothing()
        turn.say(turn.phrase(phrase), topic=TOPIC)
