"""Status lists are sealed. Those that were known are forgotten: they come again from where they are published."""

import sqlalchemy as sa
from alembic import op

revision = "0016_sealed_status_lists"
down_revision: str | None = "0015_issuer_proposals"
branch_labels = None
depends_on = None

ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("status_lists")
    op.create_table(
        "status_lists",
        sa.Column("list_index", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, autoincrement=False, nullable=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("fresh_until", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_status_lists_known")),
        sa.PrimaryKeyConstraint("list_index", "known_from", name=op.f("pk_status_lists")),
    )


def downgrade() -> None:
    op.drop_table("status_lists")
    op.create_table(
        "status_lists",
        sa.Column("list_id", ID, nullable=False),
        sa.Column("known_from", REVISION, autoincrement=False, nullable=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("fresh_until", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_status_lists_known")),
        sa.PrimaryKeyConstraint("list_id", "known_from", name=op.f("pk_status_lists")),
    )
