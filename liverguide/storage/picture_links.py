"""Addresses of pictures for messengers, which fetch a picture from a public address: a token that nobody can guess."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()

# A messenger fetches a picture once and keeps a copy of its own: a day leaves time for its retries and for a telephone
# that was switched off. The numbers are a person's, so the address works no longer than that.
LIFE_SECONDS = 24 * 3600.0
TOKEN_BYTES = 32


class PictureLink(Base):  # type: ignore[misc, valid-type]
    """One picture of one conversation, as data, until it expires (seconds since 1970)."""

    __tablename__ = "picture_links"

    token = sa.Column(sa.String(64), primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    picture = sa.Column(sa.Text, nullable=False)
    expires = sa.Column(sa.Float, nullable=False, index=True)


def issue(session: Session, conversation: str, picture: Mapping[str, Any]) -> str:
    """A new token for a picture's data."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        PictureLink(
            token=token, conversation=conversation, picture=json.dumps(picture), expires=time.time() + LIFE_SECONDS
        )
    )
    return token


def find(session: Session, token: str) -> dict[str, Any] | None:
    """The data behind a token; None when it is unknown or has expired."""
    of_this = session.query(PictureLink.picture).filter(PictureLink.token == token, PictureLink.expires > time.time())
    found = of_this.scalar()
    return None if found is None else dict(json.loads(found))


def forget(session: Session, conversation: str) -> None:
    """Erase all links of a conversation."""
    session.query(PictureLink).filter(PictureLink.conversation == conversation).delete()


def purge(session: Session) -> None:
    """Erase links that have expired; they live shorter than any conversation is kept."""
    session.query(PictureLink).filter(PictureLink.expires <= time.time()).delete()
