"""The principals of one case: the subject, and everybody whom it or they name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from denizen.domain.cases.described import CaseClaim, CasePrincipal, closed
from denizen.domain.cases.fields import Fields
from denizen.domain.cases.organisations import Spoken, of_an_organisation
from denizen.domain.cases.persons import location_of, of_a_person
from denizen.domain.claims import (
    Affiliation,
    AffiliationKind,
    BranchOf,
    ClaimKind,
    Completeness,
    Control,
    Ownership,
    UltimateParent,
)
from denizen.domain.countries import Country
from denizen.domain.names import ListName, PrincipalName, list_name
from denizen.domain.principals import PrincipalKind

NOWHERE: frozenset[ListName] = frozenset()
"""Screened, and on no list."""

_IN_FACT = Control(in_fact=True)
_FOREIGN = Control(foreign=True)


@dataclass(frozen=True, slots=True)
class _Holding:
    """One row of owners. `ownership` None: its share is not known. `in_fact` None: nor is who controls in fact."""

    owner: PrincipalName
    ownership: CaseClaim | None
    in_fact: bool | None


@dataclass(slots=True)
class Company:
    """Finds the principals of a case. The subject bears its own name, the others the same with a number."""

    subject: PrincipalName
    found: list[CasePrincipal] = field(default_factory=list)
    numbered: int = 0

    def _name(self) -> PrincipalName:
        self.numbered += 1
        return PrincipalName(f"{self.subject}-{self.numbered}")

    def person(
        self, fields: Fields, name: PrincipalName | None = None, *, lists: frozenset[ListName] | None = NOWHERE
    ) -> PrincipalName:
        """Adds the person that `fields` describes. `lists` is what is known where it does not name any."""
        name = name or self._name()
        claims = (*of_a_person(fields), *self._affiliations(fields))
        presence = location_of(fields)
        lists = lists_of(fields, absent=lists)
        fields.done()
        self.found.append(CasePrincipal(name, PrincipalKind.PERSON, claims, lists, presence))
        return name

    def organisation(
        self,
        fields: Fields | None,
        name: PrincipalName | None = None,
        *,
        lists: frozenset[ListName] | None = NOWHERE,
        presence: Country | None = None,
        branch: frozenset[str] = frozenset(),
    ) -> PrincipalName:
        """Adds the organisation that `fields` describes; None: one of which nothing is attested, and that was not
        screened. `lists` and `presence` are what is known where it does not say; `branch` is the keys given for a
        branch of it."""
        name = name or self._name()
        if fields is None:
            self.found.append(CasePrincipal(name, PrincipalKind.ORGANISATION))
            return name
        head_office = fields.nested("branch_of")
        spoken = Spoken.of(head_office, branch)
        claims = [*of_an_organisation(fields, spoken), *self._parent(fields), *self._holdings(fields, spoken)]
        if head_office is not None:
            claims.append(CaseClaim(BranchOf(self.organisation(head_office, branch=branch | fields.keys))))
        presence = fields.country("located_in") or presence
        lists = lists_of(fields, absent=lists)
        fields.done()
        self.found.append(CasePrincipal(name, PrincipalKind.ORGANISATION, tuple(claims), lists, presence))
        return name

    def _affiliations(self, fields: Fields) -> Iterator[CaseClaim]:
        members = [self._affiliation(row) for row in fields.rows("affiliations")]
        yield from members
        if fields.flag("affiliations_complete"):
            yield from closed(Completeness(ClaimKind.AFFILIATION), members)

    def _affiliation(self, row: Fields) -> CaseClaim:
        role = AffiliationKind[row.word("type", *AffiliationKind.__members__)]
        claim = Affiliation(role, self.organisation(row.nested("org")))
        held = row.held()
        row.done()
        return CaseClaim(claim, held=held)

    def _parent(self, fields: Fields) -> Iterator[CaseClaim]:
        if fields.take("ultimate_parent") == "none":
            yield CaseClaim(UltimateParent())
            return
        parent = fields.nested("ultimate_parent")
        if parent is None:
            return
        if parent.flag("none"):
            parent.done()
            yield CaseClaim(UltimateParent())
        else:
            yield CaseClaim(UltimateParent(self.organisation(parent)))

    def _holdings(self, fields: Fields, spoken: Spoken) -> Iterator[CaseClaim]:
        holdings = [self._holding(row) for row in fields.rows("owners")]
        owned = [each.ownership for each in holdings if each.ownership is not None]
        complete = bool(fields.flag("owners_complete"))
        yield from owned
        if complete and len(owned) == len(holdings):
            yield from closed(Completeness(ClaimKind.OWNERSHIP), owned)
        yield from _control(holdings, foreign=spoken.flag(fields, "controlled_by_foreign"), complete=complete)

    def _holding(self, row: Fields) -> _Holding:
        percent, in_fact = row.percent("pct"), row.flag("controlled_in_fact")
        owner = self._owner(row)
        held = row.held()
        row.ignore("name")
        row.done()
        ownership = None if percent is None else CaseClaim(Ownership(owner, percent), held=held)
        return _Holding(owner, ownership, in_fact)

    def _owner(self, row: Fields) -> PrincipalName:
        lists = lists_of(row, absent=None)
        given = row.take("person")
        if given is not None and given is not False:
            described = Fields({} if given is True else given, row.at("person"))
            described.ignore("kind")
            return self.person(described, lists=lists)
        described_in_place = row.nested("org")
        if described_in_place is not None:
            return self.organisation(described_in_place, lists=lists)
        # A row is all that the case says of such an owner: nobody stands behind it.
        name = self._name()
        alone = (CaseClaim(Completeness(ClaimKind.OWNERSHIP)),)
        self.found.append(CasePrincipal(name, PrincipalKind.ORGANISATION, alone, lists))
        return name


def _control(holdings: list[_Holding], *, foreign: bool | None, complete: bool) -> Iterator[CaseClaim]:
    """Who controls the organisation: foreign persons or not, and each owner in fact or not.

    Complete owners close control in fact, by the set of all control where all of it is known.
    """
    holding = [CaseClaim(_FOREIGN)] if foreign else []
    if foreign is False:
        yield CaseClaim(_FOREIGN, holds=False)
    for each in holdings:
        control = Control(each.owner, in_fact=True)
        if each.in_fact:
            holding.append(CaseClaim(control))
        elif each.in_fact is False:
            yield CaseClaim(control, holds=False)
    yield from holding
    if not complete or any(each.in_fact is None for each in holdings):
        return
    if foreign is not None:
        yield from closed(Completeness(ClaimKind.CONTROL), holding)
    elif not holding:
        yield CaseClaim(_IN_FACT, holds=False)


def lists_of(fields: Fields, *, absent: frozenset[ListName] | None) -> frozenset[ListName] | None:
    """The lists that a principal is on; `absent` where it does not say, and beside what it says."""
    given = [(key, words) for key in ("lists", "org_lists") if (words := fields.words(key)) is not None]
    if not given:
        return absent
    return (absent or NOWHERE) | {
        list_name("lists/" + word.lower().replace("_", "-"), fields.at(key)) for key, words in given for word in words
    }
