"""The evidence table in docs/evidence.md, written from the table that the service uses.

`python -m tools.evidence_page` writes it anew; a test fails while it is not up to date.
"""

from pathlib import Path

from denizen.cli.evidence_page import TABLE_COLUMNS, table_row
from denizen.evidence_table import evidence_table

DOCUMENT = Path(__file__).parent.parent / "docs" / "evidence.md"
BEGIN, END = "<!-- table -->\n", "<!-- end of table -->\n"


def lines() -> str:
    """The rows as Markdown."""
    rows = [TABLE_COLUMNS, ("---",) * len(TABLE_COLUMNS), *map(table_row, evidence_table().rows)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def page(text: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{lines()}{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(page(DOCUMENT.read_text()))
