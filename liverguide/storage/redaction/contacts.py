"""Mail addresses, also those spelt out, links, names in social networks, and what opens an account."""

from __future__ import annotations

import re

LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+|(?<![\w.@/-])(?:[a-z][\w-]*\.)+[a-z]{2,}/[^\s<>\"]*", re.IGNORECASE)
# Each begins at the beginning of a word only, so that long runs of letters are read once.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DOT = r"(?:\s*(?:\.|[\[({]\s*(?:dot|punto|ponto|punkt)\s*[\])}])\s*|\s+(?:dot|punto|ponto|punkt)\s+)"
SIGN = r"(?:dot|punto|ponto|punkt|underscore|dash|hyphen|plus|minus)"
END = r"(?:com|org|net|edu|gov|info|co|uk|us|de|es|fr|it|in|br|mx|pt|io|me|eu|ca|au|ch|at)"
SPELT_MAIL = re.compile(
    rf"(?<![\w.+-])(?:[\w+-]+(?:\.[\w+-]+)*)(?:\s+{SIGN}\s+[\w+-]+){{0,3}}"
    rf"(?:\s*[\[({{]\s*(?:at|arroba|@)\s*[\])}}]\s*|\s+(?:at|arroba|@)\s+|\s+@|@\s+)"
    rf"(?:(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|proton(?:mail)?|gmx|web)(?:{DOT}{END}\b)+"
    # Of other names only what is spelt out: "meet me at clinic.example" is no mail address.
    rf"|[\w-]+(?:\s+(?:dot|punto|ponto|punkt)\s+|\s*[\[({{]\s*(?:dot|punto|ponto|punkt)\s*[\])}}]\s*)"
    rf"(?:[\w-]+{DOT})?{END}\b)",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w.@/])@[a-z_][\w.]{2,}", re.IGNORECASE)
ACCOUNT = re.compile(
    r"\b((?:instagram|insta|facebook|twitter|telegram|tiktok|snapchat|skype|linkedin)"
    r"(?:\s+(?:name|handle|user|username|account|id))?\s*(?:\bis\b|:|=)\s*)[a-z][\w.-]{2,}",
    re.IGNORECASE,
)
# Names of accounts hold a figure or a sign; "my login is broken" tells none.
LOGIN = re.compile(
    r"\b((?:log-?in|user ?name|user id|screen name|handle|usuario)\s*(?:\bis\b|\bes\b|:|=)\s*)"
    r"(?=[a-z.-]*[\d_])[\w.-]{3,}",
    re.IGNORECASE,
)
PASSWORD = re.compile(
    r"\b((?:password|passcode|pass ?phrase|contraseña|clave)\s*(?:\bis\b|\bes\b|:|=)\s*)(?=[^\s\d]*\d)\S{4,}",
    re.IGNORECASE,
)


def without_contacts(text: str) -> str:
    """The text without ways to write to somebody or to log in as somebody."""
    text = LINK.sub("[link]", text)
    text = MAIL.sub("[mail]", text)
    if "at" in text.lower() or "@" in text or "arroba" in text.lower():
        text = SPELT_MAIL.sub("[mail]", text)
    text = HANDLE.sub("[name]", text)
    text = PASSWORD.sub(r"\1[removed]", text)
    for pattern in (ACCOUNT, LOGIN):
        text = pattern.sub(r"\1[name]", text)
    return text
