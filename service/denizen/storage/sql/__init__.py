"""The ports on a database."""
