"""Learn: what was not understood or not liked, grouped by meaning, and what staff say it should have been."""
