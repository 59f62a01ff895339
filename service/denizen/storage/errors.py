"""What stops a start."""


class UnusableError(Exception):
    """Storage cannot be used as it is. The message says what to do."""
