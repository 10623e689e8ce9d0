"""Takes up values that a person gives, at any time: into a score, as a correction, or to be explained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from actions import memory, value_questions
from actions.compare import CompareAction
from actions.explained_values import say_value
from actions.guarded_action import GuardedAction
from actions.interruption import PAUSED, reopen
from actions.lab_slots import lab_values
from actions.other_language import is_foreign, say_in_their_language
from actions.past_values import keep_the_newer, tells_of_the_past
from actions.say import say_reply
from actions.score_conversation import EXPLAIN, SCORE, proceed
from actions.turn import Turn
from liverguide.explanations import formatting
from liverguide.explanations.meld_outcome import CORE
from liverguide.labs import read_labs

# A score is begun unasked when the person gives so many of its tests at once.
ENOUGH_FOR_SCORE = 2
# Tests that some version of MELD counts, and what counts of the person.
SCORED = (*CORE, "sodium", "albumin")
PERSON = ("age", "sex", "dialysis")
LONGEST_BARE_REPLY = 8
SEX_WORDS = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}


class ValuesAction(GuardedAction):
    """Values, corrections, and replies to a question for a value."""

    action_name = "action_values"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Take up what was given; somebody who just goes on after an emergency need not say so."""
        if turn.get("expecting") == PAUSED:
            reopen(turn)
        if turn.get("expecting") == "comparison":
            CompareAction().respond(turn)
        else:
            take_up_values(turn)


def is_reply_to_open_question(turn: Turn) -> bool:
    """Whether a message that looks like a topic is rather the short reply to the open question ("its 1.2 i think")."""
    if turn.get("expecting") != "value" or "?" in turn.text or turn.reading.get("labs"):
        return False
    if len(turn.text.split()) > LONGEST_BARE_REPLY or turn.text.startswith("/"):
        return False
    question = turn.get("asked")["question"]
    if question == "dialysis":
        return _says_how_often(turn)
    return question != "sex" and bool(read_labs(turn.text, expecting=question).labs)


def take_up_values(turn: Turn) -> None:
    """Answer a message with values, or the reply to a question for one."""
    asked = turn.get("asked") if turn.get("expecting") == "value" else None
    reading = turn.reading
    if not asked and set(reading.get("labs") or ()) & set(reading.get("earlier") or ()):
        CompareAction().respond(turn)
        return
    if tells_of_the_past(turn):
        keep_the_newer(turn)
        if asked:
            value_questions.ask_again(turn)
        else:
            CompareAction().tell(turn, reading["labs"], turn.get("labs"))
        return
    told_of_person = any((reading.get("person") or {}).get(fact) is not None for fact in PERSON)
    if asked:
        _reply(turn, asked)
    elif reading.get("labs") or reading.get("unclear"):
        take_up_reading(turn, reading)
    elif told_of_person and all(analyte in (turn.get("labs") or {}) for analyte in CORE):
        proceed(turn, SCORE)
    else:
        turn.say(turn.phrase("values.which"), topic="question")


def _reply(turn: Turn, asked: dict[str, object]) -> None:
    question, goal, tries = str(asked["question"]), str(asked["goal"]), int(str(asked["tries"]))
    if not _understood(turn, question):
        if is_foreign(turn):
            say_in_their_language(turn)
            value_questions.ask_again(turn)
            return
        if turn.asks:
            _say_not_understood(turn)
            value_questions.ask_again(turn)
        elif tries + 1 >= value_questions.MOST_TRIES:
            memory.skip(turn, question)
            _go_on(turn, goal, _giving_up(turn, question))
        else:
            value_questions.ask(turn, question, goal, lead_in=_unread(turn, question), tries=tries + 1)
        return
    changed = _corrections(turn)
    _go_on(turn, goal, changed)


def _say_not_understood(turn: Turn) -> None:
    """A question that is no value, and no topic either."""
    if turn.intent in turn.library.replies:
        say_reply(turn)
    else:
        turn.say(turn.phrase("values.question_not_understood"), topic="nlu_fallback")


def _unread(turn: Turn, question: str) -> str:
    if question == "dialysis" and (turn.reading.get("person") or {}).get("dialysis"):
        return turn.phrase("values.how_often")
    return turn.phrase("values.unread" if question in PERSON else "values.not_read")


