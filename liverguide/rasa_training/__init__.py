"""Training and validating with Rasa's own parts, without the work that only Rasa's command line needs."""
