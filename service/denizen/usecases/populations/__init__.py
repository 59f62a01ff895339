"""Whole populations: who is what under a directive, how many, and what changes."""