def _giving_up(turn: Turn, question: str) -> str:
    if question in PERSON:
        return turn.phrase("values.leave_out")
    return turn.phrase("values.give_up", name=turn.library.markers[question].name)


def _understood(turn: Turn, question: str) -> bool:
    """Take up the reply to the open question; False when it holds nothing that answers it."""
    declines = turn.intent == "skip" or (turn.intent == "deny" and question != "dialysis")
    if (declines and not turn.reading.get("labs")) or question in (turn.reading.get("missing") or ()):
        memory.skip(turn, question)
        return True
    if question == "dialysis":
        return _take_dialysis(turn)
    if question == "sex":
        return _take_sex(turn)
    given = turn.reading.get("labs") or _with_unit(turn, question)
    if not given and not turn.reading.get("unclear"):
        reading = asdict(read_labs(turn.text, expecting=question))
        memory.remember(turn, reading)
        given = {**reading["labs"], **reading["unclear"]}
    return bool(given or turn.reading.get("unclear"))


def _with_unit(turn: Turn, question: str) -> dict[str, Any]:
    """The open value with the unit that was asked for, where the reply names one of the candidates' units."""
    candidates = ((turn.get("unclear") or {}).get(question) or {}).get("candidates") or []
    said = _plain_unit(turn.text)
    fits = [lab for lab in candidates if re.search(rf"(?<![a-z]){re.escape(_plain_unit(lab['source_unit']))}", said)]
    # "umol" says enough where only one of the candidates is counted in it.
    fits = fits or [lab for lab in candidates if re.fullmatch(_first_part(lab["source_unit"]), said.strip(" .!"))]
    if len(fits) != 1:
        return {}
    confirmed = {**fits[0], "written_unit": fits[0]["source_unit"], "assumed_unit": False, "confirm": False}
    memory.remember(turn, {"labs": {question: confirmed}})
    return {question: confirmed}


def _first_part(unit: str) -> str:
    first = re.escape(_plain_unit(unit).partition("/")[0])
    return rf"(?:in )?(?:{first}|{first.replace('umol', 'micromol')}|{first.replace('umol', 'mcmol')})s?"


def _plain_unit(text: str) -> str:
    return re.sub(r"\s*(?:/|\bper\b)\s*", "/", text.lower().replace("µ", "u").replace("μ", "u"))


def _take_dialysis(turn: Turn) -> bool:
    person = dict(turn.get("person") or {})
    often = turn.agrees or _says_how_often(turn)
    if often or turn.intent == "deny":
        person.update(dialysis=often, dialysis_often_enough=often)
        turn.set(person=person)
        return True
    said = turn.reading.get("person") or {}
    answered = said.get("dialysis") is False or said.get("dialysis_often_enough")
    return bool(answered or said.get("sex") or said.get("age") or turn.reading.get("labs"))


def _says_how_often(turn: Turn) -> bool:
    """Whether the reply tells of dialysis often enough without naming it again ("three times a week")."""
    return not turn.asks and read_labs(f"dialysis {turn.text}").person.dialysis_often_enough


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
    before = turn.before("labs") or {}
    now_known = {analyte: lab for analyte, lab in (turn.get("labs") or {}).items() if lab != before.get(analyte)}
    still_unclear = list(turn.get("unclear") or {})
    turn.expect_nothing()
    if lead_in or not now_known:
        turn.say(lead_in or turn.phrase("values.leave_out"), topic="report_labs")
    for lab in lab_values(now_known).values():
        say_value(turn, lab)
    if still_unclear:
        value_questions.ask(turn, still_unclear[0], EXPLAIN)


def take_up_reading(turn: Turn, reading: Mapping[str, Any]) -> None:
    """Values that nobody asked for: begin the score when they are its inputs, explain them otherwise."""
    changed = _corrections(turn)
    given = [*(reading.get("labs") or {}), *(reading.get("unclear") or {})]
    known = {*(turn.get("labs") or {}), *(turn.get("unclear") or {}), *(reading.get("withdrawn") or {})}
    recompute = all(analyte in known for analyte in CORE) and any(analyte in SCORED for analyte in given)
    if recompute or sum(analyte in CORE for analyte in given) >= ENOUGH_FOR_SCORE:
        proceed(turn, SCORE, changed)
        return
    if changed:
        turn.say(changed, topic="report_labs")
    labs = lab_values(reading.get("labs"))
    unclear = list(reading.get("unclear") or {})
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
