"""Which caller an identity is, and for whom it acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from denizen.domain import names
from denizen.domain.errors import InvalidError
from denizen.domain.names import CallerName
from denizen.domain.rates import FASTEST, Rate
from denizen.identity.documents import Entry, entries, only, text
from denizen.identity.errors import IdentityError
from denizen.usecases.context import Caller, Method
from denizen.verification.identities import Identity, Kind

UNAUTHENTICATED = "callers/development"
"""The caller of whoever is not authenticated; no credentials may lead to it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    caller: Caller
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Callers:
    """The callers that an operator wrote down. Whoever is not among them is called by what its credentials name."""

    by_name: Mapping[str, Caller] = field(default_factory=dict)
    by_identity: Mapping[Identity, Caller] = field(default_factory=dict)

    @classmethod
    def parse(cls, content: bytes, issuer: str | None) -> Self:
        """Of a file; `issuer` is whose tokens are taken. `IdentityError` says which entry is wrong, and how."""
        return cls._of(entries(content, "callers", lambda entry, where: _read(entry, where, issuer)))

    @classmethod
    def _of(cls, read: Iterable[_Entry]) -> Self:
        by_name: dict[str, Caller] = {}
        by_identity: dict[Identity, Caller] = {}
        for entry in read:
            if entry.caller.name in by_name:
                raise IdentityError(f"{entry.caller.name} stands there twice")
            by_name[entry.caller.name] = entry.caller
            for identity in entry.identities:
                if identity in by_identity:
                    raise IdentityError(
                        f"one identity leads to {by_identity[identity].name} and to {entry.caller.name}: "
                        "it can be one caller only"
                    )
                by_identity[identity] = entry.caller
        return cls(by_name, by_identity)

    def identified(self, identity: Identity, method: Method) -> Caller:
        """The caller that the identity is. `UnauthenticatedError` where it has no name, because that is too long."""
        return replace(self.by_identity.get(identity) or self._named(identity.name), method=method)

    def named(self, name: CallerName, method: Method) -> Caller:
        return replace(self._named(name), method=method)

    def _named(self, name: str) -> Caller:
        return self.by_name.get(name) or Caller(name)


def chosen_name(text: str, where: str) -> CallerName:
    """A caller's name that an operator may choose: one part, so that it is never one that follows from credentials."""
    name = names.caller_name(text, where)
    if name.count("/") > 1 or name == UNAUTHENTICATED:
        raise InvalidError(where, name, f"a name of one part after callers/, other than {UNAUTHENTICATED}")
    return name


def _read(entry: Entry, where: str, issuer: str | None) -> _Entry:
    if "presence" in entry:
        wanted = "nothing: who may assert presence says a grant, see `denizen grant --help`"
        raise InvalidError(f"{where}.presence", entry["presence"], wanted)
    only(entry, where, "name", "identities", "issuer", "rate")
    listed = entry.get("identities", [])
    if not isinstance(listed, list):
        raise InvalidError(f"{where}.identities", None, "a list")
    at = f"{where}.name"
    # A name that follows from credentials already has its identity, and no second one.
    name = chosen_name(text(entry, where, "name"), at) if listed else names.caller_name(text(entry, where, "name"), at)
    if name == UNAUTHENTICATED:
        raise InvalidError(at, name, "another name: this one is of whoever is not authenticated")
    acts_for = names.issuer_name(text(entry, where, "issuer"), f"{where}.issuer") if "issuer" in entry else None
    identities = (_identity(each, f"{where}.identities[{n}]", issuer) for n, each in enumerate(listed))
    rate = _rate(entry["rate"], f"{where}.rate") if "rate" in entry else None
    return _Entry(Caller(name, acts_for, rate=rate), tuple(identities))


def _rate(entry: object, where: str) -> Rate:
    if not isinstance(entry, dict) or set(entry) - {"per_second", "at_once"} or "per_second" not in entry:
        raise InvalidError(where, None, "per_second and, if more come at once than in a second, at_once")
    per_second = _number(entry["per_second"], f"{where}.per_second")
    at_once = _number(entry.get("at_once", max(1, round(per_second))), f"{where}.at_once")
    if at_once != int(at_once):
        raise InvalidError(f"{where}.at_once", None, "a whole number")
    return Rate(per_second, int(at_once))


def _number(value: object, where: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= FASTEST:
        raise InvalidError(where, None, f"a number above 0, at most {FASTEST}")
    return float(value)


def _identity(entry: object, where: str, issuer: str | None) -> Identity:
    kinds = [kind.value for kind in Kind]
    if not isinstance(entry, dict) or len(entry) != 1 or not set(entry) <= set(kinds):
        raise InvalidError(where, None, f"one of {', '.join(kinds)}, and its value")
    (kind,) = (Kind(word) for word in entry)
    value = text(entry, where, kind.value)
    if kind is Kind.TOKEN and issuer is None:
        raise InvalidError(where, None, "another one: no tokens are taken, because DENIZEN_OIDC_ISSUER is not set")
    try:
        identity = _identity_of(kind, value, issuer or "")
    except InvalidError as error:
        raise InvalidError(where, value, error.wanted) from None
    if identity.kind is not kind:
        raise InvalidError(where, value, f"to be told as `{identity.kind.value}`")
    return identity


def _identity_of(kind: Kind, value: str, issuer: str) -> Identity:
    match kind:
        case Kind.SPIFFE | Kind.URI:
            return Identity.of_uri(value)
        case Kind.SUBJECT:
            return Identity.of_subject(value)
        case Kind.TOKEN:
            return Identity.of_token(issuer, value)
