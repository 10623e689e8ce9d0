"""The age of each value of one test, from the words and dates beside it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from liverguide.labs.age import PRESENT, Age
from liverguide.labs.message import Message, ends_sentence
from liverguide.labs.time_vocabulary import MONTH_OF, MONTH_WORDS
from liverguide.labs.time_words import (
    counts_time,
    cue_of,
    day_of,
    is_year,
    read_date,
    tells_time,
    words_age,
)

_SPLITTERS = frozenset(
    [
        ",",
        ";",
        "and",
        "but",
        "->",
        "→",
        "then",
        "(",
        ")",
        "y",
        "und",
        "et",
        "/",
        "vs",
        "to",
        "versus",
        "|",
        "down",
        "up",
        "pero",
        "aber",
    ]
)
# Stages of an illness in their order: a value of a later stage is newer.
_TREND = re.compile(
    r"\b(?:has|have|had|'s|'ve) (?:gone|been going|moved|crept|climbed|fallen|risen|dropped)(?: \S+)?$"
    r"|\btrend(?:ing|ed|s)?(?: up| down| upwards| downwards)?(?: is)?(?: :)?$"
)
_ONE_STEP = 0.01  # days
_STEPS_START = 0.3  # days: a step behind "then" is older than "now"
_HEADING_REACH = 80  # tokens
_BRACKET_REACH = 9  # tokens
_AFTER_HEADING = (
    *(
        ":",
        "-",
        "=",
        ")",
        "post",
        "after",
        "later",
        "msc",
        "mscs",
        "cells",
        "cell",
        "stem",
        "infusion",
        "transplant",
        "op",
    ),
    *("follow", "up", "visit", "treatment", "therapy", "was", "were", "my", "his", "her", "the", "labs", "values"),
)


def ages(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age]:
    """The age of each value of one test. `spans` are the values' tokens in order."""
    if (footed := _footed(message, spans)) is not None:
        return footed
    if (listed := _listed_dates(message, spans)) is not None:
        return listed
    if (steps := _steps(message, spans)) is not None:
        return steps
    result: list[Age] = []
    led: list[int] = []  # values that a "to" leads to
    shared = Age()
    suffix_style = _suffix_style(message, spans)
    cut = _lead_start(message, spans[0][0])
    for index, (start, end) in enumerate(spans):
        before = words_age(message, cut, start, backwards=True)
        if before.plain or before.weak_old or before.mere_is:
            heading = headed(message, start)
            before = before if heading.plain else heading
        following = spans[index + 1][0] if index + 1 < len(spans) else _trail_end(message, end)
        border = _border(message, end, following, suffix_style) if index + 1 < len(spans) else following
        after = words_age(message, end, border, backwards=False)
        cut = border
        if index and before.plain and after.plain and _listed(message, spans[index - 1][1], start):
            before = shared  # "three bilirubins this week: 9.1, 8.4 and 7.7"
        else:
            shared = before
        if before.new and before.days == 0 and before.text is None:
            before = Age(new=True, days=_STEPS_START - 0.01 * index)  # "1.2 -> 1.9 -> 2.4": each step is newer
        if before.new and before.text is None:
            led.append(index)
        result.append(_merged(before, after))
    return _before_dated_step(result, led)


def _before_dated_step(found: list[Age], steps: Sequence[int]) -> list[Age]:
    """The ages with each step of a course older than its last one: "climbed to 2.6, then slipped to 2.4 yesterday"."""
    last = found[steps[-1]] if steps else Age()
    if last.text is None or last.days is None:
        return found
    for back, index in enumerate(reversed(steps[:-1]), 1):
        if found[index].new and found[index].text is None:
            found[index] = Age(days=last.days + _ONE_STEP * back)
    return found


def _listed_dates(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age] | None:
    """Values in a row and as many dates in a row: "1.5 / 1.8 / 2.4 (Jan / Mar / May)"."""
    if len(spans) < 2:
        return None
    first, last = spans[0][0], spans[-1][1]
    for start, end in ((last, min(len(message.tokens), last + 16)), (max(0, first - 16), first)):
        found: list[Age] = []
        for index in range(start, end):
            token = message.tokens[index]
            if token.kind == "date":
                found.append(read_date(token.text, message.day_first))
            elif token.folded in MONTH_WORDS:
                found.append(Age(month=MONTH_OF[token.folded], text=token.text))
            elif start == last and (token.kind in ("newline", "number") or index in message.name_start_set):
                break
        if len(found) == len(spans) and not any(
            message.tokens[index].kind == "date" or tells_time(message.folded(index)) for index in range(first, last)
        ):
            return found
    return None


