"""Values typed into the form arrive as one message, and what can be misread is asked about before it is sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import PHONE


@pytest.fixture
def form(chat: Chat) -> Chat:
    chat.open()
    chat.open_labs()
    return chat


def test_the_message_names_every_value_with_its_unit(form: Chat) -> None:
    form.fill_labs({"bilirubin": "53", "sodium": "128"})
    form.part("lab-unit").first.select_option(label="µmol/L")
    form.part("lab-send").click()
    form.answered(1)
    expect(form.said).to_have_text(["Total bilirubin 53 umol/L, Sodium 128 mmol/L"])
    expect(form.part("lab-form")).to_have_count(0)
    expect(form.part("lab-button")).to_be_focused()
    expect(form.part("drawing")).to_have_count(2)


def test_the_typical_range_follows_the_unit(form: Chat) -> None:
    hint = form.page.locator("#lab-creatinine-hint")
    expect(hint).to_have_text("Typical: 0.6 to 1.2 mg/dL")
    form.page.get_by_role("combobox", name="Unit of Creatinine").select_option(index=1)
    expect(hint).to_have_text("Typical: 53 to 106 µmol/L")


def test_a_decimal_comma_is_read_as_what_it_is(form: Chat) -> None:
    form.fill_labs({"inr": "2,6"})
    form.part("lab-send").click()
    form.answered(1)
    expect(form.said).to_have_text(["INR 2.6"])


def test_a_spanish_window_sends_english_words_and_marks_what_is_english(form: Chat) -> None:
    form.part("lab-close").click()
    form.speak("es")
    form.open_labs()
    expect(form.page.locator("label[for=lab-inr]")).to_have_attribute("lang", "en")
    form.fill_labs({"bilirubin": "2,6"})
    form.part("lab-age").fill("54")
    form.part("lab-sex").select_option("female")
    form.part("lab-dialysis").select_option("no")
    form.part("lab-send").click()
    form.answered(1)
    expect(form.said).to_have_text(["Total bilirubin 2.6 mg/dL, age 54, female, not on dialysis"])
    expect(form.answers.last.locator('[part~="text"]')).to_have_attribute("lang", "en")
    expect(form.said.locator('[part~="text"]')).to_have_attribute("lang", "")
    expect(form.part("picture").first).to_have_attribute("lang", "en")
    expect(form.part("picture-words-button").first).to_have_attribute("lang", "es")


def test_what_can_be_misread_is_not_sent(form: Chat) -> None:
    no_number, thousands = "Write a number like 2.6 or 2,6.", "Write it without a sign for thousands, like 150000."
    for told, all_typed in ((no_number, ["high", "-1", "<0.1", "1e3"]), (thousands, ["150,000", "1.234"])):
        for typed in all_typed:
            form.fill_labs({"inr": typed})
            form.part("lab-send").click()
            expect(form.page.locator("#lab-inr-wrong")).to_have_text(told)
            expect(form.part("lab-form").get_by_role("alert")).to_have_text("Please check one field.")
    expect(form.said).to_have_count(0)
    form.fill_labs({"inr": "1.2"})
    expect(form.page.locator("#lab-inr-wrong")).to_be_hidden()
    form.part("lab-send").click()
    form.answered(1)


def test_an_empty_form_is_not_sent(form: Chat) -> None:
    form.part("lab-send").click()
    expect(form.part("lab-form").get_by_role("alert")).to_have_text("Enter at least one value.")
    expect(form.said).to_have_count(0)


def test_an_age_that_cannot_be_is_told(form: Chat) -> None:
    form.fill_labs({"inr": "1.2"})
    for age in ("200", "abc", "5.5", "-3"):
        form.part("lab-age").fill(age)
        form.part("lab-send").click()
        expect(form.page.locator("#lab-age-wrong")).to_have_text("Write the age in whole years, from 0 to 120.")
        expect(form.part("lab-age")).to_be_focused()


def test_the_field_with_a_mistake_comes_into_view_with_its_name_and_what_is_wrong(form: Chat) -> None:
    form.page.set_viewport_size(PHONE)
    form.fill_labs({"inr": "high"})
    form.part("lab-age").fill("50")
    form.part("lab-send").click()
    expect(form.lab_value("inr")).to_be_in_viewport(ratio=0.99)
    expect(form.page.locator("label[for=lab-inr]")).to_be_in_viewport(ratio=0.99)
    expect(form.page.locator("#lab-inr-wrong")).to_be_in_viewport(ratio=0.99)


def test_what_is_typed_survives_a_reload(form: Chat) -> None:
    form.fill_labs({"bilirubin": "3.1"})
    form.page.reload()
    form.open_labs()
    expect(form.lab_value("bilirubin")).to_have_value("3.1")


def test_who_cancels_finds_the_values_again(form: Chat) -> None:
    form.fill_labs({"bilirubin": "3.1"})
    form.part("lab-close").click()
    form.open_labs()
    expect(form.lab_value("bilirubin")).to_have_value("3.1")
    expect(form.said).to_have_count(0)


def test_every_test_of_the_catalogue_can_be_entered(form: Chat) -> None:
    form.page.get_by_text("More tests").click()
    fields = form.part("lab-value").count()
    names = form.part("lab-field").locator("label").all_inner_texts()
    assert len(set(names)) == fields > 6
    assert all(field.is_visible() for field in form.part("lab-value").all())
