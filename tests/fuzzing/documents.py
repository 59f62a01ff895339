"""Machine readable zones, and files in YAML or JSON, as functions of bytes."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

from denizen.cli.files import FileError, loads
from denizen.cli.importing.delimited import Delimited
from denizen.cli.importing.json_lines import JsonLines
from denizen.cli.importing.mapping import Mapper, load_mapping
from denizen.cli.importing.records import Lines, Record
from denizen.cli.importing.values import RowError
from denizen.domain.errors import DenizenError, InvalidError
from denizen.domain.names import PrincipalName, Purpose
from denizen.rpc.convert.directives import read_draft
from denizen.v1.directive_pb2 import DirectiveFile
from denizen.verification import mrz
from denizen.verification.document_evidence import Draft, evidence_of
from tests.fuzzing.target import Target

MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)
DRAFT, ADA = Draft(frozenset({Purpose("kyc")})), PrincipalName("principals/ada")


def read_zone(data: bytes) -> None:
    with suppress(InvalidError):
        zone = mrz.read(data.decode("utf-8", "replace"), MOMENT.date())
        evidence_of(zone, DRAFT, ADA, "denizen", MOMENT)


def read_directive_file(data: bytes) -> None:
    """As a file, and what stands in it as a version."""
    try:
        file = loads(data, DirectiveFile, "a file")
    except FileError:
        return
    for entry in file.versions:
        with suppress(DenizenError):
            read_draft(entry.version)


MAPPINGS = Path(__file__).parents[2] / "docs" / "import"
HR, KYC = (load_mapping(str(MAPPINGS / name)) for name in ("hr.yaml", "kyc.yaml"))


def read_rows(records: Iterable[Record], mapper: Mapper) -> None:
    for record in islice(records, 100):
        if not record.problem:
            with suppress(RowError):
                mapper.row(record.columns).SerializeToString()


def read_csv(data: bytes) -> None:
    delimited = Delimited(Lines(BytesIO(data), longest=1024), HR.mapping.format.delimiter or ",", "utf-8")
    header = delimited.header()
    if header is not None:
        read_rows(delimited.records(header), HR)


def read_json_lines(data: bytes) -> None:
    read_rows(JsonLines(Lines(BytesIO(data), longest=1024), "utf-8", KYC.columns).records(), KYC)


def columns(mapper: Mapper) -> Sequence[str]:
    return sorted(mapper.columns)


PASSPORT = b"""P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""
CARD = b"""I<UTOD23145890<7349<<<<<<<<<<<
3407127M9507122UTO<<<<<<<<<<<2
STEVENSON<<PETER<JOHN<<<<<<<<<"""
GERMAN = b"""P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<
C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4"""
DIRECTIVE = b"""directive: {name: directives/d, title: A title, kind: DEFINITION}
versions:
  - version:
      number: 1
      title: "first"
      provisions:
        - id: persons
          kinds: [PERSON]
          definition: {any: {rules: [{citizen_of: {countries: [IR, CU]}}, {not: {citizen_of: {countries: [US]}}}]}}
"""
JSON = b'{"directive": {"name": "directives/d", "title": "A title"}, "versions": [{"version": {"number": 1}}]}'

DELIMITER = HR.mapping.format.delimiter or ","
CSV = f"{DELIMITER.join(columns(HR))}\n{DELIMITER.join('x' for _ in columns(HR))}\n".encode()
ROW = json.dumps(dict.fromkeys(columns(KYC), "FR")).encode()

TARGETS = {
    "mrz": Target(read_zone, (PASSPORT, CARD, GERMAN), 300),
    "import-csv": Target(read_csv, (CSV,), 1024),
    "import-jsonl": Target(read_json_lines, (ROW, ROW.replace(b"FR", b"\\ud800")), 1024),
    "directive-file": Target(read_directive_file, (DIRECTIVE, JSON), 2048),
}
