"""What tests of several folders share: a PostgreSQL server."""

from collections.abc import Iterator

import pytest

from tests.postgresql import MissingError, Server, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One server for the whole run of this process."""
    try:
        with server() as running:
            yield running
    except MissingError as error:
        pytest.skip(str(error))
