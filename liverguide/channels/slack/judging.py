"""What the Web API's answers mean: nearly all come with status 200, and the error as a word in the body."""

from __future__ import annotations

import re
from typing import Any

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused, seconds_of

TOO_MANY = 429
BROKEN = 500
BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
AWAY = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
# For the clinic to mend; answers wait until it is.
TO_BE_MENDED = frozenset({
    "access_denied", "ekm_access_denied", "invalid_auth", "messages_tab_disabled", "missing_scope",
    "no_permission", "not_allowed_token_type", "not_authed", "org_login_required", "team_access_not_granted",
    "token_expired", "token_revoked",
})  # fmt: skip
# The person's account or chat is no more; `account_inactive`: the app was removed from the workspace.
GONE = frozenset({
    "account_inactive", "cannot_dm_bot", "channel_not_found", "user_disabled", "user_not_found", "users_not_found",
})  # fmt: skip
ERROR = re.compile(r"[a-z_]{1,60}")


def judge(answered: Answered) -> dict[str, Any]:
    """A good answer's body.

    Raises:
        Away: to be tried again, after what Slack asks for.
        PersonGone: nothing may be sent to this person any more.
        Refused: it will never be taken.
    """
    body, status = answered.body, answered.status
    if status == 200 and body.get("ok") is True:
        return body
    error, detail = error_of(body), _detail(body)
    if status == TOO_MANY or error in BUSY:
        raise Away("too many requests", detail, seconds=seconds_of(answered.headers))
    if status >= BROKEN or error in AWAY or "ok" not in body:
        raise Away(error or f"status {status}", detail)
    if error in TO_BE_MENDED:
        raise Away(f"the token or the app's set-up is not accepted ({error})", detail)
    if error in GONE:
        raise PersonGone(error, detail)
    raise Refused(error or f"status {status}", detail)


def error_of(body: dict[str, Any]) -> str:
    """Slack's word for what is wrong; empty if there is none. It holds nothing of what was sent."""
    error = str(body.get("error") or "")
    return error if ERROR.fullmatch(error) else ""


def _detail(body: dict[str, Any]) -> str:
    """Slack's explanation, such as the scope that is missing."""
    metadata = body.get("response_metadata")
    messages = metadata.get("messages") if isinstance(metadata, dict) else None
    said = [str(message) for message in messages] if isinstance(messages, list) else []
    if needed := body.get("needed"):
        said.append(f"needed: {needed}")
    return " ".join(said)
