from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.web.conversation import conversation_of, is_handle
from liverguide.channels.web.session import SessionInvalid, Sessions

SECRET = "a secret that is long enough for a test"
SITES = st.sampled_from([None, "https://a.example", "https://b.example", "own site"])


@given(st.text(), SITES, SITES)
def test_nothing_but_what_was_signed_for_a_site_is_a_session(made_up: str, site: str | None, other: str | None) -> None:
    sessions = Sessions(SECRET)
    session = sessions.new_id()
    signed = sessions.sign(session, site)
    assert sessions.read(signed, site) == session
    another_id = signed.replace(session, f"{session}{made_up or 'x'}", 1)
    for forged, where in ((made_up, site), (another_id, site), (signed, other)):
        if (forged, where or "own site") != (signed, site or "own site"):
            with pytest.raises(SessionInvalid):
                sessions.read(forged, where)


def test_an_error_does_not_carry_the_token() -> None:
    with pytest.raises(SessionInvalid) as error:
        Sessions(SECRET).read("some-id.token", None)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__
    assert "token" not in str(error.value)


def test_ids_are_not_repeated() -> None:
    assert len({Sessions(SECRET).new_id() for _ in range(100)}) == 100


def test_a_conversation_depends_on_secret_session_and_handle() -> None:
    names = {
        conversation_of(secret, session, handle)
        for secret in ("one", "two")
        for session in ("id", "id2")
        for handle in ("handle-1", "handle-2")
    }
    assert len(names) == 8
    assert conversation_of("one", "id", "handle-1") in names
    assert all(name.startswith("web:") and len(name) <= 200 and "handle" not in name for name in names)


@pytest.mark.parametrize("handle", ["a" * 8, "a" * 64, "0123-abcd-EFGH", "123e4567-e89b-12d3-a456-426614174000"])
def test_handles(handle: str) -> None:
    assert is_handle(handle)


@pytest.mark.parametrize(
    "handle", [None, 12345678, "", "a" * 7, "a" * 65, "abcdefgh\n", "abcd_efgh", "ａｂｃｄｅｆｇｈ"]
)
def test_no_handles(handle: object) -> None:
    assert not is_handle(handle)
