"""Words and dates that tell how old a value is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date

from liverguide.labs.age import OF_MONTH, PRESENT, Age
from liverguide.labs.message import Message
from liverguide.labs.time_vocabulary import (
    AGO_BEFORE,
    AGO_UNITS,
    COUNTED_STEPS,
    COUNTS,
    DAYS,
    FIRST_NAMES,
    LAST_AFTER,
    LAST_BEFORE,
    LEADING_FROM,
    LEADING_TO,
    LEADING_TO_STEPS,
    MONTH_OF,
    MONTH_WORDS,
    MONTHS,
    MOVES,
    NOW,
    OLD,
    PLACES_ON_PAPER,
    PRESENT_VERBS,
    PRONOUNS,
    STAGES,
    STEP_UNITS,
    WEAK_OLD,
    WEEKDAYS,
    YESTERDAY,
)

# "the 2022 review": the year of a publication.
PUBLISHED = frozenset(
    [
        *("review", "reviews", "trial", "trials", "study", "studies", "paper", "papers", "article", "articles", "meta"),
        *("analysis", "guideline", "guidelines", "publication", "publications", "cohort", "survey", "conference"),
    ]
)
_BARE_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")


def is_weekday(word: str) -> bool:
    """Whether a folded word names a day of the week."""
    return word in WEEKDAYS


def tells_time(word: str) -> bool:
    """Whether a folded word tells how old a value is."""
    return (
        word in NOW
        or word in OLD
        or word in WEAK_OLD
        or word in LEADING_TO
        or word in STAGES
        or word in WEEKDAYS
        or word in DAYS
        or word in MONTH_WORDS
        or word in YESTERDAY
        or word in ("pre", "post")
        or word in ("when", "while", "once", "visit", "morning", "evening", "afternoon", "night", "noon")
    )


def read_date(text: str, days_lead: bool | None = None) -> Age:
    """A date as written. 03/04/2024 keeps both of its readings unless `days_lead` decides."""
    parts = [
        int(part)
        for part in re.findall(
            r"\d+", text.split("T", maxsplit=1)[0].split(" ", maxsplit=1)[0] if re.match(r"\d{4}-", text) else text
        )
    ]
    letters = re.search(r"[^\W\d_]{3,}", text)
    if letters:
        month = MONTHS.get(letters[0][:3].lower())
        if letters[0][:4].lower() == "juil":
            month = 7
        year = next((part for part in parts if part > 1900), None)
        if year is None and len(parts) == 2 and re.search(r"[-/']\d\d$", text):
            year = 2000 + parts.pop()  # "12-Jan-25"
        day = next((part for part in parts if part <= 31), None)
        if month and year:
            return Age(dates=_dates((year, month, max(1, day or 15))), text=text)
        return Age(month=month, day=day, text=text)
    if len(parts) >= 3:
        first, second, third = parts[:3]
        if first > 1900:
            return Age(dates=_dates((first, second, third)), text=text)
        year = third if third > 1900 else 2000 + third
        both = ((year, second, first), (year, first, second))
        return Age(dates=_dates(*(both if days_lead is None else both[:1] if days_lead else both[1:])), text=text)
    if len(parts) == 2 and parts[1] > 1900:
        return Age(dates=_dates((parts[1], parts[0], 15)), text=text)
    if len(parts) == 1 and parts[0] > 1900:
        return Age(dates=_dates((parts[0], 7, 1)), text=text)
    return Age(text=text)


def _dates(*candidates: tuple[int, int, int]) -> tuple[date, ...]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


_ENDS_A_TIME = frozenset(["and", "but", ",", ".", ";", ")", "", "now"])
_OF = frozenset(["de", "von"])
_FROM_IN_SPANISH = frozenset(["de", "desde"])
_STEP_REACH = 5  # tokens from "de" to "a" in "de 6,1 mg a 3,5"


def _leads_away(message: Message, index: int) -> bool:
    """Whether "from" comes before an old value: "INR de 1,9" is just an INR of 1.9, "de 6 a 3,5" is a course."""
    if message.folded(index) not in _OF or index not in message.name_end_set:
        return True
    return not {"a", "auf", "para"}.isdisjoint(message.words(index + 2, index + 2 + _STEP_REACH))


def _leads_on(message: Message, index: int) -> bool:
    """Whether "to" leads from an old value to a new one; "1.1 to 1.2" alone may be a range, "used to" is none."""
    if message.folded(index) in ("a", "para"):
        return not _FROM_IN_SPANISH.isdisjoint(message.words(index - _STEP_REACH, index))
    if message.folded(index) != "to":
        return True
    return message.folded(index - 1) != "used" and bool(MOVES & set(message.words(index - 9, index)))


_BEFORE_MONTHS = frozenset(["em", "en", "in", "im", "de", "a", "desde", "(", "/"])
_DOUBLE_MEANING = frozenset(["may", "mar", "set", "out", "ago", "mai"])


def _names_month(message: Message, index: int) -> bool:
    """Whether a word that may be a month is one: "(Mar)", "May: INR 1.9", but not "may I ask"."""
    token = message.tokens[index]
    if token.folded in FIRST_NAMES:
        return token.text[0].islower() or message.folded(index - 1) in _BEFORE_MONTHS
    if token.folded not in _DOUBLE_MEANING:
        return True
    if token.folded != "may" and (MONTH_WORDS - _DOUBLE_MEANING) & message.vocabulary:
        return True
    beside = (message.folded(index - 1), message.folded(index + 1))
    return token.text[0].isupper() and bool({"(", ")", ":", ",", "-", "in", "|"} & set(beside))


def _told_by_words(message: Message, index: int, age: Age) -> Age:
    """The month with what the word before it tells: "last September", "this March"."""
    before = message.folded(index - 1)
    if age.month is None or before not in ("last", "this"):
        return age
    return replace(age, old=before == "last", new=before == "this")


_STEP_DAYS = 0.3  # older than "now", newer than "before"


def _step_before(message: Message, index: int) -> int | None:
    """The count before a unit of time in "at 3 months", "6 weeks after the cells"; None in "3 months ago"."""
    amount, following = message.folded(index - 1), message.folded(index + 1)
    count = int(amount[:6]) if amount.isdigit() else COUNTS.get(amount)
    if count is None or amount in ("a", "an") or following in ("ago", "back", "before", "earlier", "old", "prior"):
        return None
    led = message.folded(index - 2) in LEADING_TO_STEPS
    return count if led or following in ("after", "post", "later", "into", "on") else None


def _dated(message: Message, index: int) -> Age | None:
    """The age that a date, a year, a counted day or a stage of the illness at a token gives."""
    token = message.tokens[index]
    word, following = token.folded, message.folded(index + 1)
    if token.kind == "date":
        return _told_by_words(message, index, read_date(token.text, message.day_first))
    if word in MONTH_WORDS and _names_month(message, index):
        return _told_by_words(message, index, Age(month=MONTH_OF[word], text=token.text))
    if token.kind == "number" and is_year(message, index):
        return Age(dates=_dates((int(token.text), 7, 1)), text=token.text)
    ordinal = following in ("st", "nd", "rd", "th") and message.folded(index - 1) == "the"
    if token.text.isdigit() and ordinal and message.tokens[index + 1].glued:
        return Age(step=(OF_MONTH, int(token.text[:6])), text=f"the {token.text}{following}")
    if word in COUNTED_STEPS and following.isdigit():
        return Age(step=(word, int(following[:6])), text=f"{word} {following}")
    if word in STEP_UNITS and (amount := _step_before(message, index)) is not None:
        return Age(step=(word, amount), new=amount > 0, days=_STEP_DAYS, text=f"{amount} {word}")
    if word in STAGES:
        return Age(old=STAGES[word] == 0, stage=STAGES[word], text=token.text)
    return Age(days=1, text=token.text) if word in YESTERDAY else None


def _ago(message: Message, index: int) -> Age | None:
    """ "vor 2 Wochen", "hace tres meses", "due settimane fa", with the unit of time at the token."""
    lead = message.words(index - 3, index)
    if not AGO_BEFORE.isdisjoint(lead) or lead[:2] == ["y", "a"] or message.folded(index + 1) in ("fa", "atras"):
        count = message.folded(index - 1)
        return Age(days=AGO_UNITS[message.folded(index)] * (int(count[:4]) if count.isdigit() else 1), old=True)
    if message.folded(index - 1) in LAST_BEFORE or message.folded(index + 1) in LAST_AFTER:
        return Age(days=AGO_UNITS[message.folded(index)], old=True)  # "letzte Woche", "il mese scorso"
    return None


def day_of(message: Message, index: int) -> Age | None:
    """The day, month or year that stands at a token."""
    token = message.tokens[index]
    heads = message.folded(index + 1) == ":" or index + 1 in message.name_start_set
    staged = token.folded in STAGES and heads
    counted = token.folded in COUNTED_STEPS and message.folded(index + 1).isdigit()
    counted = counted or token.folded in STEP_UNITS
    if staged or counted or token.kind in {"date", "number"} or token.folded in MONTH_WORDS:
        return _dated(message, index)
    return None


def _cue_at(message: Message, index: int, backwards: bool) -> Age | None:
    """The age that a single word of time gives. `backwards`: it stands before the value."""
    token = message.tokens[index]
    word, following = token.folded, message.folded(index + 1)
    if word in NOW or word == "post":
        return Age(new=True, days=0, text=token.text)
    if word == "pre":
        return Age(old=True, text=token.text)
    if word in OLD and not (word in ("last", "previous") and following in ("is", "one", *PLACES_ON_PAPER)):
        return Age(old=True, text=token.text)
    if backwards and word in LEADING_FROM and _leads_away(message, index):
        return Age(old=True)
    if backwards and word in LEADING_TO and _leads_on(message, index):
        return Age(new=True, days=0)
    if not backwards and word == "then" and following in _ENDS_A_TIME:
        return Age(old=True)  # "120 then and 74 now"
    if not backwards and word == "when" and following in PRONOUNS:
        return Age(old=True)
    if not backwards and word == "since":
        return Age(new=True, days=0.1)
    if word in WEAK_OLD:
        return Age(weak_old=True)
    return Age(new=True, days=PRESENT) if word in PRESENT_VERBS else None


def words_age(message: Message, start: int, end: int, backwards: bool) -> Age:
    """The age that the words of a stretch give; the cue nearest to the value counts."""
    found: list[tuple[int, Age]] = []
    skipped = -1
    places = message.time_places
    for index in places[bisect_left(places, start) : bisect_left(places, end)]:
        if index == skipped:
            continue
        token = message.tokens[index]
        word = token.folded
        if word in ("last", "previous", "past") and message.folded(index + 1) in DAYS:
            found.append(
                (index + 1, Age(days=DAYS[message.folded(index + 1)], text=f"{word} {message.folded(index + 1)}"))
            )
            skipped = index + 1
        elif word in ("this",) and message.folded(index + 1).removesuffix("'s") in (
            "week",
            "month",
            "morning",
            "time",
            "year",
        ):
            found.append((index + 1, Age(days=0.5, new=True, text=f"{word} {message.folded(index + 1)}")))
            skipped = index + 1
        elif word in ("ago", "back") and index >= 2 and message.folded(index - 1) in DAYS:
            amount = message.folded(index - 2)
            count = float(amount) if amount.isdigit() else float(COUNTS.get(amount, 1))
            found = [(at, age) for at, age in found if at < index - 3]
            found.append(
                (
                    index,
                    Age(
                        days=count * DAYS[message.folded(index - 1)],
                        old=True,
                        text=f"{amount} {message.folded(index - 1)} ago",
                    ),
                )
            )
        elif word in AGO_UNITS and (ago := _ago(message, index)) is not None:
            found.append((index, ago))
        elif word in ("post", "after", "later") and found and found[-1][0] == index - 1 and found[-1][1].step:
            continue  # "4 weeks post"
        elif word in WEEKDAYS and message.folded(index - 1) == "last":
            found = [(at, age) for at, age in found if at != index - 1]
            found.append((index, Age(days=6, stage=2, text=f"last {token.text}")))
        elif (age := _dated(message, index) or _cue_at(message, index, backwards)) is not None:
            found.append((index, age))
    if not found:
        return Age()
    strong = [entry for entry in found if not entry[1].weak_old and not (entry[1].new and entry[1].days == PRESENT)]
    chosen = strong or found
    return (chosen[-1] if backwards else chosen[0])[1]


def _year_beside(message: Message, at: int, step: int) -> bool:
    """Whether the next cell of the same line is a calendar year too."""
    for index in (at + step, at + 2 * step):
        if not 0 <= index < len(message.tokens):
            return False
        token = message.tokens[index]
        if token.kind != "tab" and token.text != "|":
            return _BARE_YEAR.fullmatch(token.text) is not None
    return False


def _heads_row(message: Message, at: int) -> bool:
    """A year that begins a line of numbers: "2023 140 98"."""
    if at + 1 >= len(message.tokens) or not at or message.tokens[at - 1].kind != "newline":
        return False
    following = message.tokens[at + 1 if message.tokens[at + 1].kind != "tab" else min(at + 2, len(message.tokens) - 1)]
    return following.kind == "number" and not (following.glued and message.tokens[at + 1] is following)


def _heads_value(message: Message, at: int) -> bool:
    """ "AST 2024: 140": a year between a test and its value."""
    if message.folded(at + 1) not in (":", "-", "=", "was", "is") or at + 2 >= len(message.tokens):
        return False
    value = message.tokens[at + 2]
    return value.kind == "number" and _BARE_YEAR.fullmatch(value.text) is None and not value.glued


def is_year(message: Message, at: int) -> bool:
    """Whether the number at token `at` is a calendar year that dates something, no value."""
    token = message.tokens[at]
    if _BARE_YEAR.fullmatch(token.text) is None or at + 1 in message.units:
        return False
    before, after = message.folded(at - 1), message.folded(at + 1)
    if at in message.name_end_set:
        return _heads_value(message, at)
    if after in PUBLISHED or before in PUBLISHED or (before in ("of", "in") and message.folded(at - 2) in PUBLISHED):
        return True
    opens = at == 0 or before in (
        "in",
        "since",
        "from",
        "of",
        "(",
        ",",
        ";",
        "en",
        "im",
        "year",
        "and",
        "born",
        "dob",
        "by",
        "|",
        "!",
        "?",
        ".",
    )
    opens = opens or message.tokens[at - 1].kind in ("newline", "tab")
    if _heads_row(message, at):
        return True
    if _year_beside(message, at, -1) or _year_beside(message, at, 1):
        return True  # the head of a table: "2023 2024 2025"
    years_follow = before == ":" and any(_BARE_YEAR.fullmatch(word) for word in message.words(at + 2, at + 5))
    if ((opens and before in (",", ";")) or years_follow) and int(token.text) >= 1990 and at + 1 < len(message.tokens):
        following = message.tokens[at + 1]
        if following.kind == "number" and not following.glued:
            return True  # "2020 ALT 210, 2023 95"
    return opens and (
        after in (":", ")", ",", "-", "=", "|", "it", "my", "was", "") or at + 1 in message.name_start_set
    )


def cue_of(word: str) -> Age | None:
    """The side of a before-and-after that a word alone tells."""
    if word == "pre" or (word in OLD and word != "last"):
        return Age(old=True)
    if word in NOW or word in ("after", "afterwards", "later", "post"):
        return Age(new=True, days=0)
    return None


# "Last week 131": the week is not counted, the number is a value.
_WHOLE_SPANS = LAST_BEFORE | {"last", "this", "past", "previous"}


def counts_time(message: Message, at: int) -> bool:
    """Whether the number at token `at` is a year, a day of the month or "day 7"."""
    return (
        is_year(message, at)
        or message.folded(at + 1) in ("st", "nd", "rd", "th")
        or (message.folded(at - 1) in COUNTED_STEPS and message.folded(at - 2) not in _WHOLE_SPANS)
    )
