"""Principals out of messages and into them."""

from collections.abc import Sequence

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.principals import ExternalIdentifier, Principal
from denizen.rpc.convert.enums import PRINCIPAL
from denizen.rpc.convert.moments import write_moment
from denizen.usecases.principals import NewPrincipal, PrincipalFilter
from denizen.v1 import principal_pb2 as pb

MOST_POPULATIONS = 100
MOST_IDENTIFIERS = 100
LONGEST_DISPLAY_NAME = 512


def read_new_principal(request: pb.CreatePrincipalRequest) -> NewPrincipal:
    """The principal to add. Fields that are output only are not read."""
    message = request.principal
    check_display_name(message.display_name, "principal.display_name")
    return NewPrincipal(
        id=names.identifier(request.principal_id, "principal_id") if request.principal_id else None,
        kind=PRINCIPAL.read(message.kind, "principal.kind"),
        populations=read_populations(message.populations, "principal.populations"),
        display_name=message.display_name,
        identifiers=read_identifiers(message.external_identifiers, "principal.external_identifiers"),
    )


def read_populations(given: Sequence[str], field: str) -> frozenset[Population]:
    """Each at most once."""
    _check_count(len(given), MOST_POPULATIONS, field)
    read = frozenset(names.population(text, f"{field}[{index}]") for index, text in enumerate(given))
    _check_distinct(len(read), len(given), field)
    return read


def check_display_name(text: str, field: str) -> None:
    size = len(text.encode())
    if size > LONGEST_DISPLAY_NAME:
        raise InvalidError(field, f"{size} bytes", f"at most {LONGEST_DISPLAY_NAME} bytes")


def read_identifiers(given: Sequence[pb.ExternalIdentifier], field: str) -> frozenset[ExternalIdentifier]:
    """Each at most once."""
    _check_count(len(given), MOST_IDENTIFIERS, field)
    read = frozenset(read_identifier(message, f"{field}[{index}]") for index, message in enumerate(given))
    _check_distinct(len(read), len(given), field)
    return read


def _check_count(count: int, most: int, field: str) -> None:
    if count > most:
        raise InvalidError(field, count, f"at most {most}")


def _check_distinct(distinct: int, given: int, field: str) -> None:
    if distinct < given:
        raise InvalidError(field, f"{given}, of them {distinct} distinct", "each once")


def read_identifier(message: pb.ExternalIdentifier, field: str = "external_identifier") -> ExternalIdentifier:
    """How another system names a principal."""
    return ExternalIdentifier.parse(message.scheme, message.value, field)


def read_subject(request: pb.GetPrincipalRequest) -> PrincipalName | ExternalIdentifier:
    """Whom the request asks for."""
    match request.WhichOneof("subject"):
        case "name":
            return names.principal_name(request.name, "name")
        case "external_identifier":
            return read_identifier(request.external_identifier)
        case _:
            raise InvalidError("subject", None, "one of name and external_identifier")


def read_filter(request: pb.ListPrincipalsRequest) -> PrincipalFilter:
    """What the principals asked for have in common."""
    return PrincipalFilter(
        population=names.population(request.population, "population") if request.population else None,
        kind=PRINCIPAL.read_optional(request.kind, "kind"),
    )


def write_principal(principal: Principal) -> pb.Principal:
    """Populations and identifiers in their order."""
    return pb.Principal(
        name=principal.name,
        kind=PRINCIPAL.write(principal.kind),
        populations=sorted(principal.populations),
        display_name=principal.display_name,
        external_identifiers=[write_identifier(identifier) for identifier in sorted(principal.identifiers)],
        create_time=None if principal.created is None else write_moment(principal.created),
    )


def write_identifier(identifier: ExternalIdentifier) -> pb.ExternalIdentifier:
    """How another system names a principal."""
    return pb.ExternalIdentifier(scheme=identifier.scheme, value=identifier.value)
