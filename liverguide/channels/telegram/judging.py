"""What the Bot API's answers mean."""

from __future__ import annotations

from typing import Any

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused

NOT_ACCEPTED = (401, 404)
BLOCKED = 403
TOO_MANY = 429
BROKEN = 500
NO_CHAT = "chat not found"


def judge(answered: Answered) -> dict[str, Any]:
    """A good answer's body.

    Raises:
        Away: to be tried again, after what Telegram asks for.
        PersonGone: the person blocked the bot, or the account is gone.
        Refused: it will never be taken.
    """
    body, status = answered.body, answered.status
    if status == 200 and body.get("ok") is True:
        return body
    detail = str(body.get("description") or "")
    parameters = body.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if status == TOO_MANY:
        raise Away("too many requests", detail, seconds=float(wait) if isinstance(wait, (int, float)) else None)
    if status in NOT_ACCEPTED:  # for the clinic to mend; answers wait until it is
        raise Away(f"the bot's token is not accepted (status {status})", detail)
    if status >= BROKEN or "ok" not in body:
        raise Away(f"status {status}", detail)
    if status == BLOCKED or NO_CHAT in detail.lower():
        raise PersonGone(f"status {status}", detail)
    raise Refused(f"status {status}", detail)
