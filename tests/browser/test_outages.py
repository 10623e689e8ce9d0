"""The line breaks or a server goes down: the person is told, nothing is lost, nothing is done twice."""

from __future__ import annotations

import signal

import pytest
import yaml
from playwright.sync_api import expect

from liverguide.paths import CLINIC
from tests.browser.chat import Chat
from tests.browser.states import CAUSED, QUESTION
from tests.browser.watch import Watch
from tests.servers import Servers

POLLS = "**/messages?after=*"


@pytest.fixture
def contact() -> list[str]:
    """What a person needs who can't be answered: the clinic's telephone and the emergency number."""
    clinic = yaml.safe_load(CLINIC.read_text(encoding="utf-8"))
    return [clinic["clinic"]["phone"], clinic["emergency"]["number"]]


def test_the_assistant_is_killed_in_the_middle_of_an_answer(chat: Chat, watch: Watch, servers: Servers) -> None:
    chat.open()
    chat.say(QUESTION)
    servers.signal("actions", signal.SIGSTOP)
    try:
        with chat.page.expect_request("**/messages"):
            chat.send("what is ALBI?")
        expect(chat.part("typing")).to_be_visible()
        servers.kill("assistant")
    finally:
        servers.signal("actions", signal.SIGCONT)
    expect(chat.alerts).to_contain_text("Not sent.")
    expect(chat.part("offline")).to_have_text("The assistant can't be reached right now. What you write is kept.")
    expect(chat.part("emergency-link")).to_be_visible()
    # The window would soon send it again by itself. Here the person is quicker.
    chat.page.route(POLLS, lambda route: route.abort())
    servers.start("assistant")
    servers.wait()
    chat.part("retry-button").click()
    chat.answered(2)
    chat.page.unroute(POLLS)
    expect(chat.part("offline")).to_have_count(0)
    answers = chat.answers.all_inner_texts()
    chat.page.reload()
    expect(chat.said).to_have_text([QUESTION, "what is ALBI?"])
    expect(chat.answers).to_have_text(answers, use_inner_text=True)
    watch.forgive(CAUSED)


def test_without_the_action_server_the_person_reads_how_else_to_reach_the_clinic(
    chat: Chat, servers: Servers, contact: list[str]
) -> None:
    chat.open()
    servers.stop("actions")
    try:
        chat.say(QUESTION)
        for fact in contact:
            expect(chat.answers.last).to_contain_text(fact)
    finally:
        servers.start("actions")
        servers.wait(60)
    chat.say(QUESTION)
    expect(chat.answers.last).to_contain_text("Model for End-Stage Liver Disease")


def test_offline_the_message_is_kept_and_goes_out_once_when_the_line_is_back(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.context.set_offline(True)
    expect(chat.part("offline")).to_contain_text("You are offline.")
    chat.send("what is ALBI?")
    expect(chat.alerts).to_contain_text("Not sent.")
    expect(chat.under_way).to_contain_text("what is ALBI?")
    chat.page.context.set_offline(False)
    chat.answered(2)
    expect(chat.part("offline")).to_have_count(0)
    chat.page.reload()
    expect(chat.said).to_have_text([QUESTION, "what is ALBI?"])
    watch.forgive(CAUSED)


def test_a_message_that_was_not_sent_can_be_taken_back_and_changed(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.page.context.set_offline(True)
    chat.send("what is ALBY?")
    chat.part("take-back-button").click()
    expect(chat.field).to_have_value("what is ALBY?")
    expect(chat.field).to_be_focused()
    chat.page.context.set_offline(False)
    chat.say("what is ALBI?")
    expect(chat.said).to_have_text(["what is ALBI?"])
    watch.forgive(CAUSED)


def test_a_window_opened_while_nothing_answers_shows_where_help_is(chat: Chat, watch: Watch) -> None:
    chat.page.route("**/webhooks/web/**", lambda route: route.abort())
    chat.launcher.click()
    expect(chat.part("emergency-line")).to_have_text("In an emergency, call your local emergency number now.")
    chat.send(QUESTION)
    expect(chat.alerts).to_contain_text("Not sent.")
    expect(chat.part("offline")).to_be_visible()
    chat.page.unroute_all()
    chat.part("retry-button").click()
    chat.answered(1)
    watch.forgive(CAUSED)


@pytest.mark.parametrize("status", [403, 404, 405])
def test_a_conversation_outlives_a_reload_while_something_else_answers(chat: Chat, watch: Watch, status: int) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.route(POLLS, lambda route: route.fulfill(status=status, body="no"))
    chat.page.reload()
    expect(chat.part("offline")).to_be_visible()
    chat.page.unroute(POLLS)
    chat.page.reload()
    expect(chat.said).to_have_text([QUESTION])
    watch.forgive(str(status))


def test_without_settings_the_window_still_says_that_a_program_answers(chat: Chat, watch: Watch) -> None:
    chat.page.route("**/settings?*", lambda route: route.abort())
    chat.open()
    expect(chat.part("greeting")).to_contain_text("computer program")
    watch.forgive(CAUSED)


def test_what_the_server_refuses_is_told_in_its_own_sentence(chat: Chat, watch: Watch) -> None:
    sentence = "You have sent many messages in a short time."
    chat.open()
    refusal = {"error": {"code": "slow_down", "message": sentence}}
    chat.page.route(
        "**/webhooks/web/messages",
        lambda route: route.fulfill(status=429, json=refusal, headers={"Retry-After": "1"}),
        times=1,
    )
    chat.send(QUESTION)
    expect(chat.alerts).to_contain_text(sentence)
    chat.answered(1)
    watch.forgive("429")
