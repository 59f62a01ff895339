"""Grants and the steps that they go through."""

import sqlalchemy as sa
from alembic import op

revision = "0012_grants"
down_revision: str | None = "0011_webhooks"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "grants",
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_grants")),
    )
    op.create_table(
        "grant_steps",
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(63), nullable=False),
        sa.Column("caller", NAME, nullable=False),
        sa.Column("on_behalf_of", NAME, nullable=False),
        sa.Column("reason_code", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("grant_id", "known_from", "position", name=op.f("pk_grant_steps")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.grant_id"], name=op.f("fk_grant_steps_grants")),
    )


def downgrade() -> None:
    op.drop_table("grant_steps")
    op.drop_table("grants")