def _steps(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age] | None:
    """A course told in its order: "albumin has gone 2.4, 2.7, 3.0"."""
    if len(spans) < 2:
        return None
    lead = " ".join(message.words(spans[0][0] - 5, spans[0][0]))
    plain = all(
        end <= at
        and all(message.folded(index) in (",", "and", "then", "to", "/", "-", "→", "->") for index in range(end, at))
        for (_, end), (at, _) in itertools.pairwise(spans)
    )
    if not plain:
        return None
    order = _told_order(message)
    if order is not None:
        return [Age(new=True, days=(0.01 if order == "newest first" else -0.01) * index) for index in range(len(spans))]
    if not _TREND.search(lead):
        return None
    return [Age(new=True, days=-0.01 * index) for index in range(len(spans))]


_NEWEST_FIRST = re.compile(
    r"\b(?:newest|latest|most recent|recent)(?: (?:one|value|result|is|comes|on the left))?"
    r" (?:first(?! (?:line|time|dose|visit|test|value))|to (?:the )?oldest)\b"
    r"|\breverse (?:date |time |chronological )?order\b"
)
_OLDEST_FIRST = re.compile(
    r"\b(?:oldest|earliest)(?: (?:one|value|result|is|comes))? (?:first|to (?:the )?(?:newest|latest|most recent))\b"
    r"|\b(?:newest|latest|most recent) (?:last|at the end)\b|\bin (?:date |time |chronological )order\b"
)


def _told_order(message: Message) -> str | None:
    """The order in which the message says that its values stand, None where it says nothing or both."""
    newest_first = any(_NEWEST_FIRST.search(text) for text in message.clause_texts)
    oldest_first = any(_OLDEST_FIRST.search(text) for text in message.clause_texts)
    if newest_first == oldest_first:
        return None
    return "newest first" if newest_first else "oldest first"


def _listed(message: Message, start: int, end: int) -> bool:
    """Whether nothing but signs of a list stands between two values."""
    return all(word in (",", "and", "&", "/", "or") for word in message.words(start, end))


def headed(message: Message, start: int) -> Age:
    """The age that a heading gives to a whole set of values: "before: bili 3.1 inr 1.8 after: bili 2.4 inr 1.5",
    "March albumin 2.5 sodium 130, September albumin 3.0 sodium 135".
    """
    names = message.name_starts
    ended = bisect_left(message.sentence_ends, start) - 1
    first = max(message.sentence_ends[ended] + 1 if ended >= 0 else 0, start - _HEADING_REACH + 1)
    places = message.time_places
    for index in reversed(places[bisect_left(places, first) : bisect_left(places, start)]):
        age = day_of(message, index) or cue_of(message.folded(index))
        if age is None:
            continue
        at = index + (2 if age.step is not None and message.folded(index + 1).isdigit() else 1)
        while message.folded(at) in _AFTER_HEADING or (
            at < len(message.tokens) and message.tokens[at].kind == "newline"
        ):
            at += 1
        if message.words(at + 1, at + 2) == ["/"] and message.folded(at).isdigit() and message.folded(at + 2).isdigit():
            at += 4 if message.folded(at + 3) == ":" else 3  # "baseline 12/01: bili 3.9"
        place = bisect_left(names, at)
        if place < len(names) and names[place] == at:
            return age
    return Age()


def _footed(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age] | None:
    """The ages of values whose sets are told apart behind them: "bili 3 inr 1.8 before bili 2 inr 1.5 after"."""
    clause = message.clause_at(spans[0][0])
    if len(spans) != 2 or clause != message.clause_at(spans[1][0]):
        return None
    start, end = message.clauses[clause]
    if end - start > _HEADING_REACH:
        return None
    numbers = [number for number in message.numbers if start <= number.start < end]
    cues = [(index, age) for index in range(start, end) if (age := cue_of(message.folded(index))) is not None]
    sets = any(spans[0][1] <= name < spans[1][0] - 2 for name in message.name_starts) or spans[1][1] < numbers[-1].start
    if not sets or len(cues) != 2 or not spans[0][1] <= cues[0][0] < spans[1][0] or cues[1][0] < numbers[-1].end:
        return None
    behind = {number.end for number in numbers}
    behind |= {past for begin, (past, _) in message.units.items() if begin in behind}
    if any(index not in behind for index, _ in cues) or cues[0][1].old == cues[1][1].old:
        return None
    return [age for _, age in cues]


