"""What the database's files tell of a person: nothing."""

import logging
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation, AttestationState, SelfDeclaration, StatusReference
from denizen.domain.claims import (
    Citizenship,
    CitizenshipClass,
    Claim,
    ClaimKind,
    Completeness,
    ImmigrationCategory,
    ImmigrationStatus,
    Naturalization,
    Residence,
    Statelessness,
)
from denizen.domain.countries import Country, System, normalize
from denizen.domain.credentials import CredentialRecord
from denizen.domain.evidence.documents import (
    AdmissionRecord,
    Document,
    ElectronicRecord,
    Passport,
    RefugeeTravelDocument,
    RegistryExtract,
)
from denizen.domain.evidence.kinds import CheckKind, EvidenceKind
from denizen.domain.evidence.records import Check, DocumentNumber, Evidence
from denizen.domain.intervals import ALWAYS
from denizen.domain.names import PrincipalName, Purpose, attestation_of, credential_of, evidence_of
from denizen.domain.principals import ExternalIdentifier
from denizen.domain.reference import ScreeningList
from denizen.storage.keyring import KeyRing
from denizen.storage.sql.store import open_store
from denizen.storage.tables import METADATA
from denizen.storage.types import BlindIndex, Sealed
from denizen.usecases.ports import Event, Writer
from tests.storage.builders import ENTITIES, START, SettableClock, attestation, call, once, principal

