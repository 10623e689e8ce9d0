"""Figures: how much is asked, answered and not understood. Counts only, nothing about a person."""
