"""Old and new values of one test: which is the newest.

Every value gets an age from the words and dates beside it. Only a value that is surely newer than all others counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from liverguide.labs.message import Message, ends_sentence

_NOW = frozenset(
    [
        "repeat",
        "repeated",
        "recheck",
        "rechecked",
        "now",
        "today",
        "currently",
        "current",
        "latest",
        "newest",
        "recent",
        "ahora",
        "hoy",
        "actual",
        "actualmente",
        "jetzt",
        "heute",
        "aktuell",
        "maintenant",
        "agora",
        "hoje",
        "presently",
        "new",
    ]
)
_OLD = frozenset(
    [
        "previously",
        "previous",
        "prev",
        "prior",
        "before",
        "earlier",
        "old",
        "older",
        "used",
        "formerly",
        "antes",
        "anterior",
        "vorher",
        "fruher",
        "avant",
        "baseline",
        "initially",
        "originally",
        "past",
        "ago",
        "admission",
        "last",
        "vorwert",
        "zuletzt",
        "previa",
    ]
)
_WEAK_OLD = frozenset(["was", "were", "had", "fue", "era", "war", "began", "started", "start"])
_TO = frozenset(["to", "->", "→", "then", "after", "later", "a", "auf", "since", "until", "subsequently", "follow"])
_FROM = frozenset(["from", "de", "von", "desde"])
_IS = frozenset(["is", "are", "it's", "ist", "es", "est"])
_DAYS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "wk": 7,
    "wks": 7,
    "month": 30,
    "months": 30,
    "mo": 30,
    "mth": 30,
    "year": 365,
    "years": 365,
    "yr": 365,
    "yrs": 365,
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple": 2, "few": 3}
_MOVES = frozenset(
    [
        *(
            "from",
            "went",
            "rose",
            "risen",
            "dropped",
            "fell",
            "fallen",
            "improved",
            "worsened",
            "increased",
            "decreased",
        ),
        *("climbed", "jumped", "gone", "going", "down", "up", "changed", "moved", "came", "corrected", "de", "von"),
    ]
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
_PLACES = ("line", "row", "page", "column", "sheet", "section", "part", "paragraph", "entry")
_HEADING_REACH = 80  # tokens
_AFTER_HEADING = (":", "-", "=", "treatment", "therapy", "was", "were", "my", "his", "her", "the", "labs", "values")
_PRESENT = 0.4  # days: fresher than yesterday, staler than "now"
_MONTHS = {
    "jan": 1,
    "ene": 1,
    "feb": 2,
    "fev": 2,
    "fév": 2,
    "mar": 3,
    "mär": 3,
    "mrz": 3,
    "apr": 4,
    "abr": 4,
    "avr": 4,
    "may": 5,
    "mai": 5,
    "jun": 6,
    "jui": 6,
    "jul": 7,
    "aug": 8,
    "ago": 8,
    "aoû": 8,
    "sep": 9,
    "set": 9,
    "oct": 10,
    "okt": 10,
    "out": 10,
    "nov": 11,
    "dec": 12,
    "dic": 12,
    "dez": 12,
    "déc": 12,
}


@dataclass(frozen=True)
class Age:
    """How old a value is said to be. `days` counts back from today, `dates` are the possible calendar days,
    `old` and `new` are words.
    """

    days: float | None = None
    dates: tuple[date, ...] = ()
    month: int | None = None
    old: bool = False
    weak_old: bool = False
    new: bool = False
    text: str | None = None

    @property
    def mere_is(self) -> bool:
        """Whether only "is" was said: present, but no word of time."""
        return self.new and self.days == _PRESENT

    @property
    def plain(self) -> bool:
        """Whether nothing was said about the age."""
        return not (self.dates or self.month or self.old or self.weak_old or self.new) and self.days is None


def day_first(message: Message) -> bool | None:
    """Whether the message writes 15/03/2024 or 03/15/2024, None where no date tells."""
    for token in message.tokens:
        if token.kind == "date" and (found := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}", token.text)):
            if int(found[1]) > 12:
                return True
            if int(found[2]) > 12:
                return False
    return None


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
        month = _MONTHS.get(letters[0][:3].lower())
        if letters[0][:4].lower() == "juil":
            month = 7
        year = next((part for part in parts if part > 1900), None)
        day = next((part for part in parts if part <= 31), 15)
        if month and year:
            return Age(dates=_dates((year, month, max(1, day))), text=text)
        return Age(month=month, text=text)
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


def _leads_on(message: Message, index: int) -> bool:
    """Whether "to" leads from an old value to a new one; "1.1 to 1.2" alone may be a range, "used to" is none."""
    if message.folded(index) != "to":
        return True
    return message.folded(index - 1) != "used" and bool(_MOVES & set(message.words(index - 9, index)))


def _words_age(message: Message, start: int, end: int, backwards: bool) -> Age:
    """The age that the words of a stretch give; the cue nearest to the value counts."""
    found: list[tuple[int, Age]] = []
    index = start
    while index < end:
        token = message.tokens[index]
        word = token.folded
        if token.kind == "date":
            found.append((index, read_date(token.text, day_first(message))))
        elif word == "yesterday" or word in ("ayer", "gestern", "hier", "ontem"):
            found.append((index, Age(days=1, text=token.text)))
        elif word in ("last", "previous", "past") and message.folded(index + 1) in _DAYS:
            found.append(
                (index + 1, Age(days=_DAYS[message.folded(index + 1)], text=f"{word} {message.folded(index + 1)}"))
            )
            index += 1
        elif word in ("this",) and message.folded(index + 1) in ("week", "month", "morning", "time", "year"):
            found.append((index + 1, Age(days=0.5, new=True, text=f"{word} {message.folded(index + 1)}")))
            index += 1
        elif word in ("ago", "back") and index >= 2 and message.folded(index - 1) in _DAYS:
            amount = message.folded(index - 2)
            count = float(amount) if amount.isdigit() else float(_COUNTS.get(amount, 1))
            found = [(at, age) for at, age in found if at < index - 3]
            found.append(
                (
                    index,
                    Age(
                        days=count * _DAYS[message.folded(index - 1)],
                        old=True,
                        text=f"{amount} {message.folded(index - 1)} ago",
                    ),
                )
            )
        elif word in _NOW:
            found.append((index, Age(new=True, days=0, text=token.text)))
        elif word in _OLD and not (
            word in ("last", "previous") and message.folded(index + 1) in ("is", "one", *_PLACES)
        ):
            found.append((index, Age(old=True, text=token.text)))
        elif word in _FROM and backwards:
            found.append((index, Age(old=True, text=None)))
        elif word in _TO and backwards and word != "a" and _leads_on(message, index):
            found.append((index, Age(new=True, days=0)))
        elif word in _WEAK_OLD:
            found.append((index, Age(weak_old=True)))
        elif word in _IS:
            found.append((index, Age(new=True, days=_PRESENT)))
        index += 1
    if not found:
        return Age()
    strong = [entry for entry in found if not entry[1].weak_old and not (entry[1].new and entry[1].days == _PRESENT)]
    chosen = strong or found
    return (chosen[-1] if backwards else chosen[0])[1]


def ages(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age]:
    """The age of each value of one test. `spans` are the values' tokens in order."""
    if (footed := _footed(message, spans)) is not None:
        return footed
    result: list[Age] = []
    suffix_style = _suffix_style(message, spans)
    cut = _lead_start(message, spans[0][0])
    for index, (start, end) in enumerate(spans):
        before = _words_age(message, cut, start, backwards=True)
        following = spans[index + 1][0] if index + 1 < len(spans) else _trail_end(message, end)
        border = _border(message, end, following, suffix_style) if index + 1 < len(spans) else following
        after = _words_age(message, end, border, backwards=False)
        cut = border
        if before.new and before.days == 0 and before.text is None:
            before = Age(new=True, days=-0.01 * index)  # "1.2 -> 1.9 -> 2.4": each step is newer
        result.append(_merged(before, after))
    return result


