"""The inputs of an answer: what may be one way at one pair of times and another way at another."""

from dataclasses import dataclass
from enum import IntEnum

from denizen.domain.names import AttestationName, AuthorizationName, CountrySetName, ListName, PrincipalName


class InputKind(IntEnum):
    """What an answer is made of."""

    FACT = 1
    DIRECTIVE = 2
    REFERENCE_DATA = 3
    PRINCIPAL = 4
    AUTHORIZATION = 5
    TIME = 6


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """One of the things of which an answer is made, by its name; the directive asked about and time need none."""

    kind: InputKind
    resource: str = ""


TIME = Input(InputKind.TIME)
DIRECTIVE = Input(InputKind.DIRECTIVE)


def fact(name: AttestationName) -> Input:
    return Input(InputKind.FACT, name)


def reference_data(name: CountrySetName | ListName) -> Input:
    return Input(InputKind.REFERENCE_DATA, name)


def principal(name: PrincipalName) -> Input:
    return Input(InputKind.PRINCIPAL, name)


def authorization(name: AuthorizationName) -> Input:
    return Input(InputKind.AUTHORIZATION, name)
