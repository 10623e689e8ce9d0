"""Values bound to tests: by tables, by qualifiers behind them, by the cheapest linking, by what was asked."""

from __future__ import annotations

from dataclasses import replace

from liverguide.labs.catalogue import catalogue
from liverguide.labs.gaps import read_gap
from liverguide.labs.linking import Item, link
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER, Name
from liverguide.labs.observations import Observation
from liverguide.labs.tables import read_tables
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING

_IGNORED_COST = 6.5


def bind(
    message: Message, names: list[Name], closed: set[int], suspects: set[int], values: list[Value]
) -> tuple[list[Observation], list[str]]:
    """Every value bound to a test, and the tests said to be missing. `closed`, `suspects`: starts of names."""
    observations: list[Observation] = []
    cells = read_tables(message, values)
    cells = [cell for cell in cells if any(cell.name.start == name.start for name in names)]
    by_name = {name.start: name for name in names}
    observations += [Observation(by_name[cell.name.start].test, cell.value, cell.name, age=cell.age) for cell in cells]
    used_values = {id(cell.value) for cell in cells}
    used_names = {cell.name.start for cell in cells}
    free_names = [name for name in names if name.start not in used_names]
    free_values = [value for value in values if id(value) not in used_values]
    suffixes = _qualified_behind(message, free_names, free_values)
    observations += suffixes
    bound = {id(observation.value) for observation in suffixes}
    bound_names = {observation.name.start for observation in suffixes if observation.name is not None}
    items = _items(
        message,
        [name for name in free_names if name.start not in bound_names],
        closed,
        [value for value in free_values if id(value) not in bound],
    )
    for found in link(message, items):
        if found.cost > _IGNORED_COST:
            continue
        uncertain = not found.sure or found.name.start in suspects
        observations.append(Observation(found.test, found.value, found.name, uncertain=uncertain, listed=found.listed))
    observations = [_activity(message, observation) for observation in _pairs(message, items, observations)]
    observations = _without_ratios(observations)
    observations.sort(key=lambda observation: observation.value.start)
    _share_units(observations)
    missing = [name.test for name in names if name.start in closed and name.test in catalogue()]
    return observations, missing


def _without_ratios(observations: list[Observation]) -> list[Observation]:
    """ "ALT 48, AST 80, AST/ALT 1.67": of two tests with values of their own, one number for both is the ratio."""
    sure = {seen.test for seen in observations if not seen.uncertain}
    return [seen for seen in observations if not seen.two_tests or not {seen.test, *seen.two_tests} <= sure]


def _activity(message: Message, observation: Observation) -> Observation:
    """ "AP 62%": in Spanish and Portuguese the prothrombin activity, while no phosphatase has per cent."""
    name = observation.name
    if (
        observation.test == "pta"
        and name is not None
        and message.folded(name.start).startswith(("activi", "ativi", "aktivi"))
    ):
        return replace(observation, uncertain=observation.uncertain or observation.value.start - name.end > 1)
    if observation.test != "alp" or observation.value.unit != "%" or name is None or message.folded(name.start) != "ap":
        return observation
    return Observation("pta", observation.value, name, uncertain=observation.uncertain)


def _items(message: Message, names: list[Name], closed: set[int], values: list[Value]) -> list[Item]:
    items = [Item(name.start, name.end, test=name.test, closed=name.start in closed) for name in names]
    items += [Item(value.start, value.end, value=value) for value in values]
    items.sort(key=lambda item: item.start)
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if (
            before is not None
            and before.value is None
            and item.value is None
            and before.test == item.test
            and item.test != OTHER
        ):
            # "Bilirubin total (TBIL)": one test named twice.
            before.end, before.closed = item.end, item.closed
            continue
        if before is not None and item.start < before.end:
            before.end = min(before.end, item.start)
        merged.append(item)
    return merged


def _qualified_behind(message: Message, names: list[Name], values: list[Value]) -> list[Observation]:
    """ "bilirubin 2.3 total, 1.1 direct": qualifiers behind their numbers."""
    observations: list[Observation] = []
    order: list[Name | Value] = sorted([*names, *values], key=lambda item: item.start)
    index = len(order) - 1
    while index > 0:
        name, value = order[index], order[index - 1]
        if (
            isinstance(name, Name)
            and name.qualifier
            and isinstance(value, Value)
            and _touching(message, value.end, name.start)
        ):
            following = order[index + 1] if index + 1 < len(order) else None
            ahead = isinstance(following, Value) and read_gap(message, name.end, following.start)
            leads = (
                ahead
                and not (ahead.comma or ahead.newlines or ahead.sentence or ahead.conjunction or ahead.unknown)
                and (message.folded(name.end) != ")" or message.folded(name.end + 1) in (":", "="))
            )
            suffixed = bool(observations) and observations[-1].value is following
            if not leads or suffixed:
                observations.append(Observation(name.test, value, name))
                index -= 2
                continue
        index -= 1
    return observations


