"""Issuers, resources, directives, their versions and activations."""

import sqlalchemy as sa
from alembic import op

revision = "0005_directives"
down_revision: str | None = "0004_attestations"
branch_labels = None
depends_on = None

REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "issuers",
        sa.Column("issuer", NAME, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "known_from", name=op.f("pk_issuers")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_issuers_known")),
    )
    op.create_table(
        "resources",
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("resource_id", name=op.f("pk_resources")),
    )
    op.create_table(
        "directives",
        sa.Column("directive_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("directive_id", name=op.f("pk_directives")),
    )
    op.create_table(
        "directive_versions",
        sa.Column("directive_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("directive_id", "number", name=op.f("pk_directive_versions")),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directives.directive_id"], name=op.f("fk_directive_versions_directives")
        ),
    )
    op.create_table(
        "activations",
        sa.Column("directive_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False, autoincrement=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("action", sa.String(63), nullable=False),
        sa.Column("effective_from", sa.BigInteger(), nullable=True),
        sa.Column("effective_to", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("directive_id", "known_from", "position", name=op.f("pk_activations")),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.directive_id"], name=op.f("fk_activations_directives")),
    )


def downgrade() -> None:
    op.drop_table("activations")
    op.drop_table("directive_versions")
    op.drop_table("directives")
    op.drop_table("resources")
    op.drop_table("issuers")
