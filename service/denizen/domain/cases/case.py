"""A case file: a list of cases, each a question with the answer expected. The format is in docs/cases.md."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from denizen.domain.cases.company import NOWHERE, Company, lists_of
from denizen.domain.cases.described import CasePrincipal
from denizen.domain.cases.fields import Fields
from denizen.domain.cases.persons import location_of
from denizen.domain.determinations import Determination
from denizen.domain.errors import InvalidError
from denizen.domain.names import DirectiveName, ResourceName, directive_name, principal_name
from denizen.domain.names import resource_name as parse_resource

_LONGEST_NAME = 50
"""Of the 63 characters of a name, so that a number still fits."""


class Expected(Enum):
    """What a case expects. NOT_APPLICABLE counts as NOT_FOREIGN: what no provision covers is in no restricted class."""

    FOREIGN = "FOREIGN"
    NOT_FOREIGN = "NOT_FOREIGN"
    UNDETERMINED = "UNDETERMINED"

    @classmethod
    def of(cls, determination: Determination) -> "Expected":
        match determination:
            case Determination.FOREIGN_NATIONAL:
                return cls.FOREIGN
            case Determination.NOT_FOREIGN_NATIONAL | Determination.NOT_APPLICABLE:
                return cls.NOT_FOREIGN
            case Determination.UNDETERMINED:
                return cls.UNDETERMINED


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `principal` is what the file says of the subject; `principals_of` reads it."""

    id: str
    directive: DirectiveName
    at: datetime
    expected: Expected
    principal: Mapping[str, object]
    resource: ResourceName | None = None
    why: str = ""


def parse_cases(raw: object) -> tuple[Case, ...]:
    """The cases of a decoded file. `InvalidError` names the case and the key for whatever cannot be read, unknown keys
    included, and for an id given twice."""
    if isinstance(raw, str) or not isinstance(raw, Sequence):
        raise InvalidError("cases", type(raw).__name__, "a list of cases")
    cases = tuple(_case(item, index) for index, item in enumerate(raw))
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise InvalidError("id", case.id, "an id that no other case of the file has")
        seen.add(case.id)
    return cases


def principals_of(case: Case, namespace: str) -> tuple[CasePrincipal, ...]:
    """The principals of the case, the subject first. Their names begin with `namespace` and are the same each time."""
    slug = re.sub(r"[^a-z0-9]+", "-", f"{namespace}-{case.id}".lower()).strip("-")[:_LONGEST_NAME]
    subject = principal_name(f"principals/{slug}")
    company = Company(subject)
    fields = Fields(case.principal, f"{case.id}.principal")
    match fields.word("kind", "person", "organization", "organisation"):
        case "person":
            company.person(fields, subject)
        case _:
            org = fields.nested("org") or Fields({}, fields.at("org"))
            lists, presence = lists_of(fields, absent=NOWHERE), location_of(fields)
            fields.ignore("name")
            fields.done()
            company.organisation(org, subject, lists=lists, presence=presence)
    *others, first = sorted(company.found, key=lambda each: each.name == subject)
    return (first, *others)


def _case(raw: object, index: int) -> Case:
    fields = Fields(raw, f"[{index}]")
    identity = fields.text("id")
    if not identity:
        raise InvalidError(fields.at("id"), identity, "an id")
    fields.path = identity
    instrument = fields.text("instrument") or ""
    directive = "directives/" + instrument.lower().replace("_", "-")
    resource = fields.text("resource")
    at = fields.moment("at")
    if at is None:
        raise InvalidError(fields.at("at"), at, "a date")
    expected = fields.word("expected", *Expected.__members__, "NOT_APPLICABLE")
    principal = fields.take("principal")
    if not isinstance(principal, Mapping):
        raise InvalidError(fields.at("principal"), principal, "a mapping")
    case = Case(
        id=identity,
        directive=directive_name(directive, fields.at("instrument")),
        at=at,
        expected=Expected.__members__.get(expected, Expected.NOT_FOREIGN),
        principal=principal,
        resource=None if resource is None else parse_resource(_resource(resource), fields.at("resource")),
        why=fields.text("why") or "",
    )
    fields.ignore("citation", "confidence")
    fields.done()
    principals_of(case, "read")
    return case


def _resource(text: str) -> str:
    return text if text.startswith("resources/") else f"resources/{text}"
