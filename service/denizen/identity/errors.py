"""What stops a start."""


class IdentityError(Exception):
    """What callers are told apart by cannot be used. Says what is wrong with it, and shows no secret."""
