"""Denizen answers whether a principal is a foreign national under a directive, and what follows from it."""
