"""What rows of other systems made, by which they are known again."""

import sqlalchemy as sa
from alembic import op

revision = "0016_imported_rows"
down_revision: str | None = "0015_issuer_proposals"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "imported_rows",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("row_index", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("principal_id", "row_index", "known_from", name=op.f("pk_imported_rows")),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principals.principal_id"], name=op.f("fk_imported_rows_principals")
        ),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_imported_rows_known")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("imported_rows")
