"""Each row of the evidence table: a case that uses it rightly, and one that misuses it."""

import re

import pytest

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.countries import Country
from denizen.domain.errors import InvalidError
from denizen.domain.evidence.citing import Attested, Citation, supported
from denizen.domain.evidence.kinds import EvidenceKind
from denizen.domain.evidence.supporting import proves, supports
from denizen.evidence_table import evidence_table
from tests.unit.evidence.builders import EXAMINED
from tests.unit.evidence.us_forms import OF_US_FORMS
from tests.unit.evidence.uses import OF_OTHERS, Use

USES = OF_US_FORMS | OF_OTHERS


def test_every_row_has_its_two_cases() -> None:
    assert set(USES) == {row.id for row in evidence_table().rows}


def level(use: Use) -> AssuranceLevel:
    citation = Citation(0, use.evidence.name)
    attested = Attested(use.claim, use.holds, use.held)
    return supported(evidence_table(), attested, [(citation, use.evidence)], EXAMINED)


@pytest.mark.parametrize("row", USES)
def test_used_rightly(row: str) -> None:
    use = USES[row][0]
    assert level(use) is use.level
    # By this row and by no other.
    found = supports(evidence_table(), use.evidence, EXAMINED)
    assert [each.row.id for each in found if proves(each.row, use.evidence, use.claim, holds=use.holds)] == [row]


@pytest.mark.parametrize("row", USES)
def test_misused(row: str) -> None:
    with pytest.raises(InvalidError) as raised:
        level(USES[row][1])
    assert raised.value.field in {"evidence[0]", "held.end"}
    # What the evidence is and shows is not told.
    told = set(re.findall(r"[A-Z_]+", str(raised.value)))
    assert told.isdisjoint(Country.of(code).code for code in ("US", "GB", "FR", "DE", "CN"))
    assert told.isdisjoint(kind.name for kind in EvidenceKind)
