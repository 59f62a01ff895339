"""`denizen demo`: a server with the catalogue and a small synthetic population, ready to be asked."""

from dataclasses import dataclass
from pathlib import Path

import click

from denizen.bootstrap import serving
from denizen.cli.applying import apply
from denizen.cli.catalogue import catalogue_files
from denizen.cli.connection import DEFAULT_TARGET, connected
from denizen.cli.directive_files import load_directive_file
from denizen.cli.environment import demo_settings
from denizen.cli.failures import WrongUsageError
from denizen.cli.populating import populate
from denizen.cli.serve import stop_signal
from denizen.identity.errors import IdentityError
from denizen.rpc import logs
from denizen.rpc.bounds import ListenError
from denizen.storage import migrating
from denizen.storage.errors import UnusableError
from denizen.storage.keyring import KeyRing

_IIL = "directive-2026-06-iil"
_EAR = "ear-772-1-foreign-person"


@dataclass(frozen=True, slots=True)
class Example:
    """A question to paste: the arguments of `denizen check`, and the effect and why that it answers with."""

    arguments: str
    effect: str
    why: str


EXAMPLES = (
    Example(f"employee-h1b {_IIL} --resource mythos-5 --at 2026-06-10", "ALLOW", "not in force yet"),
    Example(f"employee-h1b {_IIL} --resource mythos-5 --at 2026-06-15", "DENY", "a foreign person"),
    Example(
        f"employee-h1b {_IIL} --resource mythos-5 --at 2026-06-28", "ALLOW", "exempt: an employee of the addressee"
    ),
    Example(f"employee-h1b {_IIL} --resource fable-5 --at 2026-06-28", "DENY", "no exemption for this model"),
    Example(f"customer-abroad {_IIL} --resource mythos-5 --at 2026-06-28", "DENY", "foreign, and no employee"),
    Example(f"permanent-resident {_EAR}", "ALLOW", "a permanent resident is no foreign person here"),
    Example("permanent-resident cfius-31cfr800-223-224", "DENY", "but a foreign national there"),
    Example(f"asylee {_EAR}", "ALLOW", "a protected individual"),
    Example(f"dual-citizen {_EAR}", "ALLOW", "a citizen, whatever else"),
    Example("dual-citizen ofac-31cfr589-317a", "DENY", "a citizen of a foreign state, whatever else"),
    Example(f"samoan-national {_EAR}", "ALLOW", "a national"),
    Example("samoan-national nispom-eo12968", "DENY", "but no citizen"),
    Example(f"passport-only {_EAR} --explain", "DENY", "undetermined: may be a citizen or resident as well"),
    Example(f"self-declared {_EAR} --explain", "DENY", "undetermined: a word alone does not clear"),
    Example(f"nothing-on-file {_EAR}", "DENY", "undetermined: nothing is attested"),
    Example(f"company-branch {_EAR}", "ALLOW", "the same legal person as its head office"),
)


@click.command(
    epilog="""\b
Examples:
  denizen demo
  DENIZEN_LISTEN=127.0.0.1:50052 denizen demo --data /tmp/denizen"""
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DENIZEN_DATA_DIR",
    default=Path("var"),
    show_default=True,
    show_envvar=True,
    help="Where the database and its key ring are kept; made where there is none.",
)
def demo(data: Path) -> None:
    """Serve with the catalogue and sample data, for trying things out.

    Loads the directives of the catalogue and a synthetic population; what is loaded already stays as it is. An issuer
    that may vouch for everything is registered, so it listens on loopback only. Ctrl-C or SIGTERM ends it; clients'
    calls in flight finish.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = demo_settings(data.absolute())
    log = logs.logger(settings.log_level)
    logs.take_over(settings.log_level, log)
    stop = stop_signal()
    try:
        # 1. A key ring and a database of its own.
        if settings.key_ring_file is not None and not settings.key_ring_file.exists():
            KeyRing.create().write(settings.key_ring_file)
        migrating.upgrade(settings.database_url.get_secret_value())
        with serving(settings, log) as running:
            # 2. What it is asked under, and about whom; told like anybody would tell it.
            click.echo("Loading the catalogue and the sample population ...")
            with connected(running.address) as channel:
                for path in catalogue_files():
                    apply(channel, load_directive_file(path))
                populate(channel)
            # 3. Ready.
            click.echo(_welcome(running.address))
            stop.wait()
            click.echo("Stopping: calls in flight finish.")
    except (IdentityError, ListenError, UnusableError) as error:
        raise WrongUsageError(str(error)) from None


def _welcome(address: str) -> str:
    program = ".venv/bin/denizen" if Path(".venv/bin/denizen").exists() else "denizen"
    target = "" if address == DEFAULT_TARGET else f" --target {address}"
    width = max(len(each.arguments) for each in EXAMPLES)
    questions = [
        f"  {program} check {each.arguments:<{width}}{target}  # {each.effect}: {each.why}" for each in EXAMPLES
    ]
    return "\n".join(
        [
            f"Denizen answers on {address}. Questions to paste into another terminal:",
            "",
            *questions,
            "",
            f"  {program} directive list{target}",
            f"  {program} check --help",
            "",
            "Ctrl-C stops it.",
        ]
    )
