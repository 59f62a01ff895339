"""The part of AttestationService that takes rows of other systems in: converts, calls, converts back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import grpc

from denizen.domain.errors import ExhaustedError
from denizen.rpc.calls import call_of
from denizen.rpc.convert import imports as convert
from denizen.rpc.convert.requests import read_purpose
from denizen.usecases.attestations import AttestationUseCases
from denizen.usecases.ports import Tokens
from denizen.v1 import attestation_pb2 as pb

MOST_IMPORTS = 2
"""Imports that run at a time: each keeps a thread, and the others are for everybody else."""
IDLE_SECONDS = 60.0
"""After so long without a message an import is ended: others may be waiting for its place."""
_RETRY_AFTER_SECONDS = 5.0


class Places:
    """Room for so many imports at a time."""

    def __init__(self, most: int = MOST_IMPORTS, idle: float = IDLE_SECONDS) -> None:
        self._most = most
        self._idle = idle
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """`ExhaustedError` where there is no room."""
        if not self._free.acquire(blocking=False):
            running = f"{self._most} imports are running already"
            raise ExhaustedError(running, _RETRY_AFTER_SECONDS, limit=f"{self._most} imports")
        try:
            yield
        finally:
            self._free.release()

    def arriving(
        self, requests: Iterator[pb.ImportAttestationsRequest], context: grpc.ServicerContext
    ) -> Iterator[pb.ImportAttestationsRequest]:
        """The requests; the call is cancelled where none comes for too long."""
        while True:
            waiting = threading.Timer(self._idle, context.cancel)
            waiting.daemon = True
            waiting.start()
            try:
                request = next(requests, None)
            finally:
                waiting.cancel()
            if request is None:
                return
            yield request


class ImportMethods:
    """Imports' door, in the attestations' house."""

    _attestations: AttestationUseCases
    _tokens: Tokens
    _places: Places

    def ImportAttestations(
        self, request_iterator: Iterator[pb.ImportAttestationsRequest], context: grpc.ServicerContext
    ) -> Iterator[pb.ImportAttestationsResponse]:
        with self._places.taken():
            # The next message is taken when this one is answered: that is what holds a quick client back.
            reader = convert.RowReader()
            for request in self._places.arriving(request_iterator, context):
                call = call_of(context, read_purpose(request))
                source, rows = convert.read_source(request), reader.read(request)
                result = self._attestations.import_rows(call, source, rows, dry=request.validate_only)
                yield pb.ImportAttestationsResponse(
                    results=convert.write_results(result.value, dry=request.validate_only),
                    revision_token=self._tokens.revision_token(result.revision.number),
                )
