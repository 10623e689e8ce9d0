"""What happened in chats stands on the Figures page, as plots, as tables and in files, and nothing tells who it was."""

from __future__ import annotations

import csv
import datetime
import io
import re
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from liverguide.desk.database import Database
from liverguide.library import current_library
from liverguide.storage.desk_records import DeskCount
from tests.browser.conftest import DESKTOP, NARROW
from tests.browser.test_accessibility import violations
from tests.browser.watch import Watch
from tests.desk.caller import Caller
from tests.desk.conftest import DeskServers, LoggedIn, NewChat
from tests.servers import Servers

DAY = datetime.timedelta(days=1)
WAIT_SECONDS = 30.0
PDF_PAGES = re.compile(rb"/Type /Page\b(?!s)")
# A spring long ago: weeks begin on 1 March 2021, a Monday.
SPRING = "period=own&from=2021-03-01&to=2021-05-31"
MARCH = "period=own&from=2021-03-01&to=2021-03-28"
FIRST = datetime.date(2021, 3, 1)

Row = tuple[int, str, str, str, int]
# Day after FIRST, channel, what, name, count.
ROWS: list[Row] = [
    (0, "web", "conversation", "", 4), (0, "web", "message", "", 20), (0, "web", "answer", "meld_what_is", 9),
    (0, "web", "answer", "introduction", 4), (0, "web", "not_understood", "", 5), (0, "web", "asked_back", "", 2),
    (0, "telegram", "conversation", "", 1), (0, "telegram", "message", "", 5),
    (0, "telegram", "answer", "marker_albumin", 4), (0, "telegram", "red_flag", "self_harm", 1),
    (8, "web", "conversation", "", 2), (8, "web", "message", "", 10), (8, "web", "answer", "meld_what_is", 6),
    (8, "web", "request", "call", 3), (8, "web", "request", "chat", 1), (8, "web", "feedback", "up", 7),
    (8, "web", "feedback", "down", 2), (8, "web", "red_flag", "bleeding", 6), (8, "web", "something new", "", 3),
    (40, "slack", "conversation", "", 1_500), (40, "slack", "message", "", 3_000),
    (91, "=cmd|' /C calc'!A0", "conversation", "", 1),
]  # fmt: skip


@pytest.fixture
def counted(lone_desk: Servers) -> Iterator[Servers]:
    """A desk on which ROWS were counted."""
    database = Database(f"sqlite:///{lone_desk.database}")
    with database.session() as session:
        for after, channel, what, name, count in ROWS:
            session.add(DeskCount(day=FIRST + after * DAY, channel=channel, what=what, name=name, count=count))
    yield lone_desk
    with database.session() as session:
        session.query(DeskCount).delete()
    database.engine.dispose()


@pytest.fixture
def tab(logged_in: LoggedIn, lone_desk: Servers) -> Page:
    return logged_in("ana", base_url=lone_desk.desk_address)


def totals(tab: Page) -> dict[str, str]:
    cards = tab.locator(".totals > div")
    expect(cards.first).to_be_visible()
    names = cards.locator("dt").all_inner_texts()
    return dict(zip(names, (" ".join(text.split()) for text in cards.locator("dd").all_inner_texts()), strict=True))


def numbers(tab: Page) -> Counter[str]:
    """The totals as numbers, 0 where nothing was counted."""
    if tab.get_by_text("Nothing was counted").is_visible():
        return Counter()
    return Counter({name: int(said.split()[0].replace(",", "")) for name, said in totals(tab).items()})


def plot_of(tab: Page, title: str) -> Locator:
    return tab.get_by_role("figure", name=title)


def rows_of(plot: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_text_contents() for row in plot.locator("tbody tr").all()]


