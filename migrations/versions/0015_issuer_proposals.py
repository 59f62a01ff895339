"""What issuers shall be, as somebody proposed and somebody else decided it."""

import sqlalchemy as sa
from alembic import op

revision = "0015_issuer_proposals"
down_revision: str | None = "0014_reviews"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "issuer_proposals",
        sa.Column("proposal", NAME, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", "known_from", name=op.f("pk_issuer_proposals")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_issuer_proposals_known")),
    )


def downgrade() -> None:
    op.drop_table("issuer_proposals")
