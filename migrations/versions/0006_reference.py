"""Country sets, lists and their entries."""

import sqlalchemy as sa
from alembic import op

revision = "0006_reference"
down_revision: str | None = "0005_directives"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "country_sets",
        sa.Column("country_set_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("country_set_id", "known_from", name=op.f("pk_country_sets")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_country_sets_known")),
    )
    op.create_table(
        "lists",
        sa.Column("list_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "known_from", name=op.f("pk_lists")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_lists_known")),
    )
    op.create_table(
        "list_entries",
        sa.Column("list_id", ID, nullable=False),
        sa.Column("blind_index", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("listed_from", sa.BigInteger(), nullable=True),
        sa.Column("listed_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("list_id", "blind_index", "known_from", "position", name=op.f("pk_list_entries")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_list_entries_known")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("list_entries")
    op.drop_table("lists")
    op.drop_table("country_sets")
