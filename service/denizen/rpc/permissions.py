"""The one table that says what every RPC asks for, and where its request says what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from denizen.domain.roles import Permission


class About(Enum):
    """Whom a request is about, and what becomes of one about a principal out of the caller's reach."""

    NOBODY = "nobody"
    """About no principal."""
    NAMED = "named"
    """About the principals named in `principals`: PERMISSION_DENIED, whether or not they exist, before the handler."""
    ASKED = "asked"
    """A question about a principal: answered by the use case as of one that nobody knows."""
    LISTED = "listed"
    """About whoever matches: the use case leaves out who is out of reach."""
    EVERYBODY = "everybody"
    """About whoever there is: only for callers whose reach no population limits."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an RPC asks for.

    The rest are fields of the request by their paths, such as `authorization.principals`; repeated ones count with
    each element. `purposes`: what for. `directives`: names of directives or versions; `every_directive`: the request
    touches all that there are. `principals`: principals by name, by the name of what is theirs, or by an external
    identifier. `populations`: what principals are put into. `identifiers`: external identifiers that are linked or
    unlinked; who is which caller decides who is a second person, and takes the permission to change grants as well.
    """

    permission: Permission
    about: About
    purposes: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    every_directive: bool = False
    principals: tuple[str, ...] = ()
    populations: str = ""
    identifiers: str = ""


_P = Permission
_FOR = ("purpose",)

