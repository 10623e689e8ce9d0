"""Handouts: topics as one clean page for paper."""
