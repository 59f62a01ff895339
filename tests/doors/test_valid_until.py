"""What is kept is given again until it says and no longer, and never after what it rests on has changed: at both doors,
asked first and again, it is what a server answers that keeps nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import grpc
import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st

from denizen.domain.attestations import AttestationState
from denizen.domain.directives import Action, ActivationRecord, Provision
from denizen.domain.disclosure import Tier
from denizen.domain.intervals import ALWAYS, Interval
from denizen.domain.issuers import Issuer, Right
from denizen.domain.names import Population
from denizen.domain.principals import ExternalIdentifier, PrincipalKind
from denizen.usecases.context import Call, Caller
from denizen.usecases.persons import CALLER_SCHEME
from tests.doors.everywhere import RESPONSES, Everywhere, answers, questions, serialized
from tests.doors.laid import LEI, V1, V2, Laid, caller_of
from tests.doors.opened import Which
from tests.doors.test_told_apart import laid as plainly_laid
from tests.doors.test_told_apart import request
from tests.doors.ways import CHECK
from tests.gateway.asgi import Told
from tests.unit.evaluation import rule_trees as trees
from tests.unit.evaluation import universe as u
from tests.unit.evaluation.asking import attested, with_facts
from tests.unit.evaluation.profiles import examples

KINDS = pytest.mark.parametrize("kind", [PrincipalKind.PERSON, PrincipalKind.ORGANISATION], ids=lambda each: each.name)
METHODS = pytest.mark.parametrize("method", RESPONSES, ids=lambda each: each.rpartition("/")[2])
DOORS = st.sampled_from([(Which.MAIN, Which.LISTENER), (Which.LISTENER, Which.MAIN)])
STEPS = (-u.TICK, timedelta())
INSTANTS = sorted({each + age + step for each in u.DAYS for age in (timedelta(), *u.AGES) for step in STEPS})
moments = st.sampled_from(INSTANTS)
bounded = st.tuples(st.none() | st.sampled_from(u.DAYS[:4]), st.sampled_from(u.DAYS[4:])).map(
    lambda each: Interval(*each)
)
tiers = st.sampled_from([Tier.FACTS, *Tier])
_READS = Call(Caller("callers/reader"))


@dataclass(frozen=True)
class Inside:
    """A scene behind its doors, what is asked about it, and by whom."""

    laid: Laid
    everywhere: Everywhere
    tier: Tier
    questions: Mapping[str, Message]

    def ask(self, method: str, at: datetime | None = None, tier: Tier | None = None) -> Told:
        """At that moment, or at the one it is; as that caller, or as the one whose place it is."""
        self.laid.clock.moment = at or self.laid.clock.moment
        return self.everywhere.ask(method, self.questions[method], ("caller", caller_of(tier or self.tier)))


@st.composite
def dated(draw: st.DrawFn, scenes: st.SearchStrategy[u.Scene]) -> u.Scene:
    """A scene in which more comes to an end than does by chance: its word, if not what it says."""
    scene = draw(scenes)
    for name, facts in scene.world.items():
        ended = [replace(each, vouched=draw(st.just(each.vouched) | bounded)) for each in facts.attestations]
        scene = with_facts(scene, name, ended)
    return replace(scene, at=draw(st.sampled_from(u.DAYS[:3])))


@contextmanager
def inside(kind: PrincipalKind, data: st.DataObject, *, arriving: bool = False) -> Iterator[Inside]:
    """Drawn: facts, some of which are to arrive yet; a directive, and when it is in force; a caller; and the door that
    is asked first."""
    rules = [data.draw(trees.rules_for(kind)) for _ in range(2)]
    scene = data.draw(dated(trees.scenes(kind, *rules)))
    provisions = [
        Provision(
            "p",
            rule,
            kinds=frozenset((kind,)),
            thresholds=data.draw(u.thresholds()),
            presence_max_age=data.draw(st.sampled_from([None, *u.AGES])),
            allow_until=data.draw(st.none() | u.days),
        )
        for rule in rules
    ]
    records = [ActivationRecord(Action.ACTIVATE, data.draw(st.just(ALWAYS) | u.intervals()), 1)]
    if data.draw(st.booleans()):
        records.append(ActivationRecord(Action.SUSPEND, data.draw(bounded)))
    later = [each for each in attested(scene) if arriving and data.draw(st.booleans())]
    laid = Laid(scene, provisions, records, later)
    if data.draw(st.booleans()):
        laid.authorize(scene.asked, data.draw(u.intervals()))
    asked = questions(scene, explain=data.draw(st.booleans()))
    with laid.behind_doors() as doors:
        yield Inside(laid, Everywhere(doors, data.draw(DOORS)), data.draw(tiers), asked)


@KINDS
@METHODS
@examples(18)
@given(data=st.data())
def test_an_answer_stands_until_it_says_and_no_longer(kind: PrincipalKind, method: str, data: st.DataObject) -> None:
    with inside(kind, data) as place:
        begins = place.laid.clock.moment
        first = parts(method, place.ask(method))
        ends = sorted({end for end, _, _ in first if end is not None})[:2]
        drawn = data.draw(st.lists(moments, max_size=2))
        for moment in [*(end + step for end in ends for step in STEPS), *drawn]:
            for (until, said, plain), (_, now, plain_now) in zip(
                first, parts(method, place.ask(method, moment)), strict=True
            ):
                if begins <= moment and (until is None or moment < until):
                    assert now == said, moment
                if moment == until:
                    assert plain_now != plain, moment


def parts(method: str, told: Told) -> list[tuple[datetime | None, bytes, bytes]]:
    """Each answer: until when it stands, what it says, and that without its end."""
    if told.code is not grpc.StatusCode.OK:
        return []
    found = []
    for each in answers(method, RESPONSES[method].FromString(told.message)):
        until = each.valid_until.ToDatetime(tzinfo=UTC) if each.HasField("valid_until") else None
        found.append((until, serialized(each), serialized(each, "valid_until", "valid_until_cause")))
    return found


@KINDS
@examples(30)
@given(data=st.data())
def test_whatever_changes_counts(kind: PrincipalKind, data: st.DataObject) -> None:
    with inside(kind, data, arriving=True) as place:
        for method in RESPONSES:
            place.ask(method)
        for _ in range(data.draw(st.integers(1, 6))):
            data.draw(changes(place.laid, place.tier))()
            follower = place.laid.memory.follower
            # Another worker's write, which was followed; or one of this process.
            if data.draw(st.booleans()):
                follower.follow(_READS)
            else:
                follower.wrote()
            # First what was asked before, by whoever asked it.
            place.ask(CHECK, data.draw(st.none() | moments))
            place.ask(data.draw(st.sampled_from(list(RESPONSES))), tier=data.draw(tiers))


def test_what_a_caller_may_do_ends_and_begins_when_that_says() -> None:
    place, end = plainly_laid(), u.DAYS[-1]
    place.grant(Tier.EFFECT, effective=Interval(None, end))
    place.grant(Tier.REASONS, effective=Interval(end, None))
    with place.behind_doors() as doors:
        everywhere = Everywhere(doors, [Which.MAIN, Which.LISTENER])
        for moment, ended in [(end - u.TICK, False), (end, True), (end - u.TICK, False), (end, True)]:
            place.clock.moment = moment
            for tier, may in [(Tier.EFFECT, not ended), (Tier.REASONS, ended)]:
                told = everywhere.ask(CHECK, request("plain"), ("caller", caller_of(tier)))
                assert told.code is (grpc.StatusCode.OK if may else grpc.StatusCode.PERMISSION_DENIED)
        assert doors.repeated.answered > 0


def changes(laid: Laid, tier: Tier) -> st.SearchStrategy[Callable[[], None]]:
    """Something that may change in what is there, or in what the caller may do."""
    facts = attested(laid.scene)
    names = st.sampled_from(sorted(laid.scene.world))
    about_facts = [
        st.builds(partial, st.just(laid.end), st.sampled_from(facts), st.sampled_from(ENDED)) if facts else None,
        st.builds(partial, st.just(laid.arrive), st.sampled_from(laid.kept)) if laid.kept else None,
    ]
    others = [
        st.builds(partial, st.just(laid.activate), st.sampled_from([V1, V2]), u.intervals()),
        st.builds(partial, st.just(laid.suspend), u.intervals()),
        st.builds(partial, st.just(laid.enlist), u.intervals()),
        st.just(laid.delist),
        st.builds(partial, st.just(laid.redefine), u.references()),
        st.builds(partial, st.just(laid.authorize), names, u.intervals()),
        st.just(laid.withdraw),
        st.builds(partial, st.just(laid.populate), names, st.sampled_from(["employee", "visitor"])),
        st.builds(partial, st.just(laid.link), names, st.sampled_from([LEI, CALLER])),
        st.builds(partial, st.just(laid.unlink), names, st.sampled_from([LEI, CALLER])),
        st.builds(partial, st.just(laid.entitle), issuers),
        st.builds(partial, st.just(laid.grant), st.just(tier), tier=tiers),
        st.just(partial(laid.grant, tier, populations=frozenset({Population("employee")}))),
        st.builds(partial, st.just(laid.grant), st.just(tier), effective=u.intervals()),
        st.just(partial(laid.expel, tier)),
        st.just(partial(laid.readmit, tier)),
    ]
    return st.one_of(*(each for each in about_facts if each is not None), *others)


ENDED = [AttestationState.REVOKED, AttestationState.SUPERSEDED]
CALLER = ExternalIdentifier(CALLER_SCHEME, caller_of(Tier.FACTS))
issuers = st.builds(
    lambda name, entitled: Issuer(name, rights=(Right(entitled=entitled),)), st.sampled_from(u.ISSUERS), u.intervals()
)
