"""What is said once before an answer and does not belong to it, by the topic in its metadata."""

from __future__ import annotations

INTRODUCTION = "introduction"
WEBSITE_HINT = "website_hint"
PREAMBLES = frozenset({INTRODUCTION, WEBSITE_HINT})
