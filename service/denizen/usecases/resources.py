"""Resources: what directives and questions may name."""

from dataclasses import dataclass

from denizen.domain.errors import NotFoundError
from denizen.domain.names import ResourceName
from denizen.domain.reference import Resource
from denizen.usecases.context import Call, Once
from denizen.usecases.ports import Reader, Store, Writer
from denizen.usecases.results import Page, Result, Turn, page_of
from denizen.usecases.writing import Done, done, write_once


def _registered(reader: Reader, name: str) -> Resource:
    resource = reader.resource(ResourceName(name))
    if resource is None:
        raise NotFoundError(name)
    return resource


@dataclass(frozen=True, slots=True)
class RegisterResource:
    """Make a resource known. The same again changes nothing; `AlreadyExistsError` with other content."""

    store: Store

    def __call__(self, call: Call, resource: Resource, once: Once | None = None) -> Result[Resource]:
        def act(writer: Writer) -> Done:
            if writer.resource(resource.name) == resource:
                return done(resource.name, None)
            writer.add_resource(resource)
            return done(resource.name, None, "resource.registered")

        return write_once(self.store, call, once, act, _registered)


@dataclass(frozen=True, slots=True)
class ListResources:
    """Read resources page by page, in the order of names."""

    store: Store

    def __call__(self, call: Call, turn: Turn) -> Page[Resource]:
        with self.store.read(call, turn.revision, turn.at_least) as reader:
            return page_of(reader.resources(), lambda resource: resource.name, turn, reader.revision)
