"""A topic as the desk shows it: the sentence to read aloud, the answer as a page, its sources and review state."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it import MarkdownIt
from markupsafe import Markup

from liverguide.library import Library
from liverguide.library.citations import without_marks
from liverguide.library.entries import Source, Topic
from liverguide.library.placeholders import fill

# Content is ours, but it is text: what looks like HTML in it is shown, never obeyed.
_markdown = MarkdownIt("js-default", {"html": False})


@dataclass(frozen=True)
class ShownTopic:
    """One topic for a page. `text_message` is plain text that fits a text message; `version` names this wording."""

    id: str
    title: str
    say: str
    answer: Markup
    avoid: str
    text_message: str
    sources: tuple[Source, ...]
    review: str
    is_reviewed: bool


def shown(library: Library, topic: Topic) -> ShownTopic:
    """A topic with the clinic's facts filled in."""
    facts = library.clinic.placeholders()
    cited = library.cited(topic.answer)
    review = topic.review
    return ShownTopic(
        id=topic.id,
        title=topic.title,
        say=fill(topic.say, facts),
        answer=as_html(cited.text),
        avoid=fill(topic.avoid.strip(), facts),
        text_message=fill(without_marks(" ".join(topic.short.split())), facts),
        sources=tuple(library.sources[key] for key in cited.sources),
        review=library.phrase(f"answer.{review.status}", date=review.date.isoformat(), by=review.by or ""),
        is_reviewed=review.status == "reviewed",
    )


def as_html(text: str) -> Markup:
    """Our markdown as HTML."""
    return Markup(_markdown.render(text))
