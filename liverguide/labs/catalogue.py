"""The catalogue of lab tests: loaded from `analytes.yml`, checked once, then read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

import yaml

System = Literal["conventional", "si", "both"]
Better = Literal["lower", "higher", "in_range"]

CATALOGUE_FILE = Path(__file__).with_name("analytes.yml")


class CatalogueError(ValueError):
    """The catalogue breaks its schema. Names the file, the entry and the cure."""

    def __init__(self, file: Path, entry: str, problem: str, cure: str) -> None:
        super().__init__(f"{file.name}: {entry}: {problem}. {cure}")
        self.file = file
        self.entry = entry
        self.cure = cure


@dataclass(frozen=True)
class Unit:
    """A unit in which one analyte is measured."""

    name: str
    per_canonical: float
    """How many of this unit make one canonical unit."""
    system: System
    decimals: int


@dataclass(frozen=True)
class Limits:
    """Canonical limits; None where a side has none."""

    below: float | None
    above: float | None

    def exceeded_by(self, value: float) -> bool:
        """Whether a canonical value lies outside."""
        return (self.below is not None and value < self.below) or (self.above is not None and value > self.above)


@dataclass(frozen=True)
class Magnitude:
    """Bare numbers from `start` up to (not including) `end` are in `unit`, after multiplying by `times`."""

    start: float
    end: float
    unit: str
    times: float


@dataclass(frozen=True)
class Codes:
    """Codes that are everyday words too: taken in this spelling, or in any case beside one of `beside`."""

    names: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Analyte:
    """A lab test: names, units, limits. Values are canonical unless a unit is given."""

    id: str
    display_name: str
    short_name: str
    canonical: str
    units: Mapping[str, Unit]
    loose_units: Mapping[str, str]
    unit_free: bool
    names: tuple[str, ...]
    exact_names: Codes
    short_names: tuple[str, ...]
    short_names_after: tuple[str, ...]
    typical: Mapping[str, tuple[float, float]]
    ask_back: Limits
    refuse: Limits
    better: Better
    magnitude: tuple[Magnitude, ...]
    companions: Mapping[str, tuple[float, float]]
    evidence: int
    at_most: str | None

    @cached_property
    def overlapping(self) -> bool:
        """Whether some bare numbers are believable in both unit systems."""
        if set(self.companions) != {"conventional", "si"}:
            return False
        conventional, si = self.companions["conventional"], self.companions["si"]
        return max(conventional[0], si[0]) < min(conventional[1], si[1])


@dataclass(frozen=True)
class AmbiguousName:
    """A name that several tests share. `asks` is the test to ask about when nothing decides."""

    id: str
    names: tuple[str, ...]
    asks: str
    by_unit: Mapping[str, str]
    by_magnitude: tuple[tuple[float, float, str], ...]
    adjacent: bool
    """Counts only with a number right behind it ("quick" is an everyday word)."""


@dataclass(frozen=True)
class Catalogue:
    """All lab tests known to the product."""

    analytes: Mapping[str, Analyte]
    ambiguous: Mapping[str, AmbiguousName]
    units: Mapping[str, tuple[str, ...]]
    other_tests: tuple[str, ...]
    labels: tuple[str, ...]

    def __getitem__(self, analyte: str) -> Analyte:
        return self.analytes[analyte]

    def __iter__(self) -> Iterator[str]:
        return iter(self.analytes)

    def __contains__(self, analyte: object) -> bool:
        return analyte in self.analytes


class _Entry:
    """One mapping of the file, read key by key so that every problem names its place."""

    def __init__(self, file: Path, place: str, data: object) -> None:
        self.file = file
        self.place = place
        if not isinstance(data, dict):
            self.fail("is not a mapping", "Write it as `key: value` lines")
        self.data: dict[Any, Any] = data

    def fail(self, problem: str, cure: str) -> NoReturn:
        raise CatalogueError(self.file, self.place, problem, cure)

    def only(self, *keys: str) -> None:
        for key in self.data:
            if key not in keys:
                self.fail(f"unknown key {key!r}", f"Use only {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.fail(f"{key!r} is missing or no text", f"Give {key} as text")
        return value

    def number(self, key: str) -> float:
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(f"{key!r} is missing or no number", f"Give {key} as a number")
        return float(value)

    def optional_number(self, key: str) -> float | None:
        return None if key not in self.data else self.number(key)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fail(f"{key!r} is no list of texts", f"Write {key}: [one, two]; quote words such as no and on")
        return tuple(value)

    def pair(self, key: str, value: object) -> tuple[float, float]:
        numbers = isinstance(value, list) and len(value) == 2 and all(isinstance(n, (int, float)) for n in value)
        if not numbers:
            self.fail(f"{key!r} is no pair of numbers", f"Write {key}: [low, high]")
        low, high = cast("list[float]", value)
        if low >= high:
            self.fail(f"{key!r} runs from {low} to {high}", "Put the lower number first")
        return float(low), float(high)

    def part(self, key: str, default: object = None) -> _Entry:
        return _Entry(self.file, f"{self.place}.{key}", self.data.get(key, default))

    def parts(self, key: str) -> list[_Entry]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self.fail(f"{key!r} is no list", f"Write {key} as lines that begin with a dash")
        return [_Entry(self.file, f"{self.place}.{key}[{index}]", item) for index, item in enumerate(value)]


def _span(entry: _Entry) -> tuple[float, float]:
    start, end = entry.number("from"), entry.number("below")
    if start >= end:
        entry.fail(f"from {start} is not below {end}", "Put the lower number under `from`")
    return start, end


def _units(entry: _Entry, known: Mapping[str, tuple[str, ...]]) -> dict[str, Unit]:
    part = entry.part("units")
    units: dict[str, Unit] = {}
    for name in part.data:
        unit = part.part(name)
        unit.only("per_canonical", "system", "decimals")
        if name not in known:
            unit.fail(f"unit {name!r} has no spellings", "Add it under `units` at the top of the file")
        factor = unit.number("per_canonical")
        if factor <= 0:
            unit.fail(f"factor {factor} is not positive", "Give how many of this unit make one canonical unit")
        system = unit.text("system")
        if system not in ("conventional", "si", "both"):
            unit.fail(f"system {system!r} is unknown", "Use conventional, si or both")
        units[name] = Unit(name, factor, cast(System, system), int(unit.number("decimals")))
    return units


def _limits(entry: _Entry, key: str) -> Limits:
    part = entry.part(key, {})
    part.only("below", "above")
    limits = Limits(part.optional_number("below"), part.optional_number("above"))
    if limits.below is not None and limits.above is not None and limits.below >= limits.above:
        part.fail("below is not under above", "Swap the two")
    return limits


def _analyte(entry: _Entry, name: str, known: Mapping[str, tuple[str, ...]]) -> Analyte:
    entry.only(
        "display",
        "canonical",
        "units",
        "loose_units",
        "unit_free",
        "names",
        "exact_names",
        "short_names",
        "typical",
        "ask_back",
        "refuse",
        "better",
        "magnitude",
        "companions",
        "evidence",
        "at_most",
    )
    display = entry.part("display")
    units = _units(entry, known)
    canonical = entry.text("canonical")
    unit_free = bool(entry.data.get("unit_free", False))
    if not unit_free and (canonical not in units or units[canonical].per_canonical != 1):
        entry.fail(f"canonical unit {canonical!r} is not among the units with factor 1", "Add it with per_canonical: 1")
    if not entry.texts("names"):
        entry.fail("has no names", "List under `names` how people write it")
    loose = entry.part("loose_units", {})
    for spelling, unit in loose.data.items():
        if unit not in units or spelling not in known:
            loose.fail(f"{spelling}: {unit} is unknown", "Use a unit of this test and a spelling group of `units`")
    codes = entry.part("exact_names", {})
    codes.only("names", "beside")
    short = entry.part("short_names", {})
    short.only("after", "names")
    typical = entry.part("typical")
    for unit in typical.data:
        if unit and unit not in units:
            typical.fail(f"unit {unit!r} is not a unit of this test", "Use one of its units")
    better = entry.text("better")
    if better not in ("lower", "higher", "in_range"):
        entry.fail(f"better: {better!r} is unknown", "Use lower, higher or in_range")
    magnitude: list[Magnitude] = []
    for line in entry.parts("magnitude"):
        line.only("from", "below", "unit", "times")
        start, end = _span(line)
        unit = line.text("unit")
        if unit not in units and not (unit_free and unit == ""):
            line.fail(f"unit {unit!r} is not a unit of this test", "Use one of its units")
        if any(start < other.end and other.start < end for other in magnitude):
            line.fail("overlaps another line", "A bare number may be certain in one unit only")
        magnitude.append(Magnitude(start, end, unit, line.optional_number("times") or 1.0))
    systems = entry.part("companions", {})
    systems.only("conventional", "si")
    refuse, ask_back = _limits(entry, "refuse"), _limits(entry, "ask_back")
    if refuse.below is None or refuse.above is None:
        entry.fail("refuse needs both limits", "Give refuse: {below: ..., above: ...}")
    if (ask_back.above or refuse.below) > refuse.above or (ask_back.below or refuse.above) < refuse.below:
        entry.fail("ask_back lies outside refuse", "Ask back inside the limits of refusal")
    return Analyte(
        id=name,
        display_name=display.text("name"),
        short_name=display.text("short"),
        canonical=canonical,
        units=units,
        loose_units=dict(loose.data),
        unit_free=unit_free,
        names=entry.texts("names"),
        exact_names=Codes(codes.texts("names"), codes.texts("beside")),
        short_names=short.texts("names"),
        short_names_after=short.texts("after"),
        typical={unit: typical.pair(str(unit), span) for unit, span in typical.data.items()},
        ask_back=ask_back,
        refuse=refuse,
        better=cast(Better, better),
        magnitude=tuple(magnitude),
        companions={system: _span(systems.part(system)) for system in systems.data},
        evidence=int(entry.optional_number("evidence") or 0),
        at_most=entry.text("at_most") if "at_most" in entry.data else None,
    )


def _ambiguous(entry: _Entry, name: str, analytes: Mapping[str, Analyte]) -> AmbiguousName:
    entry.only("names", "asks", "by_unit", "by_magnitude", "adjacent")
    by_unit = entry.part("by_unit", {})
    by_magnitude = []
    for line in entry.parts("by_magnitude"):
        line.only("from", "below", "analyte")
        by_magnitude.append((*_span(line), line.text("analyte")))
    named = {entry.text("asks"), *by_unit.data.values(), *(analyte for _, _, analyte in by_magnitude)} - {"other"}
    for analyte in sorted(named):
        if analyte not in analytes:
            entry.fail(f"{analyte!r} is no analyte", "Name an entry of `analytes`, or other")
    return AmbiguousName(
        name,
        entry.texts("names"),
        entry.text("asks"),
        dict(by_unit.data),
        tuple(by_magnitude),
        bool(entry.data.get("adjacent", False)),
    )


def load_catalogue(file: Path = CATALOGUE_FILE) -> Catalogue:
    """Read and check a catalogue file. Raises CatalogueError naming file, entry and cure."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CatalogueError(
            file, "the file", f"cannot be read ({error})", "Mend the file; the message gives the line"
        ) from error
    root = _Entry(file, "catalogue", data)
    root.only("units", "analytes", "ambiguous", "other_tests", "labels")
    spellings = root.part("units")
    units = {name: spellings.texts(name) for name in spellings.data}
    entries = root.part("analytes")
    analytes = {name: _analyte(entries.part(name), name, units) for name in entries.data}
    shared = root.part("ambiguous", {})
    ambiguous = {name: _ambiguous(shared.part(name), name, analytes) for name in shared.data}
    owners: dict[str, str] = {}
    for analyte in analytes.values():
        for name in analyte.names:
            other = owners.setdefault(name.lower(), analyte.id)
            if other != analyte.id:
                entries.part(analyte.id).fail(
                    f"name {name!r} belongs to {other} too", "Keep it in one, or move it to `ambiguous`"
                )
        for referred in (*analyte.short_names_after, *([analyte.at_most] if analyte.at_most else [])):
            if referred not in analytes:
                entries.part(analyte.id).fail(f"{referred!r} is no analyte", "Name an entry of `analytes`")
    return Catalogue(analytes, ambiguous, units, root.texts("other_tests"), root.texts("labels"))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The product's own catalogue, loaded once."""
    return load_catalogue()
