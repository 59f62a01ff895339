"""Whether two acts are two people's."""

from dataclasses import replace

import pytest

from denizen.domain.errors import PreconditionError
from denizen.domain.second_person import Actor, Person, check_second_person, resolve

COUNTS_AS = {
    "callers/ann": ["principals/ann"],
    "callers/bot": ["principals/bot"],
    "principals/bot": ["principals/ann"],
    "principals/loop": ["principals/pool"],
    "principals/pool": ["principals/loop"],
}


def of(caller: str, on_behalf_of: str = "") -> Actor:
    return Actor(f"callers/{caller}", on_behalf_of)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(of("ann"), of("ann"), True, id="one caller"),
        pytest.param(of("ann"), of("bob"), False, id="two callers"),
        pytest.param(of("portal", "callers/ann"), of("ann"), True, id="once through a portal"),
        pytest.param(of("portal", "principals/ann"), of("ann"), True, id="as the principal that the caller is"),
        pytest.param(of("portal", "callers/ann"), of("portal", "callers/bob"), False, id="two people at one portal"),
        pytest.param(of("eve", "callers/ann"), of("eve", "callers/bob"), True, id="one who says that they are two"),
        pytest.param(of("portal", "callers/ann"), of("desk", "callers/ann"), True, id="one person at two portals"),
        pytest.param(of("ann"), of("ann", "callers/bob"), True, id="one's own hands for another"),
        pytest.param(of("portal"), of("portal", "callers/bob"), True, id="the portal itself"),
        pytest.param(of("bot"), of("ann"), True, id="a service that acts for her"),
        pytest.param(of("portal", "principals/bot"), of("portal", "callers/ann"), True, id="both, delegated"),
        pytest.param(of("x", "principals/loop"), of("y", "principals/pool"), True, id="services in a circle"),
    ],
)
def test_two_acts(first: Actor, second: Actor, same: bool) -> None:
    one, other = (
        resolve(each, lambda name: COUNTS_AS.get(name, []), portal=each.caller == "callers/portal")
        for each in (first, second)
    )
    assert one.same_as(other) is other.same_as(one) is same
    if same:
        with pytest.raises(PreconditionError, match="second person"):
            check_second_person("issuers/hr", other, [one], "approve")
    else:
        check_second_person("issuers/hr", other, [one], "approve")


def test_an_act_for_another_is_ones_own_too() -> None:
    person = resolve(of("ann", "callers/bob"), lambda name: COUNTS_AS.get(name, []))
    assert person.is_(["principals/ann"])
    assert person.is_(["callers/bob"])
    assert not person.is_(["principals/bob"])


def test_only_two_acts_at_portals_may_be_two_peoples_by_one_caller() -> None:
    at_portal = Person(frozenset({"callers/desk"}), frozenset({"callers/ann"}), portal=True)
    for other, same in (
        (replace(at_portal, mind=frozenset({"callers/bob"}), portal=each), not each) for each in (True, False)
    ):
        assert at_portal.same_as(other) is other.same_as(at_portal) is same


def test_nobody_is_a_portal_unless_it_is_known_to_be_one() -> None:
    assert not resolve(of("ann"), lambda _: []).portal
