"""How well messages are understood that nothing was built from (`make evaluate`)."""
