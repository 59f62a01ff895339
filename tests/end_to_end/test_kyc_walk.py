"""The walk of a KYC integrator in the documentation, command by command."""

from pathlib import Path

from tests.end_to_end.walking import plain, run, steps

PAGE = Path(__file__).parents[2] / "docs" / "kyc-walk.md"


def test_the_page_is_what_happens(tmp_path: Path) -> None:
    known = list(steps(PAGE.read_text()))
    said = run([each.command for each in known], tmp_path)
    log = (tmp_path / "server.log").read_text()
    for step, output in zip(known, said, strict=True):
        assert plain(output) == plain(step.output), f"{step.command}\n{log}"
