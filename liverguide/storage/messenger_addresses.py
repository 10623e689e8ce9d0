"""Where a messenger's conversation is answered; the one place where an account's own name or number is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class MessengerAddress(Base):  # type: ignore[misc, valid-type]
    """A conversation's address in its app, as last used by the person (`written`, seconds since 1970)."""

    __tablename__ = "messenger_addresses"

    conversation = sa.Column(sa.String(255), primary_key=True)
    channel = sa.Column(sa.String(32), nullable=False)
    address = sa.Column(sa.Text, nullable=False)
    written = sa.Column(sa.Float, nullable=False, index=True)


def keep(session: Session, conversation: str, channel: str, address: Mapping[str, Any]) -> None:
    """Keep the address from which a person just wrote."""
    session.merge(
        MessengerAddress(
            conversation=conversation, channel=channel, address=json.dumps(dict(address)), written=time.time()
        )
    )


def find(session: Session, conversation: str) -> tuple[str, dict[str, Any], float] | None:
    """The channel, the address, and when the person last wrote; None when it is not known."""
    row = session.get(MessengerAddress, conversation)
    return None if row is None else (str(row.channel), dict(json.loads(row.address)), float(row.written))


def forget(session: Session, conversation: str) -> None:
    """Erase a conversation's address."""
    session.query(MessengerAddress).filter(MessengerAddress.conversation == conversation).delete()


def purge(session: Session, before: float) -> None:
    """Erase addresses from which nobody wrote since `before` (seconds since 1970)."""
    session.query(MessengerAddress).filter(MessengerAddress.written < before).delete()
