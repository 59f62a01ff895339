"""The evidence table out of plain data, strictly: what is not known, missing or contradicts itself is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeVar

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.claims import CitizenshipClass, ClaimKind, ImmigrationCategory
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.kinds import CardGeneration, CheckKind, EvidenceKind, Strength
from denizen.domain.evidence.table import (
    AssuranceMapping,
    CountryShown,
    EvidenceTable,
    Expiry,
    Grade,
    Procedure,
    Row,
)
from denizen.domain.names import identifier
from denizen.domain.reference import Confidence

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    """A mapping of which every key has to be read."""

    given: Mapping[str, object]
    path: str
    read: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, value: object, path: str) -> "_Entry":
        if not isinstance(value, Mapping):
            raise InvalidError(path, type(value).__name__, "a mapping")
        return cls(value, path)

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str) -> object:
        self.read.add(key)
        if self.given.get(key) is None:
            raise InvalidError(self.at(key), None, "something: it is required")
        return self.given[key]

    def has(self, key: str) -> bool:
        self.read.add(key)
        return self.given.get(key) is not None

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise InvalidError(self.at(key), repr(value), "text")
        return value.strip()

    def number(self, key: str) -> int:
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise InvalidError(self.at(key), repr(value), "a whole number from 1 on")
        return value

    def day(self, key: str) -> date:
        value = self.take(key)
        if type(value) is not date:
            raise InvalidError(self.at(key), repr(value), "a date as YYYY-MM-DD")
        return value

    def member(self, key: str, kind: type[E]) -> E:
        return _member(self.take(key), self.at(key), kind)

    def list(self, key: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        value = self.take(key)
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise InvalidError(self.at(key), type(value).__name__, "a list of one or more")
        return tuple(read(each, f"{self.at(key)}[{index}]") for index, each in enumerate(value))

    def set(self, key: str, read: Callable[[object, str], T]) -> frozenset[T] | None:
        """None where it is absent, which is no condition."""
        if not self.has(key):
            return None
        values = self.list(key, read)
        if len(set(values)) < len(values):
            raise InvalidError(self.at(key), f"{len(values)}", "each once")
        return frozenset(values)

    def done(self) -> None:
        unknown = sorted(set(self.given) - self.read)
        if unknown:
            raise InvalidError(self.at(unknown[0]), "a key that is not known", f"one of {', '.join(sorted(self.read))}")


def _member(value: object, path: str, kind: type[E]) -> E:
    if not isinstance(value, str) or value not in kind.__members__:
        raise InvalidError(path, repr(value), f"one of {', '.join(kind.__members__)}")
    return kind[value]


def _members(kind: type[E]) -> Callable[[object, str], E]:
    return lambda value, path: _member(value, path, kind)


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidError(path, repr(value), "text")
    return value


def _country(value: object, path: str) -> Country:
    return Country.parse(_text(value, path), path)


def read_table(given: object) -> EvidenceTable:
    """The table. `InvalidError` names the entry that is wrong."""
    top = _Entry.of(given, "")
    version = top.number("version")
    mappings = top.list("assurance", _mapping)
    procedures = {each.name: each for each in top.list("procedures", _procedure)}
    of_kind: dict[EvidenceKind, Procedure] = {}
    rows: list[Row] = []
    for kind, name, some in top.list("evidence", _kind):
        if kind in of_kind:
            raise InvalidError("evidence", kind.name, "each kind once")
        if name not in procedures:
            raise InvalidError("evidence.procedure", name, f"one of {', '.join(procedures)}")
        of_kind[kind] = procedures[name]
        rows += some
    top.done()
    missing = sorted(kind.name for kind in set(EvidenceKind) - set(of_kind))
    if missing:
        raise InvalidError("evidence", None, f"entries for {', '.join(missing)}")
    if len({row.id for row in rows}) < len(rows):
        raise InvalidError("evidence.rows", "an id twice", "an id of its own for each row")
    if list(mappings) != sorted(mappings, key=lambda each: (each.since, each.version)):
        raise InvalidError("assurance", "mappings out of order", "mappings in the order of their dates and versions")
    return EvidenceTable(version, mappings, of_kind, tuple(rows))


def _mapping(value: object, path: str) -> AssuranceMapping:
    entry = _Entry.of(value, path)
    levels = _Entry.of(entry.take("levels"), entry.at("levels"))
    read = {_member(key, levels.path, Strength): levels.member(key, AssuranceLevel) for key in levels.given}
    ordered = [read[strength] for strength in sorted(read)]
    if Strength.UNACCEPTABLE in read or ordered != sorted(ordered) or AssuranceLevel.SELF_DECLARED in ordered:
        wanted = "levels above SELF_DECLARED that do not fall as the strength rises, and none for UNACCEPTABLE"
        raise InvalidError(levels.path, "other levels", wanted)
    mapping = AssuranceMapping(entry.number("version"), entry.day("since"), read)
    entry.done()
    return mapping


def _procedure(value: object, path: str) -> Procedure:
    entry = _Entry.of(value, path)
    name = identifier(entry.text("name"), entry.at("name"))
    procedure = Procedure(name, entry.list("grades", _grade), entry.list("sources", _text))
    entry.done()
    strengths = [grade.strength for grade in procedure.grades]
    if strengths != sorted(set(strengths), reverse=True):
        raise InvalidError(entry.at("grades"), "grades out of order", "each strength once, the strongest first")
    return procedure


def _grade(value: object, path: str) -> Grade:
    entry = _Entry.of(value, path)
    strength = entry.member("strength", Strength)
    passed = entry.list("passed", _checks)
    entry.done()
    if strength is Strength.UNACCEPTABLE:
        raise InvalidError(entry.at("strength"), strength.name, "a strength that checks can give")
    if strength is Strength.SUPERIOR and frozenset({CheckKind.SIGNATURE_CHAIN}) not in passed:
        wanted = "SIGNATURE_CHAIN, by itself, among what has passed (SP 800-63A-4, section 2.4.1)"
        raise InvalidError(entry.at("passed"), "SUPERIOR without it", wanted)
    return Grade(strength, passed)


def _checks(value: object, path: str) -> frozenset[CheckKind]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise InvalidError(path, type(value).__name__, "a list of one check or more")
    kinds = frozenset(_member(each, f"{path}[{index}]", CheckKind) for index, each in enumerate(value))
    if CheckKind.KNOWLEDGE in kinds:
        raise InvalidError(path, CheckKind.KNOWLEDGE.name, "other checks: it counts for nothing")
    return kinds


def _kind(value: object, path: str) -> tuple[EvidenceKind, str, tuple[Row, ...]]:
    entry = _Entry.of(value, path)
    kind, procedure = entry.member("kind", EvidenceKind), entry.text("procedure")
    rows = entry.list("rows", lambda each, where: _row(each, where, kind))
    entry.done()
    return kind, procedure, rows


def _row(value: object, path: str, kind: EvidenceKind) -> Row:
    entry = _Entry.of(value, path)
    at_most = entry.member("at_most", Strength)
    row = Row(
        id=identifier(entry.text("id"), entry.at("id")),
        kind=kind,
        claim=entry.member("claim", ClaimKind),
        country=entry.member("country", CountryShown),
        at_most=at_most,
        expiry=entry.member("expiry", Expiry),
        sources=entry.list("sources", _text),
        confidence=entry.member("confidence", Confidence),
        holds=_holds(entry),
        expired_at_most=entry.member("expired_at_most", Strength) if entry.has("expired_at_most") else at_most,
        issuers=entry.set("issuers", _country),
        except_issuers=entry.set("except_issuers", _country) or frozenset(),
        generations=entry.set("generations", _members(CardGeneration)),
        authorizations=entry.set("authorizations", _text),
        admissions=entry.set("admissions", _text),
        types=entry.set("types", _text),
        categories=entry.set("categories", _members(ImmigrationCategory)),
        classes=entry.set("classes", _members(CitizenshipClass)),
        note=entry.text("note") if entry.has("note") else "",
    )
    entry.done()
    if row.expired_at_most > row.at_most:
        raise InvalidError(entry.at("expired_at_most"), row.expired_at_most.name, "not more than at_most")
    if row.expiry is Expiry.NOTHING and not entry.has("expired_at_most"):
        raise InvalidError(entry.at("expired_at_most"), None, "how strong it is when it was checked after it expired")
    return row


def _holds(entry: _Entry) -> bool:
    value = entry.take("holds") if entry.has("holds") else True
    if not isinstance(value, bool):
        raise InvalidError(entry.at("holds"), repr(value), "true or false")
    return value
