"""Everybody who may have to be asked about, batch by batch in the order of names."""

from collections.abc import Iterator

from denizen.domain.names import PrincipalName
from denizen.usecases.populations.questions import Survey, Wanted
from denizen.usecases.populations.surveying import Batch
from denizen.usecases.ports import Store


class Batches:
    """Batches of one survey, made as they are asked for. Each is read in a transaction of its own: all of them are of
    one revision, however long it takes."""

    def __init__(  # noqa: PLR0913, PLR0917 - half of it has a default
        self,
        store: Store,
        survey: Survey,
        size: int,
        after: PrincipalName | None = None,
        wanted: Wanted = Wanted(),  # noqa: B008 - it does not change
        most: int | None = None,
    ) -> None:
        """Of those who come after `after`, and not many more than `most` of them."""
        self._store = store
        self._survey = survey
        self._size = size
        self._after = after
        self._wanted = wanted
        self._most = most
        self._lasts: list[PrincipalName] = []
        self.ended = False

    def __iter__(self) -> Iterator[Batch]:
        looked_at = 0
        while not self.ended and (self._most is None or looked_at < self._most):
            names = self._names()
            self.ended = len(names) < self._size
            if not names:
                return
            looked_at += len(names)
            self._after = names[-1]
            self._lasts.append(names[-1])
            yield Batch(self._survey, names, self._wanted)

    def place(self, number: int) -> tuple[PrincipalName, bool]:
        """The last principal of that batch, and whether there may be further batches."""
        return self._lasts[number], not self.ended or number + 1 < len(self._lasts)

    def _names(self) -> list[PrincipalName]:
        survey = self._survey
        reach, population = survey.call.permit.populations, survey.question.population
        with self._store.read(survey.call, at_least=survey.read) as latest:
            if reach is not None:
                # Who is within reach is a matter of today.
                return list(latest.principal_names(self._after, self._size, reach))
            known = latest if latest.revision.number == survey.known else latest.as_of(survey.known)
            wanted = None if population is None else frozenset({population})
            return list(known.principal_names(self._after, self._size, wanted))
