"""The table in docs/security.md of what each role may do, made from the roles.

`python -m tools.role_matrix` makes it anew; a test fails while it is not up to date.
"""

from pathlib import Path

from denizen.domain.roles import ROLES, Permission, Role

DOCUMENT = Path(__file__).parent.parent / "docs" / "security.md"
BEGIN, END = "<!-- roles: made by tools/role_matrix.py -->\n", "<!-- end of roles -->\n"


def table() -> str:
    """A row for each permission and one for the highest tier, a column for each role."""
    rows = [
        ["permission", *(role.value for role in Role)],
        ["---", *("---" for _ in Role)],
        *([f"`{each.value}`", *(_mark(role, each) for role in Role)] for each in Permission),
        ["highest tier", *(ROLES[role].highest.name for role in Role)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def remade(text: str) -> str:
    """The document with the table of today."""
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return before + BEGIN + table() + END + after


def _mark(role: Role, permission: Permission) -> str:
    return "yes" if permission in ROLES[role].permissions else ""


if __name__ == "__main__":
    DOCUMENT.write_text(remade(DOCUMENT.read_text()))
