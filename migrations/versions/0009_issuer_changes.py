"""What an issuer may vouch for is a list of rights, and the last change of any issuer is found at once."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009_issuer_changes"
down_revision: str | None = "0008_publications"
branch_labels = None
depends_on = None

Content = dict[str, Any]
RIGHT = ("kinds", "countries", "highest")
"""What a content said of the one right there was."""
ISSUERS = sa.table("issuers", sa.column("issuer"), sa.column("known_from"), sa.column("content"))


def upgrade() -> None:
    op.create_index(op.f("ix_issuers_known_from"), "issuers", ["known_from"])
    _rewrite(_listed)


def downgrade() -> None:
    _rewrite(_alone)
    op.drop_index(op.f("ix_issuers_known_from"), table_name="issuers")


def _rewrite(change: Callable[[Content], Content]) -> None:
    connection = op.get_bind()
    for issuer, known_from, content in connection.execute(sa.select(ISSUERS)).all():
        changed = json.dumps(change(json.loads(content)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if changed != content:
            where = sa.and_(ISSUERS.c.issuer == issuer, ISSUERS.c.known_from == known_from)
            connection.execute(sa.update(ISSUERS).where(where).values(content=changed))


def _listed(content: Content) -> Content:
    right = {name: content.pop(name) for name in RIGHT if name in content}
    return {**content, "rights": [right]} if right else content


def _alone(content: Content) -> Content:
    """Without what the release before cannot know. It had one right only: the first."""
    kept = {name: value for name, value in content.get("rights", [{}])[0].items() if name in RIGHT}
    return {name: value for name, value in content.items() if name in ("name", "title")} | kept