_DETERMINATIONS = {
    "Check": Requirement(_P.DETERMINATIONS_CHECK, About.ASKED, _FOR, directives=("directive",)),
    # The directive of each item counts for that item, in the use case.
    "BatchCheck": Requirement(_P.DETERMINATIONS_CHECK, About.ASKED, _FOR),
    "CheckAccess": Requirement(_P.DETERMINATIONS_CHECK, About.ASKED, _FOR, every_directive=True),
    "DiffDeterminations": Requirement(
        _P.DETERMINATIONS_COMPARE, About.ASKED, ("question.purpose",), directives=("question.directive",)
    ),
    "ListDeterminations": Requirement(_P.DETERMINATIONS_LIST, About.LISTED, _FOR, directives=("directive",)),
    "WatchDeterminations": Requirement(_P.DETERMINATIONS_WATCH, About.LISTED, _FOR, directives=("directive",)),
    "CountDeterminations": Requirement(_P.DETERMINATIONS_LIST, About.LISTED, _FOR, directives=("directive",)),
}
_PRINCIPALS = {
    "CreatePrincipal": Requirement(
        _P.PRINCIPALS_WRITE,
        About.NOBODY,
        _FOR,
        populations="principal.populations",
        identifiers="principal.external_identifiers",
    ),
    "GetPrincipal": Requirement(_P.PRINCIPALS_READ, About.NAMED, _FOR, principals=("name", "external_identifier")),
    "ListPrincipals": Requirement(_P.PRINCIPALS_READ, About.LISTED, _FOR),
    "UpdatePopulations": Requirement(
        _P.PRINCIPALS_WRITE, About.NAMED, _FOR, principals=("name",), populations="populations"
    ),
    "LinkExternalIdentifier": Requirement(
        _P.PRINCIPALS_WRITE, About.NAMED, _FOR, principals=("name",), identifiers="external_identifier"
    ),
    "UnlinkExternalIdentifier": Requirement(
        _P.PRINCIPALS_WRITE, About.NAMED, _FOR, principals=("name",), identifiers="external_identifier"
    ),
}
_ATTESTATIONS = {
    "SubmitAttestation": Requirement(
        _P.ATTESTATIONS_SUBMIT, About.NAMED, ("purpose", "attestation.purposes"), principals=("parent",)
    ),
    "GetAttestation": Requirement(_P.ATTESTATIONS_READ, About.NAMED, _FOR, principals=("name",)),
    "ListAttestations": Requirement(_P.ATTESTATIONS_READ, About.NAMED, _FOR, principals=("parent",)),
    "WatchAttestations": Requirement(_P.ATTESTATIONS_READ, About.LISTED, _FOR),
    "RevokeAttestation": Requirement(_P.ATTESTATIONS_REVOKE, About.NAMED, _FOR, principals=("name",)),
    "SupersedeAttestation": Requirement(
        _P.ATTESTATIONS_SUPERSEDE, About.NAMED, ("purpose", "replacement.purposes"), principals=("name",)
    ),
}
_IMPORTS = {
    # Whom a row is about, and for which purposes, the use case looks at row by row.
    "ImportAttestations": Requirement(
        _P.ATTESTATIONS_IMPORT, About.LISTED, _FOR, identifiers="rows.principal.external_identifiers"
    ),
}
_EXPORTS = {
    "ExportPrincipal": Requirement(_P.PRINCIPALS_EXPORT, About.NAMED, _FOR, principals=("name",)),
    "ExportPopulation": Requirement(_P.PRINCIPALS_EXPORT, About.LISTED, _FOR),
}
_DECIDE = Requirement(_P.REVIEWS_DECIDE, About.NAMED, _FOR, principals=("name",))
_REVIEWS = {
    "ListReviews": Requirement(_P.REVIEWS_READ, About.LISTED, _FOR),
    "GetReview": Requirement(_P.REVIEWS_READ, About.NAMED, _FOR, principals=("name",)),
    "AssignReview": _DECIDE,
    "RequestInformation": _DECIDE,
    "ApproveAttestation": _DECIDE,
    "RejectAttestation": _DECIDE,
    "ProvideInformation": Requirement(_P.ATTESTATIONS_SUPERSEDE, About.NAMED, _FOR, principals=("name",)),
    "ResubmitAttestation": Requirement(
        _P.ATTESTATIONS_SUPERSEDE, About.NAMED, ("purpose", "attestation.purposes"), principals=("name",)
    ),
    "SuspendAttestation": Requirement(_P.ATTESTATIONS_REVOKE, About.NAMED, _FOR, principals=("name",)),
    "ReinstateAttestation": Requirement(_P.ATTESTATIONS_REVOKE, About.NAMED, _FOR, principals=("name",)),
    "ListExpiring": Requirement(_P.ATTESTATIONS_READ, About.LISTED, _FOR),
}
_EVIDENCE = {
    "AddEvidence": Requirement(
        _P.EVIDENCE_WRITE, About.NAMED, ("purpose", "evidence.purposes"), principals=("parent", "supersedes")
    ),
    "GetEvidence": Requirement(_P.EVIDENCE_READ, About.NAMED, _FOR, principals=("name",)),
    "ListEvidence": Requirement(_P.EVIDENCE_READ, About.NAMED, _FOR, principals=("parent",)),
    "WithdrawEvidence": Requirement(_P.EVIDENCE_WRITE, About.NAMED, _FOR, principals=("name",)),
}
_CREDENTIALS = {
    "VerifyDocument": Requirement(
        _P.CREDENTIALS_SUBMIT, About.NAMED, ("purpose", "evidence.purposes"), principals=("parent", "supersedes")
    ),
    "SubmitCredential": Requirement(
        _P.CREDENTIALS_SUBMIT, About.NAMED, ("purpose", "purposes"), principals=("parent",)
    ),
    # About whoever rests on it; what it says of them its issuer signed, and the caller cannot choose.
    "SubmitStatusList": Requirement(_P.CREDENTIALS_SUBMIT, About.NOBODY, _FOR),
}
# Who may vouch changes the answers about everybody.
_CHANGE_ISSUER = Requirement(_P.ISSUERS_CHANGE, About.EVERYBODY)
_READ_ISSUER = Requirement(_P.ISSUERS_READ, About.NOBODY)
_ISSUERS = {
    "ProposeIssuer": _CHANGE_ISSUER,
    "SuspendIssuer": _CHANGE_ISSUER,
    "ReinstateIssuer": _CHANGE_ISSUER,
    "WithdrawIssuer": _CHANGE_ISSUER,
    "AddIssuerKeys": _CHANGE_ISSUER,
    "RevokeIssuerKey": _CHANGE_ISSUER,
    "RefreshIssuerKeys": _CHANGE_ISSUER,
    "ApproveIssuerProposal": _CHANGE_ISSUER,
    "RejectIssuerProposal": _CHANGE_ISSUER,
    "WithdrawIssuerProposal": _CHANGE_ISSUER,
    "GetIssuerProposal": _READ_ISSUER,
    "ListIssuerProposals": _READ_ISSUER,
    "GetIssuer": _READ_ISSUER,
    "ListIssuers": _READ_ISSUER,
    "ListIssuerHistory": _READ_ISSUER,
}
_READ = Requirement(_P.DIRECTIVES_READ, About.NOBODY)
_READ_ONE = Requirement(_P.DIRECTIVES_READ, About.NOBODY, directives=("name",))
# A directive speaks of whoever there is.
_CHANGE_ONE = Requirement(_P.DIRECTIVES_WRITE, About.EVERYBODY, directives=("name",))
# What directives have in common changes the answers under all of them, and about everybody.
_CHANGE_ALL = Requirement(_P.REFERENCE_WRITE, About.EVERYBODY, every_directive=True)
_DIRECTIVES = {
    "RegisterResource": _CHANGE_ALL,
    "ListResources": _READ,
    "CreateDirective": Requirement(_P.DIRECTIVES_WRITE, About.EVERYBODY, directives=("directive.name",)),
    "GetDirective": _READ_ONE,
    "ListDirectives": _READ,
    "PublishVersion": Requirement(_P.DIRECTIVES_WRITE, About.EVERYBODY, directives=("parent",)),
    "GetVersion": _READ_ONE,
    "ActivateVersion": _CHANGE_ONE,
    "SuspendDirective": _CHANGE_ONE,
    "RescindDirective": _CHANGE_ONE,
    "PutCountrySet": _CHANGE_ALL,
    "GetCountrySet": _READ,
    "ListCountrySets": _READ,
    "PutList": _CHANGE_ALL,
    "AddListEntries": _CHANGE_ALL,
    "RemoveListEntries": _CHANGE_ALL,
    "GetList": _READ,
    "ListLists": _READ,
    "CreateAuthorization": Requirement(
        _P.AUTHORIZATIONS_WRITE,
        About.NAMED,
        directives=("authorization.directives",),
        principals=("authorization.principals", "authorization.organisations"),
    ),
    "GetAuthorization": Requirement(_P.AUTHORIZATIONS_READ, About.LISTED),
    "ListAuthorizations": Requirement(_P.AUTHORIZATIONS_READ, About.LISTED),
    "RevokeAuthorization": Requirement(_P.AUTHORIZATIONS_WRITE, About.LISTED),
    "WatchDirectives": Requirement(_P.DIRECTIVES_READ, About.NOBODY, directives=("directives",)),
    "DiffVersions": Requirement(_P.DIRECTIVES_READ, About.NOBODY, directives=("before", "after")),
}
_CHANGE_GRANT = Requirement(_P.GRANTS_CHANGE, About.NOBODY)
_READ_GRANT = Requirement(_P.GRANTS_READ, About.NOBODY)
# Messages name everybody whom anything happens to.
_CHANGE_WEBHOOK = Requirement(_P.WEBHOOKS_CHANGE, About.EVERYBODY)
_READ_WEBHOOK = Requirement(_P.WEBHOOKS_READ, About.EVERYBODY)
_WEBHOOKS = {
    "CreateWebhook": _CHANGE_WEBHOOK,
    "GetWebhook": _READ_WEBHOOK,
    "ListWebhooks": _READ_WEBHOOK,
    "UpdateWebhook": _CHANGE_WEBHOOK,
    "RotateWebhookSecret": _CHANGE_WEBHOOK,
    "ListDeadLetters": _READ_WEBHOOK,
    "ReplayDeadLetters": _CHANGE_WEBHOOK,
}
_GRANTS = {
    # The use case sees to it that nobody gives a further reach than their own.
    "ProposeGrant": _CHANGE_GRANT,
    "ApproveGrant": _CHANGE_GRANT,
    "RejectGrant": _CHANGE_GRANT,
    "WithdrawGrant": _CHANGE_GRANT,
    "RevokeGrant": _CHANGE_GRANT,
    "GetGrant": _READ_GRANT,
    "ListGrants": _READ_GRANT,
    "GetOwnRights": Requirement(_P.SELF_READ, About.NOBODY),
}


def _all(**services: Mapping[str, Requirement]) -> Mapping[str, Requirement]:
    return {
        f"/denizen.v1.{service}/{method}": requirement
        for service, methods in services.items()
        for method, requirement in methods.items()
    }


REQUIREMENTS: Mapping[str, Requirement] = _all(
    DeterminationService=_DETERMINATIONS,
    PrincipalService=_PRINCIPALS,
    AttestationService=_ATTESTATIONS | _IMPORTS | _REVIEWS | _EVIDENCE | _CREDENTIALS,
    IssuerService=_ISSUERS,
    DirectiveService=_DIRECTIVES,
    LimitService={"GetLimits": Requirement(_P.SELF_READ, About.NOBODY)},
    GrantService=_GRANTS,
    WebhookService=_WEBHOOKS,
    ExportService=_EXPORTS,
)
"""By the RPC's full name, as it goes over the wire. Health and reflection are open to everybody and not in it; what is
neither there nor here is refused."""
