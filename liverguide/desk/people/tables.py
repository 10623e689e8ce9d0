"""Accounts, sessions, failed log-ins and the audit trail. Of patients only conversations' names stand here."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Account(Base):  # type: ignore[misc, valid-type]
    """One person at the clinic. `shown` is the name that patients see when this person writes in a chat."""

    __tablename__ = "desk_accounts"

    name = sa.Column(sa.String(64), primary_key=True)
    shown = sa.Column(sa.String(64), nullable=False)
    role = sa.Column(sa.String(16), nullable=False)
    password = sa.Column(sa.String(255), nullable=False)
    created = sa.Column(sa.Float, nullable=False)
    disabled = sa.Column(sa.Boolean, nullable=False, default=False)


class LoginSession(Base):  # type: ignore[misc, valid-type]
    """Somebody who is logged in; `key` is a hash of what the cookie holds, so the table opens no door."""

    __tablename__ = "desk_sessions"

    key = sa.Column(sa.String(64), primary_key=True)
    account = sa.Column(sa.String(64), nullable=False, index=True)
    began = sa.Column(sa.Float, nullable=False)
    used = sa.Column(sa.Float, nullable=False)


class FailedLogins(Base):  # type: ignore[misc, valid-type]
    """How often a log-in failed; `key` is a keyed hash of name and address (throttle.py). No try before `until`."""

    __tablename__ = "desk_failed_logins"

    key = sa.Column(sa.String(64), primary_key=True)
    failures = sa.Column(sa.Integer, nullable=False)
    last = sa.Column(sa.Float, nullable=False, index=True)
    until = sa.Column(sa.Float, nullable=False)


class AuditEntry(Base):  # type: ignore[misc, valid-type]
    """Who did what when: log-ins, conversations read, chats taken over, texts signed."""

    __tablename__ = "desk_audit"

    id = sa.Column(sa.Integer, primary_key=True)
    at = sa.Column(sa.Float, nullable=False, index=True)
    account = sa.Column(sa.String(64), nullable=False, index=True)
    did = sa.Column(sa.String(64), nullable=False)
    about = sa.Column(sa.String(255), index=True)
