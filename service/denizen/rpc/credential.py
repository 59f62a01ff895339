"""The part of AttestationService that is about signed credentials: converts, calls, converts back."""

import grpc

from denizen.domain import names
from denizen.rpc.calls import call_of
from denizen.rpc.convert import credentials as convert
from denizen.rpc.convert.moments import read_optional_moment
from denizen.rpc.convert.requests import read_once, read_purpose
from denizen.usecases.credentials import CredentialUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import attestation_pb2
from denizen.v1 import credential_pb2 as pb


class CredentialMethods:
    """The credentials' door."""

    _credentials: CredentialUseCases
    _tokens: Tokens

    def SubmitCredential(
        self, request: pb.SubmitCredentialRequest, context: grpc.ServicerContext
    ) -> attestation_pb2.SubmitCredentialResponse:
        purpose = read_purpose(request)
        presented = convert.read_presented(request, purpose)
        result = self._credentials.submit(call_of(context, purpose), presented, read_once(request))
        return convert.write_submitted(result.value, self._tokens.revision_token(result.revision.number))

    def SubmitStatusList(
        self, request: pb.SubmitStatusListRequest, context: grpc.ServicerContext
    ) -> pb.SubmitStatusListResponse:
        call = call_of(context, read_purpose(request))
        issuer = names.issuer_name(request.issuer)
        retrieved = read_optional_moment(request, "retrieve_time", "retrieve_time")
        result = self._credentials.submit_status_list(call, issuer, request.status_list, retrieved, read_once(request))
        return pb.SubmitStatusListResponse(
            status_list=convert.write_status_list(result.value),
            revision_token=self._tokens.revision_token(result.revision.number),
        )
