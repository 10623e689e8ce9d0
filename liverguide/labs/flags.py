"""Marks and words beside a value that say that it is high, low or abnormal."""

from __future__ import annotations

from typing import Literal

Flag = Literal["high", "low", "abnormal"]

FLAGS: dict[str, Flag] = {
    "h": "high",
    "hi": "high",
    "high": "high",
    "hh": "high",
    "↑": "high",
    "l": "low",
    "lo": "low",
    "low": "low",
    "ll": "low",
    "↓": "low",
    "*": "abnormal",
    "**": "abnormal",
    "a": "abnormal",
    "abnormal": "abnormal",
    "alto": "high",
    "bajo": "low",
    "hoch": "high",
    "niedrig": "low",
    "elevated": "high",
    "crit": "abnormal",
    "critical": "abnormal",
    "+": "high",
    "!": "abnormal",
    "n": "abnormal",
    "normal": "abnormal",
    "baja": "low",
    "alta": "high",
    "eleve": "high",
    "bas": "low",
    "elevado": "high",
    "erhoht": "high",
}
