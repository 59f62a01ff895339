"""By which a wrong key ring is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0002_key_checks"
down_revision: str | None = "0001_revisions"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "key_checks",
        sa.Column("name", NAME, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_checks")),
    )


def downgrade() -> None:
    op.drop_table("key_checks")
