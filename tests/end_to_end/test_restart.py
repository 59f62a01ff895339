"""A loaded server is restarted, and a client with our service config sees no failed call."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from denizen.client import channel
from denizen.v1 import principal_pb2 as pb
from denizen.v1 import principal_pb2_grpc
from tests.end_to_end.processes import install

CLIENTS = 4
RESTARTS = 3


def test_a_restart_under_load_loses_no_call(tmp_path: Path) -> None:
    installation = install(tmp_path)
    stop, answered = threading.Event(), threading.Semaphore(0)

    def write_and_read(number: int) -> int:
        """Create principals and read them back, one after the other, until told to stop."""
        done = 0
        with channel(installation.address) as connection:
            stub = principal_pb2_grpc.PrincipalServiceStub(connection)
            while not stop.is_set():
                wanted = pb.CreatePrincipalRequest(
                    principal_id=f"p-{number}-{done}",
                    principal=pb.Principal(kind=pb.PRINCIPAL_KIND_PERSON),
                    purpose="export-control",
                )
                created = stub.CreatePrincipal(wanted, timeout=60).principal
                read = pb.GetPrincipalRequest(name=created.name, purpose="export-control")
                assert stub.GetPrincipal(read, timeout=60).principal == created
                done += 1
                answered.release()
        return done

    def wait_for_calls() -> None:
        for _ in range(50 * CLIENTS):
            assert answered.acquire(timeout=60)

    clients: list[Future[int]] = []
    with ThreadPoolExecutor(CLIENTS) as threads:
        for _ in range(RESTARTS):
            with installation.serving() as server:
                clients = clients or [threads.submit(write_and_read, number) for number in range(CLIENTS)]
                wait_for_calls()
                installation.stop(server)
        with installation.serving() as server:
            wait_for_calls()
            stop.set()
            # A call that failed is raised here.
            assert all(client.result(60) > 0 for client in clients)
            installation.stop(server)
