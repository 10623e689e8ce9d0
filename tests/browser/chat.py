"""The chat window as a person meets it: what can be pressed, written and read in one tab."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

SITE = "/site/"
SCORE_VALUES = {"bilirubin": "3.1", "inr": "1.8", "creatinine": "1.2"}


class Chat:
    """One tab with the chat window. Finds what it needs by the window's parts, which pages style, too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = self.part("panel")
        self.launcher = self.part("launcher")
        self.field = self.part("input")
        self.said = page.locator("liverguide-message").locator('[part~="person"]')
        self.answers = page.locator("liverguide-message").locator('[part~="assistant"], [part~="emergency"]')
        self.under_way = self.part("outbox")
        self.alerts = self.part("not-sent").get_by_role("alert")

    def part(self, name: str) -> Locator:
        """Everything of the window that is called so."""
        return self.page.locator(f'[part~="{name}"]')

    def visit(self, address: str = SITE) -> None:
        self.page.goto(address)
        expect(self.launcher.or_(self.panel).first).to_be_visible()

    def open(self) -> None:
        self.launcher.click()
        expect(self.part("greeting")).to_be_visible()

    def start(self) -> None:
        self.visit()
        self.open()

    def send(self, text: str) -> None:
        """Write and press Enter, without waiting for anything."""
        self.field.fill(text)
        self.field.press("Enter")

    def say(self, text: str) -> None:
        """Write, press Enter and wait for the answer."""
        before = self.said.count()
        self.send(text)
        self.answered(before + 1)

    def press(self, title: str) -> None:
        """Press one of the suggested answers and wait for what follows."""
        before = self.said.count()
        self.part("buttons").get_by_role("button", name=title, exact=True).last.click()
        self.answered(before + 1)

    def answered(self, said: int) -> None:
        """Wait until so many messages of the person stand there, and each is answered."""
        expect(self.said).to_have_count(said)
        expect(self.under_way).to_have_count(0)
        expect(self.page.locator("liverguide-message").last.locator('[part~="person"]')).to_have_count(0)

    def choose(self, item: str) -> None:
        """Open the menu and press the item with this part's name."""
        self.part("menu-button").click()
        self.part(item).click()

    def speak(self, language: str) -> None:
        """Choose the window's language."""
        self.part("menu-button").click()
        self.page.locator(f'[part~="language"][lang="{language}"]').click()

    def confirm(self) -> None:
        self.part("confirm-button").click()

    def open_labs(self) -> None:
        self.part("lab-button").click()
        expect(self.part("lab-form")).to_be_visible()

    def lab_value(self, analyte: str) -> Locator:
        return self.page.locator(f"#lab-{analyte}")

    def fill_labs(self, values: Mapping[str, str]) -> None:
        for analyte, value in values.items():
            self.lab_value(analyte).fill(value)

    def score(self) -> None:
        """Have a MELD score worked out from the form's values."""
        self.open_labs()
        self.fill_labs(SCORE_VALUES)
        self.part("lab-age").fill("50")
        self.part("lab-sex").select_option("female")
        self.part("lab-dialysis").select_option("no")
        before = self.said.count()
        self.part("lab-send").click()
        self.answered(before + 1)
        expect(self.part("picture")).to_have_count(2)
