"""How people reach the assistant: one shared core and a thin adapter for each channel."""
