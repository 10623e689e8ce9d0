"""Whatever is written stays text: nothing of it runs, loads, or breaks the window."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.watch import Watch

HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)><iframe srcdoc="<script>alert(1)</script>">',
    "<liverguide-message></liverguide-message><style>*{display:none}</style>",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} %s",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "**bold** [1] # heading `code` &lt;b&gt; &amp;",
]
WORDS_OF_THE_WORLD = [
    "مرحبا، ما هو INR؟",
    "שלום, מה זה MELD?",
    "\U0001f600\U0001f44d\U0001f3fd",
    "Z̷̢̛͎a̶l̸g̵o",
    "肝臓",
]


def test_every_text_stays_text_now_and_after_a_reload(chat: Chat, watch: Watch) -> None:
    chat.open()
    for text in HOSTILE + WORDS_OF_THE_WORLD:
        chat.say(text)
    for _ in range(2):
        expect(chat.said).to_have_text(HOSTILE + WORDS_OF_THE_WORLD, use_inner_text=True)
        assert {said.locator("*").count() for said in chat.said.all()} == {1}, "a text has become elements"
        assert chat.page.locator("script").count() == 1
        watch.assert_no_complaints()
        chat.page.reload()


def test_writing_from_right_to_left_is_set_from_right_to_left(chat: Chat) -> None:
    chat.open()
    chat.say(WORDS_OF_THE_WORLD[0])
    direction = "element => getComputedStyle(element.querySelector('[dir]')).direction"
    assert chat.said.last.evaluate(direction) == "rtl"
    assert chat.part("greeting").evaluate(direction) == "ltr"


def test_control_characters_and_direction_marks_do_no_harm(chat: Chat) -> None:
    chat.open()
    chat.say("hello\u202egnihton\u202c \x07\x1b[31m\u200b there")
    expect(chat.said.last).to_contain_text("hello")
    chat.page.reload()
    expect(chat.said.last).to_contain_text("hello")
    assert "\u202e" not in chat.said.last.inner_text()


def test_the_longest_text_is_sent_and_wraps(chat: Chat) -> None:
    chat.open()
    longest = "Xy" * 2_500
    chat.say(longest)
    expect(chat.said.last).to_have_text(longest)
    box, stage = chat.said.last.bounding_box(), chat.panel.bounding_box()
    assert box is not None
    assert stage is not None
    assert box["width"] < stage["width"]


def test_one_character_more_is_not_sent_and_is_told(chat: Chat) -> None:
    chat.open()
    chat.field.fill("x" * 5_001)
    chat.field.press("Enter")
    expect(chat.part("counter")).to_contain_text("Too long by 1.")
    expect(chat.field).to_have_value("x" * 5_001)
    expect(chat.under_way).to_have_count(0)
    expect(chat.said).to_have_count(0)


def test_what_a_text_of_the_assistant_must_not_do(chat: Chat) -> None:
    """The window trusts the server's texts no more than the person's: here the answer itself is hostile."""
    text = "\n\n".join([*HOSTILE, "[call](tel:911) [web](https://www.clinic.example/)"])
    answer = {"n": 2, "from": "assistant", "at": 1, "text": text, "buttons": [{"title": HOSTILE[0], "payload": "x"}]}
    answer["sources"] = [{"key": "k", "label": HOSTILE[2], "title": HOSTILE[0], "link": "javascript:alert(1)"}]
    chat.open()
    chat.page.route("**/messages", lambda route: route.fulfill(json={"messages": [answer], "last": 2}))
    chat.say("hello")
    chat.part("sources-button").click()
    links = chat.answers.last.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["tel:911", "https://www.clinic.example/"]
    assert chat.part("source").locator("a").count() == 0
    expect(chat.answers.last).to_contain_text("<script>alert(1)</script>")
    assert chat.panel.locator("img, script, iframe, style").count() == 0