def headed(message: Message, start: int) -> Age:
    """The age that a heading gives to a whole set of values: "before: bili 3.1 inr 1.8 after: bili 2.4 inr 1.5"."""
    names = message.name_starts
    for index in range(start - 1, max(-1, start - _HEADING_REACH), -1):
        if ends_sentence(message.tokens, index):
            break
        age = _cue(message.folded(index))
        if age is None:
            continue
        at = index + 1
        while message.folded(at) in _AFTER_HEADING or (
            at < len(message.tokens) and message.tokens[at].kind == "newline"
        ):
            at += 1
        place = bisect_left(names, at)
        if place < len(names) and names[place] == at:
            return age
    return Age()


def _cue(word: str) -> Age | None:
    if word in _OLD and word != "last":
        return Age(old=True)
    if word in _NOW or word in ("after", "afterwards", "later"):
        return Age(new=True, days=0)
    return None


def _footed(message: Message, spans: Sequence[tuple[int, int]]) -> list[Age] | None:
    """The ages of values whose sets are told apart behind them: "bili 3 inr 1.8 before bili 2 inr 1.5 after"."""
    clause = message.clause_at(spans[0][0])
    if len(spans) != 2 or clause != message.clause_at(spans[1][0]):
        return None
    start, end = message.clauses[clause]
    if end - start > _HEADING_REACH:
        return None
    numbers = [number for number in message.numbers if start <= number.start < end]
    cues = [(index, age) for index in range(start, end) if (age := _cue(message.folded(index))) is not None]
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
    if before.plain:
        return after
    if after.plain or (after.new and after.days == _PRESENT) or after.weak_old:
        return before
    if before.weak_old or (before.new and before.days == _PRESENT):
        return after
    return before


