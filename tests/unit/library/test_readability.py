from __future__ import annotations

import pytest

from liverguide.library.readability import reading_grade, syllables


@pytest.mark.parametrize(
    ("word", "spoken"),
    [
        # liver words, counted by saying them
        ("bilirubin", 4), ("creatinine", 4), ("albumin", 3), ("cirrhosis", 3), ("ascites", 3), ("varices", 3),
        ("encephalopathy", 6), ("hepatologist", 5), ("platelets", 2), ("exosomes", 3), ("allogeneic", 5),
        # abbreviations are spoken letter by letter, or as a word
        ("INR", 3), ("MSCs", 3), ("ACLF", 4), ("GGT", 3), ("PT", 2), ("PTA", 3), ("MELD", 1),
        ("ALBI", 2), ("IV", 2), ("UC", 2),
        # common words
        ("the", 1), ("liver", 2), ("doctor", 2), ("emergency", 4), ("people", 2), ("don't", 1), ("don’t", 1),
        ("'hope'", 1),
        # numbers, digit by digit
        ("7", 1), ("90", 2), ("2.5", 2),
    ],
)  # fmt: skip
def test_syllables_are_those_spoken(word: str, spoken: int) -> None:
    assert syllables(word) == spoken


def test_a_word_of_no_list_is_counted_by_its_vowels() -> None:
    assert syllables("regrowth") == 2
    assert syllables("decompensated") == 5
    assert syllables("zz") == 1


# grade = 0.39 words/sentences + 11.8 syllables/words - 15.59
@pytest.mark.parametrize(
    ("text", "words", "sentences", "spoken"),
    [
        ("The cat sat on the mat.", 6, 1, 6),
        ("The liver makes albumin. It can fail.", 7, 2, 10),  # 1+2+1+3 and 1+1+1
        ("Bilirubin and creatinine are blood tests!", 6, 1, 4 + 1 + 4 + 1 + 1 + 1),
        ("Two things help:\n- rest\n- sleep", 5, 3, 5),  # a colon ends a sentence, and so does each line of a list
        ("First line\n\nsecond line", 4, 2, 5),
        ("**Call now.** Then wait.", 4, 2, 4),  # bold does not hide the end of a sentence
    ],
)
def test_grades_follow_the_formula(text: str, words: int, sentences: int, spoken: int) -> None:
    assert reading_grade(text) == pytest.approx(0.39 * words / sentences + 11.8 * spoken / words - 15.59)


def test_a_grade_counted_by_hand() -> None:
    # em-es-sees are cells that sup-port oth-er tis-sue: 12 syllables; they are found in bone mar-row: 7
    text = "MSCs are cells that support other tissue [general]. They are found in bone marrow [general]."

    assert reading_grade(text) == pytest.approx(4.19, abs=0.005)


def test_marks_and_bold_do_not_count_and_a_placeholder_is_one_word() -> None:
    plain = reading_grade("Call clinic now.")

    assert reading_grade("**Call {clinic.name} now** [liu_2022, general].") == pytest.approx(plain)


def test_harder_text_has_a_higher_grade() -> None:
    easy = "Your liver makes a blood protein. It is called albumin."
    hard = (
        "Hepatic synthesis of albumin deteriorates considerably in advanced decompensated cirrhosis of any aetiology."
    )

    assert reading_grade(easy) < 6
    assert reading_grade(hard) > 12


@pytest.mark.parametrize("text", ["", "   ", "[liu_2022]", "..."])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    with pytest.raises(ValueError, match="without words"):
        reading_grade(text)
