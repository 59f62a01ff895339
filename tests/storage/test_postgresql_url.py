"""The URL of a PostgreSQL database."""

import pytest

from denizen.storage.errors import UnusableError
from denizen.storage.keyring import KeyRing
from denizen.storage.postgresql_url import parsed
from denizen.storage.sql.store import open_store
from tests.storage.builders import SettableClock


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://denizen@127.0.0.1/denizen",
        "postgresql+psycopg://denizen@localhost:5433/denizen",
        "postgresql://denizen@[::1]/denizen",
        "postgresql:///denizen?host=/var/run/postgresql",
        "postgresql://denizen:secret@db.example/denizen?sslmode=verify-full&sslrootcert=ca.pem",
        "postgresql://denizen@db.example/denizen?sslmode=disable",
    ],
)
def test_a_url_is_read(url: str) -> None:
    where = parsed(url, 5.0)
    assert where.drivername == "postgresql+psycopg"
    assert where.database == "denizen"
    assert where.query["application_name"] == "denizen"


def test_what_a_url_says_is_kept() -> None:
    where = parsed("postgresql://127.0.0.1/denizen?application_name=mine&connect_timeout=30", 5.0)
    assert (where.query["application_name"], where.query["connect_timeout"]) == ("mine", "30")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://denizen:geheim@db.example/denizen", "sslmode"),
        ("postgresql://denizen:geheim@10.0.0.1/denizen", "sslmode"),
        ("postgresql:///denizen?host=db.example&password=geheim", "sslmode"),
        ("postgresql:///denizen?host=/tmp&host=db.example:5432&password=geheim", "sslmode"),
        ("postgresql://denizen:geheim@127.0.0.1:port/denizen", "cannot be read"),
    ],
    ids=["by name", "by address", "in the query", "one of several", "no URL"],
)
def test_a_url_without_a_word_about_tls_is_refused(url: str, words: str, ring: KeyRing, clock: SettableClock) -> None:
    with pytest.raises(UnusableError, match=words) as refused:
        open_store(url, ring, clock)
    assert "geheim" not in str(refused.value)
