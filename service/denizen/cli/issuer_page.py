"""Issuers and proposals about them, as they are printed."""

from google.protobuf.descriptor import EnumDescriptor

from denizen.cli.moments import told, write_moment, write_span
from denizen.cli.output import print_fields, print_table
from denizen.cli.vocabulary import short
from denizen.v1 import attestation_pb2, claim_pb2
from denizen.v1 import issuer_pb2 as pb

_RIGHTS = ("kinds", "countries", "highest", "purposes", "good for", "entitled")
_KEYS = ("key", "form", "algorithm", "valid", "revoked")


def print_issuer(issuer: pb.Issuer) -> None:
    """What it is, its rights, and its keys."""
    known = issuer.known
    print_fields(
        {
            "issuer": issuer.name,
            "title": issuer.title,
            "organisation": issuer.organisation,
            "identifiers": ", ".join(issuer.identifiers),
            "formats": ", ".join(_word(pb.CredentialFormat.DESCRIPTOR, each) for each in issuer.formats),
            "frameworks": ", ".join(issuer.frameworks),
            "keys from": issuer.keys_url,
            "standing": "; ".join(map(_standing, issuer.standing)) or "good",
            "known since": write_moment(known.from_time) if issuer.HasField("known") else "",
            "known until": write_moment(known.to_time) if known.to_revision else "",
        }
    )
    print_table(_RIGHTS, [_right(each) for each in issuer.rights])
    if issuer.keys:
        print_table(_KEYS, [_key(each) for each in issuer.keys])


def print_issuers(issuers: list[pb.Issuer]) -> None:
    rows = [
        (
            each.name.rpartition("/")[2],
            each.title,
            str(len(each.rights)),
            str(len(each.keys)),
            _standing(each.standing[-1]) if each.standing else "good",
            write_moment(each.known.from_time),
            write_moment(each.known.to_time) if each.known.to_revision else "",
        )
        for each in issuers
    ]
    print_table(("issuer", "title", "rights", "keys", "standing", "known since", "until"), rows)


def print_proposal(proposal: pb.IssuerProposal) -> None:
    """What is proposed, whole, and what became of it."""
    print_fields(
        {
            "proposal": proposal.name,
            "change": _word(pb.IssuerChange.DESCRIPTOR, proposal.change),
            "state": _word(pb.ProposalState.DESCRIPTOR, proposal.state),
            **{f"step {number}": _step(each) for number, each in enumerate(proposal.steps, 1)},
        }
    )
    print_issuer(proposal.issuer)


def print_proposals(proposals: list[pb.IssuerProposal]) -> None:
    rows = [
        (
            each.name.removeprefix("issuers/"),
            _word(pb.IssuerChange.DESCRIPTOR, each.change),
            _word(pb.ProposalState.DESCRIPTOR, each.state),
            _whose(each.steps[0]),
            write_moment(each.steps[0].time),
        )
        for each in proposals
    ]
    print_table(("proposal", "change", "state", "by", "proposed"), rows)


def _right(right: pb.IssuerRight) -> tuple[str, ...]:
    kinds = ", ".join(_word(claim_pb2.ClaimKind.DESCRIPTOR, each) for each in right.kinds)
    return (
        kinds or "every",
        ", ".join(right.countries) or "every",
        short(attestation_pb2.AssuranceLevel.DESCRIPTOR, right.highest),
        ", ".join(right.purposes) or "every",
        write_span(right.good_for) if right.HasField("good_for") else "as it says",
        told(right.entitled),
    )


def _key(key: pb.IssuerKey) -> tuple[str, ...]:
    revocation = key.revocation
    since = f"from {write_moment(revocation.effective_from)}" if revocation.HasField("effective_from") else "always"
    return (
        key.id,
        _word(pb.IssuerKeyForm.DESCRIPTOR, key.form),
        key.algorithm,
        told(key.valid),
        f"{since}, {revocation.reason_code}" if key.HasField("revocation") else "",
    )


def _standing(record: pb.IssuerStandingRecord) -> str:
    return f"{_word(pb.IssuerStanding.DESCRIPTOR, record.standing)} {told(record.effective)} ({record.reason_code})"


def _step(step: pb.IssuerProposalStep) -> str:
    reason = f" ({step.reason_code})" if step.reason_code else ""
    return f"{_word(pb.ProposalState.DESCRIPTOR, step.state)} by {_whose(step)} at {write_moment(step.time)}{reason}"


def _whose(step: pb.IssuerProposalStep) -> str:
    return f"{step.caller} for {step.on_behalf_of}" if step.on_behalf_of else step.caller


def _word(enum: EnumDescriptor, number: int) -> str:
    return short(enum, number).lower().replace("_", " ")
