"""Principals with their keys, populations and external identifiers."""

import sqlalchemy as sa
from alembic import op

revision = "0003_principals"
down_revision: str | None = "0002_key_checks"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "principals",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("kind", sa.String(63), nullable=False),
        sa.Column("display_name", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_principals")),
    )
    op.create_table(
        "principal_keys",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("key_id", sa.String(63), nullable=False),
        sa.Column("ring_key_id", NAME, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_principal_keys")),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principals.principal_id"], name=op.f("fk_principal_keys_principals")
        ),
    )
    op.create_table(
        "populations",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("population", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.PrimaryKeyConstraint("principal_id", "population", "known_from", name=op.f("pk_populations")),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_populations_principals")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_populations_known")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_populations_population_principal_id"), "populations", ["population", "principal_id"])
    op.create_table(
        "identifiers",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("identifier", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "blind_index", "known_from", name=op.f("pk_identifiers")),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_identifiers_principals")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_identifiers_known")),
    )
    op.create_index(op.f("ix_identifiers_blind_index"), "identifiers", ["blind_index"])


def downgrade() -> None:
    op.drop_index(op.f("ix_identifiers_blind_index"), table_name="identifiers")
    op.drop_table("identifiers")
    op.drop_index(op.f("ix_populations_population_principal_id"), table_name="populations")
    op.drop_table("populations")
    op.drop_table("principal_keys")
    op.drop_table("principals")
