import json

import pytest

from denizen.cli.output import print_fields, print_json, print_table
from denizen.v1 import principal_pb2

PRINCIPAL = principal_pb2.Principal(name="principals/p", kind=principal_pb2.PRINCIPAL_KIND_PERSON, display_name="Żółć")


def test_json_has_the_names_of_the_proto(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"principals": [PRINCIPAL]})
    out = capsys.readouterr().out
    assert json.loads(out) == {
        "principals": [{"name": "principals/p", "kind": "PRINCIPAL_KIND_PERSON", "display_name": "Żółć"}]
    }
    assert "Żółć" in out


def test_a_table_loses_nothing_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["name", "note"], [["x" * 300, "[bold]end[/bold]"]])
    line = capsys.readouterr().out.splitlines()[-1]
    assert "x" * 300 in line
    assert line.rstrip().endswith("[bold]end[/bold]")


def test_empty_fields_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_fields({"name": "principals/p", "display name": "", "created": None})
    assert capsys.readouterr().out.split() == ["name", "principals/p"]
