"""The file of reviews: what is written is read again, whoever writes at the same time."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from liverguide.desk.review.decisions import CannotBeWritten, DecidedMeanwhile, send_back, sign
from liverguide.desk.review.states import TopicState, months_after, state_of
from liverguide.library import Library
from liverguide.library.library import load_library
from liverguide.library.reviews import read_reviews

DAY = datetime.date(2026, 11, 30)


def library_with(reviews: Path) -> Library:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIVERGUIDE_REVIEWS", str(reviews))
        return load_library()


# As if nobody had signed anything yet, whatever the project's own file says.
LIBRARY = library_with(Path("no such folder") / "reviews.yml")


def unsigned(topic: str) -> TopicState:
    return state_of(LIBRARY, LIBRARY.topics[topic], DAY)


def test_what_was_signed_is_read_again_word_by_word(tmp_path: Path) -> None:
    file = tmp_path / "reviews.yml"
    for topic in LIBRARY.topics:
        sign(file, unsigned(topic), "Dr Łęe", DAY)
    read = read_reviews(file)

    assert list(read) == list(LIBRARY.topics), "in the order in which they were signed"
    for topic, review in read.items():
        assert review.signed is not None
        assert review.signed.texts == unsigned(topic).wording
        assert review.signed.is_intact
    assert [path.name for path in tmp_path.iterdir()] == ["reviews.yml"], "nothing is left beside it"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("\x85")
@example("one\u2028two\nthree\r")
@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_any_note_is_read_again(tmp_path: Path, note: str) -> None:
    file = tmp_path / "reviews.yml"
    file.unlink(missing_ok=True)
    send_back(file, unsigned("albi"), "Dr Lee", DAY, note)
    sent_back = read_reviews(file)["albi"].sent_back

    assert sent_back is not None
    assert sent_back.note == note


def test_of_many_who_sign_one_text_at_once_one_succeeds(tmp_path: Path) -> None:
    file, seen, refused = tmp_path / "reviews.yml", unsigned("albi"), []
    barrier = threading.Barrier(8)

    def decide(name: str) -> None:
        barrier.wait()
        try:
            sign(file, seen, name, DAY)
        except DecidedMeanwhile:
            refused.append(name)

    threads = [threading.Thread(target=decide, args=(f"Dr {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    signed = read_reviews(file)["albi"].signed
    assert signed is not None
    assert len(refused) == 7
    assert signed.by not in refused


def test_of_many_texts_signed_at_once_none_is_lost(tmp_path: Path) -> None:
    file, topics = tmp_path / "reviews.yml", list(LIBRARY.topics)[:8]
    threads = [threading.Thread(target=sign, args=(file, unsigned(topic), "Dr Lee", DAY)) for topic in topics]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(read_reviews(file)) == set(topics)


def test_the_files_mode_and_the_others_places_stay(tmp_path: Path) -> None:
    file = tmp_path / "reviews.yml"
    for topic in ("albi", "msc_what_is"):
        send_back(file, unsigned(topic), "Dr Lee", DAY, "Shorter.")
    file.chmod(0o660)
    sign(file, state_of(library_with(file), LIBRARY.topics["albi"], DAY), "Dr Lee", DAY)

    assert list(read_reviews(file)) == ["albi", "msc_what_is"]
    assert file.stat().st_mode & 0o777 == 0o660


def test_a_folder_that_is_not_there_is_told_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(CannotBeWritten, match="Set LIVERGUIDE_REVIEWS to a file that the desk may write"):
        sign(tmp_path / "nowhere" / "reviews.yml", unsigned("albi"), "Dr Lee", DAY)


def test_a_file_that_can_t_be_read_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "reviews.yml"
    file.write_text("albi: [", encoding="utf-8")
    with pytest.raises(CannotBeWritten, match=r"reviews\.yml"):
        sign(file, unsigned("albi"), "Dr Lee", DAY)

    assert file.read_text(encoding="utf-8") == "albi: ["


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-11-30", 12, "2027-11-30"), ("2024-02-29", 12, "2025-02-28"), ("2026-08-31", 6, "2027-02-28"),
     ("2026-12-01", 1, "2027-01-01")],
)  # fmt: skip
def test_months_later(day: str, months: int, later: str) -> None:
    assert months_after(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(later)
