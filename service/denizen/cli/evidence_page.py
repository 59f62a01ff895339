"""Evidence, and the table of what it proves, for people to read."""

from enum import Enum
from typing import Any

from denizen.cli.moments import write_moment
from denizen.cli.output import print_fields, print_table
from denizen.cli.vocabulary import short
from denizen.cli.writing import inline
from denizen.domain.countries import Country
from denizen.domain.evidence.table import Row
from denizen.v1 import claim_pb2
from denizen.v1 import evidence_pb2 as pb

_STATE, _STRENGTH = pb.EvidenceState.DESCRIPTOR, pb.EvidenceStrength.DESCRIPTOR
_CHECK, _RESULT = pb.EvidenceCheckKind.DESCRIPTOR, pb.EvidenceCheckResult.DESCRIPTOR
_CLAIM = claim_pb2.ClaimKind.DESCRIPTOR


_MOST_SHOWN = 30
TABLE_COLUMNS = ("row", "evidence", "proves", "at most", "expiry", "expired, at most", "sources")


def table_row(row: Row) -> tuple[str, ...]:
    """A row of the evidence table, for people to read."""
    conditions: tuple[tuple[frozenset[Any] | None, str], ...] = (
        (row.issuers, "of {}"),
        (row.except_issuers, "of others than {}"),
        (row.generations, "{}"),
        (row.authorizations, "{}"),
        (row.types, "{}"),
        (row.admissions, "{}"),
    )
    told = [form.format(_some(sorted(map(_word, some)))) for some, form in conditions if some]
    kind = row.kind.name.lower().replace("_", " ")
    values = sorted(map(_word, [*(row.categories or ()), *(row.classes or ())]))
    claim = f"{'' if row.holds else 'not '}{row.claim.name.lower().replace('_', ' ')}"
    ends = {"NOTHING": "says nothing of the claim", "ENDS_CLAIM": "ends the claim", "NONE": "none"}[row.expiry.name]
    return (
        row.id,
        f"{kind} ({'; '.join(told)})" if told else kind,
        f"{claim}: {', '.join(values)}" if values else claim,
        row.at_most.name,
        ends,
        row.expired_at_most.name if row.expiry.name == "NOTHING" else "",
        "; ".join(row.sources),
    )


def _some(words: list[str]) -> str:
    """All of them, unless they are so many that nobody would read them."""
    return ", ".join(words) if len(words) <= _MOST_SHOWN else f"{words[0]} to {words[-1]}, {len(words)} in all"


def _word(value: Enum | Country | str) -> str:
    match value:
        case Enum():
            return value.name
        case Country():
            return value.code
        case str():
            return value


def document(item: pb.Evidence) -> str:
    """Its kind, with what it says."""
    kind = item.WhichOneof("document")
    return "" if kind is None else f"{kind} {inline(getattr(item, kind))}".strip()


def print_evidence(shown: pb.Evidence) -> None:
    """A record with its checks and what it proves, for people to read."""
    print_fields(
        {
            "evidence": shown.name,
            "state": short(_STATE, shown.state),
            "document": document(shown),
            "issued by": " ".join(filter(None, (shown.country, shown.authority))),
            "issued on": shown.issued_on,
            "expires on": shown.expires_on,
            "purposes": ", ".join(shown.purposes),
            "strength": short(_STRENGTH, shown.strength),
            "number": _number(shown),
            "supersedes": shown.supersedes,
            "superseded by": shown.superseded_by,
            "known since": write_moment(shown.known.from_time),
        }
    )
    print_table(
        ("check", "by", "at", "result"),
        [
            (short(_CHECK, each.kind), each.by, write_moment(each.at), short(_RESULT, each.result))
            for each in shown.checks
        ],
    )
    print_table(
        ("proves", "by the row", "strength", "assurance at most", "ends with it"),
        [
            (
                f"{'not ' if each.does_not_hold else ''}{short(_CLAIM, each.claim_kind).lower()}",
                each.row,
                short(_STRENGTH, each.strength),
                each.assurance_level or "none",
                "yes" if each.ends_with_expiry else "no",
            )
            for each in shown.supports
        ],
    )


def _number(shown: pb.Evidence) -> str:
    if not shown.numbered:
        return ""
    return "hashed; another principal's document has the same" if shown.number_seen_elsewhere else "hashed"
