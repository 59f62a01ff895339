"""What every table is made of."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    MetaData,
)

from denizen.storage.types import BlindIndex, Id, RevisionNumber, Sealed

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def plain(name: str, kind: Any, **options: Any) -> Column[Any]:  # noqa: ANN401 - what Column takes
    return Column(name, kind, nullable=options.pop("nullable", False), info={"personal": False}, **options)


def personal(name: str, kind: type[Sealed | BlindIndex], **options: Any) -> Column[Any]:  # noqa: ANN401 - as above
    return Column(name, kind, nullable=False, info={"personal": True}, **options)


def key(name: str, kind: Any = Id) -> Column[Any]:  # noqa: ANN401 - as above
    return plain(name, kind, primary_key=True, autoincrement=False)


def known_from(*, in_key: bool = False) -> Column[Any]:
    return plain("known_from", RevisionNumber, primary_key=in_key, autoincrement=False)


def known_to() -> Column[Any]:
    return plain("known_to", RevisionNumber, nullable=True)


def ends_later() -> CheckConstraint:
    return CheckConstraint("known_to > known_from", name="known")


def of_principal() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["principal_id"], ["principals.principal_id"])
