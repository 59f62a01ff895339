"""The steps of reviews and what they found, the receipts of numbered deliveries, and what was reminded of."""

import sqlalchemy as sa
from alembic import op

revision = "0014_reviews"
down_revision: str | None = "0013_evidence"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_index(
        "ix_attestation_states_pending",
        "attestation_states",
        ["principal_id", "attestation_id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "found_assurances",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("level", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "attestation_id", name=op.f("pk_found_assurances")),
        sa.ForeignKeyConstraint(
            ["principal_id", "attestation_id"],
            ["attestations.principal_id", "attestations.attestation_id"],
            name=op.f("fk_found_assurances_attestations"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "review_entries",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "principal_id", "attestation_id", "known_from", "position", name=op.f("pk_review_entries")
        ),
        sa.ForeignKeyConstraint(
            ["principal_id", "attestation_id"],
            ["attestations.principal_id", "attestations.attestation_id"],
            name=op.f("fk_review_entries_attestations"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reminders",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("attestation_id", ID, nullable=False),
        sa.Column("end", sa.String(63), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "attestation_id", "end", "days", name=op.f("pk_reminders")),
        sa.ForeignKeyConstraint(
            ["principal_id", "attestation_id"],
            ["attestations.principal_id", "attestations.attestation_id"],
            name=op.f("fk_reminders_attestations"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deliveries",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("caller", NAME, nullable=False),
        sa.Column("source", ID, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("resource", NAME, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "caller", "source", "number", name=op.f("pk_deliveries")),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_deliveries_principals")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_table("reminders")
    op.drop_table("review_entries")
    op.drop_table("found_assurances")
    op.drop_index("ix_attestation_states_pending", "attestation_states")
