"""What callers are told of PostgreSQL's errors."""

import pytest

from denizen.domain.errors import UnavailableError
from denizen.storage.postgresql_refusals import refusal


class DriverError(Exception):
    """As the driver's are: known by its SQLSTATE."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("something")
        self.sqlstate = sqlstate


class OperationalError(DriverError):
    """The driver's own."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DriverError("08006"), "cannot be reached"),
        (OperationalError(None), "cannot be reached"),
        (DriverError("57P01"), "stopped or started"),
        (DriverError("57P03"), "stopped or started"),
        (DriverError("57014"), "in time"),
        (DriverError("55P03"), "in time"),
        (DriverError("53100"), "no space left"),
        (DriverError("53200"), "too little"),
        (DriverError("53300"), "connections"),
        (DriverError("40001"), "each other's way"),
        (DriverError("40P01"), "each other's way"),
        (DriverError("25006"), "takes no writes"),
        (DriverError("58030"), "files"),
    ],
    ids=lambda value: getattr(value, "sqlstate", ""),
)
def test_what_passes_is_unavailable(error: DriverError, words: str) -> None:
    told = refusal(error)
    assert isinstance(told, UnavailableError)
    assert words in told.message


@pytest.mark.parametrize("error", [DriverError("42P01"), DriverError("23505"), DriverError(None), ValueError(), None])
def test_a_fault_of_ours_stays_one(error: BaseException | None) -> None:
    assert refusal(error) is None
