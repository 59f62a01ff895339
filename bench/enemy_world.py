"""The world of the new-enemy test: employees who are cleared or not, and companies that are on a list or not."""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from denizen.clock import SystemClock
from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.claims import Affiliation, AffiliationKind, Citizenship, Claim, ClaimKind, Completeness
from denizen.domain.countries import Country
from denizen.domain.directives import Directive, DirectiveContent, DirectiveKind, Provision
from denizen.domain.disclosure import Tier
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer
from denizen.domain.names import DirectiveName, IssuerName, ListName, PrincipalName, Purpose, attestation_of, version_of
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.domain.reference import ScreeningList, Source
from denizen.domain.rules import Affiliated, AnyOf, CitizenOf, Countries, Listed, Not
from denizen.storage.codec import Codec
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import SqlStore, open_store
from denizen.usecases.context import Call, Caller
from denizen.usecases.directive_use_cases import DirectiveUseCases
from denizen.usecases.ports import Event, Writer
from denizen.usecases.publication import Draft

EMPLOYEES = 60
COMPANIES = 3
PURPOSE = Purpose("export-control")
DIRECTIVE = DirectiveName("directives/cleared")
ISSUER = IssuerName("issuers/registry")
WATCH = ListName("lists/watch")
CALL = Call(Caller("callers/enemy", ISSUER), PURPOSE, tier=Tier.FACTS)
_US = Country.of("US")
_RULE = AnyOf(
    (
        Not(CitizenOf(Countries(frozenset({_US})))),
        Affiliated(frozenset(AffiliationKind), Listed(frozenset({WATCH}))),
    )
)


def employee(number: int) -> PrincipalName:
    return PrincipalName(f"principals/employee-{number}")


def company(number: int) -> PrincipalName:
    return PrincipalName(f"principals/company-{number}")


def employer(number: int) -> int:
    """For which company an employee works."""
    return number % COMPANIES


def lei(number: int) -> ExternalIdentifier:
    return ExternalIdentifier("lei", f"company-{number}")


def attested(writer: Writer, subject: PrincipalName, name: str, claim: Claim) -> None:
    """A verified attestation of the registry."""
    writer.add_attestation(
        Attestation(
            attestation_of(subject, name),
            claim,
            Assurance.own(AssuranceLevel.HIGH),
            ISSUER,
            frozenset({PURPOSE}),
            writer.revision.instant,
        ),
        AttestationState.VERIFIED,
    )


def cleared(writer: Writer, number: int, count: int) -> None:
    """The employee is a US citizen, for the `count`th time."""
    attested(writer, employee(number), f"us-{count}", Citizenship(_US))
    writer.record(Event("attestation.submitted", employee(number), employee(number)))


def uncleared(writer: Writer, number: int, count: int) -> None:
    """What cleared the employee is revoked."""
    writer.change_state(attestation_of(employee(number), f"us-{count}"), AttestationState.REVOKED)
    writer.record(Event("attestation.revoked", employee(number), employee(number)))


def listed(writer: Writer, number: int, *, on: bool) -> None:
    """The company comes on the list, or off it."""
    if on:
        writer.add_entry(WATCH, lei(number), ALWAYS)
    else:
        writer.remove_entries(WATCH, lei(number))
    writer.record(Event("list.entries_added" if on else "list.entries_removed", WATCH))


def make(store: SqlStore) -> None:
    """Everybody, nobody cleared yet and no company on the list."""
    with store.write(CALL) as writer:
        writer.put_issuer(Issuer(ISSUER))
        writer.put_list(ScreeningList(WATCH))
        writer.add_entry(WATCH, ExternalIdentifier("lei", "of another company"), ALWAYS)
        writer.record(Event("list.stored", WATCH))
    directives = DirectiveUseCases.on(store, Codec().encode)
    directives.create(CALL, Directive(DIRECTIVE, DirectiveKind.DEFINITION))
    provision = Provision("employees", _RULE, frozenset({PrincipalKind.PERSON}))
    directives.publish(CALL, DIRECTIVE, Draft(None, DirectiveContent(Source("made up"), (provision,))))
    directives.activate(CALL, version_of(DIRECTIVE, 1), Interval(datetime(2026, 1, 1, tzinfo=UTC)))
    with store.write(CALL) as writer:
        for number in range(COMPANIES):
            linked = frozenset({lei(number)})
            writer.add_principal(Principal(company(number), PrincipalKind.ORGANISATION, identifiers=linked))
            writer.record(Event("principal.created", company(number), company(number)))
        for number in range(EMPLOYEES):
            name, works = employee(number), Affiliation(AffiliationKind.EMPLOYEE, company(employer(number)))
            writer.add_principal(Principal(name, PrincipalKind.PERSON))
            attested(writer, name, "works", works)
            attested(writer, name, "works-alone", Completeness(ClaimKind.AFFILIATION, members=frozenset({works})))
            writer.record(Event("principal.created", name, name))


def opened(url: str, key_ring: Path) -> SqlStore:
    return open_store(url, KeyRing.from_file(key_ring), SystemClock())


@dataclass(frozen=True, slots=True)
class Cells:
    """Numbers that all processes see at once: the last acknowledged revision of each employee and of each company's
    place on the list, whose turn it was last, and whether to stop."""

    numbers: memoryview

    @classmethod
    @contextmanager
    def of(cls, file: Path) -> Iterator["Cells"]:
        """Those in a file, which is made if it is not there."""
        size = 8 * (2 + EMPLOYEES + COMPANIES)
        if not file.exists():
            file.write_bytes(bytes(size))
        with file.open("r+b") as opened_file, mmap.mmap(opened_file.fileno(), size) as shared:
            numbers = memoryview(shared).cast("q")
            try:
                yield cls(numbers)
            finally:
                numbers.release()

    @property
    def stopping(self) -> bool:
        return bool(self.numbers[0])

    def stop(self) -> None:
        self.numbers[0] = 1

    @property
    def hot(self) -> int:
        """The employee who changed last."""
        return int(self.numbers[1])

    def acknowledged(self, number: int) -> int:
        """The last revision, so far as its writer knows, that may have changed the answer about the employee."""
        return int(max(self.numbers[2 + number], self.numbers[2 + EMPLOYEES + employer(number)]))

    def acknowledge(self, key: int, revision: int) -> None:
        """`key`: an employee, or a company after all employees."""
        self.numbers[2 + key] = revision
        if key < EMPLOYEES:
            self.numbers[1] = key
