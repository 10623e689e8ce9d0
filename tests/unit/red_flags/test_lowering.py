"""Why a mention is lowered, and what keeps it up."""

from __future__ import annotations

import pytest

from liverguide.understanding.red_flags import assess, find_red_flag


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("no fever", "infection", "denied"),
        ("he hasn't vomited any blood", "bleeding", "denied"),
        ("denies fever, chest pain or seizures", "chest", "denied"),
        ("chest pain: none", "chest", "denied"),
        ("last year I vomited blood", "bleeding", "past"),
        ("what if I vomit blood?", "bleeding", "hypothetical"),
        ("is black stool a sign of bleeding?", "bleeding", "teaching_question"),
        ("a man in the forum vomited blood", "bleeding", "other_story"),
        ("fever was a side effect in the trial", "infection", "other_story"),
        ("no tiene fiebre", "infection", "denied"),
        ("el año pasado vomitó sangre", "bleeding", "past"),
        ("case on paper: 58 year old man, vomits fresh blood", "bleeding", "teaching_question"),
        ("my gums bleed a little, nothing new, the dentist knows", "bleeding", "long_standing"),
        ("Denies fever, chills, melena, chest pain, SOB. Here for counselling.", "chest", "denied"),
        ("Fever, bleeding, confusion? None of that.", "infection", "denied"),
        ("the doctor asked about fever and confusion and I said no to everything", "encephalopathy", "denied"),
        ("No chest pain, no trouble breathing", "breathing", "denied"),
        ("Mum is not confused any more", "encephalopathy", "denied"),
        ("I was short of breath from running for the bus, fine now", "breathing", "past"),
        ("a man with varices vomited buckets of blood in the film", "bleeding", "other_story"),
        ("the cat can't breathe well", "breathing", "animal"),
        ("I'm shivering, the office AC is brutal", "infection", "figurative"),
        ("why would a doctor ask if I had black stools?", "bleeding", "hypothetical"),
        ("we collapsed with laughter at the form", "other", "figurative"),
    ],
)
def test_a_lowered_mention_is_named_with_its_reason(text: str, kind: str, reason: str) -> None:
    assessment = assess(text)
    assert assessment.flag is None
    assert (kind, reason) in assessment.lowered


@pytest.mark.parametrize(
    "text",
    [
        "what if I'm vomiting blood right now",
        "no fever but he is vomiting blood",
        "no fever he is vomiting blood",
        "no fever, vomiting blood since noon",
        "last year I vomited blood and now again",
        "Last year I vomited blood. It is happening again.",
        "I vomited blood, is that normal?",
        "should I worry that my stool is black since yesterday?",
        "I read that black stool is bad and mine is black today",
        "what should I do if my dad is vomiting blood",
        "he can't stop vomiting blood",
        "not sure if she is confused or just tired",
        "the trial nurse said fever is normal but I have 39.2 fever",
        "my uncle died of cirrhosis and now my dad is vomiting blood",
        "I am a nursing student and my dad is vomiting blood",
        "for my essay I read about bleeding and now I am vomiting blood",
        "yellow eyes, he has had cirrhosis for ten years",
        "my gums bleed, the dentist knows, but it is getting worse",
        "I vomit blood, same as always",
        "the bill came and I want to die",
        "he was confused in 2019 and he is confused again",
        "denies drinking, vomiting blood since noon",
        "denies alcohol but has chest pain",
        "denies alcohol. Chest pain for an hour",
        "none of the doctors answer and she is vomiting blood",
        "he is not vomiting blood any more",
        "I was short of breath from running for the bus and it is getting worse",
        "I can't get from bed to chair without gasping for air",
        "the dog bit me and the bleeding won't stop",
        "is black stool from iron? It started last night",
        "is tarry stool a side effect of stem cells, my dad has it since yesterday",
        "is it usual that the toilet bowl is full of blood?",
        "I'm shivering and the drip site is red hot",
    ],
)
def test_a_present_danger_is_not_silenced(text: str) -> None:
    assert find_red_flag(text) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("HR 72, SpO2 98%", None),
        ("pulse 72 BP 120/80 sats 99 temp 36.6", None),
        ("sats 84", "breathing"),
        ("84% on the oximeter", "breathing"),
        ("HR 134, SpO2 98%", "other"),
        ("BP 70/40", "other"),
        ("BP 118/70", None),
        ("blood sugar 38 and he's sweaty and shaking", "other"),
        ("T 38.7 HR 90", "infection"),
    ],
)
def test_a_number_belongs_to_the_measure_it_stands_with(text: str, kind: str | None) -> None:
    flag = find_red_flag(text)
    assert (flag.kind if flag else None) == kind


def test_one_mention_is_lowered_and_another_raised() -> None:
    assessment = assess("No fever. He is vomiting blood.")
    assert assessment.flag is not None
    assert assessment.flag.kind == "bleeding"
    assert ("infection", "denied") in assessment.lowered


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("my chest hurts and he wants to kill himself", ["self_harm", "chest"]),
        ("fever and vomiting blood", ["bleeding", "infection"]),
        ("he passed out and cannot breathe", ["breathing", "other"]),
    ],
)
def test_the_most_urgent_kind_comes_first(text: str, kinds: list[str]) -> None:
    assert [flag.kind for flag in assess(text).flags] == kinds


def test_the_phrase_is_the_stretch_as_written() -> None:
    flag = find_red_flag("Hello, my Dad is VOMITTING some bllod — please!")
    assert flag is not None
    assert flag.phrase == "VOMITTING some bllod"
    assert flag.certainty == "present"


def test_doubt_makes_it_possible_but_not_silent() -> None:
    flag = find_red_flag("I think he might be a bit confused")
    assert flag is not None
    assert flag.certainty == "possible"
