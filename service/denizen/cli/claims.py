"""The common claims as options of a command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ParamSpec, TypeVar, cast

import click
from google.protobuf.descriptor import EnumDescriptor

from denizen.cli.failures import WrongUsageError
from denizen.cli.options import PRINCIPAL
from denizen.cli.vocabulary import number_of, words
from denizen.v1 import claim_pb2 as pb

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ClaimOption:
    """An option whose text stands for a claim."""

    option: str
    metavar: str
    help: str
    read: Callable[[str, str], pb.Claim]

    @property
    def parameter(self) -> str:
        return self.option.removeprefix("--").replace("-", "_")


def _citizenship(text: str, option: str) -> pb.Claim:
    country, _, word = text.partition(":")
    fields = {"class": _word(pb.CitizenshipClass.DESCRIPTOR, word, option)} if word else {}
    return pb.Claim(citizenship=pb.Citizenship(country=country, **fields))


def _status(text: str, option: str) -> pb.Claim:
    country, colon, rest = text.partition(":")
    category, _, admission = rest.partition(":")
    if not colon:
        raise WrongUsageError(f"{option}: got {text!r}, wanted COUNTRY:CATEGORY such as US:PERMANENT_RESIDENT")
    number = cast("pb.ImmigrationCategory", _word(pb.ImmigrationCategory.DESCRIPTOR, category, option))
    return pb.Claim(
        immigration_status=pb.ImmigrationStatus(country=country, category=number, class_of_admission=admission)
    )


def _residence(text: str, _option: str) -> pb.Claim:
    country, dash, _ = text.partition("-")
    return pb.Claim(residence=pb.Residence(country=country, region=text if dash else ""))


def _affiliation(text: str, option: str) -> pb.Claim:
    kind, _, organisation = text.partition(":")
    number = cast("pb.AffiliationKind", _word(pb.AffiliationKind.DESCRIPTOR, kind, option))
    return pb.Claim(affiliation=pb.Affiliation(kind=number, organisation=PRINCIPAL.convert(organisation, None, None)))


OPTIONS = (
    ClaimOption("--citizenship", "COUNTRY[:CLASS]", "Such as US or GB:BNO.", _citizenship),
    ClaimOption("--status", "COUNTRY:CATEGORY[:ADMISSION]", "Immigration status: US:NONIMMIGRANT:H-1B.", _status),
    ClaimOption("--residence", "COUNTRY|REGION", "Ordinary residence, such as FR or UA-43.", _residence),
    ClaimOption(
        "--lawful-presence",
        "COUNTRY",
        "Lawfully present there.",
        lambda text, _: pb.Claim(lawful_presence=pb.LawfulPresence(country=text)),
    ),
    ClaimOption("--affiliation", "KIND:ORGANISATION", "Such as EMPLOYEE:acme.", _affiliation),
    ClaimOption(
        "--incorporation",
        "COUNTRY",
        "Organised under its law.",
        lambda text, _: pb.Claim(incorporation=pb.Incorporation(country=text)),
    ),
    ClaimOption(
        "--headquarters",
        "COUNTRY",
        "Headquartered there.",
        lambda text, _: pb.Claim(headquarters=pb.Headquarters(country=text)),
    ),
    ClaimOption(
        "--acts-for",
        "PRINCIPAL",
        "As whom a service is judged.",
        lambda text, _: pb.Claim(acts_for=pb.ActsFor(principal=PRINCIPAL.convert(text, None, None))),
    ),
)


def claim_options(command: Callable[P, R]) -> Callable[P, R]:
    """Gives a command an option for each common claim. Each may be repeated, so that a second one is seen."""
    for option in reversed(OPTIONS):
        command = click.option(
            option.option, option.parameter, multiple=True, metavar=option.metavar, help=option.help
        )(command)
    return command


def chosen(values: Mapping[str, tuple[str, ...]]) -> list[tuple[str, pb.Claim]]:
    """The claims that were given as options, each with the option's name."""
    return [
        (option.option, option.read(text, option.option))
        for option in OPTIONS
        for text in values.get(option.parameter, ())
    ]


def one_claim(given: Sequence[tuple[str, pb.Claim]]) -> pb.Claim:
    """The claim, where exactly one was given."""
    if not given:
        raise WrongUsageError("got no claim, wanted exactly one: an option such as --citizenship, or a file")
    if len(given) > 1:
        raise WrongUsageError(f"got {' and '.join(option for option, _ in given)}, wanted exactly one claim")
    return given[0][1]


def _word(enum: EnumDescriptor, word: str, option: str) -> int:
    number = number_of(enum, word.upper().replace("-", "_"))
    if number is None:
        raise WrongUsageError(f"{option}: got {word!r}, wanted one of {', '.join(words(enum))}")
    return number
