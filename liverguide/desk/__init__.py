"""The front desk: a server-rendered application for the clinic's staff, in a process of its own."""