def file(tab: Page, link: str) -> list[dict[str, str]]:
    with tab.expect_download() as downloading:
        tab.get_by_role("link", name=link).click()
    assert downloading.value.suggested_filename.endswith(".csv")
    text = downloading.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_happened_in_chats_is_what_the_page_says(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    desk.set_front_desk()
    staff = logged_in("ana")

    def now(channel: str) -> Counter[str]:
        staff.goto(f"/figures?period=7-days&channel={channel}")
        return numbers(staff)

    channels = ("", "web", "telegram", "slack")
    until_still(desk)
    before = {channel: now(channel) for channel in channels}
    topics_before = topics(staff)
    patient, on_telegram = new_chat(), desk.telegram_person()
    for words in ("hello", "what is albumin?", "he is vomiting blood"):
        patient.say(words)
    on_telegram.say("hello", answers=2)
    on_telegram.say("what is albumin?")
    on_telegram.say("what is MELD?")
    on_telegram.say("can i talk to a real person here")
    until_still(desk)
    since = {channel: now(channel) - before[channel] for channel in channels}
    of_web = {"Conversations": 1, "Messages": 3, "Answered from a topic": 1, "Emergencies noticed": 1}
    of_telegram = {
        "Conversations": 1, "Messages": 4, "Answered from a topic": 3, "Somebody wanted in the chat": 1,
    }  # fmt: skip
    # How often it asked back is counted, too, but not decided here.
    for found in since.values():
        found.pop("Asked back", None)
    assert since["web"] == of_web
    assert since["telegram"] == of_telegram
    assert since["slack"] == {}
    assert since[""] == Counter(of_web) + Counter(of_telegram)
    titles = {id: topic.title for id, topic in current_library().topics.items()}
    assert topics(staff) - topics_before == {
        titles["marker_albumin"]: 2, titles["meld_what_is"]: 1, titles["booking_contact_human"]: 1,
    }  # fmt: skip

    # Whoever opens the conversation has seen the emergency; the next tests begin without one.
    staff.goto("/inbox")
    staff.locator(".item.red_flag a").first.click()
    expect(staff.get_by_role("heading", name="Website conversation")).to_be_visible()


def topics(tab: Page) -> Counter[str]:
    """The topics of whole weeks, also those that are folded away."""
    if not tab.get_by_role("heading", name="Topics answered most").is_visible():
        return Counter()
    rows = tab.locator("table").filter(has=tab.locator("caption", has_text=re.compile("opics"))).locator("tbody tr")
    return Counter({
        row.locator("th").text_content() or "": int((row.locator(".count").text_content() or "").replace(",", ""))
        for row in rows.all()
    })  # fmt: skip


def until_still(desk: DeskServers) -> None:
    """Until all that happened is counted."""
    until = time.monotonic() + WAIT_SECONDS
    while desk.rows("SELECT count(*) FROM streamed_events") != [(0,)]:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_nothing_counted_is_a_sentence_and_no_plot(tab: Page) -> None:
    tab.goto("/figures")
    expect(tab.get_by_text("Nothing was counted in this period.")).to_be_visible()
    expect(tab.locator("svg, table")).to_have_count(0)
    assert tab.get_by_label("Period").input_value() == "30-days"


def test_totals_and_shares(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}")
    assert totals(tab) == {
        "Conversations": "7", "Messages": "35", "Answered from a topic": "19 54 % of messages",
        "Asked back": "2 6 % of messages", "Not understood": "5 14 % of messages", "Emergencies noticed": "7",
        "Call-back wanted": "3", "Somebody wanted in the chat": "1", "Thumbs up": "7", "Thumbs down": "2",
    }  # fmt: skip


def test_one_channel_alone(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}")
    tab.get_by_label("Channel", exact=True).select_option("Telegram")
    tab.get_by_role("button", name="Show").click()
    expect(tab.locator(".shown")).to_have_text("1 Mar to 28 Mar 2021, Telegram")
    found = numbers(tab)
    assert (found["Conversations"], found["Messages"], found["Emergencies noticed"]) == (1, 5, 1)


@pytest.mark.parametrize(
    ("query", "intervals", "filled"),
    [
        (MARCH, 28, {"Mon 1 Mar 2021": "5", "Tue 9 Mar 2021": "2"}),
        (SPRING, 14, {"1 Mar to 7 Mar 2021": "5", "8 Mar to 14 Mar 2021": "2", "5 Apr to 11 Apr 2021": "1,500",
                      "Mon 31 May 2021": "1"}),
        ("period=own&from=2021-01-15&to=2021-12-31", 12, {"March 2021": "7", "April 2021": "1,500", "May 2021": "1"}),
    ],
    ids=["by day", "by week", "by month"],
)  # fmt: skip
def test_a_plot_and_its_table_hold_the_same(
    counted: Servers, tab: Page, query: str, intervals: int, filled: dict[str, str]
) -> None:
    tab.goto(f"/figures?{query}")
    plot = plot_of(tab, "Conversations begun")
    rows = dict(rows_of(plot))
    assert len(rows) == intervals
    assert {when: count for when, count in rows.items() if count != "0"} == filled
    said = plot.locator(".filled title").all_text_contents()
    assert said == [f"{when}: {count}" for when, count in filled.items()]
    heights = [float(bar.get_attribute("height") or 0) for bar in plot.locator("rect.filled").all()]
    values = [int(count.replace(",", "")) for count in filled.values()]
    scale = max(heights) / max(values)
    assert heights == pytest.approx([value * scale for value in values], abs=0.02)


def test_a_share_is_of_the_messages_of_its_day(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}")
    rows = {row[0]: row[1:] for row in rows_of(plot_of(tab, "Not understood"))}
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in rows["Mon 1 Mar 2021"]] == ["5", "25", "20 %"]
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in rows["Tue 9 Mar 2021"]] == ["0", "10", "0 %"]
    assert rows["Wed 10 Mar 2021"] == ["0", "0", "–"]


