"""The table of permissions: every RPC of ours is in it, nothing else, and what it names is there."""

from importlib import import_module
from pathlib import Path

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor

import denizen.v1
from denizen.domain.roles import ROLES, Permission
from denizen.rpc.permissions import REQUIREMENTS, About, Requirement
from tools.role_matrix import DOCUMENT, remade


def methods() -> dict[str, MethodDescriptor]:
    """Every RPC of the protos, by its full name on the wire."""
    (folder,) = denizen.v1.__path__
    modules = [import_module(f"denizen.v1.{path.stem}") for path in sorted(Path(folder).glob("*_pb2.py"))]
    services = [service for module in modules for service in module.DESCRIPTOR.services_by_name.values()]
    return {f"/{service.full_name}/{method.name}": method for service in services for method in service.methods}


def paths(requirement: Requirement) -> list[str]:
    populations = [requirement.populations] if requirement.populations else []
    identifiers = [requirement.identifiers] if requirement.identifiers else []
    return [*requirement.purposes, *requirement.directives, *requirement.principals, *populations, *identifiers]


def field_at(message: Descriptor, path: str) -> FieldDescriptor:
    *outer, last = path.split(".")
    for name in outer:
        inner = message.fields_by_name[name].message_type
        assert inner is not None, path
        message = inner
    return message.fields_by_name[last]


def test_every_method_is_in_the_table_and_nothing_else() -> None:
    assert set(REQUIREMENTS) == set(methods())


@pytest.mark.parametrize("method", REQUIREMENTS)
def test_the_table_names_fields_that_are_there(method: str) -> None:
    requirement, message = REQUIREMENTS[method], methods()[method].input_type
    for path in paths(requirement):
        field_at(message, path)
    # Whoever names principals says which; whoever says which names them.
    assert (requirement.about is About.NAMED) == bool(requirement.principals)
    assert not (requirement.every_directive and requirement.directives)


@pytest.mark.parametrize("method", REQUIREMENTS)
def test_a_purpose_that_is_asked_for_counts(method: str) -> None:
    message = methods()[method].input_type
    if "purpose" in message.fields_by_name:
        assert "purpose" in REQUIREMENTS[method].purposes


def test_the_table_of_roles_is_up_to_date() -> None:
    text = DOCUMENT.read_text()
    assert text == remade(text), "run `python -m tools.role_matrix`"


def test_every_permission_is_some_role_s_and_some_rpc_s() -> None:
    given = {permission for role in ROLES.values() for permission in role.permissions}
    asked = {requirement.permission for requirement in REQUIREMENTS.values()}
    assert given == set(Permission)
    assert asked <= given
