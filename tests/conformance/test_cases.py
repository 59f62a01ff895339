"""Cases read from the law: each comes out as expected, in process and by a server that is told the facts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from denizen.cli.case_files import load_cases
from denizen.cli.catalogue import CATALOGUE, Directives
from denizen.cli.judging import judged
from denizen.cli.main import denizen
from denizen.domain.cases import Case
from tests.gateway.asgi import Door

HERE = Path(__file__).parent
# Those beside a directive of the catalogue are run when it is published, too.
OWN = sorted((*(CATALOGUE / "cases").glob("*.yaml"), *(HERE / "cases").glob("*.yaml")))
# Further cases, where a checkout stands beside them.
MORE = HERE.parents[2] / "shared" / "legal" / "cases.json"


def cases() -> list[Case]:
    return [case for path in OWN for case in load_cases(path)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_in_process(case: Case, catalogue: Directives) -> None:
    (verdict,) = judged([case], catalogue)
    assert verdict.passed, verdict.told()


def test_every_directive_has_cases(catalogue: Directives) -> None:
    assert {case.directive for case in cases()} == set(catalogue.by_name)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_by_a_server(path: Path, target: str, listener: Door) -> None:
    before = listener.asked
    outcome = CliRunner().invoke(denizen, ["test", str(path), "--target", target])
    assert outcome.exit_code == 0, outcome.output
    assert listener.asked > before


@pytest.mark.skipif(not MORE.exists(), reason="the further cases are not beside this checkout")
@pytest.mark.parametrize("by_server", [False, True], ids=["in process", "by a server"])
def test_further_cases(by_server: bool, target: str) -> None:
    arguments = ["test", str(MORE), *(["--target", target] if by_server else [])]
    for _ in range(2):
        # The same server can be asked again and again.
        outcome = CliRunner().invoke(denizen, arguments)
        assert outcome.exit_code == 0, outcome.output
        assert outcome.stdout.splitlines()[-1].endswith(" passed, 0 failed")
