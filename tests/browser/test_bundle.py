"""The built window: small, and loaded only if it is what was built."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64encode
from typing import Any

from playwright.sync_api import expect

from tests.browser.chat import SITE, Chat
from tests.browser.conftest import BUNDLE
from tests.browser.watch import Watch

MOST_BYTES = 30_000


def test_it_is_small(manifest: dict[str, Any]) -> None:
    bytes_ = len(gzip.compress((BUNDLE / manifest["file"]).read_bytes(), 9))
    assert bytes_ < MOST_BYTES
    assert abs(bytes_ - manifest["bytes_gzip"]) < bytes_ / 50, "another library presses a little differently"


def test_its_integrity_is_that_of_the_file_and_its_name_changes_with_it(manifest: dict[str, Any]) -> None:
    digest = hashlib.sha384((BUNDLE / manifest["file"]).read_bytes())
    assert manifest["integrity"] == f"sha384-{b64encode(digest.digest()).decode()}"
    assert digest.hexdigest()[:12] in manifest["file"]
    assert [file.name for file in BUNDLE.glob("*.js")] == [manifest["file"]]


def test_the_page_asks_for_just_this_file(chat: Chat, manifest: dict[str, Any]) -> None:
    script = chat.page.locator("script")
    expect(script).to_have_attribute("src", manifest["file"])
    expect(script).to_have_attribute("integrity", manifest["integrity"])


def test_a_changed_file_is_not_run(chat: Chat, watch: Watch, manifest: dict[str, Any]) -> None:
    changed = (BUNDLE / manifest["file"]).read_text(encoding="utf-8") + "\n"
    chat.page.route(f"**/{manifest['file']}", lambda route: route.fulfill(body=changed, content_type="text/javascript"))
    chat.page.goto(SITE)
    assert chat.page.evaluate("customElements.get('liverguide-chat') === undefined")
    assert any("integrity" in complaint for complaint in watch.complaints)
    watch.forgive("integrity")
