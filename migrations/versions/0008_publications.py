"""What is kept of the publication of a version: the cases that were run, the warnings that were allowed."""

import sqlalchemy as sa
from alembic import op

revision = "0008_publications"
down_revision: str | None = "0007_authorizations"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("directive_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("directive_id", "number", name=op.f("pk_publications")),
        sa.ForeignKeyConstraint(
            ["directive_id", "number"],
            ["directive_versions.directive_id", "directive_versions.number"],
            name=op.f("fk_publications_directive_versions"),
        ),
    )


def downgrade() -> None:
    op.drop_table("publications")
