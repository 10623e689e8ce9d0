"""Find: one search field over all topics, by meaning and by letters."""
