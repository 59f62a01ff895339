"""`denizen import`: what becomes of rows, and of files that are not as they should be."""

import csv
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import grpc
import pytest

from denizen.v1.attestation_pb2 import ListAttestationsRequest
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub
from denizen.v1.principal_pb2 import ListPrincipalsRequest
from denizen.v1.principal_pb2_grpc import PrincipalServiceStub
from tests.cli.conftest import CommandLine

EXAMPLES = Path(__file__).parents[3] / "docs" / "import"
HEADER = "personnel_no;name;contract;nationality_1;nationality_2;all_named;checked_on;us_status;status_from;status_to"
GOOD = "A1;Ada Example;perm;USA;;J;01.05.2026;;;"
MAPPING = """
source: plain
purpose: export-control
principal: {id: {column: id}, populations: [{value: employee}]}
attestations:
  - slot: citizenship
    claim: citizenship
    fields: [{field: country, from: {column: country}}]
    verified_at: {value: 2026-05-01}
    assurance: {level: {value: SUBSTANTIAL}}
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING.replace("2026-05-01", '"2026-05-01"'))
    return path


def results(file: Path) -> list[dict[str, str]]:
    with file.with_name(f"{file.name}.result.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def hr(run: CommandLine, tmp_path: Path, *rows: str, options: tuple[str, ...] = ()) -> list[dict[str, str]]:
    file = tmp_path / "hr.csv"
    file.write_text("\n".join([HEADER, *rows]) + "\n")
    outcome = run("import", str(file), "--mapping", str(EXAMPLES / "hr.yaml"), *options)
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.output
    return results(file)


Said = tuple[tuple[str, int, bool], ...]


def state(target: str) -> list[tuple[str, tuple[str, ...], str, Said]]:
    """Everything that an import leaves, without the names and times that are chosen anew each time."""
    found: list[tuple[str, tuple[str, ...], str, Said]] = []
    with grpc.insecure_channel(target) as channel:
        principals, attestations = PrincipalServiceStub(channel), AttestationServiceStub(channel)
        token = ""
        while True:
            page = principals.ListPrincipals(
                ListPrincipalsRequest(purpose="export-control", page_size=1000, page_token=token), timeout=20
            )
            for each in page.principals:
                listed = attestations.ListAttestations(
                    ListAttestationsRequest(parent=each.name, purpose="export-control", page_size=1000), timeout=20
                )
                said = sorted((str(one.claim), one.state, bool(one.supersedes)) for one in listed.attestations)
                found.append((each.name, tuple(each.populations), str(each.external_identifiers), tuple(said)))
            token = page.next_page_token
            if not token:
                return found


def test_an_hr_export(run: CommandLine, tmp_path: Path) -> None:
    done = hr(run, tmp_path, GOOD, 'A2;"Bob; Example";temp;FRA;DEU;J;02.05.2026;LPR;01.01.2020;31.12.2029')
    assert [(row["status"], row["principal"], row["waiting"]) for row in done] == [
        ("added", "principals/emp-a1", "0"),
        ("added", "principals/emp-a2", "1"),
    ]
    listed = run.json("attest", "list", "emp-a2")
    assert "PENDING" in json.dumps(listed)
    assert "2030-01-01" in json.dumps(listed)


def test_a_kyc_export(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "kyc.jsonl"
    row = {
        "case": {"id": "K-1", "level": "substantial", "closed_at": "2026-05-01T10:00:00Z", "valid_until": "2027-05-01"},
        "customer": {"number": 4711},
        "document": {"nationality": "D"},
        "address": {"country": "DE", "region": "DE-BY"},
    }
    broken = '{"case": {"id": "K-2"'
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(row).encode() + b"\r\n" + broken.encode() + b"\n[1]\n")
    assert run("import", str(file), "--mapping", str(EXAMPLES / "kyc.yaml")).exit_code == 1
    assert [row["status"] for row in results(file)] == ["added", "refused", "refused"]
    assert "customer" in run.ok("principal", "get", "customer=4711")


def test_the_same_file_again_changes_nothing_and_a_changed_row_supersedes(run: CommandLine, tmp_path: Path) -> None:
    hr(run, tmp_path, GOOD)
    before = state(run.target)
    assert [row["status"] for row in hr(run, tmp_path, GOOD)] == ["unchanged"]
    assert state(run.target) == before
    assert [row["status"] for row in hr(run, tmp_path, GOOD.replace("USA", "GBR"))] == ["changed"]
    ((_, _, _, said),) = state(run.target)
    assert sorted((number, after) for _, number, after in said) == [(2, True), (2, True), (5, False), (5, False)]


def test_what_a_row_says_no_longer_is_revoked(run: CommandLine, tmp_path: Path) -> None:
    hr(run, tmp_path, "A1;Ada;perm;USA;FRA;N;01.05.2026;;;")
    hr(run, tmp_path, "A1;Ada;perm;USA;;N;01.05.2026;;;")
    ((_, _, _, said),) = state(run.target)
    assert sorted(number for _, number, _ in said) == [2, 4]


def test_a_dry_run_changes_nothing_and_reports_alike(run: CommandLine, tmp_path: Path) -> None:
    rows = (GOOD, "A2;Bo;perm;XXQ;;N;01.05.2026;;;", "A1;Ada;perm;USA;;J;01.05.2026;;;")
    tried = hr(run, tmp_path, *rows, options=("--dry-run",))
    assert state(run.target) == []
    done = hr(run, tmp_path, *rows)
    compared = ("line", "key", "status", "reason", "field", "principal", "waiting", "text")
    assert [[row[each] for each in compared] for row in tried] == [[row[each] for each in compared] for row in done]


BAD_ROWS = {
    "not of the encoding": (b"x1,\xff", "byte 4 of the row is not utf-8"),
    "a NUL": (b"x1,F\0R", "NUL"),
    "too short": (b"x1", "1 values"),
    "too long a row": (b"x1,FR,DE", "3 values"),
    "after a quote": (b'x1,"F"R', "end of a quoted value"),
    "never closed": (b'x1,"FR', "opened and not closed"),
    "10 MB": (b"x1," + b"F" * (10 << 20), "longer than"),
    "200 kB": (b"x1," + b"F" * 200_000, "longer than"),
    "the header again": (b"id,country", "header again"),
    "nobody": (b",FR", "whom the row is about"),
    "no such country": (b"x1,XQ", "country: wanted"),
    "no such name": (b"X_1,FR", "principal.name: wanted"),
}


@pytest.mark.parametrize(("row", "told"), BAD_ROWS.values(), ids=BAD_ROWS)
def test_a_bad_row_is_told_and_the_rest_goes_on(
    run: CommandLine, tmp_path: Path, mapping: Path, row: bytes, told: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(b"\xef\xbb\xbfid,country\r\na,FR\r\n" + row + b"\r\nb,US\r\n")
    assert run("import", str(file), "--mapping", str(mapping)).exit_code == 1
    done = results(file)
    assert [each["status"] for each in done] == ["added", "refused", "added"]
    assert told in done[1]["text"]
    assert "XQ" not in done[1]["text"]


BAD_FILES = {
    "a missing column": (b"id\na\n", "has no column 'country'"),
    "a column twice": (b"id,country,country\na,FR,US\n", "more than once"),
    "UTF-16": ("id,country\na,FR\n".encode("utf-16"), "UTF-16"),
    "empty": (b"", "no header"),
}


@pytest.mark.parametrize(("content", "told"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_cannot_be_read_at_all(
    run: CommandLine, tmp_path: Path, mapping: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(content)
    outcome = run("import", str(file), "--mapping", str(mapping))
    assert outcome.exit_code == 2
    assert told in outcome.output


BAD_MAPPINGS = {
    "unknown field": ("slot: citizenship", "slott: citizenship", ":6: attestations[0].slott"),
    "unknown claim": ("claim: citizenship", "claim: nationality", "attestations[0].claim: wanted one of"),
    "unknown field of a claim": ("field: country", "field: land", "attestations[0].fields[0].field: wanted one of"),
    "no principal": ("id: {column: id}, ", "", ":4: principal: wanted an id"),
    "not a source": ("source: plain", "source: Not Plain", ":2: source: got"),
    "a date format": (
        '{value: "2026-05-01"}',
        "{column: d, date_formats: [DD.MM]}",
        "date_formats[0]: wanted a format",
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), BAD_MAPPINGS.values(), ids=BAD_MAPPINGS)
def test_a_wrong_mapping_is_told_with_line_and_field(
    run: CommandLine, tmp_path: Path, mapping: Path, old: str, new: str, told: str
) -> None:
    text = mapping.read_text()
    assert old in text
    mapping.write_text(text.replace(old, new))
    (tmp_path / "rows.csv").write_text("id,country\n")
    outcome = run("import", str(tmp_path / "rows.csv"), "--mapping", str(mapping))
    assert outcome.exit_code == 2
    assert told in outcome.output


def test_rows_of_other_values_have_other_keys(run: CommandLine, tmp_path: Path, mapping: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("id,country,a,b\np,FR,x|y,z\np,US,x,y|z\np,DE,,\n")
    mapping.write_text(mapping.read_text() + "row_key: [a, b]\n")
    assert run("import", str(file), "--mapping", str(mapping)).exit_code == 1
    assert [row["status"] for row in results(file)] == ["added", "added", "refused"]


def test_killed_and_run_again_ends_as_one_clean_run(run: CommandLine, tmp_path: Path, mapping: Path) -> None:
    file = tmp_path / "rows.csv"
    countries = ("FR", "US", "DE", "XQ")
    file.write_text("id,country\n" + "".join(f"p{n},{countries[n % 4]}\n" for n in range(2000)))
    command = [sys.executable, "-c", "from denizen.cli.main import main; main()"]
    command += ["import", str(file), "--mapping", str(mapping), "--target", run.target]
    result, chosen = file.with_name("rows.csv.result.csv"), random.Random(7)
    for _ in range(2):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        size = result.stat().st_size if result.exists() else 0
        until = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < until:
            if result.exists() and result.stat().st_size > size:
                time.sleep(chosen.random() / 10)
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 1
    interrupted = results(file)
    assert [row["line"] for row in interrupted] == [str(n) for n in range(2, 2002)]
    assert not file.with_name("rows.csv.result.csv.journal").exists()
    found = state(run.target)
    assert len(found) == 1500
    assert all([number for _, number, _ in said] == [2] for _, _, _, said in found)
    again = run("import", str(file), "--mapping", str(mapping))
    assert again.exit_code == 1
    assert state(run.target) == found
    assert {row["status"] for row in results(file)} == {"unchanged", "refused"}
