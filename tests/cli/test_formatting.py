"""The canonical layout of directive files."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from denizen.cli.catalogue import CATALOGUE
from denizen.cli.files import FileError, loads
from denizen.cli.formatting import formatted
from denizen.v1.directive_pb2 import DirectiveFile
from tests.cli.conftest import CommandLine

FILES = sorted(
    path
    for path in CATALOGUE.rglob("*.yaml")
    if path.parent.name not in {"cases", "declarations", "evidence", "policies"}
)
MESSY = """
# top
imports:   [ "a.yaml",'b.yaml']          # tail
directive:
    name:   'directives/x'
    kind: DIRECTIVE_KIND_ENFORCED
          # before the title
    title: "A: b"
versions:
- version:
     number: 1
     provisions:
     # about p
     - id: &x p   # trailing
       kinds: [ PRINCIPAL_KIND_PERSON,ORGANISATION ]
       presence_max_age: 720h

       definition: {all: [{is: PERSON}, {citizen_of: {countries: [NO, "US"]}}]}
     source:
       citation: "NO"
       note: |
         literal
           text  # not a comment
  activations:
  - start: '2026-06-12T00:00:00Z'
  - {start: 2026-06-12T00:00:00+02:00, end: 2027-01-01}
# end
"""
NEAT = """\
# top
imports: [a.yaml, b.yaml]  # tail
directive:
  name: directives/x
  kind: ENFORCED
  # before the title
  title: "A: b"
versions:
  - version:
      number: 1
      provisions:
        # about p
        - id: &x p  # trailing
          kinds: [PERSON, ORGANISATION]
          presence_max_age: 30d

          definition: {all: [{is: PERSON}, {citizen_of: {countries: [NO, US]}}]}
      source:
        citation: "NO"
        note: |
          literal
            text  # not a comment
    activations:
      - start: 2026-06-12
      - {start: 2026-06-11T22:00:00Z, end: 2027-01-01}
# end
"""


def test_the_layout() -> None:
    assert formatted(MESSY.encode(), "messy.yaml") == NEAT
    assert formatted(NEAT.encode(), "neat.yaml") == NEAT


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_catalogue_is_laid_out_so(path: Path) -> None:
    assert formatted(path.read_bytes(), path.name) == path.read_text()


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_every_comment_and_all_that_is_said_stays(path: Path, data: st.DataObject) -> None:
    lines = path.read_text().splitlines()
    # Not below `>-`: what stands there is text.
    folded = [number for number, line in enumerate(lines) if re.search(r": [>|]-?$", line)]
    depth = {number: len(lines[number]) - len(lines[number].lstrip()) for number in folded}
    texts = {
        below
        for number in folded
        for below in range(number + 1, len(lines))
        if all(len(line) - len(line.lstrip()) > depth[number] for line in lines[number + 1 : below + 1])
    }
    places = data.draw(st.sets(st.sampled_from([n for n in range(len(lines)) if n not in texts]), max_size=5))
    for count, place in enumerate(sorted(places, reverse=True)):
        own_line = data.draw(st.booleans())
        blanks = " " * data.draw(st.integers(0, 6))
        if own_line:
            lines.insert(place, f"{blanks}# remark {count}.")
        elif place not in folded:
            lines[place] += f" {blanks}# remark {count}."
    before = "\n".join(lines) + "\n"
    after = formatted(before.encode(), path.name)
    assert loads(after.encode(), DirectiveFile, "") == loads(before.encode(), DirectiveFile, "")
    assert re.findall(r"# remark \d\.", after) == re.findall(r"# remark \d\.", before)
    assert formatted(after.encode(), path.name) == after


@pytest.mark.parametrize(("mapping", "offset"), [(2, 0), (4, 2), (8, 6)])
def test_whatever_the_indentation_was(mapping: int, offset: int) -> None:
    path = CATALOGUE / "directive-2026-06-iil.yaml"
    yaml = YAML()
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    yaml.width = 1000
    stream = io.StringIO()
    yaml.dump(yaml.load(path.read_text()), stream)
    assert stream.getvalue() != path.read_text()
    assert formatted(stream.getvalue().encode(), path.name) == path.read_text()


def test_a_wrong_file_is_refused() -> None:
    with pytest.raises(FileError, match=r"draft.yaml:1: resource: unknown field"):
        formatted(b"resource: []", "draft.yaml")


def test_files_are_changed_in_place(run: CommandLine, tmp_path: Path) -> None:
    messy, neat = tmp_path / "messy.yaml", tmp_path / "neat.yaml"
    messy.write_text(MESSY)
    neat.write_text(NEAT)
    outcome = run("directive", "format", "--check", str(messy), str(neat))
    assert outcome.exit_code == 1
    assert "messy.yaml" in outcome.stderr
    assert "neat.yaml" not in outcome.stderr
    assert messy.read_text() == MESSY
    assert run.ok("directive", "format", str(messy), str(neat)) == f"formatted {messy}\n"
    assert messy.read_text() == NEAT
    assert run.ok("directive", "format", "--check", str(messy), str(neat)) == ""
    assert run.ok("directive", "format", "-", stdin=MESSY) == NEAT
