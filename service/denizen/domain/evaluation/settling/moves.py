"""Moves: a step together with what taking it does to the facts; and the world in which moves were made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import Claim, ClaimKind, Completeness
from denizen.domain.countries import Country
from denizen.domain.determinations import Presence, Step, StepAction
from denizen.domain.directives import Requirement
from denizen.domain.evaluation.settling.ground import Ground
from denizen.domain.evaluation.settling.wording import at_least, revoke, supersede
from denizen.domain.facts import PrincipalFacts, World, bears_on
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.names import AttestationName, IssuerName, PrincipalName, attestation_of, subject_of

_ANY_ISSUER = IssuerName("issuers/~")
_SOURCE = "~"
"""No name that is given out has a tilde: what is supposed never meets what is on file."""


@dataclass(frozen=True, slots=True)
class Move:
    """`added` has no name yet; `about`: the principal that the goal was about, of whom it may count through links.
    `kind`: of which kind the claims are that it changes; None: it changes no claims."""

    step: Step
    about: PrincipalName
    added: Attestation | None = None
    removed: AttestationName | None = None
    presence: Presence | None = None
    bar: Requirement | None = None
    kind: ClaimKind | None = None


def attesting(about: PrincipalName, claim: Claim, bar: Requirement, words: str, ground: Ground) -> Move:
    subject = ground.home(about)
    asked = ground.moment.asked
    of = "" if asked is None or subject == ground.home(asked) else f" of {subject}"
    said = f"declare{of} that {words}" if isinstance(claim, Completeness) else f"attest{of and f'{of}:'} {words}"
    step = Step(StepAction.ATTEST, subject, f"{said}{at_least(bar)}", claim, minimum=bar.minimum, kind=claim.kind)
    return Move(step, about, _supposed(subject, claim, bar, ground), bar=bar, kind=bears_on(claim))


def superseding(
    about: PrincipalName,
    attestation: Attestation,
    claim: Claim,
    bar: Requirement,
    words: str,
    ground: Ground,
    held: Interval | None = None,
) -> Move:
    subject = subject_of(attestation.name)
    step = Step(
        StepAction.SUPERSEDE,
        subject,
        supersede(attestation, words, bar),
        claim,
        attestation.holds,
        bar.minimum,
        attestation.name,
    )
    added = replace(
        _supposed(subject, claim, bar, ground), holds=attestation.holds, held=attestation.held if held is None else held
    )
    return Move(step, about, added, attestation.name, bar=bar, kind=bears_on(attestation.claim))


def revoking(about: PrincipalName, attestation: Attestation) -> Move:
    subject = subject_of(attestation.name)
    step = Step(StepAction.RESOLVE, subject, revoke(attestation), attestation=attestation.name)
    return Move(step, about, removed=attestation.name, kind=bears_on(attestation.claim))


def observing(about: PrincipalName, country: Country, minimum: AssuranceLevel, words: str, ground: Ground) -> Move:
    step = Step(StepAction.PRESENCE, about, f"observe the principal {words}", minimum=minimum, country=country)
    return Move(step, about, presence=Presence(country, ground.moment.at, _SOURCE, minimum))


def _supposed(subject: PrincipalName, claim: Claim, bar: Requirement, ground: Ground) -> Attestation:
    """Verified at the moment, for the question's purpose, from an accepted issuer; it has always held."""
    return Attestation(
        name=attestation_of(subject, "~"),
        claim=claim,
        assurance=Assurance.own(bar.minimum),
        issuer=min(bar.issuers, default=_ANY_ISSUER),
        purposes=frozenset((ground.moment.purpose,)),
        verified_at=ground.moment.at,
        held=ALWAYS,
    )


def world_after(moves: Sequence[Move], world: World) -> World:
    """The facts as they are when the moves were made."""
    changed: dict[PrincipalName, PrincipalFacts] = {}
    for subject in sorted({each.step.subject for each in moves if each.presence is None}):
        facts = world[subject]
        mine = [each for each in moves if each.step.subject == subject]
        removed = {each.removed for each in mine}
        kept = [each for each in facts.attestations if each.name not in removed]
        added = [each.added for each in mine if each.added is not None]
        # The first has a name of its own already.
        added[1:] = [replace(each, name=attestation_of(subject, f"~{n}")) for n, each in enumerate(added[1:], 1)]
        changed[subject] = PrincipalFacts(
            facts.name, facts.kind, facts.populations, facts.screening_keys, (*kept, *added)
        )
    return {**world, **changed}


def changed_by(moves: Sequence[Move]) -> frozenset[ClaimKind | None]:
    """The kinds of claims that the moves change; None: something else, too."""
    return frozenset([each.kind for each in moves])


def presence_after(moves: Sequence[Move], presence: Presence | None) -> Presence | None:
    return next((each.presence for each in moves if each.presence is not None), presence)
