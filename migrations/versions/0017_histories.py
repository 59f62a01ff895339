"""Histories: which server's commits follow one another, so that a commit that a failover lost is known for one."""

import sqlalchemy as sa
from alembic import op

revision = "0017_histories"
down_revision: str | None = "0016_imported_rows"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "histories",
        sa.Column("begins", REVISION, nullable=False, autoincrement=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("system", NAME, nullable=False),
        sa.Column("timeline", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("begins", name=op.f("pk_histories")),
    )


def downgrade() -> None:
    op.drop_table("histories")
