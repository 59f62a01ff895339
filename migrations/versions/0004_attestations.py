"""Attestations and their states."""

import sqlalchemy as sa
from alembic import op

revision = "0004_attestations"
down_revision: str | None = "0003_principals"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "attestations",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("principal_id", "attestation_id", name=op.f("pk_attestations")),
        sa.ForeignKeyConstraint(
            ["principal_id", "supersedes_id"],
            ["attestations.principal_id", "attestations.attestation_id"],
            name=op.f("fk_attestations_attestations"),
        ),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_attestations_principals")),
    )
    op.create_table(
        "attestation_states",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("state", sa.String(63), nullable=False),
        sa.Column("superseded_by_id", ID, nullable=True),
        sa.Column("reason_code", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "attestation_id", "known_from", name=op.f("pk_attestation_states")),
        sa.ForeignKeyConstraint(
            ["principal_id", "attestation_id"],
            ["attestations.principal_id", "attestations.attestation_id"],
            name=op.f("fk_attestation_states_attestations"),
        ),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_attestation_states_known")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("attestation_states")
    op.drop_table("attestations")