def test_every_plot_says_in_words_what_it_shows(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}")
    plots = tab.get_by_role("img")
    expect(plots).to_have_count(8)
    named = plots.evaluate_all("all => all.map(each => each.getAttribute('aria-labelledby').split(' ').map("
                               "id => document.getElementById(id).textContent).join(' '))")  # fmt: skip
    assert "Conversations begun 7 in all. Most on Mon 1 Mar 2021: 5." in named
    assert len(set(named)) == 8
    # Two series differ in more than colour.
    thumbs = plot_of(tab, "Thumbs given to answers")
    expect(thumbs.locator(".key")).to_contain_text("Thumbs down")
    fill = "bar => getComputedStyle(bar).fill"
    assert thumbs.locator(".drawing .hollow").first.evaluate(fill) != thumbs.locator(".drawing .filled").first.evaluate(
        fill
    )


@pytest.mark.parametrize(
    ("query", "kept", "sentence"),
    [
        ("from=31.12.2025&to=2026-01-02", ("31.12.2025", "2026-01-02"), '"31.12.2025" is not a day of the calendar. '
         "Write it as year-month-day, such as"),
        ("from=2026-06-31&to=2026-07-02", ("2026-06-31", "2026-07-02"), "is not a day of the calendar"),
        ("from=2021-03-01&to=", ("2021-03-01", ""), "A day is missing here."),
        ("from=2021-04-01&to=2021-03-01", ("2021-04-01", "2021-03-01"), "The first day comes after the last."),
        ("from=2020-04-01&to=2024-03-01", ("2020-04-01", "2024-03-01"), "Choose at most 3 years."),
        ("from=0001-01-01&to=2021-03-01", ("0001-01-01", "2021-03-01"), "Choose a later day."),
        ("from=9999-12-30&to=9999-12-31", ("9999-12-30", "9999-12-31"), "still to come"),
        ("from=<b>x</b>&to=2021-03-01", ("<b>x</b>", "2021-03-01"), '"<b>x</b>" is not a day'),
        ("from=2021-03-01&to=2021-03-02&channel=fax", ("2021-03-01", "2021-03-02"), "There is no such channel."),
    ],
)  # fmt: skip
def test_a_bad_day_is_kept_and_told(
    counted: Servers, tab: Page, query: str, kept: tuple[str, str], sentence: str
) -> None:
    answer = tab.goto(f"/figures?period=own&{query}")
    assert answer is not None
    assert answer.status == 400
    expect(tab.get_by_role("main")).to_contain_text(sentence)
    assert (tab.locator("#from").input_value(), tab.locator("#to").input_value()) == kept
    expect(tab.get_by_role("alert")).to_have_count(1)
    expect(tab.locator("svg")).to_have_count(0)


def test_by_keyboard_and_without_script(counted: Servers, logged_in: LoggedIn) -> None:
    tab = logged_in("ana", base_url=counted.desk_address, java_script_enabled=False)
    tab.goto("/figures?period=own&from=March&to=2021-03-28")
    field = tab.locator("#from")
    expect(field).to_have_value("March")
    field.focus()
    for key in ("ControlOrMeta+a", "Delete"):
        tab.keyboard.press(key)
    tab.keyboard.type("2021-03-01")
    tab.keyboard.press("Enter")
    expect(tab.locator(".shown")).to_have_text("1 Mar to 28 Mar 2021, all channels")
    summary = plot_of(tab, "Messages from people").locator("summary")
    summary.focus()
    tab.keyboard.press("Enter")
    expect(plot_of(tab, "Messages from people").get_by_role("table")).to_be_visible()


def test_other_days_are_a_period_of_ones_own_without_saying_so(counted: Servers, tab: Page) -> None:
    tab.goto("/figures")
    tab.get_by_label("From", exact=True).fill("2021-03-01")
    tab.get_by_label("To", exact=True).fill("2021-03-28")
    tab.get_by_role("button", name="Show").click()
    expect(tab.locator(".shown")).to_have_text("1 Mar to 28 Mar 2021, all channels")
    tab.get_by_label("Period").select_option("Last 7 days")
    tab.get_by_role("button", name="Show").click()
    week_ago = datetime.date.today() - 6 * DAY
    expect(tab.get_by_label("From", exact=True)).to_have_value(week_ago.isoformat())
    expect(tab.get_by_label("Period")).to_have_value("7-days")


def test_topics_are_counted_over_whole_weeks_and_all_channels(counted: Servers, tab: Page) -> None:
    titles = {id: topic.title for id, topic in current_library().topics.items()}
    # One day and one channel are asked for; the week and all channels are told.
    tab.goto("/figures?period=own&from=2021-03-01&to=2021-03-01&channel=web")
    expect(tab.get_by_text("here 1 Mar to 7 Mar 2021, and on all channels")).to_be_visible()
    assert topics(tab) == {titles["meld_what_is"]: 9, titles["marker_albumin"]: 4}
    # What is no topic is no answer.
    assert numbers(tab)["Answered from a topic"] == 9


