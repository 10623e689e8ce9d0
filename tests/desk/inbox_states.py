"""The states in which somebody at the desk meets the inbox and a conversation."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from liverguide.desk.inbox.listing import MOST_ITEMS
from tests.desk.stream import Stream

LONG_NAME = "Maria-Magdalena von und zu Hohenlohe-Schillingsfürst"
LONG_WORD = "bilirubin" * 20


def filled(stream: Stream, number: int = 3) -> str:
    """An inbox of so many items of all kinds; the conversation that ana has."""
    mine = stream.asks("my mother has cirrhosis, can somebody tell me about her score please", ago=14)
    stream.taken(mine, "ana")
    if number > 1:
        stream.person("he is throwing up blood and does not know where he is", ago=1, red_flag="bleeding")
    if number > 2:
        call = stream.person("please call me back about the next appointment", ago=95, channel="whatsapp")
        stream.wants_call(call, LONG_NAME, "+1 202 555 0107", ago=95)
    for n in range(3, number):
        channel = ("web", "telegram", "whatsapp", "messenger", "slack")[n % 5]
        of = stream.asks(LONG_WORD if n == 4 else f"question number {n}, could a person look at it", n * 13, channel)
        if n % 4 == 0:
            stream.is_told_that_nobody_came(of)
        if n == 7:
            stream.taken(of, "drlee")
    stream.recorded()
    return mine


def empty(tab: Page, stream: Stream) -> None:
    tab.goto("/inbox")
    expect(tab.get_by_text("Nobody is waiting.")).to_be_visible()


def full(tab: Page, stream: Stream) -> None:
    filled(stream, MOST_ITEMS + 10)
    tab.goto("/inbox")
    expect(tab.locator(".item")).to_have_count(MOST_ITEMS)
    expect(tab.get_by_role("navigation", name="Pages of the inbox")).to_be_visible()


def _conversation(stream: Stream) -> str:
    of = stream.asks("my bilirubin is 3.1 and INR 1.8, what does it mean?", channel="telegram")
    stream.says(of, "Your **MELD** can be worked out with one more value:\n- creatinine\n- sodium [optn]")
    stream.person("مرحبا، أريد التحدث مع شخص", of=of)
    stream.person(LONG_WORD, of=of, red_flag="bleeding")
    return of


def _open(tab: Page, stream: Stream, of: str) -> None:
    stream.recorded()
    tab.goto(f"/inbox/chat?of={of}")
    expect(tab.get_by_role("log")).to_be_visible()


def not_taken(tab: Page, stream: Stream) -> None:
    of = _conversation(stream)
    stream.wants_call(of, LONG_NAME, "+1 202 555 0107")
    stream.is_told_that_nobody_came(of)
    _open(tab, stream, of)
    expect(tab.get_by_role("button", name="Take over")).to_be_visible()


def taken(tab: Page, stream: Stream) -> None:
    of = _conversation(stream)
    stream.taken(of, "ana")
    stream.says(of, "Hello, this is Ana. How can I help?", name="Ana", pushed="of-ana")
    stream.undelivered(of, "of-ana", "gone")
    _open(tab, stream, of)
    stream.person("he vomits blood", red_flag="bleeding", of=of)
    expect(tab.get_by_role("button", name="I have seen it")).to_be_visible()
    expect(tab.get_by_label("Write as")).to_be_visible()


def of_a_colleague(tab: Page, stream: Stream) -> None:
    of = _conversation(stream)
    stream.taken(of, "drlee")
    _open(tab, stream, of)
    expect(tab.get_by_role("status").filter(has_text="Dr Lee has this chat")).to_be_visible()


def gone(tab: Page, stream: Stream) -> None:
    tab.goto("/inbox/chat?of=web:nobody")
    expect(tab.get_by_role("heading", name="Not there any more")).to_be_visible()


def refused(tab: Page, stream: Stream) -> None:
    """There is no assistant beside this desk."""
    of = _conversation(stream)
    stream.taken(of, "ana")
    _open(tab, stream, of)
    tab.get_by_label("Write as").fill("Hello?")
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("alert").filter(has_text="does not answer just now")).to_be_visible()


STATES: dict[str, Callable[[Page, Stream], None]] = {
    "empty": empty,
    "full": full,
    "not taken": not_taken,
    "taken": taken,
    "of a colleague": of_a_colleague,
    "gone": gone,
    "refused": refused,
}
