"""Passwords: which ones may be chosen, and how they are kept and checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
# zxcvbn's scale from 0 to 4: at 4 it takes more than 10^10 guesses; at 3 "ilovelivers12" would do.
EASIEST = 4
# It takes more than linear time, and what is hard to guess so far stays so.
JUDGED = 32
# Categories of Unicode: control characters, and halves of characters, as bytes that are no text are read.
UNTYPED = frozenset({"Cc", "Cs"})
OBVIOUS = ("liverguide", "liver", "clinic", "frontdesk")

# RFC 9106's choice for little memory: 64 MiB for each password that is being checked.
_hasher = argon2.PasswordHasher()
# What is checked for an unknown name, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash("nobody has this password")


class BadPassword(Exception):
    """A password that may not be chosen; the text says why."""


def hashed(password: str, personal: Iterable[str]) -> str:
    """How a new password is kept. `personal` are words that others connect with the person, such as the name.

    Raises:
        BadPassword: it is too short or too long, can't be typed, is common, or easy to guess for who knows the person.
    """
    password = _normal(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadPassword(f"A password must have {SHORTEST} to {LONGEST} characters.")
    if any(unicodedata.category(character) in UNTYPED for character in password):
        raise BadPassword("This password holds a sign that can't be typed at the log-in. Choose another one.")
    from zxcvbn import zxcvbn  # loads lists of common passwords

    words = [word for text in personal for word in (text, *text.split())]
    judged = zxcvbn(password[:JUDGED], user_inputs=[*words, *OBVIOUS])
    if judged["score"] < EASIEST:
        raise BadPassword("This password is easy to guess. Use four or more words that do not belong together.")
    return _hasher.hash(password)


def belongs(kept: str | None, password: str) -> bool:
    """Whether a password is the kept one; None takes as long, and is never right."""
    try:
        _hasher.verify(kept or _NOBODY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def kept_anew(kept: str, password: str) -> str | None:
    """How the same password is kept with today's settings; None if it is so already."""
    return _hasher.hash(_normal(password)) if _hasher.check_needs_rehash(kept) else None


def _normal(password: str) -> str:
    # The same key gives different code points on different systems.
    return unicodedata.normalize("NFKC", password)
