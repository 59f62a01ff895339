"""Authorizations and that they were revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0007_authorizations"
down_revision: str | None = "0006_reference"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "authorizations",
        sa.Column("authorization_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("authorization_id", name=op.f("pk_authorizations")),
    )
    op.create_table(
        "authorization_revocations",
        sa.Column("authorization_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("reason_code", sa.String(63), nullable=False),
        sa.PrimaryKeyConstraint("authorization_id", name=op.f("pk_authorization_revocations")),
        sa.ForeignKeyConstraint(
            ["authorization_id"],
            ["authorizations.authorization_id"],
            name=op.f("fk_authorization_revocations_authorizations"),
        ),
    )


def downgrade() -> None:
    op.drop_table("authorization_revocations")
    op.drop_table("authorizations")
