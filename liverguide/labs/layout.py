"""Reports brought into one layout: leaders of dots are spaces, units glued to the next name stand apart, tables parted
by semicolons or commas have tabs.
"""

from __future__ import annotations

import re

# No leader is longer than a line; without a limit, a page of dots would be searched from each of them to the end.
_LEADERS = re.compile(
    r"(?<!\d)\.{3,80}(?= ?[\d<>])|(?<=[^\W\d])\.{2}(?=[\d<>])"
    r"|(?:(?<=\s)|(?<=[^\W\d]))(?: ?\. ){2,40}\.? ?(?=[\d<>])|_{3,80}(?= ?[\d<>])"
)
_BEHIND_LEADERS = re.compile(r"[\d<>]")
_GLUED_UNIT = re.compile(r"(\d ?(?:mg|g|mmol|umol|mEq|U|IU|UI)/d?L)(?=[A-Z][A-Za-z])")
# "AST (IFCC without P5P)": how it was measured, between a name and its value.
_METHOD = re.compile(
    r"(?<=[\w)]) ?\([^()\n]{0,40}\b(?:IFCC|P5P|BCG|BCP|Diazo|Jaffe|Enzymatic|Kinetic|Calculated|ISE|Colorimetric"
    r"|Photometry|Spectrophotometry|Turbidimetry|Biuret|UV)\b[^()\n]{0,40}\)",
    re.I,
)
_CELL = re.compile(r"\s*[<>]?\s*\d[\d.,]*\s*(?:-\s*\d[\d.,]*)?\s*|\s*")
_MOST_CELLS = 12


_VISIT = re.compile(r"(?<![\w.-])([WMD])(\d{1,3})(?=[ :,)=-]|\n)")
_VISITS = {"W": "week", "M": "month", "D": "day"}


def _visits_in_words(text: str) -> str:
    """The text with "W0 ... W4 ... W12" told as weeks, where several such visits are named."""
    letters = [found[1] for found in _VISIT.finditer(text)]
    if len(letters) < 2 or len(set(letters)) > 1:
        return text
    return _VISIT.sub(lambda found: f"{_VISITS[found[1]]} {found[2]}", text)


def one_layout(text: str) -> str:
    """The text of a message with leaders and cells of tables parted by white space."""
    if (".." in text or ". ." in text or "__" in text) and _BEHIND_LEADERS.search(text):
        text = _LEADERS.sub("  ", text)
    text = _visits_in_words(text)
    if "(" in text:
        text = _METHOD.sub("", text)
    text = _GLUED_UNIT.sub(r"\1 ", text)
    for sign in (";", ","):
        if text.count(sign) > 1:
            text = _with_tabs(text, sign)
    return text


def _with_tabs(text: str, sign: str) -> str:
    """The text with tabs in place of the signs that part the cells of a table."""
    lines = text.split("\n")
    rows = {index: line.split(sign) for index, line in enumerate(lines) if line.count(sign) > 1}
    told = [index for index, cells in rows.items() if _holds_value(cells)]
    if not told:
        return text
    if sign == ",":
        # A comma parts decimals and sentences too: only rows of one width without a space behind it are a table.
        widths = {len(cells) for cells in rows.values()}
        if len(rows) < 2 or len(widths) > 1 or any(", " in lines[index] for index in rows):
            return text
    return "\n".join("\t".join(rows[index]) if index in rows else line for index, line in enumerate(lines))


def _holds_value(cells: list[str]) -> bool:
    """Whether a row begins with a name and holds a cell that is nothing but a number or a range."""
    if len(cells) > _MOST_CELLS or not any(letter.isalpha() for letter in cells[0]):
        return False
    return not any(letter.isdigit() for letter in cells[0]) and any(
        cell.strip() and _CELL.fullmatch(cell) for cell in cells[1:]
    )