def _lead_start(message: Message, start: int) -> int:
    index = start
    while index > 0 and start - index < 14:
        token = message.tokens[index - 1]
        if token.kind in ("newline", "number") or ends_sentence(message.tokens, index - 1):
            break
        index -= 1
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
    for index in range(end, following):
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


def _date_leads(message: Message, index: int, following: int) -> bool:
    return following - index <= 2 and message.folded(index - 1) not in ("in", "on", "en", "im", "am")


def _suffix_style(message: Message, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the time words stand behind the values ("1.9 before 2.4 now")."""
    start = _lead_start(message, spans[0][0])
    lead = _words_age(message, start, spans[0][0], backwards=True)
    end = spans[-1][1]
    trail = _words_age(message, end, _trail_end(message, end), backwards=False)
    return (lead.plain or lead.weak_old or (lead.new and lead.days == _PRESENT)) and not trail.plain


def newest(found: Sequence[Age]) -> int | None:
    """The index of the value that is surely the newest, None where none is."""
    for index, age in enumerate(found):
        if all(_newer(age, other, index < at) for at, other in enumerate(found) if at != index):
            return index
    return None


def _newer(age: Age, other: Age, comes_first: bool) -> bool:
    if (age.mere_is and other.plain) or (age.plain and other.mere_is):
        return False  # "is 3 or 4"
    if age.plain and other.weak_old:
        return comes_first  # "2.4 (was 3.1)", but not "were 1.5 and 1.6"
    if age.dates and other.dates:
        return min(age.dates) > max(other.dates) or (
            len(age.dates) == len(other.dates) == 2 and all(a > b for a, b in zip(age.dates, other.dates, strict=True))
        )
    if age.month and other.month and not (age.dates or other.dates):
        return age.month > other.month
    if (age.dates or age.month) and (other.dates or other.month):
        return False
    if age.dates or age.month:
        # A dated value beats only what is said to be old.
        return (other.old and other.days is None) or bool(other.weak_old)
    if other.dates or other.month:
        return (
            age.new
            or (age.days is not None and age.days <= 1)
            or (age.plain and comes_first)
            or (age.days is not None and age.days < 30)
        )
    if age.days is not None and other.days is not None:
        return age.days < other.days
    if age.new:
        return not (other.new and (other.days or 0) <= (age.days or 0))
    if age.days is not None:
        return other.old or (age.days <= 1 and not other.new)
    if age.plain:
        return other.old or other.weak_old or (other.days is not None and other.days >= 1)
    if age.weak_old:
        return other.old
    return False
