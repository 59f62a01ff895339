"""`denizen principal` against a server."""

from uuid import uuid4

from tests.cli.conftest import CommandLine


def test_a_principal_is_found_by_name_and_by_identifier(run: CommandLine) -> None:
    created = run.ok(
        "principal", "create", "ada", "--kind", "person", "--population", "employee", "--identifier", "hr=4711"
    )
    for word in ("principals/ada", "PERSON", "employee", "hr=4711"):
        assert word in created
    for name in ("ada", "principals/ada", "hr=4711"):
        assert run.json("principal", "get", name)["principal"]["name"] == "principals/ada"


def test_the_service_chooses_a_name(run: CommandLine) -> None:
    name = run.json("principal", "create", "--kind", "organisation")["principal"]["name"]
    assert run.json("principal", "get", name)["principal"]["kind"] == "PRINCIPAL_KIND_ORGANISATION"


def test_the_list_pages_through_everything(run: CommandLine) -> None:
    for number in range(5):
        run.ok("principal", "create", f"p{number}", "--kind", "person")
    run.ok("principal", "create", "acme", "--kind", "organisation", "--population", "customer")
    everybody = run.json("principal", "list", "--page-size", "2")
    assert [item["name"] for item in everybody] == ["principals/acme", *(f"principals/p{n}" for n in range(5))]
    assert len(run.json("principal", "list", "--page-size", "2", "--limit", "3")) == 3
    assert len(run.json("principal", "list", "--kind", "person")) == 5
    assert [item["name"] for item in run.json("principal", "list", "--population", "customer")] == ["principals/acme"]


def test_populations_are_replaced_and_identifiers_end(run: CommandLine) -> None:
    run.ok("principal", "create", "ada", "--kind", "person", "--population", "employee")
    changed = run.json("principal", "populations", "ada", "visitor", "customer")
    assert changed["principal"]["populations"] == ["customer", "visitor"]
    assert "populations" not in run.json("principal", "populations", "ada")["principal"]
    run.ok("principal", "link", "ada", "badge=7")
    run.ok("principal", "unlink", "ada", "badge=7")
    assert run("principal", "get", "badge=7").exit_code == 1


def test_a_repeated_request_id_writes_once(run: CommandLine) -> None:
    command = ("principal", "create", "--kind", "person", "--request-id", str(uuid4()))
    assert run.json(*command)["principal"] == run.json(*command)["principal"]
    assert len(run.json("principal", "list")) == 1


def test_a_refusal_is_one_line(run: CommandLine) -> None:
    run.ok("principal", "create", "ada", "--kind", "person")
    outcome = run("principal", "create", "ada", "--kind", "service")
    assert (outcome.exit_code, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith("denizen: refused (ALREADY_EXISTS")
    assert outcome.stderr.count("\n") == 1


def test_what_a_terminal_would_obey_is_not_printed(run: CommandLine) -> None:
    run.ok("principal", "create", "ada", "--kind", "person", "--display-name", "Ada\x1b[2J")
    assert "\x1b" not in run.ok("principal", "list")
    assert run.json("principal", "get", "ada")["principal"]["display_name"] == "Ada\x1b[2J"
