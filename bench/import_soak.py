"""`python -m bench.import_soak`: an import killed at random moments beside a clean one, and memory over many rows."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.commits import SystemClock
from bench.cores import choose
from bench.importing import imported, resident, write_mapping, write_rows
from bench.own_server import DENIZEN, OwnServer, environment, serving
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.usecases.context import Call, Caller

_CALL = Call(Caller("callers/bench"))


@click.command()
@click.option("--rows", default=100_000, show_default=True)
@click.option("--kills", default=5, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(*, rows: int, kills: int, seed: int) -> None:
    """Import ROWS, killed so often and run again, and compare what is stored with what one clean run stores."""
    chosen = random.Random(seed)  # noqa: S311 - moments to kill at, not secrets
    with TemporaryDirectory() as folder:
        states = []
        for name in ("clean", "killed") if kills else ("clean",):
            place = Path(folder) / name
            place.mkdir()
            file, mapping = write_rows(place / "rows.csv", rows, "p"), write_mapping(place / "m.yaml", 1)
            with serving(place, choose()) as server:
                began = time.monotonic()
                for number in range(kills if name == "killed" else 0):
                    click.echo(
                        f"kill {number + 1}: {_killed(server, file, mapping, chosen.uniform(1.0, 4.0)):,} bytes told"
                    )
                held = resident(server.pid)
                done = imported(server, file, mapping)
                click.echo(
                    f"{name}: {time.monotonic() - began:.0f} s, client {done.client_mib:.0f} MiB, "
                    f"server {held:.0f} to {done.server_mib:.0f} MiB"
                )
                states.append(sorted(_stored(place)) if kills else [])
    if kills:
        same = states[0] == states[1]
        click.echo(f"{len(states[0]):,} principals; the end states are {'the same' if same else 'NOT the same'}")
        raise SystemExit(not same)


def _killed(server: OwnServer, file: Path, mapping: Path, seconds: float) -> int:
    """Run the command and kill it; how much of the result it had written."""
    command = [*DENIZEN, "import", str(file), "--mapping", str(mapping), "--target", server.address]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    result = file.with_name(f"{file.name}.result.csv")
    return result.stat().st_size if result.exists() else 0


def _stored(place: Path) -> Iterator[tuple[str, ...]]:
    """Everything that is stored of each principal, but the names and moments that are chosen anew each time."""
    ring = KeyRing.from_file(place / "keyring.json")
    with (
        closing(open_store(f"sqlite:///{place}/denizen.db", ring, SystemClock())) as store,
        store.read(_CALL) as reader,
    ):
        after = None
        while page := reader.principals(after, 1000, None, None):
            after = page[-1].name
            for each in page:
                said = sorted((repr(one.attestation.claim), one.state.value) for one in reader.attestations(each.name))
                yield (each.name, repr(sorted(each.populations)), repr(sorted(each.identifiers)), repr(said))


if __name__ == "__main__":
    main()