CANARY = "kanarienvogel"
COLUMNS = [column for table in METADATA.sorted_tables for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_each_column_says_whether_it_is_personal(column: Any) -> None:
    personal = column.info["personal"]
    assert isinstance(personal, bool)
    assert personal == isinstance(column.type, Sealed | BlindIndex)


def canary_attestation(name: PrincipalName, number: int) -> Attestation:
    """A canary in every text that a caller may give about a person, and the names of claims and countries besides."""
    declaration = SelfDeclaration(f"{CANARY} text", f"{CANARY}-v1", f"{CANARY}-sha", f"{CANARY}-language", name, name)
    return attestation(
        attestation_of(name, f"a-{number}"),
        claim=random.choice(
            [
                ImmigrationStatus(Country.of("US"), ImmigrationCategory.NONIMMIGRANT, f"{CANARY}-class"),
                Residence(Country.of("US"), f"{CANARY}-region"),
                Completeness(ClaimKind.CITIZENSHIP, members=frozenset({Citizenship(Country.of("FR"))})),
            ]
        ),
        assurance=Assurance(f"{CANARY}-framework", f"{CANARY}-level", AssuranceLevel.LOW),
        issuer=f"issuers/{CANARY}",
        purposes=frozenset({f"{CANARY}-purpose"}),
        evidence=(f"{CANARY}-evidence",),
        declaration=declaration,
        country_as_given=replace(normalize("D", System.ICAO_MRZ), note=f"{CANARY}-note"),
        status=StatusReference(f"https://{CANARY}.example/list", 7),
    )


def canary_credential(given: Attestation, number: int) -> CredentialRecord:
    return CredentialRecord(
        credential_of(given.subject, f"c-{number}"),
        given.issuer,
        f"{CANARY}-type",
        f"{CANARY}-digest".encode(),
        f"{CANARY}-presented".encode(),
        (given.name,),
        given.purposes,
        START,
        given.status,
        f"{CANARY}-key",
    )


def canary_evidence(name: PrincipalName, number: int) -> Evidence:
    """With a canary in every text that a caller may give."""
    return Evidence(
        evidence_of(name, f"e-{number}"),
        RegistryExtract(f"{CANARY}-register"),
        frozenset({Purpose(f"{CANARY}-purpose")}),
        Country.of("FR"),
        f"{CANARY}-authority",
        checks=(Check(CheckKind.VISUAL_IN_PERSON, f"{CANARY}-by", START, reference=f"{CANARY}-reference"),),
    )


def canary_number(number: int) -> DocumentNumber:
    return DocumentNumber.parse(EvidenceKind.PASSPORT, Country.of("FR"), f"{CANARY}{number}")


class UndoneError(Exception):
    """Ends a unit of work."""


def work(unit: Writer, number: int, generator: random.Random) -> None:
    """Some of everything about a person, or nothing at all."""
    name = PrincipalName(f"principals/p-{generator.randrange(30)}")
    identifier = ExternalIdentifier("hr", f"{CANARY}-{generator.randrange(5)}-{name}")
    if unit.principal(name) is None:
        unit.add_principal(principal(name, display_name=f"{CANARY} {number}"))
    unit.link(name, identifier)
    if generator.random() < 0.3:
        unit.unlink(name, identifier)
    given = canary_attestation(name, number)
    unit.add_attestation(given, AttestationState.PENDING)
    unit.change_state(given.name, generator.choice(list(AttestationState)))
    unit.add_credential(canary_credential(given, number))
    unit.add_evidence(canary_evidence(name, number), canary_number(number % 7))
    unit.put_list(ScreeningList(ENTITIES))
    unit.add_entry(ENTITIES, identifier, ALWAYS)
    unit.remember(once(str(number), f"{CANARY} content".encode()), given.name, name)
    unit.record(Event("worked", given.name, name))
    if generator.random() < 0.2:
        raise UndoneError


def test_no_planted_canary_is_in_any_file_or_log(
    database: Path, ring: KeyRing, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "sqlalchemy")
    assert {field.name for field in fields(Attestation)} == {
        "name", "claim", "assurance", "issuer", "purposes", "verified_at", "holds", "held", "vouched", "evidence",
        "declaration", "country_as_given", "entitled", "status",
    }, "plant a canary in the new field"  # fmt: skip
    assert {field.name for field in fields(Evidence)} == {
        "name", "document", "purposes", "country", "authority", "issued_on", "expires_on", "checks",
    }, "plant a canary in the new field"  # fmt: skip
    with closing(open_store(f"sqlite:///{database}", ring, clock)) as store:
        generator = random.Random(4)
        for number in range(60):
            with suppress(UndoneError), store.write(call()) as unit:
                work(unit, number, generator)
        # While the store is open there is a journal as well.
        files = list(database.parent.glob("denizen.db*"))
        assert {path.name for path in files} == {"denizen.db", "denizen.db-wal", "denizen.db-shm"}
        content = b"".join(path.read_bytes() for path in files)
    content += database.read_bytes() + caplog.text.encode()
    assert "INSERT INTO attestations" in caplog.text
    assert b"p-1" in content
    words = [
        CANARY,
        CANARY.upper(),
        "registry_extract",
        "visual_in_person",
        "citizenship",
        "immigration_status",
        "nonimmigrant",
        "completeness",
        '"FR"',
        "ICAO_MRZ",
    ]
    assert [word for word in words if word.encode() in content] == []


# Two populations


def population(folder: Path, empty_database: Path, ring: KeyRing, claims: list[Claim], given: str) -> dict[str, Any]:
    """The row counts and the lengths of every value of a database in which everybody has those claims."""
    database = folder / "denizen.db"
    database.parent.mkdir()
    database.write_bytes(empty_database.read_bytes())
    with closing(open_store(f"sqlite:///{database}", ring, SettableClock())) as store:
        for number in range(10):
            name = PrincipalName(f"principals/p-{number}")
            with store.write(call()) as unit:
                unit.add_principal(principal(name))
                for index, claim in enumerate(claims):
                    one = attestation(attestation_of(name, f"a-{index}"), claim=claim)
                    one = replace(one, country_as_given=normalize(given, System.ICAO_MRZ))
                    unit.add_attestation(one, AttestationState.VERIFIED)
                unit.record(Event("added", name, name))
    with closing(sqlite3.connect(database)) as connection:
        return {
            f"{table.name}.{column.name}": Counter(
                row[0]
                for row in connection.execute(f"SELECT length({column.name}) FROM {table.name}")  # noqa: S608 - our own names
            )
            for table in METADATA.sorted_tables
            for column in table.columns
        }


OTHERS: list[list[Claim]] = [
    [Citizenship(Country.of("US"), CitizenshipClass.NONCITIZEN_NATIONAL), Residence(Country.of("US"), "US-CA")],
    [
        ImmigrationStatus(Country.of("US"), ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT, "CR-1"),
        Naturalization(Country.of("US"), START.date(), applied_on=START.date()),
    ],
    [
        Statelessness(),
        Completeness(
            ClaimKind.IMMIGRATION_STATUS,
            frozenset({Country.of("US")}),
            categories=frozenset({ImmigrationCategory.PERMANENT_RESIDENT}),
            members=frozenset({ImmigrationStatus(Country.of("US"), ImmigrationCategory.PERMANENT_RESIDENT)}),
        ),
    ],
]


@pytest.mark.parametrize("claims", OTHERS, ids=["nationality", "status", "kind of claim"])
def test_populations_that_differ_in_their_claims_look_alike(
    tmp_path: Path, empty_database: Path, ring: KeyRing, claims: list[Claim]
) -> None:
    plain: list[Claim] = [Citizenship(Country.of("FR")), Residence(Country.of("FR"))]
    assert population(tmp_path / "one", empty_database, ring, plain, "D") == population(
        tmp_path / "other", empty_database, ring, claims, "XXA"
    )


def test_evidence_of_all_kinds_looks_alike(tmp_path: Path, empty_database: Path, ring: KeyRing) -> None:
    """A passport, a refugee's travel document and an I-94 are of one length, whatever was checked of them."""
    kinds: list[Document] = [
        Passport(Country.of("FR"), CitizenshipClass.CITIZEN),
        RefugeeTravelDocument(),
        AdmissionRecord("H-1B", duration_of_status=True),
        ElectronicRecord("immigration_register", category=ImmigrationCategory.CONDITIONAL_PERMANENT_RESIDENT),
    ]
    made = Check(CheckKind.CHIP_PASSIVE_AUTHENTICATION, "an officer of human resources", START)
    lengths = set()
    for number, document in enumerate(kinds):
        path = Path(shutil.copy(empty_database, tmp_path / f"{number}.db"))
        name = PrincipalName("principals/alice")
        with closing(open_store(f"sqlite:///{path}", ring, SettableClock())) as store, store.write(call()) as unit:
            unit.add_principal(principal(name))
            kept = Evidence(
                evidence_of(name, "e"), document, frozenset({Purpose("kyc")}), checks=(made,) * (number * 4)
            )
            unit.add_evidence(kept)
            unit.record(Event("added", name, name))
        with closing(sqlite3.connect(path)) as connection:
            lengths.add(connection.execute("SELECT length(content) FROM evidence").fetchone())
    assert len(lengths) == 1
