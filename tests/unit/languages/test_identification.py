"""Which language a message is written in: hard cases on both sides, without the trained model."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.understanding.language import LanguageRecognition, Thresholds, is_foreign
from liverguide.understanding.language_identification import identify, named_language
from liverguide.understanding.language_words import LanguageWordsError, known_languages, read_known_languages

THRESHOLDS = Thresholds(**LanguageRecognition.get_default_config())

FOREIGN = {
    # the writing system
    "什么是MELD评分": "zh",
    "肝硬変に幹細胞は効きますか": "ja",
    "費用は": "ja",
    "간경변 줄기세포 치료 비용이 얼마예요": "ko",
    "هل العلاج آمن": "ar",
    "کیا آپ اردو سمجھتے ہیں": "ur",
    "هزینه درمان سلول بنیادی چقدر است": "fa",
    "что такое цирроз": "ru",
    "що таке фіброз печінки": "uk",
    "τι είναι η κίρρωση": "el",
    "מה זה שחמת הכבד": "he",
    "लिवर सिरोसिस क्या होता है": "hi",
    "লিভার সিরোসিস কী": "bn",
    "விலை எவ்வளவு": "ta",
    "что значит INR 2.1": "ru",
    # greetings and thanks
    "bonjour": "fr",
    "Hola!": "es",
    "bom dia": "pt",
    "guten Tag": "de",
    "grazie mille": "it",
    "merhaba": "tr",
    "dzień dobry": "pl",
    "xin chao": "vi",
    "kumusta po": "tl",
    "asante sana": "sw",
    "selamat pagi": "id",
    "buna ziua": "ro",
    "goedemiddag": "nl",
    "merci beaucoup, au revoir": "fr",
    # sentences
    "¿qué es la terapia con células madre?": "es",
    "cuanto cuesta": "es",
    "quanto custa": "pt",
    "quanto costa": "it",
    "o que significa INR alto?": "pt",
    "combien coûte une perfusion de cellules souches": "fr",
    "mein Vater hatte letztes Jahr eine Blutung, was sind Varizen?": "de",
    "mio marito ha la cirrosi epatica": "it",
    "hoeveel kost zo'n behandeling met stamcellen": "nl",
    "co oznacza wysoka bilirubina": "pl",
    "karaciğer sirozu nedir": "tr",
    "INR neden yükselir": "tr",
    "gan nhiem mo co chua duoc khong": "vi",
    "magkano po ang stem cell para sa atay": "tl",
    "apa itu sirosis hati dan berapa biayanya": "id",
    "ugonjwa wa ini unatibiwa vipi": "sw",
    "ce este ciroza hepatică": "ro",
    # Latin letters for other writing systems
    "no entiendo inglés": "es",
    "je suis Ana de la Cruz et je voudrais un rendez-vous": "fr",
    "kya aap hindi me baat kar sakte ho": "hi",
    "liver cirrhosis ka ilaaj kya hai": "hi",
    "ana 3ayez a3raf el 3elag da be kam": "ar",
    "liver er chikitsa koto taka lage": "bn",
    # a language without a sentence of its own
    "mit jelent a magas bilirubin": "hu",
    "dobrý den, mluvíte česky?": "cs",
}

ENGLISH = [
    "what is cirrhosis",
    "um what's a mel score",
    "im sad",
    "im not, no",
    "no dont",
    "hello im margaret",
    "dunno mate",
    "aye",
    "ta ta",
    "hai",
    "namaste",
    "normal albumin?",
    "GGT 90 drinker?",
    "bilirubin 17 μmol/L normal?",
    "albumin 34 g/L",
    "albi in non HCC cirrhosis valid?",
    "can stem cells cure als my friend got it at 41",
    "TIPS for ascites",
    "SI units",
    "ATMP under EU law?",
    "best laptop for med school",
    "adios amigo, im off",
    "ciao for now mate",
    "gracias my friend, what is the price",
    "merci, it was clear",
    "namaste ji hello",
    "hallo from Durban",
    "what does 肝硬化 mean",
    "what is цирроз",
    "Dr. Guillermo Hernández de la Cruz said my INR is high",
    "my doctor Nguyễn Văn Hùng prescribed spironolactone and lactulose",
    "is Ursofalk the same as ursodeoxycholic acid",
    "do I take Aldactone with Lasix",
    "María Fernández de la Cruz, 202 555 0100",
    "Jorge de la Torre 2025550100",
    "protocol: 1x, 3x, 4x?",
    "no gracias",
    "my aunt Giulia from Reggio Emilia has PBC",
    "does Hepamerz help",
    "TP on a spanish lab, tiempo, 16 s",
    "alat and asat on my german results, are those the liver enzymes",
    "the paper says 'cirrosis hepática', is that the same",
    "what is gan hun mi",
    "",
    "1.4",
    "👍",
    "?!",
]


def language_of(text: str, classifier: float = 0.0) -> str:
    evidence = identify(text)
    return (evidence.language or "en") if is_foreign(evidence, classifier, THRESHOLDS) else "en"


@pytest.mark.parametrize(("text", "language"), FOREIGN.items())
def test_foreign_messages(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_messages_stay_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("name", ["Ana Ruiz", "Maria Gonzalez", "Giulia Rossi", "Nguyen Van Hung", "John Smith"])
def test_a_name_is_not_foreign_even_where_the_classifier_thinks_so(name: str) -> None:
    assert language_of(name, classifier=0.6) == "en"


def test_less_suffices_where_the_classifier_agrees() -> None:
    assert language_of("was sind exosomen") == "en"
    assert language_of("was sind exosomen", classifier=0.4) == "de"


def test_the_classifier_alone_makes_no_english_message_foreign() -> None:
    assert language_of("could you please tell me what this means", classifier=0.99) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("do you speak French?", "fr"),
        ("my mother reads only Chinese, could you change language to Chinese", "zh"),
        ("her english is not good, polish please", "pl"),
        ("is there bahasa indonesia", "id"),
        ("please answer in FARSI", "fa"),
        ("português por favor", "pt"),
        ("please answer in english", None),
        ("what is albumin", None),
    ],
)
def test_the_language_named(text: str, language: str | None) -> None:
    assert named_language(text) == language


@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    evidence = identify(text)

    assert evidence.language is None or len(evidence.language) == 2
    assert 0 <= evidence.certainty <= 1.01
    assert evidence.everyday <= evidence.words


@given(
    st.sampled_from(["bonjour", "merci beaucoup", "gracias", "merhaba", "спасибо", "谢谢"]), st.sampled_from("!?.…🙂 ,")
)
def test_signs_around_a_greeting_change_nothing(greeting: str, sign: str) -> None:
    assert language_of(f"{sign}{greeting.upper()}{sign}{sign}") == language_of(greeting) != "en"


@pytest.mark.parametrize("text", ["Aa " * 3300, "Aa de " * 1700, "肝" * 10_000, "was ist das " * 830])
def test_the_longest_message_takes_no_time(text: str) -> None:
    began = time.process_time()
    identify(text)

    assert time.process_time() - began < 0.3


def test_every_entry_has_a_name_to_ask_for_it() -> None:
    assert all(language.names for language in known_languages().languages.values())


def test_a_file_without_a_section_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "languages.yml"
    broken.write_text("writing_systems: {}\n", encoding="utf-8")

    with pytest.raises(LanguageWordsError, match="telling_letters"):
        read_known_languages(broken)
