"""The command `denizen`: lists its subcommands without importing them, and imports the one that runs."""

from dataclasses import dataclass
from importlib import import_module

import click

from denizen.cli.failures import refused
from denizen.domain.errors import DenizenError


@dataclass(frozen=True, slots=True)
class Entry:
    """A subcommand: where its click command stands, as `module:attribute`, and its line in `denizen --help`."""

    where: str
    summary: str

    def load(self) -> click.Command:
        module, _, attribute = self.where.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.where} is not a click command")
        return command


# In the order in which people need them.
COMMANDS = {
    "demo": Entry("denizen.cli.demo:demo", "Serve with the catalogue and sample data, for trying things out."),
    "serve": Entry("denizen.cli.serve:serve", "Serve the API until SIGTERM."),
    "migrate": Entry("denizen.cli.migrate:migrate", "Bring the database's schema up to date."),
    "keyring": Entry("denizen.cli.keyring:keyring", "Make the keys that seal personal values."),
    "principal": Entry("denizen.cli.principal:principal", "Add and find principals."),
    "attest": Entry("denizen.cli.attest:attest", "Submit, find, suspend, revoke and supersede attestations."),
    "review": Entry("denizen.cli.review:review", "Decide what waits for a second person."),
    "import": Entry(
        "denizen.cli.importing.command:import_file", "Import the rows of FILE: CSV, JSON Lines (.jsonl) or Parquet."
    ),
    "issuer": Entry("denizen.cli.issuer:issuer", "Say who may vouch for what, and by which keys."),
    "directive": Entry("denizen.cli.directive:directive", "Write, apply, show, compare, activate and end directives."),
    "country-set": Entry("denizen.cli.country_sets:country_set", "Store and show dated sets of countries."),
    "list": Entry("denizen.cli.screening:screening", "Store lists, and add and remove entries."),
    "check": Entry("denizen.cli.check:check", "Ask whether a principal is a foreign national under a directive."),
    "access": Entry("denizen.cli.access:access", "Ask whether a principal may have a resource, under all directives."),
    "diff": Entry("denizen.cli.diff:diff", "Name what made an answer differ between two pairs of times."),
    "authorization": Entry(
        "denizen.cli.authorization:authorization", "Create, find and revoke authorizations, such as licences."
    ),
    "grant": Entry("denizen.cli.grant:grant", "Say who may ask what, and how much of the answer they see."),
    "limits": Entry("denizen.cli.limits:limits", "Show how much may be asked of a server."),
    "webhook": Entry("denizen.cli.webhook:webhook", "Have events sent to a receiver, signed."),
    "test": Entry("denizen.cli.test:test", "Judge the cases of files, and tell which do not come out as expected."),
    "normalize": Entry("denizen.cli.normalize:normalize", "Say what a country code means."),
}


class Commands(click.Group):
    """The subcommands of `COMMANDS`. A refusal that reaches it ends the program with one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        return None if entry is None else entry.load()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DenizenError as error:
            raise refused(error) from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  denizen keyring create keyring.json
  DENIZEN_DATABASE_URL=sqlite:///denizen.db denizen migrate
  denizen serve --help

\b
Exit codes: 0 done; 1 a check failed or the request is refused; 2 wrong usage or
setting; 3 the server cannot be reached or cannot answer now.""",
)
@click.version_option(package_name="denizen", message="%(prog)s %(version)s")
def denizen() -> None:
    """Answers whether a principal is a foreign national under a directive, and what follows from it."""


def main() -> None:
    denizen(prog_name="denizen")
