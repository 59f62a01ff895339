"""What all leaves share: the kind of principal that they are about, and the second look at what is hidden."""

from abc import abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime

from denizen.domain.claims import Claim, ClaimKind
from denizen.domain.countries import Country
from denizen.domain.determinations import Reason, Truth
from denizen.domain.evaluation.findings import FALSE, TRUE, UNKNOWN, Finding, Node
from denizen.domain.evaluation.moment import Moment, Subject
from denizen.domain.evaluation.scopes import EVERYTHING, Scope
from denizen.domain.evaluation.thresholds import Direction
from denizen.domain.principals import PrincipalKind
from denizen.domain.rules import Countries, Current, When

_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Leaf(Node):
    """A condition on claims. `about`: for a principal of another kind it is FALSE; None: for any kind.

    `countries`: where; None: anywhere. `backward`: its direction under a `not`. `everywhen`: the countries as they are
    at every moment; None: they are dated.
    """

    label: str
    direction: Direction
    about: PrincipalKind | None
    countries: Countries | None = field(default=None, kw_only=True)
    reads: frozenset[ClaimKind] = field(init=False)
    backward: Direction = field(init=False)
    everywhen: Scope | None = field(init=False)

    def __post_init__(self) -> None:
        dated = self.countries is not None and bool(self.countries.sets)
        object.__setattr__(self, "reads", self.kinds())
        object.__setattr__(self, "backward", self.direction.reversed())
        object.__setattr__(self, "everywhen", None if dated else _undated(self.countries))

    def kinds(self) -> frozenset[ClaimKind]:
        """The kinds of claims that it reads."""
        return frozenset()

    def asked(self, moment: Moment) -> Scope:
        """The countries that it asks about, at the moment."""
        return covered(self.countries, moment) if self.everywhen is None else self.everywhen

    def evaluate(self, moment: Moment, subject: Subject) -> Finding:
        if self.about is not None and subject.kind is not self.about:
            return Finding(self, FALSE, subject.name)
        if subject.disputed is not None:
            return Finding(self, UNKNOWN, subject.name, frozenset((subject.disputed,)))
        found = self.look(moment, subject, everything=False)
        if found.value is not UNKNOWN and self.restricted(moment, subject):
            whole = moment.judged(subject.name, everything=True)
            if (
                isinstance(whole, Reason)
                or whole.disputed
                or self.look(moment, whole, everything=True).value is not found.value
            ):
                return Finding(self, UNKNOWN, subject.name, frozenset((Reason.PURPOSE_NOT_PERMITTED,)))
        if subject.basis and found.rests_on:
            rests_on = found.rests_on.union(subject.basis)
            return Finding(self, found.value, found.subject, found.reasons, rests_on, found.children)
        return found

    def restricted(self, moment: Moment, subject: Subject) -> bool:
        """Whether anything that it looks at may be hidden."""
        return subject.restricted

    @abstractmethod
    def look(self, moment: Moment, subject: Subject, *, everything: bool) -> Finding:
        """The value by what is visible, or with `everything` as if all were."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one claim says to a leaf; `child` is the finding on the principal that the claim names.

    `silent`: it does not match, and leaves so much unsaid that a set with it among its members excludes no match.
    """

    value: Truth
    child: Finding | None = None
    reason: Reason = Reason.CLASS_UNSPECIFIED
    silent: bool = False

    @property
    def told(self) -> bool:
        """Whether the child tells why it is UNKNOWN."""
        return self.child is not None and self.child.value is UNKNOWN

    @property
    def excludes(self) -> bool:
        """Whether nothing matches where this is all there is."""
        return self.value is FALSE and not self.silent


YES, NO, SILENT = Verdict(TRUE), Verdict(FALSE), Verdict(FALSE, silent=True)


def covered(countries: Countries | None, moment: Moment) -> Scope:
    """The countries that a leaf names, at the moment; None: every country, and none."""
    if countries is None or not countries.sets:
        return _undated(countries)
    key = (countries.codes, countries.sets)
    known: Scope | None = moment.memo.get(key)
    if known is None:
        known = moment.memo[key] = Scope(countries.codes.union(*map(moment.countries, countries.sets)))
    return known


def _undated(countries: Countries | None) -> Scope:
    if countries is None:
        return EVERYTHING
    return Scope(countries.codes) if countries.excepted is None else Scope(countries.excepted, complement=True)


def points(when: When, moment: Moment, subject: Subject) -> tuple[datetime, ...]:
    """The moments of the world to look at: between two neighbours nothing that is attested begins or ends."""
    if isinstance(when, Current):
        return (moment.at,)
    start = when.moment or _THE_BEGINNING
    if start > moment.at:
        return ()
    indices = (subject.holding, subject.denying, subject.closing)
    attested = (each for index in indices for group in index.values() for each in group)
    bounds = {bound for each in attested for bound in each.held.bounds() if start < bound <= moment.at}
    return tuple(sorted({start, moment.at, *bounds}))


def country_of(claim: Claim) -> Country | None:
    """The country of a claim that has one."""
    found: Country | None = getattr(claim, "country", None)
    return found


def spoken_of(claim: Claim) -> Scope:
    """The countries of which a denial speaks: one, or all where it names none."""
    country = country_of(claim)
    return EVERYTHING if country is None else Scope(frozenset((country,)))
