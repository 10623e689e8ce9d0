"""Words behind a person who only tells of values: "my wife says"."""

from __future__ import annotations

REPORTING = frozenset(
    [
        "says",
        "say",
        "tell",
        "read",
        "reads",
        "said",
        "asked",
        "asks",
        "told",
        "tells",
        "thinks",
        "wants",
        "wanted",
        "wrote",
        "works",
        "found",
        "noticed",
        "suggested",
        "sent",
        "heard",
        "asking",
        "typed",
        "reckons",
        "insists",
        "gave",
        "gives",
        "worries",
        "nurse",
        "doctor",
    ]
)
