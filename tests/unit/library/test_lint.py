"""Each rule of the lint, on a copy of the real content in which one thing is broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from liverguide.library.lint import Finding, lint_all, wording
from tests.unit.library.project_copy import ProjectCopy

Change = Callable[[ProjectCopy], object]
HARD = "Hepatic decompensation necessitates comprehensive multidisciplinary evaluation of individual circumstances."


def lint(project: ProjectCopy) -> list[Finding]:
    return lint_all(project.content, project.clinic, project.root)


def topic(file: str, name: str, change: Callable[[dict[str, Any]], object]) -> Change:
    def apply(project: ProjectCopy) -> None:
        with project.changed_topic(file, name) as entry:
            change(entry)

    return apply


def data(file: str, change: Callable[[Any], object]) -> Change:
    def apply(project: ProjectCopy) -> None:
        with project.changed(file) as content:
            change(content)

    return apply


def albi(**fields: object) -> Change:
    return topic("scores.yml", "albi", lambda entry: entry.update(fields))


def albi_more(field: str, text: str) -> Change:
    return topic("scores.yml", "albi", lambda entry: entry.update({field: f"{entry[field]} {text}"}))


def marker(**fields: object) -> Change:
    return data("content/markers.yml", lambda markers: markers["inr"].update(fields))


def phrase(section: str, name: str, text: str) -> Change:
    return data("content/phrases.yml", lambda phrases: phrases[section].update({name: text}))


def reply(text: str) -> Change:
    return data("content/replies.yml", lambda replies: replies["thanks"].update(text=text))


def language(**fields: object) -> Change:
    return data("content/languages.yml", lambda languages: languages["fr"].update(fields))


def without_marks(entry: dict[str, Any]) -> None:
    entry["answer"] = "It is a grade from blood tests."


def without_rule(rules: dict[str, Any]) -> None:
    rules["rules"][0]["steps"][0]["or"].remove({"intent": "albi"})


def with_rule(rules: dict[str, Any]) -> None:
    rules["rules"][0]["steps"][0]["or"].append({"intent": "weather"})


def without_examples(nlu: dict[str, Any]) -> None:
    nlu["nlu"] = [entry for entry in nlu["nlu"] if entry.get("intent") != "albi"]


def with_few_examples(nlu: dict[str, Any]) -> None:
    entry = next(entry for entry in nlu["nlu"] if entry.get("intent") == "albi")
    entry["examples"] = "".join(f"- what is albi {number}\n" for number in range(24))


def with_strange_examples(nlu: dict[str, Any]) -> None:
    nlu["nlu"].append({"intent": "weather", "examples": "- will it rain\n"})


TOPIC_RULES: dict[str, tuple[Change, str]] = {
    "cites no source": (albi_more("answer", "It is old [nobody_1999]."), "cites [nobody_1999]"),
    "an answer without marks": (topic("scores.yml", "albi", without_marks), "`answer` names no source"),
    "sources differ": (albi(sources=["general", "isscr"]), "`sources` differs"),
    "related to nothing": (albi(related=["meld_what_is", "weather"]), "`related` names weather"),
    "related to itself": (albi(related=["meld_what_is", "albi"]), "`related` names albi"),
    "related is empty": (albi(related=[]), "`related` is empty"),
    "follow-up to nothing": (albi(follow_ups={"help": "weather"}), "`follow_ups` leads to weather"),
    "follow-up without wordings": (albi(follow_ups={"colour": "meld_what_is"}), "the aspect colour"),
    "long title": (albi(title="What is the ALBI grade"), "`title` has 22 characters"),
    "title of another": (albi(title="What are MSCs?"), "`title` is also that of msc_what_is"),
    "long short": (albi(short="It is a grade [general]. " * 22), "`short` has"),
    "long say": (albi(say="It is a grade. " * 14), "`say` has"),
    "unknown placeholder": (albi_more("answer", "Call {clinic.fax}."), "`answer` uses {clinic.fax}"),
    "unknown placeholder in the short text": (albi_more("short", "Call {clinic.fax}."), "`short` uses {clinic.fax}"),
    "unknown placeholder to say": (albi(say="Call {clinic.fax}."), "`say` uses {clinic.fax}"),
    "hard answer": (albi(answer=f"{HARD} [general]"), "`answer` reads at grade"),
    "hard short text": (albi(short=f"{HARD} [general]"), "`short` reads at grade"),
    "hard say": (albi(say=HARD), "`say` reads at grade"),
    "hard statistics": (albi(statistics=f"{HARD} [general]"), "`statistics` reads at grade"),
    "empty say": (albi(say=" "), "`say` is empty"),
    "dose": (albi_more("answer", "Take 500 mg in the\nmorning."), "`answer`: gives a dose"),
    "promise": (albi_more("answer", "It will cure you."), "`answer`: promises"),
    "survival figure": (albi_more("answer", "After a year 60% were\nalive."), "`answer` gives a survival figure"),
    "survival figure, other way": (albi_more("short", "Survival was 60 %."), "`short` gives a survival figure"),
    "reviewed by hand": (
        albi(review={"status": "reviewed", "date": "2026-11-23", "by": "Dr Lee"}),
        "is marked as reviewed in its entry",
    ),
}
OTHER_RULES: dict[str, tuple[Change, str, str, str]] = {
    "marker of no topic": (marker(topic="weather"), "markers.yml", "inr", "`topic` names weather"),
    "marker with unknown source": (
        data("content/markers.yml", lambda markers: markers["inr"]["sources"].append("nobody_1999")),
        "markers.yml", "inr", "`sources` names nobody_1999",
    ),
    "marker cites no source": (marker(high="High [nobody_1999]."), "markers.yml", "inr", "`high` cites [nobody_1999]"),
    "hard marker": (marker(low=HARD), "markers.yml", "inr", "`low` reads at grade"),
    "dose in a marker": (marker(high="Take 2 tablets a day."), "markers.yml", "inr", "`high`: gives a dose"),
    "promise in a marker": (marker(where="It is completely safe."), "markers.yml", "inr", "`where`: promises"),
    "unknown placeholder in a marker": (
        marker(in_score="Ask {clinic.fax}."), "markers.yml", "inr", "`in_score` uses {clinic.fax}",
    ),
    "long button": (
        phrase("button", "help", "What is it you can do"), "phrases.yml", "button.help", "has 21 characters",
    ),
    "button that leads nowhere": (
        data("content/replies.yml", lambda replies: replies["greet"].update(buttons=["weather"])),
        "replies.yml", "greet", "has the button weather",
    ),
    "hard phrase": (phrase("privacy", "kept", f"{HARD} {HARD}"), "phrases.yml", "privacy.kept", "reads at grade"),
    "promise in a phrase": (phrase("privacy", "kept", "No risk."), "phrases.yml", "privacy.kept", "promises"),
    "dose in a phrase": (phrase("privacy", "kept", "Take 1 g daily."), "phrases.yml", "privacy.kept", "gives a dose"),
    "unknown placeholder in a phrase": (
        phrase("privacy", "kept", "Call {clinic.fax}."), "phrases.yml", "privacy.kept", "uses {clinic.fax}",
    ),
    "unknown source in a phrase": (
        phrase("privacy", "kept", "Nothing [nobody_1999]."), "phrases.yml", "privacy.kept", "cites [nobody_1999]",
    ),
    "failure without contact": (
        data("content/phrases.yml", lambda phrases: phrases.update(failure="Sorry. Call {emergency.number}.")),
        "phrases.yml", "failure", "lacks {clinic.contact}",
    ),
    "failure without emergency line": (
        data("content/phrases.yml", lambda phrases: phrases.update(failure="Sorry. Call {clinic.contact}.")),
        "phrases.yml", "failure", "lacks {emergency.number}",
    ),
    "hard reply": (reply(f"{HARD} {HARD}"), "replies.yml", "thanks", "reads at grade"),
    "promise in a reply": (reply("Your labs are fine."), "replies.yml", "thanks", "promises"),
    "unknown placeholder in a reply": (reply("Thanks, {name}."), "replies.yml", "thanks", "uses {name}"),
    "sentence without the emergency number": (
        language(emergency="C'est une urgence."), "languages.yml", "fr", "`emergency` lacks {emergency.number}",
    ),
    "sentence without the clinic": (
        language(only_english="Anglais. {clinic.phone} {emergency.number}"),
        "languages.yml", "fr", "`only_english` lacks {clinic.title}",
    ),
    "unknown placeholder in another language": (
        language(crisis="Appelez {crisis.number}, {emergency.number}, {clinic.fax}."),
        "languages.yml", "fr", "`crisis` uses {clinic.fax}",
    ),
    "letters against the direction": (
        language(emergency="اتصلوا {emergency.number}"),
        "languages.yml", "fr", "`emergency` is not written in the `direction` ltr",
    ),
    "sentence reviewed by nobody": (
        language(review={"status": "reviewed", "date": "2026-11-24", "by": None}),
        "languages.yml", "fr", "is marked as reviewed by nobody",
    ),
    "language with a strange code": (
        data("content/languages.yml", lambda languages: languages.update(french=languages.pop("fr"))),
        "languages.yml", "french", "is no code of another language",
    ),
    "clinic fact in content": (
        albi_more("answer", "Write to contact@clinic.example."), "scores.yml", "the file", "contact@clinic.example",
    ),
    "assistant's name in content": (reply("Livia thanks you."), "replies.yml", "the file", '"Livia"'),
    "emergency number in content": (reply("Call 911 now."), "replies.yml", "the file", "holds the emergency number"),
    "topic without intent": (
        data("domain.yml", lambda domain: domain["intents"].remove("albi")),
        "domain.yml", "albi", "is a topic without an intent",
    ),
    "topic without rule": (
        data("data/rules/topics.yml", without_rule), "data/rules/topics.yml", "albi", "is a topic without a rule",
    ),
    "topic without examples": (
        data("data/nlu/scores.yml", without_examples), "data/nlu", "albi", "is a topic without examples",
    ),
    "topic with few examples": (data("data/nlu/scores.yml", with_few_examples), "data/nlu", "albi", "has 24 examples"),
    "rule without content": (
        data("data/rules/topics.yml", with_rule), "data/rules/topics.yml", "weather", "has a rule but no content entry",
    ),
    "examples without intent": (
        data("data/nlu/scores.yml", with_strange_examples), "data/nlu", "weather", "has examples but is no intent",
    ),
    "intent without examples": (
        data("domain.yml", lambda domain: domain["intents"].append("weather")),
        "domain.yml", "weather", "is an intent without examples",
    ),
    "unreadable content": (albi(colour="green"), "scores.yml", "albi", "colour"),
    "unreadable domain": (
        lambda project: (project.root / "domain.yml").write_text("intents: [", encoding="utf-8"),
        "domain.yml", "line", "is not valid YAML",
    ),
}  # fmt: skip


def test_the_content_has_no_findings(project: ProjectCopy) -> None:
    assert [str(finding) for finding in lint(project)] == []


@cache
def findings_before() -> list[Finding]:
    return lint_all()


def the_new_finding(project: ProjectCopy, change: Change) -> Finding:
    change(project)
    new = [finding for finding in lint(project) if finding not in findings_before()]
    assert len(new) == 1, [str(finding) for finding in new]
    assert new[0].cure
    assert str(new[0]) == f"{new[0].file}: {new[0].entry}: {new[0].problem}. {new[0].cure}"
    return new[0]


@pytest.mark.parametrize(("change", "problem"), TOPIC_RULES.values(), ids=list(TOPIC_RULES))
def test_a_broken_topic_is_found(project: ProjectCopy, change: Change, problem: str) -> None:
    finding = the_new_finding(project, change)

    assert (finding.file, finding.entry) == ("scores.yml", "albi")
    assert problem in finding.problem


@pytest.mark.parametrize(("change", "file", "entry", "problem"), OTHER_RULES.values(), ids=list(OTHER_RULES))
def test_whatever_else_is_broken_is_found(
    project: ProjectCopy, change: Change, file: str, entry: str, problem: str
) -> None:
    finding = the_new_finding(project, change)

    assert finding.file == file
    assert finding.entry.startswith(entry)
    assert problem in finding.problem


def test_the_cure_of_differing_sources_is_the_line_to_write(project: ProjectCopy) -> None:
    change = topic(
        "scores.yml",
        "albi",
        lambda entry: entry.update(short="A [isscr].", answer="B [general].", sources=["optn_policy"]),
    )

    assert the_new_finding(project, change).cure == "Write sources: [general, isscr]"


@pytest.mark.parametrize(
    "text",
    [
        "Take 500 mg twice a day.",
        "The dose is 2 tablets.",
        "Half a tablet may be taken.",
        "Two capsules daily.",
        "Take up to\n4 grams.",
    ],
)
def test_amounts_to_take_are_doses(text: str) -> None:
    assert [problem.split(" (")[0] for problem, _ in wording(text)] == ["gives a dose"]


@pytest.mark.parametrize(
    "text",
    [
        "Bilirubin was 1.2 mg/dL on that day.",
        "Albumin is 3.5 g per dL after a day.",
        "A cell unit of 500 mg.",
        "Ask which dose is right. The bag holds 500 ml.",
    ],
)
def test_other_amounts_are_no_doses(text: str) -> None:
    assert list(wording(text)) == []


@pytest.mark.parametrize(
    "text",
    ["It will heal the liver.", "It works 100% of the time.", "No risks.", "MSCs cure cirrhosis.", "A miracle!",
     "Your numbers are normal.", "We guarantee it."],
)  # fmt: skip
def test_promises_are_found(text: str) -> None:
    assert [problem.split(" (")[0] for problem, _ in wording(text)] == ["promises"]


@pytest.mark.parametrize(
    "text",
    ["It will not cure you.", "Nobody can guarantee it.", "No clinic is completely safe.", "Beware of a miracle.",
     "It is not proven to help."],
)  # fmt: skip
def test_denied_promises_are_fine(text: str) -> None:
    assert list(wording(text)) == []
