"""Publishing a version: checked against what it names, digested, and stored for good."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from denizen.domain.directives import DirectiveContent, DirectiveVersion, KeptCase, Publication
from denizen.domain.errors import AlreadyExistsError
from denizen.domain.evaluation.compiler import compile_version
from denizen.domain.intervals import Interval
from denizen.domain.names import DirectiveName
from denizen.domain.publication import places, prepared
from denizen.domain.refusals import inside
from denizen.domain.warnings import WarningKind
from denizen.usecases.context import Call, Once
from denizen.usecases.directives import published, viewed
from denizen.usecases.named import check_reference_data, check_resources
from denizen.usecases.ports import DirectiveReader, Store, Writer
from denizen.usecases.publishing_checks import allowed_warnings, passed_cases, warnings_about
from denizen.usecases.results import Result
from denizen.usecases.writing import Done, done, write_once


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to publish; `number` None: the next.

    `cases` are run against it. `allowed` are the kinds of warning that do not stop it. `planned` is when it shall be in
    force, by which dates are checked and cases chosen.
    """

    number: int | None
    content: DirectiveContent
    cases: tuple[KeptCase, ...] = ()
    allowed: frozenset[WarningKind] = frozenset()
    planned: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishVersion:
    """Publish a version. The same under the same number changes nothing; its cases are run all the same.

    `canonical` gives equal contents equal bytes. `NotFoundError` for the directive; `InvalidError`, seen from the
    request, also for a warning that is not allowed and a case that fails; `AlreadyExistsError` where the number is
    taken by other content.
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
            compiled = compile_version(content)
            # 2. What it says, in one digest. A number says the same for ever.
            digest = hashlib.sha256(self.canonical(content)).hexdigest()
            number = draft.number or latest + 1
            version = DirectiveVersion(directive, number, content, digest, writer.revision.instant)
            stored = next((each for each in writer.versions(directive) if each.number == number), None)
            if stored is not None and stored.digest != digest:
                raise AlreadyExistsError(version.name, "published with other content")
            # 3. It answers its cases as they expect.
            cases = passed_cases(writer, version, compiled, draft.cases, draft.planned)
            if stored is not None:
                return done(version.name, None)
            # 4. Nothing is in it that is probably not meant, but what is allowed.
            found = warnings_about(writer, version, draft.content, compiled, draft.planned)
            kept = Publication(cases, allowed_warnings(found, draft.allowed))
            writer.add_version(replace(version, publication=kept))
            return done(version.name, None, "directive.version_published")

        return write_once(self.store, call, once, act, published)


def _check_named(reader: DirectiveReader, content: DirectiveContent) -> None:
    for index, provision in enumerate(content.provisions):
        check_resources(reader, provision.resources, f"provisions[{index}].resources")
    check_reference_data(reader, places(content))
