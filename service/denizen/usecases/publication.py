"""Publishing a version: checked against what it names, digested, and stored for good."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from denizen.domain.directives import DirectiveContent, DirectiveVersion
from denizen.domain.errors import AlreadyExistsError, InvalidError
from denizen.domain.evaluation.compiler import compile_version
from denizen.domain.names import DirectiveName, version_of
from denizen.domain.publication import places, prepared
from denizen.domain.refusals import inside
from denizen.domain.rule_paths import FIELDS
from denizen.domain.rules import Countries, Listed
from denizen.usecases.context import Call, Once
from denizen.usecases.directives import published, viewed
from denizen.usecases.ports import DirectiveReader, Store, Writer
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to publish; `number` None: the next."""

    number: int | None
    content: DirectiveContent


@dataclass(frozen=True, slots=True)
class PublishVersion:
    """Publish a version. The same under the same number changes nothing.

    `canonical` gives equal contents equal bytes. `NotFoundError` for the directive; `InvalidError`, seen from the
    request; `AlreadyExistsError` where the number is taken by other content.
    """

    store: Store
    canonical: Callable[[object], bytes]

    def __call__(
        self, call: Call, directive: DirectiveName, draft: Draft, once: Once | None = None
    ) -> Result[DirectiveVersion]:
        def act(writer: Writer) -> Done:
            latest = viewed(writer, directive).latest_version
            # 1. Everything it names is there, nothing is in it that no rule names, and it can be evaluated.
            with inside("version"):
                content = prepared(draft.content)
                _check_named(writer, draft.content)
            compile_version(content)
            # 2. What it says, in one digest.
            digest = hashlib.sha256(self.canonical(content)).hexdigest()
            # 3. A number says the same for ever.
            number = draft.number or latest + 1
            name = version_of(directive, number)
            for version in writer.versions(directive):
                if version.number == number and version.digest == digest:
                    return done(name, None)
                if version.number == number:
                    raise AlreadyExistsError(name, "published with other content")
            writer.add_version(DirectiveVersion(directive, number, content, digest, writer.revision.instant))
            return done(name, None, "directive.version_published")

        return write_once(self.store, call, once, act, published)


def _check_named(reader: DirectiveReader, content: DirectiveContent) -> None:
    for index, provision in enumerate(content.provisions):
        for resource in sorted(provision.resources):
            if reader.resource(resource) is None:
                raise InvalidError(f"provisions[{index}].resources", resource, "a registered resource")
    for path, rule in places(content):
        countries = getattr(rule, "countries", None)
        for name in sorted(countries.sets) if isinstance(countries, Countries) else ():
            if reader.country_set(name) is None:
                raise InvalidError(f"{path}.{FIELDS[type(rule)]}.countries", name, "a country set that is stored")
        for listed in sorted(rule.lists) if isinstance(rule, Listed) else ():
            if reader.screening_list(listed) is None:
                raise InvalidError(f"{path}.listed.lists", listed, "a list that is stored")
