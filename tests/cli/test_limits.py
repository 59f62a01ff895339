"""`denizen limits` against a server."""

from denizen.rpc.field_limits import FIELDS
from denizen.usecases.check import MOST_ITEMS
from tests.cli.conftest import CommandLine


def test_limits_are_shown(run: CommandLine) -> None:
    told = run.ok("limits")
    assert "callers/tester" in told
    assert f"{MOST_ITEMS:,} items" in told
    assert all(field in told for field in FIELDS)


def test_limits_as_json(run: CommandLine) -> None:
    told = run.json("limits")
    assert told["limits"]["max_batch_items"] == MOST_ITEMS
    assert {each["field"]: each["max"] for each in told["limits"]["fields"]} == {
        field: most for field, (most, _) in FIELDS.items()
    }
