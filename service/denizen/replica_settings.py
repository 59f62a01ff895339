"""The settings about copies of the database."""

from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode


def _urls(given: object) -> object:
    """Addresses with white space between them: commas stand between hosts inside one."""
    if not isinstance(given, str):
        return given
    urls = given.split()
    if any(url.partition(":")[0] not in ("postgresql", "postgresql+psycopg") for url in urls):
        raise ValueError("wanted addresses of PostgreSQL servers, with spaces between them")
    if len(set(urls)) < len(urls):
        raise ValueError("wanted each address once")
    return tuple(SecretStr(url) for url in urls)


class ReplicaSettings(BaseSettings):
    """Copies of the database that are read."""

    database_replica_urls: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_urls)] = Field(
        (), description="streaming replicas of the database, such as postgresql://denizen@replica.example/denizen"
    )
    replica_lag_seconds: float = Field(
        5.0, gt=0, le=3600, description="how far a replica may be behind before it is left out"
    )
