"""Rows of other systems, taken in many at a time."""
