"""Commits: their order, what each left in the outbox, and receipts of writes that may be repeated."""

import sqlalchemy as sa
from alembic import op

revision = "0001_revisions"
down_revision: str | None = None
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("revision", REVISION, nullable=False, autoincrement=False),
        sa.Column("instant", sa.BigInteger(), nullable=False),
        sa.Column("caller", NAME, nullable=False),
        sa.Column("on_behalf_of", NAME, nullable=False),
        sa.Column("call_id", NAME, nullable=False),
        sa.Column("purpose", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_instant"), "revisions", ["instant"])
    op.create_table(
        "outbox",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("revision", REVISION, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(63), nullable=False),
        sa.Column("resource", NAME, nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "revision", "position", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_outbox_revision_position"), "outbox", ["revision", "position"])
    op.create_table(
        "requests",
        sa.Column("caller", NAME, nullable=False),
        sa.Column("request_id", NAME, nullable=False),
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("resource", NAME, nullable=False),
        sa.Column("revision", REVISION, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "request_id", name=op.f("pk_requests")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("requests")
    op.drop_index(op.f("ix_outbox_revision_position"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_revisions_instant"), table_name="revisions")
    op.drop_table("revisions")