def _merged(before: Age, after: Age) -> Age:
    for age in (after, before):
        if age.dates or age.month or (age.days is not None and age.days >= 1):
            return age
    if before.plain or (after.stage is not None and before.new and before.text is None):
        return after  # "corrected to 135 at discharge"
    if after.plain or (after.new and after.days == PRESENT) or after.weak_old:
        return before
    if before.weak_old or (before.new and before.days == PRESENT):
        return after
    return before


def _lead_start(message: Message, start: int) -> int:
    index = start
    while index > 0 and start - index < 14:
        token = message.tokens[index - 1]
        numeral = token.kind == "number" and not counts_time(message, index - 1)
        if token.text == ")" and _holds_value(message, index - 1):
            return index  # "Na 131 (134 last week), Cr 1.4": the words in the bracket are the 134's
        if token.kind == "newline" or numeral or ends_sentence(message.tokens, index - 1):
            return _past_comma(message, index, start) if numeral else index
        index -= 1
    return index


def _holds_value(message: Message, closing: int) -> bool:
    """Whether a number that dates nothing stands in the bracket that closes at a token."""
    for index in range(closing - 1, max(-1, closing - _BRACKET_REACH), -1):
        if message.folded(index) == "(":
            return False
        if message.tokens[index].kind == "number" and not counts_time(message, index):
            return index in message.number_start_set and message.folded(index - 1) == "("
    return False


def _past_comma(message: Message, index: int, start: int) -> int:
    """ "I'm 60 now, platelets 120": up to a comma, words of time behind a number are that number's."""
    for at in range(index, start):
        if message.folded(at) == ",":
            return at + 1
        if not tells_time(message.folded(at)):
            break
    return index


def _trail_end(message: Message, end: int) -> int:
    index = end
    at = bisect_left(message.name_starts, end)
    names = message.name_starts[at : at + 1]
    while index < len(message.tokens) and index - end < 10:
        token = message.tokens[index]
        if token.kind == "newline" or ends_sentence(message.tokens, index) or token.kind == "number" or index in names:
            break
        index += 1
    return index


def _border(message: Message, end: int, following: int, suffix_style: bool) -> int:
    closing = _bracket_end(message, end, following)
    if closing is not None:
        return closing
    for index in range(end, following):
        if message.folded(index) == "then" and message.folded(index + 1) in _SPLITTERS:
            continue  # "120 then and 74 now"
        if (
            message.folded(index) in _SPLITTERS
            or message.tokens[index].kind in ("newline", "tab")
            or ends_sentence(message.tokens, index)
        ):
            return index
    for index in range(end, following):
        token = message.tokens[index]
        if token.kind == "date":
            return index if not suffix_style and _date_leads(message, index, following) else index + 1
    return following if suffix_style else end


def _bracket_end(message: Message, end: int, following: int) -> int | None:
    """The end of a bracket right behind a value that holds words or a date but no number: "120 (2021), 98 (2023)"."""
    if message.folded(end) != "(":
        return None
    for index in range(end + 1, min(following, end + 8)):
        if message.folded(index) == ")":
            return index + 1
        if message.tokens[index].kind == "number" and not is_year(message, index):
            return None
    return None


def _date_leads(message: Message, index: int, following: int) -> bool:
    if message.folded(index - 1) in ("in", "on", "en", "im", "am"):
        return False
    at = index + 1
    while message.folded(at) in _AFTER_HEADING:
        at += 1
    return following - index <= 2 or at in message.name_start_set


def _suffix_style(message: Message, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the time words stand behind the values ("1.9 before 2.4 now")."""
    start = _lead_start(message, spans[0][0])
    lead = words_age(message, start, spans[0][0], backwards=True)
    end = spans[-1][1]
    trail = words_age(message, end, _trail_end(message, end), backwards=False)
    return (lead.plain or lead.weak_old or (lead.new and lead.days == PRESENT)) and not trail.plain
