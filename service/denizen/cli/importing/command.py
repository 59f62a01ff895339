"""`denizen import`: files of other systems, row by row."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import click

from denizen.cli.connection import connected, target_option
from denizen.cli.failures import ExitCode, FailedError, WrongUsageError
from denizen.cli.importing.answers import REFUSED
from denizen.cli.importing.keys import Keys
from denizen.cli.importing.mapping import Mapper, load_mapping
from denizen.cli.importing.progress import progress
from denizen.cli.importing.records import LONGEST_ROW, Record
from denizen.cli.importing.results import Outcome, Results, TakenError, identity_of
from denizen.cli.importing.sending import Batch, Entry, Sender
from denizen.cli.importing.sources import FORMATS, Source, opened
from denizen.cli.importing.values import RowError
from denizen.cli.output import print_json
from denizen.v1 import attestation_pb2 as pb
from denizen.v1.attestation_pb2_grpc import AttestationServiceStub

_NOT_READ = "NOT_READ"
_NOT_MAPPED = "NOT_MAPPED"
_AGAIN = "KEY_AGAIN"
_BY_NAME = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
_STATUSES = ("added", "changed", "unchanged", REFUSED)


@click.command(
    name="import",
    epilog="""\b
Examples:
  denizen import employees.csv --mapping hr.yaml --dry-run
  denizen import employees.csv --mapping hr.yaml
  denizen import customers.jsonl --mapping kyc.yaml --result customers.result.csv

\b
An import that was interrupted goes on where it was when the same command is run again. A
file that was imported before changes what has changed in it. Exit code 1: some rows were
refused; the result file says which and why.""",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--mapping", required=True, metavar="FILE", help="What the columns mean, in YAML; see docs/import.md.")
@click.option("--result", type=click.Path(path_type=Path, dir_okay=False), help="Default: FILE.result.csv.")
@click.option("--dry-run", is_flag=True, help="Change nothing, and report as if it had.")
@click.option("--restart", is_flag=True, help="Begin anew, also where an earlier run was interrupted.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the end of FILE's name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@target_option
def import_file(
    *,
    file: Path,
    mapping: str,
    result: Path | None,
    dry_run: bool,
    restart: bool,
    form: str | None,
    as_json: bool,
    target: str,
) -> None:
    """Import the rows of FILE: CSV, JSON Lines (.jsonl) or Parquet."""
    mapper = load_mapping(mapping)
    path = result or file.with_name(f"{file.name}.result.csv")
    if path.exists() and path.samefile(file):
        raise WrongUsageError("--result: got the file that is imported, wanted another one")
    # Where it was interrupted is known of this server only.
    identity = identity_of(file, mapper.mapping.SerializeToString(deterministic=True), target.encode())
    with (
        _opened(file, form, mapper) as source,
        _results(path, identity, journalled=not dry_run, restart=restart) as results,
    ):
        if results.resumed:
            click.echo(f"going on after {results.resumed:,} rows", err=True)
        with connected(target) as channel, Keys() as keys, progress(source.size, results.resumed) as advance:
            sender = Sender(AttestationServiceStub(channel), _common(mapper, dry_run=dry_run))
            try:
                for answered in sender.send(_batches(source, mapper, keys, results.resumed)):
                    results.add(answered.outcomes)
                    advance(answered.reached, results.journal.rows)
            except OSError as error:
                raise FailedError(f"{error.strerror or error}; what is stored stays; run it again") from None
        results.done()
        for column in sorted(source.unseen) if results.journal.rows else ():
            click.echo(f"no row has the column {column!r}, which the mapping names", err=True)
        _report(results, path, dry_run=dry_run, as_json=as_json)
    if results.journal.counts[REFUSED]:
        raise SystemExit(ExitCode.FAILED)


def _opened(file: Path, form: str | None, mapper: Mapper) -> AbstractContextManager[Source]:
    form = form or _BY_NAME.get(file.suffix.lower())
    if form is None:
        raise WrongUsageError(f"{file}: wanted a name that ends in .csv, .jsonl or .parquet, or --format")
    how = mapper.mapping.format
    return opened(file, form, how.delimiter, how.encoding, mapper.columns)


def _results(path: Path, identity: str, *, journalled: bool, restart: bool) -> Results:
    try:
        return Results(path, identity, journalled=journalled, restart=restart)
    except OSError as error:
        raise WrongUsageError(f"{path}: {error.strerror}") from None
    except TakenError:
        raise WrongUsageError(f"{path}: another import writes to it; wait for its end, or give --result") from None


def _common(mapper: Mapper, *, dry_run: bool) -> pb.ImportAttestationsRequest:
    return pb.ImportAttestationsRequest(
        source=mapper.mapping.source, purpose=mapper.mapping.purpose, validate_only=dry_run
    )


def _batches(source: Source, mapper: Mapper, keys: Keys, answered: int) -> Iterator[Batch]:
    """The rows after those that were answered in an earlier run."""
    batch = Batch()
    for number, record in enumerate(source.records):
        entry = _entry(record, mapper, keys)
        if number < answered:
            continue
        batch.add(entry, record.reached)
        if batch.full:
            yield batch
            batch = Batch()
    if batch.entries:
        yield batch


def _entry(record: Record, mapper: Mapper, keys: Keys) -> Entry:
    if record.problem:
        return Outcome(record.line, "", REFUSED, _NOT_READ, text=record.problem)
    try:
        row = mapper.row(record.columns)
    except RowError as error:
        key = mapper.key(record.columns)
        return Outcome(record.line, key, REFUSED, _NOT_MAPPED, error.field, text=str(error))
    if row.ByteSize() > LONGEST_ROW:
        text = f"what the mapping makes of the row is longer than {LONGEST_ROW} bytes"
        return Outcome(record.line, row.key, REFUSED, _NOT_MAPPED, text=text)
    who = row.principal.name or " ".join(f"{each.scheme}={each.value}" for each in row.principal.external_identifiers)
    first = keys.first((who, row.key), record.line)
    if first != record.line:
        return Outcome(record.line, row.key, REFUSED, _AGAIN, "row_key", text=f"line {first} has the same key")
    return record.line, row


def _report(results: Results, path: Path, *, dry_run: bool, as_json: bool) -> None:
    counts = {status: results.journal.counts[status] for status in _STATUSES}
    waiting = results.journal.counts["waiting"]
    if as_json:
        told: dict[str, object] = {"rows": results.journal.rows, **counts, "waiting_for_review": waiting}
        print_json({**told, "dry_run": dry_run, "result": str(path)})
        return
    words = ", ".join(f"{count:,} {status}" for status, count in counts.items() if count) or "none"
    click.echo(f"{results.journal.rows:,} rows: {words}" + (" (dry run: nothing was changed)" if dry_run else ""))
    if waiting:
        click.echo(f"{waiting:,} attestations wait for review")
    click.echo(f"what became of each row: {path}")
