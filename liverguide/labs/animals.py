"""Animals in a message: what the vet measured is nobody's value."""

from __future__ import annotations

from liverguide.labs.message import Message

ANIMAL = "animal"
"""The owner of values that belong to no person."""
_ANIMALS = frozenset(
    [
        *("dog", "doggy", "doggo", "puppy", "pup", "cat", "kitten", "kitty", "horse", "pony", "mare", "foal", "rabbit"),
        *("bunny", "hamster", "ferret", "parrot", "guinea-pig", "cow", "goat", "sheep", "pet", "labrador", "terrier"),
        *("spaniel", "poodle", "retriever", "perro", "perra", "gato", "gata", "hund", "katze", "chien", "chat"),
    ]
)
_OWNS = frozenset(["'s", "has", "had", "have", "got", "with", ":", "s"])
_PLACED = frozenset(["in", "of", "for", "from"])


def is_animal(word: str) -> bool:
    """Whether a folded word names an animal that people keep."""
    return word in _ANIMALS or (word.endswith("s") and word.rstrip("s'") in _ANIMALS)


def owning_animal(message: Message, index: int) -> bool | None:
    """Whether values behind the animal at a token are its own; None where the token names no animal or no owner."""
    if not is_animal(message.folded(index)) or message.folded(index + 1) in ("scan", "scans", "food", "bite"):
        return None
    names = message.name_start_set
    following = message.folded(index + 1)
    if following in _OWNS or index + 1 in names or (following in ("liver", "blood", "labs") and index + 2 in names):
        return True
    return False if index + 2 in names and following in (",", "-", "(") else None


def animal_behind(message: Message, index: int) -> bool:
    """Whether the animal at a token owns the value before it: "ALT 320 in our dog"."""
    before = message.words(index - 2, index)
    return is_animal(message.folded(index)) and len(before) == 2 and before[0] in _PLACED and before[1] != "a"
