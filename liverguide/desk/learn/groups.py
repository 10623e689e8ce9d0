"""Messages with something to learn from, grouped by meaning, the largest group first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liverguide.desk.desk import Desk
from liverguide.desk.learn.grouping import ALIKE_IN_WORDS, groups, likeness, vectors_of_words
from liverguide.desk.learn.meaning import meanings, vectors
from liverguide.desk.learn.missed import Listing, Missed

# So many different texts are compared, the newest.
MOST_TEXTS = 4_000
MOST_KINDS = 3
# Seconds. A little that is new is compared while somebody waits, and more of it beside (learn.catching_up).
PATIENCE_OF_PAGE = 0.05


@dataclass(frozen=True)
class Group:
    """Messages that are about the same, the most typical first."""

    messages: tuple[Missed, ...]

    @property
    def typical(self) -> Missed:
        """The message that stands for the group."""
        return self.messages[0]

    @property
    def channels(self) -> list[tuple[str, int]]:
        """Where they were said, with how many."""
        return Counter(each.channel for each in self.messages).most_common()

    @property
    def did(self) -> list[tuple[str, int]]:
        """What the assistant mostly did with them, with how many."""
        return Counter(each.did for each in self.messages).most_common(MOST_KINDS)

    @property
    def did_otherwise(self) -> int:
        """With how many it did something else."""
        return len(self.messages) - sum(number for _, number in self.did)


@dataclass(frozen=True)
class Overview:
    """All groups. `by_words` messages could be compared by words only; `left_out` older ones not at all."""

    groups: tuple[Group, ...]
    by_words: int
    away: bool
    left_out: int

    @property
    def count(self) -> int:
        """How many messages stand in groups."""
        return sum(len(group.messages) for group in self.groups)

    def group_of(self, message: int) -> Group | None:
        """The group in which a message stands."""
        return next((group for group in self.groups if any(each.id == message for each in group.messages)), None)


def overview(desk: Desk, listing: Listing, patience: float = PATIENCE_OF_PAGE) -> Overview:
    """What nobody has labelled yet, as it is now; after `patience` seconds no more vectors are asked for."""
    with desk.database.session() as session:
        found = listing(session, desk.library)
    same: dict[str, list[Missed]] = {}
    for message in found:
        same.setdefault(_plain(message.text), []).append(message)
    texts = list(same)[:MOST_TEXTS]
    messages = {text: [each.id for each in same[text]] for text in texts}
    known = meanings(desk.database, desk.assistant, messages, patience)
    by_meaning = [text for text in texts if text in known.messages]
    by_words = [text for text in texts if text not in known.messages]
    compared = desk.comparisons[listing].groups(
        known.encoder, by_meaning, _weights(by_meaning, same), lambda: vectors(desk.database, known)
    )
    made = _grouped(by_meaning, same, compared)
    if by_words:
        alike = likeness(vectors_of_words(by_words), ALIKE_IN_WORDS)
        made += _grouped(by_words, same, groups(alike, _weights(by_words, same)))
    # Of groups of one size the one with the newest message first.
    made.sort(key=lambda group: (-len(group.messages), -max(each.id for each in group.messages)))
    return Overview(
        groups=tuple(made),
        by_words=sum(_weights(by_words, same)),
        away=known.away,
        left_out=len(found) - sum(_weights(texts, same)),
    )


def _grouped(texts: Sequence[str], same: dict[str, list[Missed]], rows: Iterable[Sequence[int]]) -> list[Group]:
    return [Group(tuple(message for row in group for message in same[texts[row]])) for group in rows]


def _weights(texts: Iterable[str], same: dict[str, list[Missed]]) -> list[int]:
    return [len(same[text]) for text in texts]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
