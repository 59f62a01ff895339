"""Attestations that cite records of evidence: how sure they may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.claims import Claim
from denizen.domain.errors import InvalidError, PreconditionError
from denizen.domain.evidence.kinds import EvidenceState
from denizen.domain.evidence.records import Evidence, EvidenceRecord
from denizen.domain.evidence.supporting import Support, outlasts, proves, supports
from denizen.domain.evidence.table import EvidenceTable
from denizen.domain.intervals import Interval
from denizen.domain.names import EvidenceName, PrincipalName, Purpose, evidence_name, subject_of_evidence
from denizen.domain.refusals import Withheld
from denizen.domain.wellformed import kind_attested


@dataclass(frozen=True, slots=True)
class Citation:
    """A record that an attestation cites, in the `index`-th of its references."""

    index: int
    name: EvidenceName

    @property
    def field(self) -> str:
        return f"evidence[{self.index}]"


def citations(references: Sequence[str]) -> list[Citation]:
    """The references that name records here; any other is of another system. `InvalidError` for a name of a record
    that cannot be one."""
    return [
        Citation(index, evidence_name(reference, f"evidence[{index}]"))
        for index, reference in enumerate(references)
        if reference.startswith("principals/") and "/evidence/" in reference
    ]


def check_about(citation: Citation, subject: PrincipalName) -> None:
    """`InvalidError` for evidence about somebody else, whether or not there is such evidence."""
    if subject_of_evidence(citation.name) != subject:
        raise InvalidError(citation.field, Withheld("evidence about another principal"), f"evidence about {subject}")


def check_citable(
    citation: Citation, record: EvidenceRecord, subject: PrincipalName, purposes: frozenset[Purpose]
) -> None:
    """`InvalidError` for evidence about somebody else, or that was not collected for every one of the purposes;
    `PreconditionError` for a record that was withdrawn or superseded."""
    check_about(citation, subject)
    if record.state is not EvidenceState.ACTIVE:
        raise PreconditionError(citation.name, f"it is {record.state.name}")
    missing = sorted(purposes - record.evidence.purposes)
    if missing:
        wanted = f"evidence collected for every purpose of the attestation; this was not for {', '.join(missing)}"
        raise InvalidError(citation.field, citation.name, wanted)


@dataclass(frozen=True, slots=True)
class Attested:
    """What an attestation says, as far as evidence can prove it."""

    claim: Claim
    holds: bool
    held: Interval


def supported(
    table: EvidenceTable, attested: Attested, cited: Sequence[tuple[Citation, Evidence]], at: datetime
) -> AssuranceLevel:
    """The highest assurance that the evidence supports: that of the strongest piece. Every piece has to prove the
    claim. `InvalidError` names the reference that does not, or `held` where it outlasts what the evidence says."""
    return max(_level(table, attested, citation, evidence, at) for citation, evidence in cited)


def _level(
    table: EvidenceTable, attested: Attested, citation: Citation, evidence: Evidence, at: datetime
) -> AssuranceLevel:
    # 1. A row of the table says that such evidence proves such a claim, of that country and value.
    proving = [
        each
        for each in supports(table, evidence, at)
        if proves(each.row, evidence, attested.claim, holds=attested.holds)
    ]
    if not proving:
        raise InvalidError(citation.field, Withheld(_mismatch(table, attested, evidence)), "evidence that proves it")
    # 2. Where the claim ends with the evidence, the attestation does not go on after it.
    lasting = [each for each in proving if not outlasts(each.row, evidence, attested.held)]
    if not lasting:
        raise InvalidError(
            "held.end",
            None if attested.held.end is None else attested.held.end.isoformat(),
            f"an end no later than the date that {citation.name} shows: this status ends with it",
        )
    # 3. The checks made it strong enough for something.
    return _strongest(lasting, citation, evidence)


def _strongest(found: Sequence[Support], citation: Citation, evidence: Evidence) -> AssuranceLevel:
    level = max((each.assurance for each in found if each.assurance is not None), default=None)
    if level is None:
        strength = max(each.strength for each in found)
        made = f"{len(evidence.checks)} checks" if evidence.checks else "no check"
        raise InvalidError(citation.field, Withheld(f"{made}, strength {strength.name}"), "evidence of some strength")
    return level


def _mismatch(table: EvidenceTable, attested: Attested, evidence: Evidence) -> str:
    """Why it does not prove the claim, without telling what it is or shows."""
    kind = kind_attested(attested.claim)
    about = any(row.claim is kind and row.holds is attested.holds for row in table.rows_of(evidence.kind))
    if not about or attested.claim.kind is not kind:
        return "evidence of a kind that proves no such claim"
    return "evidence of such a claim that does not show what is claimed"


def within(assurance: Assurance | None, highest: AssuranceLevel) -> Assurance:
    """The assurance as given, or what the evidence supports where none was. `InvalidError` beyond it."""
    if assurance is None:
        return Assurance.own(highest)
    if assurance.ordinal > highest:
        wanted = f"at most {highest.name}: what the evidence supports by its checks"
        raise InvalidError("assurance.level", assurance.level, wanted)
    return assurance
