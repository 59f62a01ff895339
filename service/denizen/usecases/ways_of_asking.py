"""How it is asked about a principal: what differs between two questions of which the answers fit together."""

from collections.abc import Sequence
from typing import NamedTuple

from denizen.usecases.asking import AssertedPresence, Times
from denizen.usecases.context import Call


class Way(NamedTuple):
    """How it is asked about a principal."""

    directives: tuple[str, ...]
    purpose: str
    country: str
    looks: tuple[str, ...]

    @classmethod
    def of(cls, call: Call, directives: Sequence[str], presence: AssertedPresence | None, *looks: str) -> "Way":
        return cls(tuple(directives), call.purpose or "", "" if presence is None else presence.country.code, looks)

    def is_plainly(self, directive: str, call: Call) -> bool:
        """Whether it is that directive at present, for the purpose of the call, and nothing else."""
        return (
            self.purpose == call.purpose
            and not self.country
            and not self.looks
            and len(self.directives) == 1
            and self.directives[0] == directive
        )


def looks_of(times: Times) -> tuple[str, ...]:
    """What is looked at beside the present, by the day."""
    if times.at is None and not times.of_the_past:
        return ()
    looks = [] if times.at is None else [f"at {times.at:%Y-%m-%d}"]
    if times.known_revision is not None:
        looks.append(f"known at revision {times.known_revision}")
    if times.known_at is not None:
        looks.append(f"known at {times.known_at:%Y-%m-%d}")
    return tuple(looks)