@pytest.mark.parametrize("who", ["ana", "drlee", "root"])
def test_small_counts_are_exact_for_those_only_who_may_read_conversations(
    counted: Servers, logged_in: LoggedIn, who: str
) -> None:
    tab = logged_in(who, base_url=counted.desk_address)
    tab.goto(f"/figures?{MARCH}")
    kinds = {
        row.locator("th").inner_text(): row.locator(".count").inner_text()
        for row in tab.get_by_role("table", name="Emergencies noticed, by kind").locator("tbody tr").all()
    }
    others = {"Confusion, hard to wake", "Infection", "Overdose", "Breathing", "Chest", "Another emergency"}
    exact = who != "root"
    small = {"Self-harm": "1" if exact else "under 5", **dict.fromkeys(others, "0" if exact else "under 5")}
    assert kinds == {"Bleeding": "6", **small}
    albumin = tab.get_by_role("row").filter(has_text=current_library().topics["marker_albumin"].title)
    expect(albumin).to_have_count(1 if exact else 0)


def test_the_file_of_days_is_what_was_counted_and_no_formula(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{SPRING}")
    rows = file(tab, "By day and channel")
    found = {(row["Day"], row["Channel"], row["What"]): int(row["Count"]) for row in rows}
    assert len(found) == len(rows)
    assert found["2021-03-01", "Website", "Answered from a topic"] == 9
    assert found["2021-03-01", "Telegram", "Answered from a topic"] == 4
    assert found["2021-03-09", "Website", "Thumbs down"] == 2
    assert found["2021-03-01", "Telegram", "Emergencies noticed"] == 1
    assert found["2021-05-31", "'=cmd|' /C calc'!A0", "Conversations"] == 1
    assert sum(row["What"] == "Conversations" for row in rows) == 5
    assert "meld" not in str(rows).lower()
    assert "Self-harm" not in str(rows)


def test_the_file_of_days_for_one_channel(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{SPRING}&channel=telegram")
    assert {row["Channel"] for row in file(tab, "By day and channel")} == {"Telegram"}


def test_the_file_of_topics_tells_no_small_count(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}&channel=telegram")
    library = current_library()
    rows = {(row["What"], row["Name"]): row for row in file(tab, "Topics and kinds of emergencies")}
    assert len(rows) == len(library.topics) + 8
    assert {(row["First day"], row["Last day"]) for row in rows.values()} == {("2021-03-01", "2021-03-28")}
    counts = {key: row["Count"] for key, row in rows.items() if row["Count"] != "under 5"}
    assert counts == {
        ("Topic answered", library.topics["meld_what_is"].title): "15",
        ("Emergency noticed", "Bleeding"): "6",
    }


@pytest.mark.parametrize("file", ["days", "topics"])
def test_a_file_for_a_bad_day_is_the_page_that_says_so(counted: Servers, file: str) -> None:
    caller = Caller(counted)
    caller.log_in("ana")
    answer = caller.get(f"/figures/{file}.csv?period=own&from=31.12.2025&to=2026-01-02")
    assert answer.status_code == 400
    assert "is not a day of the calendar" in answer.text


def test_on_paper(counted: Servers, tab: Page) -> None:
    tab.goto(f"/figures?{MARCH}")
    tab.emulate_media(media="print")
    for hidden in (tab.get_by_role("navigation"), tab.get_by_role("button", name="Show"), tab.get_by_text("CSV").first):
        expect(hidden).to_be_hidden()
    expect(plot_of(tab, "Conversations begun").locator(".drawing")).to_be_visible()
    expect(plot_of(tab, "Conversations begun").locator("details")).to_be_hidden()
    pdf = tab.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert 1 <= len(PDF_PAGES.findall(pdf)) <= 4


@pytest.mark.parametrize("query", [MARCH, SPRING, "period=own&from=x&to=", "period=7-days"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    counted: Servers, tab: Page, watch: Watch, query: str, scheme: str
) -> None:
    tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.goto(f"/figures?{query}")
    tab.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    for size in (DESKTOP, NARROW):
        tab.set_viewport_size(size)
        assert violations(tab) == [], size
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    watch.forgive("status of 400")
    watch.assert_no_complaints()


def test_all_roles_find_the_page(lone_desk: Servers, logged_in: LoggedIn) -> None:
    for name in ("ana", "drlee", "root"):
        tab = logged_in(name, base_url=lone_desk.desk_address)
        tab.get_by_role("navigation").get_by_role("link", name="Figures").click()
        expect(tab.get_by_role("heading", name="Figures", exact=True)).to_be_visible()
