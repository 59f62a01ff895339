"""The rules of the matter, pure: no clock, no I/O, no framework."""
