"""The clinic's own facts, from clinic.yml; the only place where they stand."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, validator

from liverguide.library.front_desk import FrontDesk
from liverguide.library.yaml_files import StrictModel, as_model, read_yaml
from liverguide.paths import CLINIC

# English needs it inside a sentence; other languages and headings do not.
ARTICLE = re.compile(r"\Athe\s+", re.IGNORECASE)
# As browsers send it: scheme, host in small letters, port only where it is not the scheme's own.
ORIGIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")

ADDRESS = re.compile(r"https?://[^\s()<>\"]+")


class Assistant(StrictModel):
    """The assistant's name in chat."""

    name: str


class Contact(StrictModel):
    """Who runs the assistant and how a person reaches them."""

    name: str
    phone: str
    mail: str
    hours: str
    country: str
    delivery_route: str
    adjuncts: list[str]
    price: str | None


class Line(StrictModel):
    """A telephone line of the clinic's country."""

    number: str
    name: str


class Retention(StrictModel):
    """How long what people write is kept, and how long what staff did at the front desk."""

    days: int = Field(gt=0)
    audit_days: int = Field(default=365, gt=0)


class ReviewRule(StrictModel):
    """After how many months a signed text is to be read again."""

    months: int = Field(12, gt=0)


class Website(StrictModel):
    """The clinic's page with the chat window, for people, and where else the window may stand."""

    address: str | None = None
    origins: tuple[str, ...] = ()

    @validator("address")
    def _is_an_address(cls, address: str | None) -> str | None:
        if address is not None and not ADDRESS.fullmatch(address):
            raise ValueError("write the page's address like https://www.clinic.example/chat, or null if there is none")
        return address

    @validator("origins", each_item=True)
    def _is_an_origin(cls, origin: str) -> str:
        if not ORIGIN.fullmatch(origin):
            raise ValueError("write each site like https://www.clinic.example, in small letters, without path or *")
        return origin


class Clinic(StrictModel):
    """All facts of one clinic."""

    example: bool
    assistant: Assistant
    clinic: Contact
    emergency: Line
    crisis: Line
    languages: list[str]
    retention: Retention
    review: ReviewRule = ReviewRule(months=12)
    website: Website = Website()
    front_desk: FrontDesk | None = None
    """None: nobody joins chats."""

    def placeholders(self) -> dict[str, str]:
        """What stands for `{clinic.name}` and its like in content."""
        contact = self.clinic
        return {
            "assistant.name": self.assistant.name,
            "clinic.name": contact.name,
            "clinic.title": ARTICLE.sub("", contact.name),
            "clinic.phone": contact.phone,
            "clinic.mail": contact.mail,
            "clinic.contact": f"{contact.phone} or {contact.mail}",
            "clinic.hours": contact.hours,
            "front_desk.hours": self.front_desk.readable if self.front_desk else contact.hours,
            "clinic.delivery_route": contact.delivery_route,
            "clinic.adjuncts": " and ".join(contact.adjuncts) or "nothing else",
            "clinic.website": self.website.address or "",
            "clinic.price": contact.price or "",
            "emergency.number": self.emergency.number,
            "emergency.name": self.emergency.name,
            "crisis.number": self.crisis.number,
            "crisis.name": self.crisis.name,
            "retention.days": str(self.retention.days),
        }


def load_clinic(file: Path = CLINIC) -> Clinic:
    """Read clinic.yml.

    Raises:
        ContentError: it is missing or a field is wrong.
    """
    return as_model(Clinic, read_yaml(file), file, "the clinic")
