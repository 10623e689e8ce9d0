"""Rasa's custom actions: each translates between the conversation's slots and the library, one file per job."""
