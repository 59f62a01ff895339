"""Of those who are alike to a question the same is found."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from denizen.domain.assurance import Assurance, AssuranceLevel
from denizen.domain.attestations import Attestation
from denizen.domain.authorizations import Authorization
from denizen.domain.claims import Affiliation, AffiliationKind, Citizenship, CitizenshipClass, Claim, Ownership
from denizen.domain.determinations import Answer
from denizen.domain.evaluation import Authorizations, CompiledDirective, found
from denizen.domain.facts import PrincipalFacts
from denizen.domain.intervals import Interval
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import AuthorizationName, Population, PrincipalName, attestation_of
from denizen.domain.principals import PrincipalKind
from denizen.domain.reference import Reference
from denizen.domain.rights import entitled
from denizen.domain.rules import Affiliated, CitizenOf, Countries, Is, OwnedBy
from denizen.domain.sketches import Sketch
from denizen.storage.many_attestations import Sayings
from denizen.usecases.populations.alike import Alike, Findings
from denizen.usecases.populations.asked import Asked, Ground
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import provide, question
from tests.unit.evaluation.builders import directive, version
from tests.unit.evaluation.profiles import examples

ZOE = PrincipalName("principals/zoe")
SHIFTS = st.sampled_from([timedelta(0), u.TICK, timedelta(days=1), timedelta(days=10), timedelta(days=14)])


def sketch_of(facts: PrincipalFacts, sayings: Sayings) -> Sketch:
    words = [sayings.word(each) for each in facts.attestations]
    return Sketch(facts.name, facts.kind, facts.populations, facts.screening_keys, words, lambda: facts)


def found_of(scene: u.Scene, compiled: CompiledDirective, facts: PrincipalFacts) -> Answer:
    world = {each: known for each, known in scene.world.items() if each != scene.asked} | {facts.name: facts}
    answer = found(replace(question(scene), principal=facts.name, explain=False), compiled, world, scene.reference)
    return Answer(answer.determination, answer.effect, answer.reasons)


def beyond(scene: u.Scene) -> frozenset[PrincipalName]:
    ground = Ground(directive(version()), scene.world, scene.reference)
    found = Asked(scene.asked, None, question(scene), ground).beyond()  # type: ignore[arg-type]  # not asked about
    assert found is not None
    return found


def renamed(attestations: list[Attestation], name: PrincipalName) -> tuple[Attestation, ...]:
    return tuple(replace(each, name=attestation_of(name, f"b{number}")) for number, each in enumerate(attestations))


def shifted(interval: Interval, shift: timedelta) -> Interval:
    start, end = interval.start, interval.end
    return Interval(None if start is None else start + shift, None if end is None else end + shift)


@pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
@examples(40)
@given(data=st.data())
def test_what_is_found_of_one_is_found_of_the_other(kind: PrincipalKind, data: st.DataObject) -> None:
    """Another principal of whom the same is said, in another order and at times that are others by chance."""
    rule = data.draw(trees.rules_for(kind))
    scene = data.draw(trees.scenes(kind, rule))
    compiled = directive(version(provide(kind, rule, thresholds=data.draw(u.thresholds()))))
    assume(scene.asked in scene.world)
    one = scene.world[scene.asked]
    moved = [
        replace(
            each,
            verified_at=each.verified_at + data.draw(SHIFTS),
            held=shifted(each.held, data.draw(SHIFTS)),
            vouched=shifted(each.vouched, data.draw(SHIFTS)),
        )
        for each in data.draw(st.permutations(one.attestations))
    ]
    other = replace(one, name=ZOE, attestations=renamed(moved, ZOE))
    sayings, alike = Sayings(), Alike(scene.at, compiled, scene.reference, {})
    key = alike.key(sketch_of(one, sayings))
    assume(key is not None and key == alike.key(sketch_of(other, sayings)))
    others = beyond(scene)
    assume(scene.asked not in others and ZOE not in others)
    assert found_of(scene, compiled, other) == found_of(scene, compiled, one)


@examples(30)
@given(data=st.data())
def test_also_where_issuers_have_rights_of_a_kind(data: st.DataObject) -> None:
    """Words are good for a time, by rights that begin and end."""
    rule = data.draw(trees.set_valued_personal)
    scene = data.draw(trees.scenes(PrincipalKind.PERSON, rule))
    rights = st.builds(Right, good_for=st.none() | st.sampled_from(u.AGES), entitled=u.intervals())
    issuers = {each: Issuer(each, rights=(data.draw(rights), data.draw(rights))) for each in u.ISSUERS}
    compiled = directive(version(provide(PrincipalKind.PERSON, rule, thresholds=data.draw(u.thresholds()))))
    one = scene.world[u.ADA]
    sayings, alike = Sayings(), Alike(scene.at, compiled, scene.reference, issuers)
    shift = data.draw(SHIFTS)
    moved = [
        replace(each, verified_at=each.verified_at + shift, held=shifted(each.held, shift)) for each in one.attestations
    ]
    other = replace(one, name=ZOE, attestations=renamed(moved, ZOE))
    key = alike.key(sketch_of(one, sayings))
    assume(key is not None and key == alike.key(sketch_of(other, sayings)))

    def as_read(facts: PrincipalFacts) -> PrincipalFacts:
        words = [word for each in facts.attestations for word in entitled(each, issuers[each.issuer])]
        return replace(facts, attestations=tuple(words))

    scene = replace(scene, asked=u.ADA)
    assert found_of(scene, compiled, as_read(other)) == found_of(scene, compiled, as_read(one))


CITIZEN = CitizenOf(Countries(frozenset({u.US})))


def citizen(name: PrincipalName = u.ADA, **more: object) -> PrincipalFacts:
    """A citizen, attested on the second day."""
    claim = Citizenship(u.US, CitizenshipClass.CITIZEN)
    word = Attestation(
        attestation_of(name, "a"),
        claim,
        Assurance.own(AssuranceLevel.HIGH),
        u.ISSUERS[0],
        frozenset({u.PURPOSE}),
        u.DAYS[1],
    )
    given_word = replace(word, **more)  # type: ignore[arg-type]  # fields of an attestation
    return PrincipalFacts(name, PrincipalKind.PERSON, attestations=(given_word,))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (citizen(ZOE), True),
        (citizen(ZOE, verified_at=u.DAYS[1] + u.TICK), True),
        (citizen(ZOE, held=Interval(u.DAYS[0], u.DAYS[3])), False),
        (citizen(ZOE, verified_at=u.DAYS[4]), False),
        (citizen(ZOE, issuer=u.ISSUERS[1]), False),
        (citizen(ZOE, holds=False), False),
        (citizen(ZOE, purposes=frozenset({u.OTHER_PURPOSE})), False),
        (replace(citizen(ZOE), populations=frozenset({Population("visitor")})), False),
        (replace(citizen(ZOE), screening_keys=frozenset({b"other"})), False),
        (citizen(u.ADA), True),
        (citizen(PrincipalName("principals/licensed")), False),
        (replace(citizen(ZOE), screening_keys=frozenset({u.KEY})), False),
    ],
    ids=[
        "another name",
        "another time in the same order",
        "it held until then",
        "verified later than asked",
        "issuer",
        "denial",
        "purpose",
        "population",
        "identifier",
        "itself",
        "named by an authorization",
        "on a list",
    ],
)
def test_who_is_alike(other: PrincipalFacts, same: bool) -> None:
    licence = Authorization(
        AuthorizationName("authorizations/a"),
        "L-1",
        frozenset(),
        principals=frozenset({PrincipalName("principals/licensed")}),
    )
    compiled = replace(
        directive(version(provide(PrincipalKind.PERSON, CITIZEN))), authorizations=Authorizations.of([licence], [])
    )
    reference = Reference(entries={u.LIST: {u.KEY: (Interval(),)}})
    sayings, alike = Sayings(), Alike(u.DAYS[2], compiled, reference, {})
    assert (alike.key(sketch_of(citizen(), sayings)) == alike.key(sketch_of(other, sayings))) is same


def word(name: PrincipalName, claim: Claim) -> PrincipalFacts:
    said = replace(citizen(name).attestations[0], claim=claim)
    kind = PrincipalKind.PERSON if name == u.ADA else PrincipalKind.ORGANISATION
    return PrincipalFacts(name, kind, attestations=(said,))


@pytest.mark.parametrize(
    ("owner", "kept"), [(u.BOB, True), (u.ADA, False)], ids=["they name another", "they name it in turn"]
)
def test_who_is_named_by_those_whom_it_names_is_like_nobody(owner: PrincipalName, *, kept: bool) -> None:
    works = word(u.ADA, Affiliation(AffiliationKind.EMPLOYEE, u.ACME))
    owned = word(u.ACME, Ownership(owner, Decimal(50)))
    compiled = directive(
        version(
            provide(
                PrincipalKind.PERSON,
                Affiliated(frozenset({AffiliationKind.EMPLOYEE}), OwnedBy(Is(PrincipalKind.PERSON), Decimal(50))),
            )
        )
    )
    scene = u.Scene({u.ADA: works, u.ACME: owned}, Reference(), u.ADA, u.DAYS[2], None)
    asked = Asked(u.ADA, None, question(scene), Ground(compiled, scene.world, scene.reference))  # type: ignore[arg-type]  # not asked about
    alike = Alike(scene.at, compiled, scene.reference, {})
    findings, key = Findings(alike), alike.key(sketch_of(works, Sayings()))
    finding = findings.keep(key, asked, found_of(scene, compiled, works))
    assert key is not None
    assert (finding is not None) is kept
    assert (findings.kept.get(key) is not None) is kept
    if finding is not None:
        assert finding.others == {u.ACME, u.BOB}
