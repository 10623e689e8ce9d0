"""Benchmarks: how fast the assistant is beside two others on the same machine, in one run (`make bench`)."""
