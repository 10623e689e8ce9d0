"""Reading lab values out of what a person types or pastes."""

from __future__ import annotations

from dataclasses import replace

from liverguide.labs.attribution import keep_one_person
from liverguide.labs.binding import bind, bind_expected
from liverguide.labs.bracketed_values import date_bracketed
from liverguide.labs.carry_over import carry_over
from liverguide.labs.catalogue import catalogue
from liverguide.labs.corrections import corrects, taken_back
from liverguide.labs.doubt import doubt
from liverguide.labs.exclusions import without_excluded
from liverguide.labs.message import Message, read_message
from liverguide.labs.moved_numbers import move_numbers
from liverguide.labs.nameless_corrections import give_corrections_to_their_tests
from liverguide.labs.outdated import question_outdated
from liverguide.labs.owners import names_of_owners, take_units_of_names
from liverguide.labs.person import find_facts, read_person
from liverguide.labs.reading import Reading
from liverguide.labs.settlement import question_parts_beyond_whole, settle
from liverguide.labs.subjects import find_marks
from liverguide.labs.swaps import swap_values
from liverguide.labs.told_columns import take_told_column
from liverguide.labs.unit_corrections import mend_units
from liverguide.labs.value_sets import read_second_sets
from liverguide.labs.values import read_values
from liverguide.labs.vocabulary import NEGATION
from liverguide.labs.withdrawal import move_withdrawn

_MOST_UNNAMED = 40  # numbers in a message that names no test; beyond, none can answer a question


def read_labs(text: str, expecting: str | None = None) -> Reading:
    """Lab values, open questions and facts about the person in a message of any kind and length.

    `expecting` is the analyte that was just asked for: a lone number is then read as that analyte's. Raises
    KeyError for an
    `expecting` that is no analyte.
    """
    return reading_of(read_message(text), expecting)


def reading_of(message: Message, expecting: str | None = None) -> Reading:
    """The same of a message that is cut already, so that several can look at it."""
    if expecting is not None:
        catalogue()[expecting]
    marks = find_marks(message)
    facts, age_tokens = find_facts(message, marks)
    if not message.names and len(message.numbers) > _MOST_UNNAMED:
        message = replace(message, numbers=[])  # a list of other things
    values = [value for value in read_values(message) if value.number.start not in age_tokens]
    mend_units(message, values)
    values = without_excluded(message, values, expecting is not None)
    back = taken_back(message, values)
    refused = {id(value) for value in back.values}
    kept = [value for value in values if id(value) not in refused]
    for value in back.values:
        message.muted.update(range(value.start, value.end))
        if message.folded(value.start - 1) in NEGATION:
            message.muted.add(value.start - 1)
    names, closed, suspects = names_of_owners(message, kept, back)
    take_units_of_names(message, names, kept)
    observations, missing = bind(message, names, closed, suspects, kept)
    observations = read_second_sets(message, names, kept, observations)
    observations = carry_over(message, names, kept, observations)
    observations, unassigned = bind_expected(message, kept, observations, expecting)
    observations, moved = move_numbers(message, names, observations)
    observations = give_corrections_to_their_tests(message, observations)
    observations = swap_values(message, observations)
    observations = doubt(message, observations, answers=expecting is not None)
    observations = question_outdated(message, observations)
    observations, withdrawn = move_withdrawn(message, observations, back)
    withdrawn.update(moved)
    observations = date_bracketed(message, observations)
    observations, marks = take_told_column(message, observations, marks)
    subject, observations, doubtful = keep_one_person(message, marks, observations)
    labs, unclear, earlier, dropped = settle(message, observations)
    withdrawn.update({analyte: number for analyte, number in dropped.items() if analyte not in withdrawn})
    for analyte, question in doubtful.items():
        labs.pop(analyte, None)
        unclear[analyte] = question
    question_parts_beyond_whole(labs, unclear)
    return Reading(
        labs=labs,
        unclear=unclear,
        earlier={analyte: value for analyte, value in earlier.items() if analyte in labs or analyte in unclear},
        person=read_person(message, facts, subject),
        withdrawn=withdrawn,
        missing=tuple(test for test in dict.fromkeys(missing) if test not in labs and test not in unclear),
        unassigned=unassigned,
        subject=subject,
        correction=bool(withdrawn) or corrects(message),
    )
