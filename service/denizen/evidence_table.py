"""The evidence table and the texts of declarations that come with Denizen, read from their files."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from denizen.domain.declarations import DeclarationTexts
from denizen.domain.evidence.reading import read_table
from denizen.domain.evidence.table import EvidenceTable

TEXTS = Path(__file__).parent / "catalogue" / "declarations" / "texts.yaml"
FILE = Path(__file__).parent / "catalogue" / "evidence" / "table.yaml"


@cache
def evidence_table() -> EvidenceTable:
    """The table with the texts, read once. `InvalidError` names the entry that is wrong; a key given twice is refused
    too."""
    return replace(read_table(YAML(typ="safe", pure=True).load(FILE)), texts=declaration_texts())


def declaration_texts() -> DeclarationTexts:
    """The wordings that self-declarations may refer to. `InvalidError` as above."""
    return DeclarationTexts.parse(YAML(typ="safe", pure=True).load(TEXTS))
