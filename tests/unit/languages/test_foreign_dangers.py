"""Plain words for dangers in languages that are not understood otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from liverguide.library import current_library
from liverguide.understanding.foreign_dangers import (
    ForeignDangersError,
    foreign_danger,
    read_foreign_dangers,
)
from liverguide.understanding.language import LanguageRecognition, Thresholds, is_foreign
from liverguide.understanding.language_identification import identify

DANGERS = [
    ("il vomit du sang depuis ce matin", "fr", "bleeding"),
    ("mon mari ne se réveille plus", "fr", "encephalopathy"),
    ("mein Mann erbricht Blut", "de", "bleeding"),
    ("meine Mutter ist plötzlich sehr verwirrt", "de", "encephalopathy"),
    ("ich will nicht mehr leben", "de", "self_harm"),
    ("meu pai está vomitando sangue", "pt", "bleeding"),
    ("mia madre non si sveglia", "it", "encephalopathy"),
    ("我爸爸今天吐血了", "zh", "bleeding"),
    ("我不想活了", "zh", "self_harm"),
    ("والدي يتقيأ دم الآن", "ar", "bleeding"),
    ("у мамы чёрный стул со вчерашнего дня", "ru", "bleeding"),
    ("он потерял сознание", "ru", "encephalopathy"),
    ("मेरी माँ सुबह से बेहोश है", "hi", "encephalopathy"),
    ("papa khoon ki ulti kar rahe hain", "hi", "bleeding"),
    ("ابو کو صبح سے کالا پاخانہ آ رہا ہے", "ur", "bleeding"),
    ("বাবা রক্ত বমি করছে", "bn", "bleeding"),
    ("babam kan kusuyor ne yapalım", "tr", "bleeding"),
    ("mąż bredzi i nie poznaje mnie", "pl", "encephalopathy"),
    ("bố tôi nôn ra máu từ tối qua", "vi", "bleeding"),
    ("nagsusuka ng dugo si nanay", "tl", "bleeding"),
    ("父が血を吐きました", "ja", "bleeding"),
    ("아버지가 피를 토했어요", "ko", "bleeding"),
    ("він втратив тяму, не прокидається", "uk", "encephalopathy"),
    ("tata varsă sânge", "ro", "bleeding"),
    ("mijn vader braakt bloed", "nl", "bleeding"),
    ("پدرم خون بالا می‌آورد", "fa", "bleeding"),
    ("ο πατέρας μου λιποθύμησε", "el", "encephalopathy"),
    ("אבא שלי מקיא דם", "he", "bleeding"),
    ("ayah saya muntah darah", "id", "bleeding"),
    ("baba yangu anatapika damu", "sw", "bleeding"),
]
CALM = [
    ("mein Vater hatte letztes Jahr eine Blutung, was sind Varizen?", "de"),
    ("est-ce que la fièvre est fréquente après la perfusion", "fr"),
    ("o que significa encefalopatia hepática?", "pt"),
    ("肝硬化可以用干细胞治疗吗", "zh"),
    ("xin chào, bác sĩ có nói tiếng việt không", "vi"),
    ("từ từ tôi đọc", "vi"),
    ("magkano po ang stem cell para sa atay", "tl"),
    ("что значит повышенный АЛТ", "ru"),
    ("هل العلاج آمن", "ar"),
]


@pytest.mark.parametrize(("text", "language", "kind"), DANGERS)
def test_dangers(text: str, language: str, kind: str) -> None:
    assert foreign_danger(text, language) == kind


@pytest.mark.parametrize(("text", "language", "kind"), DANGERS)
def test_the_language_of_a_danger_is_recognised(text: str, language: str, kind: str) -> None:
    evidence = identify(text)

    assert evidence.language == language
    assert is_foreign(evidence, 0.0, Thresholds(**LanguageRecognition.get_default_config()))


@pytest.mark.parametrize(("text", "language"), CALM)
def test_questions_are_no_dangers(text: str, language: str) -> None:
    assert foreign_danger(text, language) is None


@pytest.mark.parametrize("language", ["en", "es", "xx"])
def test_other_patterns_judge_english_and_spanish(language: str) -> None:
    assert foreign_danger("mein Mann erbricht Blut", language) is None


def test_every_language_with_a_sentence_has_dangers() -> None:
    assert set(read_foreign_dangers()) == set(current_library().languages) - {"es"}


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "foreign_dangers.yml"
    broken.write_text("headache: {fr: [migraine]}\n", encoding="utf-8")

    with pytest.raises(ForeignDangersError, match="headache"):
        read_foreign_dangers(broken)
