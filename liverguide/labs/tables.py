"""Report tables whose columns carry meaning: a row of test names over rows of values, or columns of dates."""

from __future__ import annotations

from dataclasses import dataclass

from liverguide.labs.age import Age
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER, Name
from liverguide.labs.time_words import is_year, read_date
from liverguide.labs.values import Value

_NEWEST = frozenset(
    [
        "result",
        "results",
        "current",
        "today",
        "now",
        "latest",
        "value",
        "resultado",
        "ergebnis",
        "wert",
        "valor",
        "resultat",
        "actual",
        "aktuell",
        "new",
        "newest",
    ]
)
_OLDER = frozenset(
    [
        "previous",
        "prior",
        "last",
        "prev",
        "anterior",
        "vorwert",
        "before",
        "old",
        "earlier",
        "previa",
        "older",
        "anterieur",
    ]
)
_LOW = frozenset(["low", "lower", "min", "minimum"])
_HIGH = frozenset(["high", "upper", "max", "maximum"])
_DIGITS_OF_A_YEAR = 4
_FEWEST_DATES = 4  # parts: two days
_DAYS = 31
_EMPTY = frozenset(["-", "--", "n/a", "na", "nd", "pending", ".", "x", "---", "?"])


@dataclass(frozen=True)
class Cell:
    """A value that its place in a table binds to a test."""

    name: Name
    value: Value
    age: Age


@dataclass
class _Line:
    start: int
    end: int
    names: list[Name]
    values: list[Value]
    dates: list[str]


def _lines(message: Message, values: list[Value]) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    tokens = message.tokens
    names, numbers = iter(message.names), iter(values)
    name, value = next(names, None), next(numbers, None)
    dates = iter(
        [
            at
            for at, token in enumerate(tokens)
            if token.kind == "date" or (len(token.text) == _DIGITS_OF_A_YEAR and is_year(message, at))
        ]
    )
    date = next(dates, None)
    for index in (*(at for at, token in enumerate(tokens) if token.kind == "newline"), len(tokens)):
        line = _Line(start, index, [], [], [])
        while date is not None and date < index:
            line.dates.append(tokens[date].text)
            date = next(dates, None)
        while name is not None and name.start < index:
            line.names.append(name)
            name = next(names, None)
        while value is not None and value.start < index:
            line.values.append(value)
            value = next(numbers, None)
        lines.append(line)
        start = index + 1
    return lines


def read_tables(message: Message, values: list[Value]) -> list[Cell]:
    """Cells of the tables in a message. Lines that form no such table are left to the ordinary reading."""
    if not values:
        return []
    lines = _lines(message, values)
    if len(lines) < 2:
        return []
    cells: list[Cell] = []
    for index, line in enumerate(lines[:-1]):
        if line.values and _short_dates(message, line) is None:
            continue
        if len(line.names) >= 2 and not lines[index + 1].names:
            cells += _names_above(message, line, lines[index + 1 :])
        else:
            columns = _columns(message, line)
            if columns:
                cells += _columns_of_values(message, lines[index + 1 :], columns)
    return cells


def _names_above(message: Message, header: _Line, rows: list[_Line]) -> list[Cell]:
    cells: list[Cell] = []
    names = header.names
    used = list(rows)
    for row in used:
        if row.names or (not row.values and row.end > row.start and not _ruler(message, row)):
            break
        if not row.values:
            continue
        places: list[Value | None] = []
        numbers = {value.start: value for value in row.values}
        index = row.start
        while index < row.end:
            if index in numbers:
                places.append(numbers[index])
                index = max(index + 1, numbers[index].end)
                continue
            if message.folded(index) in _EMPTY and message.tokens[index].kind in ("sign", "word"):
                places.append(None)
            index += 1
        if len(places) != len(names):
            plain = [place for place in places if place is not None]
            if len(plain) != len(names):
                continue
            places = list(plain)
        age = read_date(row.dates[0], message.day_first) if row.dates else Age()
        cells += [Cell(name, place, age) for name, place in zip(names, places, strict=True) if place is not None]
    return cells


def _ruler(message: Message, row: _Line) -> bool:
    return all(token.kind in ("sign", "tab") for token in message.tokens[row.start : row.end])


def _columns(message: Message, header: _Line) -> list[str | Age]:
    """The columns that hold numbers, left to right: ages, "low" and "high". Empty where the line is no such header."""
    if len(header.dates) >= 2 and not any(name.test != OTHER for name in header.names):
        return [read_date(text, message.day_first) for text in header.dates]
    if (short := _short_dates(message, header)) is not None:
        return short
    columns: list[str | Age] = []
    for index in range(header.start, header.end):
        word = message.folded(index)
        if message.tokens[index].kind == "date":
            columns.append(read_date(message.tokens[index].text, message.day_first))
        elif word in _NEWEST:
            if message.folded(index - 1) not in _OLDER:
                columns.append(Age(new=True, days=0))
        elif word in _OLDER:
            columns.append(Age(old=True, text=word))
        elif word in _LOW:
            columns.append("low")
        elif word in _HIGH:
            columns.append("high")
    if len(columns) < 2 or any(name.test != OTHER for name in header.names):
        return []
    return columns


_DATE_WORDS = frozenset(["date", "dates", "datum", "fecha", "data", "|", "/", ".", "-", ":"])
_MONTHS = 12


def _short_dates(message: Message, header: _Line) -> list[str | Age] | None:
    """Columns headed by days without a year ("02/03 09/03 16/03"), where day and month can be told apart; None where
    they can't, or where the line holds anything else.
    """
    tokens = message.tokens[header.start : header.end]
    parts = [
        int(token.text) for token in tokens if token.kind == "number" and len(token.text) <= 2 and token.text.isdigit()
    ]
    strange = [token for token in tokens if token.kind not in ("number", "tab") and token.folded not in _DATE_WORDS]
    signs = sum(token.text in "/.-" and token.glued for token in tokens if token.kind == "sign")
    if strange or len(parts) % 2 or len(parts) < _FEWEST_DATES or signs != len(parts) // 2:
        return None
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    readings = [
        [(month, day) for day, month in pairs],
        [(month, day) for month, day in pairs],
    ]
    possible = [dates for dates in readings if all(0 < month <= _MONTHS and 0 < day <= _DAYS for month, day in dates)]
    if len(possible) != 1:
        return None
    return [Age(month=month, day=day, text=f"{day}.{month}.") for month, day in possible[0]]


def _columns_of_values(message: Message, rows: list[_Line], columns: list[str | Age]) -> list[Cell]:
    cells: list[Cell] = []
    for row in rows:
        if not row.names and not row.values and row.end > row.start + 3 and not _ruler(message, row):
            break
        tests = {name.test for name in row.names}
        if len(tests) != 1 or len(row.values) != len(columns) or any(value.bare_range for value in row.values):
            continue
        low = next(
            (value.number.value for value, column in zip(row.values, columns, strict=True) if column == "low"), None
        )
        high = next(
            (value.number.value for value, column in zip(row.values, columns, strict=True) if column == "high"), None
        )
        unit = next((value.unit for value in row.values if value.unit), None)
        for value, column in zip(row.values, columns, strict=True):
            if isinstance(column, str):
                continue
            value.unit = value.unit or unit
            if low is not None or high is not None:
                value.range = value.range or (low, high)
            cells.append(Cell(row.names[0], value, column))
    return cells
