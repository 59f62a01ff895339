"""Levels of assurance: how they are read, and what is said of one that nobody knows."""

import pytest

from denizen.domain.assurance import Assurance, AssuranceLevel
from tests.unit.refusals.wording import said


@pytest.mark.parametrize(
    ("framework", "level", "words"),
    [
        pytest.param(
            "gpg",
            "LOW",
            "assurance.framework: got 'gpg', wanted one of denizen, eidas, nist-800-63a",
            id="framework",
        ),
        pytest.param(
            "eidas",
            "IAL2",
            "assurance.level: got 'IAL2', wanted one of low, substantial, high for the framework eidas",
            id="level of another",
        ),
        pytest.param(
            "",
            "low",
            "assurance.level: got 'low', wanted one of SELF_DECLARED, LOW, SUBSTANTIAL, HIGH for the framework denizen",
            id="level of none",
        ),
    ],
)
def test_what_is_not_in_the_mapping_is_refused(framework: str, level: str, words: str) -> None:
    assert said(lambda: Assurance.parse(framework, level)) == words


@pytest.mark.parametrize("level", AssuranceLevel, ids=lambda level: level.name)
def test_a_level_of_our_own_reads_as_it_is_written(level: AssuranceLevel) -> None:
    own = Assurance.own(level)
    assert own == Assurance("denizen", level.name, level)
    assert Assurance.parse(own.framework, own.level) == own
