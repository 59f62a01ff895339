"""Principals: add, read, list, and change what is not their identity."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from denizen.domain.errors import NotFoundError
from denizen.domain.names import Population, PrincipalName
from denizen.domain.permits import Dimension
from denizen.domain.principals import ExternalIdentifier, Principal, PrincipalKind
from denizen.usecases.context import Call, Once
from denizen.usecases.identifiers import random_id
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class NewPrincipal:
    """A principal to add; `id` None: the service chooses one."""

    id: str | None
    kind: PrincipalKind
    populations: frozenset[Population] = frozenset()
    display_name: str = ""
    identifiers: frozenset[ExternalIdentifier] = frozenset()


@dataclass(frozen=True, slots=True)
class PrincipalFilter:
    """None: any."""

    population: Population | None = None
    kind: PrincipalKind | None = None


def existing(reader: Reader, name: str) -> Principal:
    """The principal. `NotFoundError` where there is none."""
    principal = reader.principal(PrincipalName(name))
    if principal is None:
        raise NotFoundError(name)
    return principal


def check_not_of_others(
    call: Call, reader: Reader, name: PrincipalName, identifiers: Collection[ExternalIdentifier]
) -> None:
    """`PermissionDeniedError` where the name or an identifier is taken by a principal out of the call's reach: of whom
    it is, is not told."""
    if call.permit.populations is None:
        return
    for owner in {name, *(reader.principal_by(each) for each in identifiers)}:
        taken = None if owner is None else reader.principal(owner)
        if taken is not None and not call.permit.reaches(taken.populations):
            raise call.permit.refusal(Dimension.POPULATION)


@dataclass(frozen=True, slots=True)
class CreatePrincipal:
    """Add a principal. `AlreadyExistsError` where its name or an identifier is taken."""

    store: Store
    new_id: Callable[[], str] = random_id

    def __call__(self, call: Call, new: NewPrincipal, once: Once | None = None) -> Result[Principal]:
        def act(writer: Writer) -> Done:
            name = PrincipalName(f"principals/{new.id or self.new_id()}")
            moment = writer.revision.instant
            check_not_of_others(call, writer, name, new.identifiers)
            writer.add_principal(
                Principal(name, new.kind, new.populations, new.display_name, new.identifiers, created=moment)
            )
            return done(name, name, "principal.created")

        return write_once(self.store, call, once, act, existing)


@dataclass(frozen=True, slots=True)
class GetPrincipal:
    """Read a principal by its name or by an external identifier. `NotFoundError`."""

    store: Store

    def __call__(self, call: Call, subject: PrincipalName | ExternalIdentifier, at_least: int = 0) -> Result[Principal]:
        with self.store.read(call, at_least=at_least) as reader:
            name = _named(reader, subject) if isinstance(subject, ExternalIdentifier) else subject
            return Result(existing(reader, name), reader.revision)


def _named(reader: Reader, identifier: ExternalIdentifier) -> PrincipalName:
    name = reader.principal_by(identifier)
    if name is None:
        raise NotFoundError(f"principals/- with that identifier of the scheme {identifier.scheme}")
    return name


@dataclass(frozen=True, slots=True)
class ListPrincipals:
    """Read principals page by page, in the order of names, on the snapshot of the first page; those out of the call's
    reach are left out."""

    store: Store

    def __call__(self, call: Call, wanted: PrincipalFilter, turn: Turn) -> Page[Principal]:
        after = None if turn.cursor is None else PrincipalName(turn.cursor)
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            found = within_reach(call, reader, after, turn.size + 1, wanted)
            shown = tuple(found[: turn.size])
            return Page(shown, reader.revision, shown[-1].name if len(found) > turn.size else None)


def within_reach(
    call: Call, reader: Reader, after: PrincipalName | None, limit: int, wanted: PrincipalFilter
) -> Sequence[Principal]:
    """At most `limit` of those wanted that come after `after`, in the order of names, and are within the call's
    reach."""
    reach = call.permit.populations
    if reach is None or wanted.population in reach:
        return reader.principals(after, limit, wanted.population, wanted.kind)
    if wanted.population is None:
        # The first of all are among the first of each.
        each_first = (reader.principals(after, limit, population, wanted.kind) for population in sorted(reach))
        by_name = {principal.name: principal for some in each_first for principal in some}
        return [by_name[name] for name in sorted(by_name)[:limit]]
    found: list[Principal] = []
    while len(found) < limit:
        some = reader.principals(after, limit, wanted.population, wanted.kind)
        found += [each for each in some if call.permit.reaches(each.populations)]
        if len(some) < limit:
            break
        after = some[-1].name
    return found[:limit]


@dataclass(frozen=True, slots=True)
class UpdatePopulations:
    """Replace the populations of a principal. `NotFoundError`."""

    store: Store

    def __call__(
        self, call: Call, name: PrincipalName, populations: frozenset[Population], once: Once | None = None
    ) -> Result[Principal]:
        def act(writer: Writer) -> Done:
            if existing(writer, name).populations == populations:
                return done(name, name)
            writer.set_populations(name, populations)
            return done(name, name, "principal.populations_updated")

        return write_once(self.store, call, once, act, existing)


@dataclass(frozen=True, slots=True)
class LinkIdentifier:
    """Give a principal a further identifier. `NotFoundError`; `AlreadyExistsError` where another principal has it."""

    store: Store

    def __call__(
        self, call: Call, name: PrincipalName, identifier: ExternalIdentifier, once: Once | None = None
    ) -> Result[Principal]:
        def act(writer: Writer) -> Done:
            if identifier in existing(writer, name).identifiers:
                return done(name, name)
            check_not_of_others(call, writer, name, {identifier})
            writer.link(name, identifier)
            return done(name, name, "principal.identifier_linked")

        return write_once(self.store, call, once, act, existing)


@dataclass(frozen=True, slots=True)
class UnlinkIdentifier:
    """End an identifier of a principal from now on. `NotFoundError` for the principal, or where it has no such one."""

    store: Store

    def __call__(
        self, call: Call, name: PrincipalName, identifier: ExternalIdentifier, once: Once | None = None
    ) -> Result[Principal]:
        def act(writer: Writer) -> Done:
            existing(writer, name)
            if not writer.unlink(name, identifier):
                raise NotFoundError(f"{name} with that identifier of the scheme {identifier.scheme}")
            return done(name, name, "principal.identifier_unlinked")

        return write_once(self.store, call, once, act, existing)


@dataclass(frozen=True, slots=True)
class PrincipalUseCases:
    """Everything about principals, on one store."""

    create: CreatePrincipal
    get: GetPrincipal
    list: ListPrincipals
    update_populations: UpdatePopulations
    link: LinkIdentifier
    unlink: UnlinkIdentifier

    @classmethod
    def on(cls, store: Store) -> "PrincipalUseCases":
        """Wired to `store`."""
        return cls(
            create=CreatePrincipal(store),
            get=GetPrincipal(store),
            list=ListPrincipals(store),
            update_populations=UpdatePopulations(store),
            link=LinkIdentifier(store),
            unlink=UnlinkIdentifier(store),
        )
