"""Puts values, scores and curated pieces together into texts for people. Knows nothing of the dialogue."""
