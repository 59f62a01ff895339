"""The evidence table that comes with Denizen, read from its file."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from denizen.domain.evidence.reading import read_table
from denizen.domain.evidence.table import EvidenceTable

FILE = Path(__file__).parent / "catalogue" / "evidence" / "table.yaml"


@cache
def evidence_table() -> EvidenceTable:
    """The table, read once. `InvalidError` names the entry that is wrong; a key given twice is refused too."""
    return read_table(YAML(typ="safe", pure=True).load(FILE))
