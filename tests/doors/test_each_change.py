"""Each thing that may change what is answered, one at a time: what is kept is not given again, at both doors,
whether another worker's write was followed or this process has just written."""

from collections.abc import Callable
from dataclasses import replace

import grpc
import pytest
from google.protobuf.json_format import ParseDict
from google.protobuf.message import Message

from denizen.domain.attestations import Attestation, AttestationState
from denizen.domain.claims import Affiliation, AffiliationKind, ClaimKind, Incorporation
from denizen.domain.directives import Action, ActivationRecord, Provision
from denizen.domain.disclosure import Tier
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import Population
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import CountrySet, Membership, Reference
from denizen.domain.rules import Affiliated, AnyOf, CitizenOf, IncorporatedIn, Listed, Not
from denizen.usecases.context import Call, Caller
from denizen.v1 import determination_pb2 as pb
from tests.doors.everywhere import RESPONSES, Everywhere, serialized
from tests.doors.laid import LEI, V2, Laid, caller_of
from tests.doors.opened import Which
from tests.doors.ways import ACCESS, BATCH, CHECK
from tests.gateway.asgi import Told
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.builders import ACME, CN, DIRECTIVE, NOW, US, acme, ada, attest, citizen, closed, countries
from tests.unit.usecases.directives import MODEL

WORKS = Affiliation(AffiliationKind.EMPLOYEE, ACME)
LATER = attest(Incorporation(CN), id="later", start="2024-02-01")
HERS = ada(
    attest(citizen(US), issuer=u.ISSUERS[0]),
    attest(WORKS),
    attest(closed(ClaimKind.AFFILIATION, WORKS)),
    keys=[u.KEY],
)
ITS = acme(attest(Incorporation(US)), LATER)
CITIZEN, CHINESE = HERS.attestations[0], ITS.attestations[-1]
FOR = {"resource": MODEL.name}
ABOUT = {**FOR, "purpose": u.PURPOSE}
WHO = {"externalIdentifier": {"scheme": LEI.scheme, "value": LEI.value}}
QUESTIONS: dict[str, Message] = {
    CHECK: ParseDict({**WHO, **ABOUT, "directive": DIRECTIVE}, pb.CheckRequest()),
    BATCH: ParseDict(
        {"items": [{**WHO, "directive": DIRECTIVE, "resource": MODEL.name}], "purpose": u.PURPOSE},
        pb.BatchCheckRequest(),
    ),
    ACCESS: ParseDict({**WHO, **ABOUT}, pb.CheckAccessRequest()),
}
SET = CountrySet(u.SET, members=(Membership(US),))


def laid() -> Laid:
    """Ada is no foreigner: a citizen of what the set says, who works for nobody foreign, and is on no list."""
    scene = u.Scene({u.ADA: HERS, ACME: ITS}, Reference({u.SET: SET}), u.ADA, NOW, None)
    foreign = Affiliated(frozenset(AffiliationKind), IncorporatedIn(countries(CN)))
    rule = AnyOf((Not(CitizenOf(countries(sets=["a"]))), foreign, Listed(frozenset({u.LIST}))))
    provision = Provision("p", rule, kinds=frozenset({PrincipalKind.PERSON}))
    other = replace(provision, definition=CitizenOf(countries(sets=["a"])))
    return Laid(scene, [provision, other], [ActivationRecord(Action.ACTIVATE, version=1)], [CHINESE])


Change = Callable[[Laid], None]


def ending(attestation: Attestation, how: AttestationState) -> Change:
    return lambda laid: laid.end(attestation, how)


FACTS: dict[str, Change] = {
    "revoked": ending(CITIZEN, AttestationState.REVOKED),
    "superseded": ending(CITIZEN, AttestationState.SUPERSEDED),
    "the employer's": lambda laid: laid.arrive(CHINESE),
    "another version": lambda laid: laid.activate(V2, ALWAYS),
    "suspended": lambda laid: laid.suspend(Interval(NOW)),
    "on a list": lambda laid: laid.enlist(ALWAYS),
    "other members": lambda laid: laid.redefine(Reference({u.SET: replace(SET, members=(Membership(CN),))})),
    "an issuer's rights": lambda laid: laid.entitle(
        Issuer(u.ISSUERS[0], rights=(Right(entitled=Interval(None, u.DAYS[0])),))
    ),
    "linked to nobody": lambda laid: laid.unlink(u.ADA, LEI),
}
"""What makes another answer of it, for everybody who asks."""
REACH: dict[str, Change] = {
    "a lower tier": lambda laid: laid.grant(Tier.FACTS, tier=Tier.EFFECT),
    "fewer populations": lambda laid: laid.grant(Tier.FACTS, populations=frozenset({Population("customer")})),
    "another purpose": lambda laid: laid.grant(Tier.FACTS, purposes=frozenset({u.OTHER_PURPOSE})),
    "no more": lambda laid: laid.grant(Tier.FACTS, effective=Interval(None, u.DAYS[0])),
    "without credentials": lambda laid: laid.expel(Tier.FACTS),
}
"""What makes another answer of it for the one whom it concerns."""


def said(method: str, told: Told) -> object:
    if told.code is not grpc.StatusCode.OK:
        return told.code
    message = RESPONSES[method].FromString(told.message)
    return serialized(message.results[0] if method == BATCH else message.access if method == ACCESS else message.answer)


@pytest.mark.parametrize("noticed", [False, True], ids=["followed", "written here"])
@pytest.mark.parametrize("method", RESPONSES, ids=lambda each: each.rpartition("/")[2])
@pytest.mark.parametrize("change", [*FACTS.values(), *REACH.values()], ids=[*FACTS, *REACH])
def test_it_counts_at_once(change: Change, method: str, noticed: bool) -> None:
    place = laid()
    place.populate(u.ADA, "employee")
    with place.behind_doors() as doors:
        everywhere = Everywhere(doors, [Which.MAIN, Which.LISTENER])
        caller = ("caller", caller_of(Tier.FACTS))
        before = said(method, everywhere.ask(method, QUESTIONS[method], caller))
        change(place)
        if noticed:
            place.memory.follower.wrote()
        else:
            place.memory.follower.follow(Call(Caller("callers/reader")))
        assert said(method, everywhere.ask(method, QUESTIONS[method], caller)) != before


def test_a_licence_that_comes_and_goes() -> None:
    place = laid()
    place.enlist(ALWAYS)
    with place.behind_doors() as doors:
        everywhere = Everywhere(doors, [Which.LISTENER, Which.MAIN])
        effects = []
        for change in (None, lambda: place.authorize(u.ADA, ALWAYS), place.withdraw):
            if change is not None:
                change()
            place.memory.follower.follow(Call(Caller("callers/reader")))
            told = everywhere.ask(CHECK, QUESTIONS[CHECK], ("caller", caller_of(Tier.FACTS)))
            effects.append(pb.CheckResponse.FromString(told.message).answer.effect)
    assert effects == [pb.EFFECT_DENY, pb.EFFECT_ALLOW, pb.EFFECT_DENY]
