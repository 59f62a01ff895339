"""Webhooks, and how far each is."""

import sqlalchemy as sa
from alembic import op

revision = "0011_webhooks"
down_revision: str | None = "0010_credentials"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("ring_key_id", sa.String(63), nullable=False),
        sa.Column("secrets", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_webhooks_known")),
        sa.PrimaryKeyConstraint("webhook_id", "known_from", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "webhook_leaders",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leader", NAME, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_webhook_leaders")),
    )
    op.create_table(
        "webhook_cursors",
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("revision", REVISION, nullable=False),
        sa.PrimaryKeyConstraint("webhook_id", name=op.f("pk_webhook_cursors")),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("webhook_id", ID, nullable=False),
        sa.Column("revision", REVISION, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("state", sa.String(63), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failure", NAME, nullable=False),
        sa.PrimaryKeyConstraint("webhook_id", "revision", "position", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index(
        op.f("ix_webhook_deliveries_webhook_id_state_due"), "webhook_deliveries", ["webhook_id", "state", "due"]
    )
    op.create_index(
        op.f("ix_webhook_deliveries_webhook_id_subject_id_revision"),
        "webhook_deliveries",
        ["webhook_id", "subject_id", "revision"],
    )


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhook_cursors")
    op.drop_table("webhook_leaders")
    op.drop_table("webhooks")
