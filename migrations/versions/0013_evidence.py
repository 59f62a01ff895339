"""Evidence, its states, and the hashes of document numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0013_evidence"
down_revision: str | None = "0012_grants"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("principal_id", "evidence_id", name=op.f("pk_evidence")),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_evidence_principals")),
        sa.ForeignKeyConstraint(
            ["principal_id", "supersedes_id"],
            ["evidence.principal_id", "evidence.evidence_id"],
            name=op.f("fk_evidence_evidence"),
        ),
    )
    op.create_table(
        "evidence_states",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("state", sa.String(63), nullable=False),
        sa.Column("superseded_by_id", ID, nullable=True),
        sa.Column("reason_code", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "evidence_id", "known_from", name=op.f("pk_evidence_states")),
        sa.ForeignKeyConstraint(
            ["principal_id", "evidence_id"],
            ["evidence.principal_id", "evidence.evidence_id"],
            name=op.f("fk_evidence_states_evidence"),
        ),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_evidence_states_known")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence_numbers",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "evidence_id", name=op.f("pk_evidence_numbers")),
        sa.ForeignKeyConstraint(
            ["principal_id", "evidence_id"],
            ["evidence.principal_id", "evidence.evidence_id"],
            name=op.f("fk_evidence_numbers_evidence"),
        ),
    )
    op.create_index(op.f("ix_evidence_numbers_blind_index"), "evidence_numbers", ["blind_index"])


def downgrade() -> None:
    op.drop_table("evidence_numbers")
    op.drop_table("evidence_states")
    op.drop_table("evidence")
