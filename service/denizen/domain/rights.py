"""An issuer's rights: which claims it may vouch for, of which countries, how surely, for which purposes, and when.

A word counts about a moment if its issuer was entitled to give it when it was given, and is entitled to it at that
moment, both as known at the revision that is asked about. So a right that ends takes the word with it from then on; one
that turns out never to have been takes it away altogether, as known from then on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.claims import Claim, Completeness
from denizen.domain.countries import Country
from denizen.domain.errors import PermissionDeniedError
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import Purpose
from denizen.domain.wellformed import WITH_COUNTRY, country_of, kind_attested

_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)
_THE_END = datetime.max.replace(tzinfo=UTC)
NEVER: tuple[Interval, ...] = ()
_EVERYTHING = (Right(),)
_Word = tuple[Interval, tuple[Interval, ...]]


def check_rights(
    issuer: Issuer,
    claim: Claim,
    assurance: Assurance,
    purposes: frozenset[Purpose] = frozenset(),
    moments: Iterable[datetime] = (),
) -> None:
    """`PermissionDeniedError` where the claim is beyond the issuer's rights at one of the moments; without moments,
    beyond all that it ever had. A set is judged by the kind and scope that it closes; a claim that leaves its country
    out speaks of all of them."""
    at = tuple(moments)
    if not at:
        _check(issuer, issuer.rights, claim, assurance, purposes)
    for moment in at:
        if not issuer.in_good_standing(moment):
            raise PermissionDeniedError(f"{issuer.name}: is suspended or withdrawn", issuer=issuer.name)
        then = [each for each in issuer.rights if moment in each.entitled]
        _check(issuer, then, claim, assurance, purposes)


def _check(
    issuer: Issuer, rights: Sequence[Right], claim: Claim, assurance: Assurance, purposes: frozenset[Purpose]
) -> None:
    """Refused in the words of what fails for every right."""
    if any(_allows(each, claim, assurance, purposes) for each in rights):
        return

    def left(what: str, kept: list[Right]) -> list[Right]:
        if not kept:
            raise PermissionDeniedError(f"{issuer.name}: may not vouch for {what}", issuer=issuer.name)
        return kept

    kind = kind_attested(claim)
    kept = left("anything at that time", list(rights))
    kept = left("claims of this kind", [each for each in kept if each.kinds is None or kind in each.kinds])
    kept = left("this country", [each for each in kept if _reaches(each.countries, claim)])
    for purpose in sorted(purposes):
        serving = left(f"the purpose {purpose}", [each for each in kept if _serves(each, purpose)])
        _check_highest(issuer, serving, assurance)
    _check_highest(issuer, kept, assurance)


def _allows(right: Right, claim: Claim, assurance: Assurance, purposes: frozenset[Purpose]) -> bool:
    """Whether that right alone is enough, as it mostly is."""
    return (
        assurance.ordinal <= right.highest
        and (right.purposes is None or purposes <= right.purposes)
        and (right.kinds is None or kind_attested(claim) in right.kinds)
        and _reaches(right.countries, claim)
    )


def _check_highest(issuer: Issuer, rights: Sequence[Right], assurance: Assurance) -> None:
    highest = max(each.highest for each in rights)
    if assurance.ordinal > highest:
        why = f"{issuer.name}: may vouch at {highest.name} at most"
        raise PermissionDeniedError(why, issuer=issuer.name, highest=highest.name)


def surest(issuer: Issuer, claim: Claim, purposes: frozenset[Purpose], moments: Iterable[datetime]) -> AssuranceLevel:
    """The highest level at which the issuer may vouch for the claim, where what it signed says none.
    `PermissionDeniedError` where it may not at any."""
    at = tuple(moments)
    refusal = PermissionDeniedError(f"{issuer.name}: may not vouch for it", issuer=issuer.name)
    for level in sorted(AssuranceLevel, reverse=True):
        try:
            check_rights(issuer, claim, Assurance.own(level), purposes, at)
        except PermissionDeniedError as error:
            refusal = error
        else:
            return level
    raise refusal


def entitled(attestation: Attestation, issuer: Issuer | None) -> Iterator[Attestation]:
    """The attestation with the intervals in which its issuer is entitled to it, and vouched for no longer than its
    rights let it. Where these differ by purpose, as often as they do, each time for the purposes that are alike.

    `issuer` None: nobody registered it, and only a person's own word needs no registration.
    """
    unbounded = issuer is not None and issuer.rights == _EVERYTHING and not issuer.standing
    if unbounded or not attestation.issuer.startswith("issuers/"):
        yield attestation
        return
    words: dict[_Word, set[Purpose]] = {}
    rights = [each for each in issuer.rights if _covers(each, attestation)] if issuer else []
    for purpose in attestation.purposes:
        allowed = [each for each in rights if _serves(each, purpose)]
        word = _word(attestation, issuer, allowed) if issuer and allowed else None
        if word is not None:
            words.setdefault(word, set()).add(purpose)
    if not words:
        yield replace(attestation, entitled=NEVER)
    for (vouched, when), purposes in words.items():
        kept = None if when == (ALWAYS,) else when
        yield replace(attestation, vouched=vouched, entitled=kept, purposes=frozenset(purposes))


def _word(attestation: Attestation, issuer: Issuer, rights: list[Right]) -> _Word | None:
    """How long it is vouched for, and when its issuer is entitled to it; None: never, or not when it was given."""
    when = tuple(_when(issuer, rights))
    verified = attestation.verified_at
    if not any(verified in each for each in when):
        return None
    vouched, limit = attestation.vouched, _longest(rights)
    if limit is None or limit > _THE_END - verified:
        return vouched, when
    end = verified + limit if vouched.end is None else min(verified + limit, vouched.end)
    return None if vouched.start is not None and vouched.start >= end else (Interval(vouched.start, end), when)


def _covers(right: Right, attestation: Attestation) -> bool:
    """Whether it is within the right but for the purposes."""
    kind = kind_attested(attestation.claim)
    within = right.kinds is None or kind in right.kinds
    return within and _reaches(right.countries, attestation.claim) and attestation.assurance.ordinal <= right.highest


def _serves(right: Right, purpose: Purpose) -> bool:
    return right.purposes is None or purpose in right.purposes


def _reaches(countries: frozenset[Country] | None, claim: Claim) -> bool:
    if countries is None:
        return True
    if kind_attested(claim) not in WITH_COUNTRY:
        return True
    if isinstance(claim, Completeness):
        return claim.countries is not None and claim.countries <= countries
    return country_of(claim) in countries


def _when(issuer: Issuer, rights: list[Right]) -> Iterator[Interval]:
    """The intervals in which the issuer has one of the rights and is in good standing, in order and apart."""
    bounds = sorted({each for each in issuer.bounds() if each > _THE_BEGINNING})
    starts, ends = (None, *bounds), (*bounds, None)
    open_since: datetime | None = None
    is_open = False
    for start, end in zip(starts, ends, strict=True):
        moment = start or _THE_BEGINNING
        holds = issuer.in_good_standing(moment) and any(moment in each.entitled for each in rights)
        if holds and not is_open:
            is_open, open_since = True, start
        if is_open and not holds:
            is_open = False
            yield Interval(open_since, start)
        if is_open and end is None:
            yield Interval(open_since, None)


def _longest(rights: list[Right]) -> timedelta | None:
    """How long a word is good by the most generous of the rights; None: without end."""
    limits = [each.good_for for each in rights]
    return None if None in limits else max(each for each in limits if each is not None)