def _touching(message: Message, start: int, end: int) -> bool:
    return all(word in ("(", "for", "was", "is", "the") for word in message.words(start, end)) and end - start <= 2


def _pairs(message: Message, items: list[Item], observations: list[Observation]) -> list[Observation]:
    """Two tests joined by a stroke: "PT/INR 1.4" is the INR, "AST/ALT 45" could be either."""
    result: list[Observation] = []
    position = {id(item): index for index, item in enumerate(items)}
    taken = {id(observation.name) for observation in observations}
    for observation in observations:
        index = position.get(id(observation.name))
        before = items[index - 1] if index else None
        if (
            index is None
            or before is None
            or before.value is not None
            or id(before) in taken
            or before.test in (OTHER, observation.test)
            or observation.test == OTHER
            or before.closed
        ):
            result.append(_after_pt_inr(message, observation, observations))
            continue
        assert isinstance(observation.name, Item)
        between = message.words(before.end, observation.name.start)
        heads = between in ([":"], ["("]) and (before.test, observation.test) == ("bilirubin", "direct_bilirubin")
        joined = not heads and between in (["/"], ["-"], ["\\"], [":"], ["("], ["and"], ["&"], ["and", "my"])
        same = {"both", "each"} & set(message.words(observation.name.end, observation.value.start))
        if joined and same and observation.value.start - observation.name.end <= 4 and before.test in catalogue():
            assert before.test is not None
            result.append(Observation(before.test, observation.value, before))
            result.append(observation)
        elif not joined or observation.value.start < observation.name.start:
            result.append(_after_pt_inr(message, observation, observations))
        elif {before.test, observation.test} == {"pt", "inr"}:
            test = "pt" if observation.value.unit == "s" else "pta" if observation.value.unit == "%" else "inr"
            result.append(Observation(test, observation.value, observation.name, observation.uncertain))
        else:
            result.append(
                Observation(
                    observation.test,
                    observation.value,
                    observation.name,
                    uncertain=True,
                    two_tests=(before.test or "",),
                )
            )
    return result


def _after_pt_inr(message: Message, observation: Observation, observations: list[Observation]) -> Observation:
    """ "PT-INR 15.2/1.4": the seconds first."""
    name = observation.name
    if (
        observation.test != "inr"
        or name is None
        or not message.folded(name.start).startswith(("pt", "prothrombin", "tp", "quick"))
    ):
        return observation
    mates = [other for other in observations if other.name is name]
    if (
        len(mates) == 2
        and mates[0] is observation
        and mates[0].value.number.value >= 7
        and mates[1].value.number.value <= 6
        and mates[0].value.unit in (None, "s")
    ):
        return Observation("pt", observation.value, name, observation.uncertain)
    return observation


def _share_units(observations: list[Observation]) -> None:
    """ "total/direct bilirubin 3.2/1.8 mg/dL": a unit behind a list serves the whole list."""
    for left, right in zip(reversed(observations[:-1]), reversed(observations[1:]), strict=True):
        if (
            left.listed
            and right.listed
            and left.value.unit is None
            and right.value.unit is not None
            and left.test in catalogue()
        ) and right.value.unit in catalogue()[left.test].units:
            left.value.unit = right.value.unit


def bind_expected(
    message: Message, values: list[Value], observations: list[Observation], expecting: str | None
) -> tuple[list[Observation], tuple[float, ...]]:
    """Free values become those of the test that was asked for; the numbers that stay unassigned."""
    bound = {id(observation.value) for observation in observations}
    free = [value for value in values if id(value) not in bound and not value.bare_range]
    free += [value for value in values if id(value) not in bound and value.bare_range]
    if expecting is None or any(observation.test == expecting for observation in observations):
        return observations, tuple(value.number.value for value in free if not value.number.in_words and not value.dose)
    added = []
    for value in sorted(free, key=lambda value: value.start):
        word = message.tokens[value.start - 1] if value.start else None
        strange = (
            word is not None
            and word.kind == "word"
            and word.folded not in BINDING
            and word.folded not in ("than", "over", "under", "above", "below")
        )
        added.append(Observation(expecting, value, None, uncertain=strange))
    return sorted([*observations, *added], key=lambda observation: observation.value.start), ()
