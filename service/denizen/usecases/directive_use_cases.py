"""Everything about directives and what they rest on, wired to one store."""

from collections.abc import Callable
from dataclasses import dataclass

from denizen.usecases.activation import ActivateVersion, RescindDirective, SuspendDirective
from denizen.usecases.authorizations import (
    CreateAuthorization,
    GetAuthorization,
    ListAuthorizations,
    RevokeAuthorization,
)
from denizen.usecases.differences import DiffVersions
from denizen.usecases.directives import CreateDirective, GetDirective, GetVersion, ListDirectives
from denizen.usecases.ports import Store
from denizen.usecases.publication import PublishVersion
from denizen.usecases.reference import (
    AddListEntries,
    GetCountrySet,
    GetList,
    ListCountrySets,
    ListLists,
    PutCountrySet,
    PutList,
    RemoveListEntries,
)
from denizen.usecases.resources import ListResources, RegisterResource


@dataclass(frozen=True, slots=True)
class DirectiveUseCases:
    """One callable for each thing."""

    register_resource: RegisterResource
    list_resources: ListResources
    create: CreateDirective
    get: GetDirective
    list: ListDirectives
    publish: PublishVersion
    get_version: GetVersion
    diff_versions: DiffVersions
    activate: ActivateVersion
    suspend: SuspendDirective
    rescind: RescindDirective
    put_country_set: PutCountrySet
    get_country_set: GetCountrySet
    list_country_sets: ListCountrySets
    put_list: PutList
    add_entries: AddListEntries
    remove_entries: RemoveListEntries
    get_list: GetList
    list_lists: ListLists
    create_authorization: CreateAuthorization
    get_authorization: GetAuthorization
    list_authorizations: ListAuthorizations
    revoke_authorization: RevokeAuthorization

    @classmethod
    def on(cls, store: Store, canonical: Callable[[object], bytes]) -> "DirectiveUseCases":
        """Wired to `store`; `canonical` gives equal contents of versions equal bytes."""
        return cls(
            register_resource=RegisterResource(store),
            list_resources=ListResources(store),
            create=CreateDirective(store),
            get=GetDirective(store),
            list=ListDirectives(store),
            publish=PublishVersion(store, canonical),
            get_version=GetVersion(store),
            diff_versions=DiffVersions(store),
            activate=ActivateVersion(store),
            suspend=SuspendDirective(store),
            rescind=RescindDirective(store),
            put_country_set=PutCountrySet(store),
            get_country_set=GetCountrySet(store),
            list_country_sets=ListCountrySets(store),
            put_list=PutList(store),
            add_entries=AddListEntries(store),
            remove_entries=RemoveListEntries(store),
            get_list=GetList(store),
            list_lists=ListLists(store),
            create_authorization=CreateAuthorization(store),
            get_authorization=GetAuthorization(store),
            list_authorizations=ListAuthorizations(store),
            revoke_authorization=RevokeAuthorization(store),
        )
