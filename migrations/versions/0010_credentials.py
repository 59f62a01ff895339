import sqlalchemy as sa
from alembic import op

revision = "0010_credentials"
down_revision: str | None = "0009_issuer_changes"
branch_labels = None
depends_on = None

ID = sa.String(63).with_variant(sa.String(63, collation="C"), "postgresql")
REVISION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "credentials",
        sa.Column("principal_id", ID, nullable=False),
        sa.Column("credential_id", ID, nullable=False),
        sa.Column("known_from", REVISION, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest_index", sa.LargeBinary(), nullable=False),
        sa.Column("list_index", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principals.principal_id"], name=op.f("fk_credentials_principals")),
        sa.PrimaryKeyConstraint("principal_id", "credential_id", name=op.f("pk_credentials")),
    )
    op.create_index(op.f("ix_credentials_digest_index"), "credentials", ["digest_index"])
    op.create_index(op.f("ix_credentials_list_index"), "credentials", ["list_index"])
    op.create_table(
        "status_lists",
        sa.Column("list_index", sa.LargeBinary(), nullable=False),
        sa.Column("known_from", REVISION, autoincrement=False, nullable=False),
        sa.Column("known_to", REVISION, nullable=True),
        sa.Column("fresh_until", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_status_lists_known")),
        sa.PrimaryKeyConstraint("list_index", "known_from", name=op.f("pk_status_lists")),
    )


def downgrade() -> None:
    op.drop_table("status_lists")
    op.drop_table("credentials")
