"""Emergencies noticed in any message: bleeding, confusion, infection, overdose, self-harm, breath, chest and others.

`find_red_flag(text)` gives the most urgent one or None; `assess(text)` gives all of them and the mentions that were
lowered, with the reason; `beside_lowered(text)` what is said beside those. The words and patterns are in
`red_flags.yml`, which a clinician can edit.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.detection import assess, find_red_flag
from liverguide.understanding.red_flags.red_flag import Assessment, Certainty, Kind, Lowered, Reason, RedFlag
from liverguide.understanding.red_flags.remainder import beside_lowered

__all__ = [
    "Assessment",
    "Certainty",
    "Kind",
    "Lowered",
    "Reason",
    "RedFlag",
    "assess",
    "beside_lowered",
    "find_red_flag",
]
