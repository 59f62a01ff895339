"""Where what callers are checked against comes from."""

from typing import Generic, Protocol, TypeVar

from denizen.usecases.context import Caller

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Source(Protocol[T_co]):
    """Something that changes while the server runs."""

    @property
    def current(self) -> T_co:
        """As it was last read: the same object for as long as nothing changed. Costs nothing."""

    def refresh(self) -> None:
        """Look whether it has changed. Never raises: what was good is kept."""

    def missed(self) -> None:
        """Something was asked for that is not there: look soon. Costs nothing."""


class TokenCallers(Protocol):
    """Finds out whose a bearer token is."""

    def caller_of(self, token: str, certificate: bytes, /) -> Caller:
        """`certificate`: SHA-256 of the client certificate under which it came, empty: none.

        `UnauthenticatedError` where the token does not hold.
        """


class Fixed(Generic[T]):
    """What never changes."""

    def __init__(self, current: T) -> None:
        self.current = current

    def refresh(self) -> None:
        pass

    def missed(self) -> None:
        pass
