"""Everybody in the world of the histories, asked about at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from denizen.domain.names import PrincipalName
from denizen.rpc.convert.determinations import render_answer
from denizen.usecases.asking import Item, Times
from denizen.usecases.check import Check
from denizen.usecases.directive_cache import DirectiveCache
from denizen.usecases.populations.asking_everybody import AskingEverybody, Counted, Found
from denizen.usecases.populations.crews import Alone
from denizen.usecases.populations.questions import PopulationQuestion, Wanted
from denizen.usecases.populations.surveying import Surveyor
from tests.unit.freshness.world import World
from tests.unit.usecases.builders import HER
from tests.unit.usecases.directives import EAR, MODEL

QUESTION = PopulationQuestion(EAR.name, MODEL.name)
Answers = dict[PrincipalName, bytes]


@dataclass
class Everybody:
    """Asks in batches of two."""

    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        store = self.world.house.store
        self.asking = AskingEverybody(store, Alone(Surveyor(store, render_answer)), self.world.clock, batch=2)

    def pages(self, size: int, question: PopulationQuestion = QUESTION, wanted: Wanted = Wanted()) -> Iterator[Found]:  # noqa: B008 - it does not change
        page = self.asking.list(HER, question, wanted, Times(), size)
        yield page
        while page.place is not None:
            page = self.asking.list(HER, question, wanted, page.place, size)
            yield page

    def counted(self, question: PopulationQuestion = QUESTION) -> Counted:
        return list(self.asking.count(HER, question, Times()))[-1]

    def check(self, names: Iterable[PrincipalName], page: Found) -> Answers:
        """What Check answers, each by itself, at the page's moment and revision."""
        check = Check(self.world.house.store, DirectiveCache(), self.world.clock)
        times = Times(page.at, page.revision.number)
        return {
            name: render_answer(check(HER, [Item(name, EAR.name, MODEL.name)], times).answers[0])  # type: ignore[arg-type]  # no error is expected
            for name in names
        }


def listed(pages: Iterable[Found]) -> list[tuple[PrincipalName, bytes]]:
    return [(each.name, each.answer) for page in pages for each in page.values]
