"""Takes up values that a person gives, at any time: into a score, as a correction, or to be explained."""

from __future__ import annotations

import re
from dataclasses import asdict

from actions import memory, value_questions
from actions.explained_values import say_value
from actions.guarded_action import GuardedAction
from actions.lab_slots import lab_values
from actions.score_conversation import EXPLAIN, SCORE, proceed
from actions.turn import Turn
from liverguide.explanations import formatting
from liverguide.explanations.meld_outcome import CORE
from liverguide.labs import read_labs

# A score is begun unasked when the person gives so many of its tests at once.
ENOUGH_FOR_SCORE = 2
LONGEST_BARE_REPLY = 8
SEX_WORDS = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}


class ValuesAction(GuardedAction):
    """Values, corrections, and replies to a question for a value."""

    action_name = "action_values"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Take up what was given."""
        take_up_values(turn)


def is_reply_to_open_question(turn: Turn) -> bool:
    """Whether a message that looks like a topic is rather the short reply to the open question ("its 1.2 i think")."""
    if turn.get("expecting") != "value" or "?" in turn.text or turn.reading.get("labs"):
        return False
    if len(turn.text.split()) > LONGEST_BARE_REPLY or turn.text.startswith("/"):
        return False
    question = turn.get("asked")["question"]
    return bool(read_labs(turn.text, expecting=question).labs) if question not in ("sex", "dialysis") else False


def take_up_values(turn: Turn) -> None:
    """Answer a message with values, or the reply to a question for one."""
    asked = turn.get("asked") if turn.get("expecting") == "value" else None
    if asked:
        _reply(turn, asked)
    elif not (turn.reading.get("labs") or turn.reading.get("unclear")):
        turn.say(turn.phrase("values.which"), topic="question")
    else:
        _unasked(turn)


def _reply(turn: Turn, asked: dict[str, object]) -> None:
    question, goal, tries = str(asked["question"]), str(asked["goal"]), int(str(asked["tries"]))
    if not _understood(turn, question):
        if tries + 1 >= value_questions.MOST_TRIES:
            memory.skip(turn, question)
            name = turn.library.markers[question].name if question in turn.library.markers else question
            _go_on(turn, goal, turn.phrase("values.give_up", name=name))
        else:
            value_questions.ask(turn, question, goal, lead_in=turn.phrase("values.not_read"), tries=tries + 1)
        return
    changed = _corrections(turn)
    _go_on(turn, goal, changed)


def _understood(turn: Turn, question: str) -> bool:
    """Take up the reply to the open question; False when it holds nothing that answers it."""
    if turn.intent == "skip" or question in (turn.reading.get("missing") or ()):
        memory.skip(turn, question)
        return True
    if question == "dialysis":
        return _take_dialysis(turn)
    if question == "sex":
        return _take_sex(turn)
    given = turn.reading.get("labs") or {}
    if not given and not turn.reading.get("unclear"):
        reading = asdict(read_labs(turn.text, expecting=question))
        memory.remember(turn, reading)
        given = {**reading["labs"], **reading["unclear"]}
    return bool(given or turn.reading.get("unclear"))


def _take_dialysis(turn: Turn) -> bool:
    person = dict(turn.get("person") or {})
    if turn.intent in ("affirm", "deny"):
        person.update(dialysis=turn.intent == "affirm", dialysis_often_enough=turn.intent == "affirm")
        turn.set(person=person)
        return True
    said = turn.reading.get("person") or {}
    return said.get("dialysis") is False or bool(said.get("dialysis_often_enough")) or bool(turn.reading.get("labs"))


def _take_sex(turn: Turn) -> bool:
    if (turn.reading.get("person") or {}).get("sex") or turn.reading.get("labs"):
        return True
    words = re.findall(r"[a-z]+", turn.text.lower())
    found = {SEX_WORDS[word] for word in words if word in SEX_WORDS}
    if len(found) == 1 and len(words) <= LONGEST_BARE_REPLY:
        turn.set(person={**(turn.get("person") or {}), "sex": found.pop()})
        return True
    return False


def _go_on(turn: Turn, goal: str, lead_in: str) -> None:
    if goal != EXPLAIN:
        proceed(turn, goal, lead_in)
        return
    turn.expect_nothing()
    if lead_in:
        turn.say(lead_in, topic="report_labs")
    for lab in lab_values(turn.reading.get("labs")).values():
        say_value(turn, lab)


def _unasked(turn: Turn) -> None:
    """Values that nobody asked for: begin the score when they are its inputs, explain them otherwise."""
    changed = _corrections(turn)
    given = [*(turn.reading.get("labs") or {}), *(turn.reading.get("unclear") or {})]
    known = {*(turn.get("labs") or {}), *(turn.get("unclear") or {})}
    recompute = changed and all(analyte in known for analyte in CORE)
    if recompute or sum(analyte in CORE for analyte in given) >= ENOUGH_FOR_SCORE:
        proceed(turn, SCORE, changed)
        return
    if changed:
        turn.say(changed, topic="report_labs")
    labs = lab_values(turn.reading.get("labs"))
    unclear = list(turn.reading.get("unclear") or {})
    for lab in labs.values():
        say_value(turn, lab, offers=not unclear and len(labs) == 1)
    if unclear:
        value_questions.ask(turn, unclear[0], EXPLAIN)
    elif len(labs) > 1:
        turn.say(turn.phrase("values.offer_score"), topic="report_labs", buttons=[turn.button("meld_compute")])


def _corrections(turn: Turn) -> str:
    """What this message changed of values known before, in words."""
    before = turn.before("labs") or {}
    lines = []
    for analyte, lab in lab_values(turn.reading.get("labs")).items():
        if analyte in before and before[analyte]["value"] != lab.value:
            name, value = turn.library.markers[analyte].name, formatting.with_conversion(lab)
            lines.append(turn.phrase("values.updated", name=name, value=value))
    return " ".join(lines)
