"""The picture of the schema in docs/schema.md, drawn from the tables.

`python tools/schema_picture.py` draws it anew; a test fails while it is not up to date.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table

from denizen.storage.tables import METADATA
from denizen.storage.types import BlindIndex, Instant, Sealed

DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.md"
BEGIN, END = "```mermaid\n", "```\n"


def picture() -> str:
    """The tables and their foreign keys as a Mermaid entity relationship diagram."""
    tables = METADATA.sorted_tables
    lines = ["erDiagram"]
    for table in tables:
        lines += [f"    {table.name} {{", *(f"        {_column(column)}" for column in table.columns), "    }"]
    for table in tables:
        lines += sorted(_relations(table))
    return "\n".join(lines) + "\n"


def redrawn(text: str) -> str:
    """The document with the picture of today."""
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return before + BEGIN + picture() + END + after


def _column(column: Column[Any]) -> str:
    marks = [mark for mark, bears in (("PK", column.primary_key), ("FK", column.foreign_keys)) if bears]
    return " ".join([_kind(column), column.name, ",".join(marks)]).rstrip()


def _kind(column: Column[Any]) -> str:
    match column.type:
        case Sealed():
            return "sealed"
        case BlindIndex():
            return "blind_index"
        case Instant():
            return "instant"
        case other:
            return other.__visit_name__.lower()


def _relations(table: Table) -> list[str]:
    return [
        f"    {key.referred_table.name} ||--o{{ {table.name} : {'_'.join(key.column_keys)}"
        for key in table.foreign_key_constraints
    ]


if __name__ == "__main__":
    DOCUMENT.write_text(redrawn(DOCUMENT.read_text()))
