"""The website chat: what the widget in a browser talks to."""
