"""The calculator at the desk says what the chat says."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from liverguide.scores import meld_3
from tests.desk.conftest import LoggedIn
from tests.dialogue.conversation import Assistant
from tests.servers import Servers

VALUES = {"Total bilirubin": "3,1", "INR": "1.7", "Creatinine": "1.3", "Sodium": "131", "Albumin": "2.8"}


def fill(tab: Page, values: dict[str, str]) -> None:
    tab.goto("/score")
    for name, value in values.items():
        tab.get_by_role("textbox", name=name).fill(value)


def work_out(tab: Page) -> None:
    tab.get_by_role("button", name="Work it out").click()


def test_the_score_and_its_explanation(logged_in: LoggedIn, desk: Servers) -> None:
    tab = logged_in()
    fill(tab, VALUES)
    tab.get_by_label("Sex").select_option("female")
    tab.get_by_label("Dialysis").select_option("no")
    work_out(tab)
    expected = meld_3(bilirubin=3.1, inr=1.7, creatinine=1.3, sodium=131, albumin=2.8, sex="female").score
    result = tab.locator(".handout")
    expect(result).to_contain_text(f"The MELD 3.0 score is {expected}.")
    expect(result.get_by_role("img")).to_have_count(2)
    chat = Assistant(desk.address)
    said = chat.say(
        "bilirubin 3.1 mg/dL, INR 1.7, creatinine 1.3 mg/dL, sodium 131, albumin 2.8 g/dL, female, no dialysis"
    )
    lines = [
        line for message in said for line in message["text"].splitlines() if "MELD 3.0 is" in line or "score is" in line
    ]
    assert lines
    for line in lines:
        expect(result).to_contain_text(line.replace("**", ""))


def test_other_units_give_the_same_score(logged_in: LoggedIn) -> None:
    tab = logged_in()
    fill(tab, {"Total bilirubin": "53", "INR": "1.7", "Creatinine": "115"})
    tab.get_by_label("Unit of Total bilirubin").select_option("umol/L")
    tab.get_by_label("Unit of Creatinine").select_option("umol/L")
    work_out(tab)
    expect(tab.locator(".handout")).to_contain_text("The MELD score is 19.")
    expect(tab.locator(".handout")).to_contain_text("53 µmol/L (3.1 mg/dL)")


def test_what_is_missing_or_wrong_stands_beside_its_field(logged_in: LoggedIn) -> None:
    tab = logged_in()
    fill(tab, {"Total bilirubin": "a lot", "INR": "170", "Sodium": "131"})
    work_out(tab)
    expect(tab.get_by_role("textbox", name="Total bilirubin")).to_have_accessible_description(
        "Type a number such as 2.4, without unit or sign."
    )
    expect(tab.get_by_role("textbox", name="INR")).to_have_accessible_description(
        "This number can't be right in this unit. Look at the report again: number and unit."
    )
    expect(tab.get_by_role("textbox", name="Creatinine")).to_have_accessible_description(
        "This test is needed for every version of the score."
    )
    expect(tab.get_by_role("textbox", name="Sodium")).to_have_value("131")  # nothing typed is lost
    expect(tab.locator(".handout")).to_have_count(0)


def test_no_score_for_a_small_child(logged_in: LoggedIn) -> None:
    tab = logged_in()
    fill(tab, VALUES)
    tab.get_by_label("Age in years").fill("8")
    work_out(tab)
    expect(tab.get_by_role("alert")).to_contain_text("MELD is for people of 12 years and older")
