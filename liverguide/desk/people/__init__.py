"""Who may use the desk: accounts, passwords, sessions, roles, and the trail of who read what."""
