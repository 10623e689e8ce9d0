"""WhatsApp's markup: whatever a text holds, it is seen as it was meant."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.channels.messengers.cutting import cut, utf16_units
from liverguide.channels.messengers.markdown import part, plain, read
from liverguide.channels.whatsapp.formatting import LOOK_ALIKES, STYLE, length, write
from tests.channels.whatsapp.markup import read_markup

BACK = str.maketrans({look: sign for sign, look in LOOK_ALIKES.items()})
SIGNS = st.text(alphabet="*_~`>[]()-#.! \nab1é", max_size=60)
WITHOUT_LOOK_ALIKES = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="".join(LOOK_ALIKES.values()))
)


def seen_as_meant(text: str) -> str:
    return text.translate(BACK)


@given(SIGNS | WITHOUT_LOOK_ALIKES.filter(lambda text: "http" not in text))
def test_no_text_breaks_out_of_the_markup(text: str) -> None:
    spans = read(text)
    seen, looks = read_markup(write(spans))
    assert seen_as_meant(seen) == plain(spans)
    assert set(looks) <= {"bold"}
    bold = re.sub(r"\s+", "", "".join(span.text for span in spans if span.bold))
    for words in looks.get("bold", []):
        assert re.sub(r"\s+", "", seen_as_meant(words)) in bold


@given(SIGNS)
def test_inside_bold_too(text: str) -> None:
    spans = read(f"**a{text}b** c")
    seen, _ = read_markup(write(spans))
    assert seen_as_meant(seen) == plain(spans)


@given(st.text(alphabet="*_~`ab/.?=&-1", max_size=30))
def test_web_addresses_lead_where_they_led(path: str) -> None:
    address = f"https://a.example/{path}"
    bold = address if "*" in path else f"**see {address}** there"
    for text in (f"see {address} and _that_", bold, f"~ {address}"):
        seen, looks = read_markup(write(read(text)))
        assert unquote(seen).count(address) == 1
        assert set(looks) <= {"bold"}


@settings(max_examples=40)
@given(SIGNS | st.text(max_size=40))
def test_the_length_is_never_less_than_what_is_sent(text: str) -> None:
    spans = read(f"**{text}** {text}")
    assert length(spans) >= utf16_units(write(spans))
    whole = plain(spans)
    lengths = [length(part(spans, 0, place)) for place in range(len(whole) + 1)]
    assert lengths == sorted(lengths)


@given(st.lists(st.sampled_from(["**bold words**", "plain", "**Bold.**", "2_3", "\n", "\n\n", "😀"]), max_size=60))
def test_pieces_are_as_short_as_they_have_to_be(words: list[str]) -> None:
    for piece in cut(read(" ".join(words)), 60, STYLE.length):
        assert 0 < utf16_units(write(piece)) <= 60


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**MELD & you**: it\n- **one** more", "*MELD & you*: it\n• *one* more"),
        ("**Call now.** Do not drive.", "*Call now.* Do not drive."),
        ("(**a**) **b**c", "(a) bc"),
        ("**see https://a.example/b** now", "see https://a.example/b now"),
        ("[our page](https://a.example/x_y)", "our page (https://a.example/x%5Fy)"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("write to ana_ruiz@clinic.example", "write to ana_ruiz@clinic.example"),
        ("_really_ ~no~ 2*3", "ˍreallyˍ ∼no∼ 2∗3"),
        ("> 3.0 mg/dL\n1. Yes", "＞ 3.0 mg/dL\n1. Yes"),
        ("**INR** > 3", "*INR* > 3"),
        ("**INR**\n > 3", "*INR*\n ＞ 3"),
    ],
)
def test_how_it_is_written(text: str, written: str) -> None:
    assert write(read(text)) == written


def test_the_stand_in_reads_markup_as_whatsapp_does() -> None:
    seen, looks = read_markup("*a b* _c_ ~d~ `e` ```f```\n> g 2*3*4 x_y_z * h *")
    assert seen == "a b c d e f\ng 2*3*4 x_y_z * h *"
    assert looks == {"bold": ["a b"], "italic": ["c"], "strike": ["d"], "code": ["e", "f"], "quote": [""]}
