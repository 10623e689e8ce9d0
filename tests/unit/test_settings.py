from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from liverguide import settings
from liverguide.settings import SettingError


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIVERGUIDE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("LIVERGUIDE_SECRET", raising=False)
    return tmp_path / "state"


def test_the_secret_is_made_once_and_nobody_else_can_read_it(state: Path) -> None:
    made = settings.secret()
    assert len(made) >= 32
    assert settings.secret() == made
    assert stat.S_IMODE((state / "secret").stat().st_mode) == 0o600
    assert [file.name for file in state.iterdir()] == ["secret"]


def test_processes_that_start_together_use_the_same_secret(state: Path) -> None:
    with multiprocessing.get_context("fork").Pool(8) as pool:
        made = pool.starmap(settings.secret, [()] * 32)
    assert len(set(made)) == 1


def test_a_given_secret_goes_first_and_none_is_made(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVERGUIDE_SECRET", "s" * 32)
    assert settings.secret() == "s" * 32
    assert not state.exists()


def test_a_short_secret_is_refused_without_repeating_it(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVERGUIDE_SECRET", "hunter2")
    with pytest.raises(SettingError, match="32 characters") as error:
        settings.secret()
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("kept", [b"", b"short", b"\xff" * 64])
def test_a_kept_secret_that_is_broken_is_told_with_its_cure(state: Path, kept: bytes) -> None:
    state.mkdir()
    (state / "secret").write_bytes(kept)
    with pytest.raises(SettingError, match=r"[Rr]emove"):
        settings.secret()


def test_a_folder_that_cannot_be_written_is_told(state: Path) -> None:
    state.write_text("a file, where the folder should be")
    with pytest.raises(SettingError, match="LIVERGUIDE_SECRET"):
        settings.secret()


@pytest.mark.parametrize(("value", "proxy"), [("", None), ("127.0.0.1", "127.0.0.1"), ("::1", "::1")])
def test_a_trusted_proxy(monkeypatch: pytest.MonkeyPatch, value: str, proxy: str | None) -> None:
    monkeypatch.setenv("LIVERGUIDE_TRUSTED_PROXY", value)
    assert settings.trusted_proxy() == proxy


@pytest.mark.parametrize("value", ["localhost", "*", "127.0.0.1:80", "10.0.0.0/8"])
def test_what_is_no_address_of_a_proxy(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LIVERGUIDE_TRUSTED_PROXY", value)
    with pytest.raises(SettingError, match="LIVERGUIDE_TRUSTED_PROXY"):
        settings.trusted_proxy()


def test_the_limit_of_messages_has_a_default_and_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIVERGUIDE_MESSAGES_A_MINUTE", raising=False)
    assert settings.messages_a_minute() == 30
    monkeypatch.setenv("LIVERGUIDE_MESSAGES_A_MINUTE", "7")
    assert settings.messages_a_minute() == 7


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_of_messages_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LIVERGUIDE_MESSAGES_A_MINUTE", value)
    with pytest.raises(SettingError, match="LIVERGUIDE_MESSAGES_A_MINUTE"):
        settings.messages_a_minute()
