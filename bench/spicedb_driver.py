"""SpiceDB in a process of its own, asked from within: run by `bench.spicedb` with the packages of the peer.

Standard input: a line of JSON with the schema, the relationships and who is asked about; then for each run a line of
`[name, seconds]`. Each is answered by a line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def main() -> None:
    # Only here: these packages are the peer's, and no part of ours.
    from authzed.api.v1 import CheckBulkPermissionsRequest as Bulk  # noqa: PLC0415
    from authzed.api.v1 import CheckBulkPermissionsRequestItem as BulkItem  # noqa: PLC0415
    from authzed.api.v1 import CheckBulkPermissionsResponse as BulkAnswer  # noqa: PLC0415
    from authzed.api.v1 import CheckPermissionRequest as One  # noqa: PLC0415
    from authzed.api.v1 import CheckPermissionResponse as OneAnswer  # noqa: PLC0415
    from authzed.api.v1 import Consistency, Relationship, SubjectReference  # noqa: PLC0415
    from authzed.api.v1 import ObjectReference as Object  # noqa: PLC0415
    from spicedb_embedded import EmbeddedSpiceDB, ffi  # noqa: PLC0415

    told = json.loads(sys.stdin.readline())

    def person(name: str) -> Any:  # noqa: ANN401 - the peer's message
        return SubjectReference(object=Object(object_type="person", object_id=name))

    related = [
        Relationship(resource=Object(object_type="country", object_id=country), relation=relation, subject=person(who))
        for country, relation, who in told["relationships"]
    ]
    database = EmbeddedSpiceDB.start(told["schema"], related[:1000])
    for start in range(1000, len(related), 1000):
        _more(database, related[start : start + 1000])
    home, loose = Object(object_type="country", object_id="US"), Consistency(minimize_latency=True)
    one = One(consistency=loose, resource=home, permission="cleared", subject=person(told["asked"][0]))
    items = [BulkItem(resource=home, permission="cleared", subject=person(who)) for who in told["asked"]]
    many = Bulk(consistency=loose, items=items)
    # What is asked and answered are bytes: no time of a client is counted.
    handle = database._handle  # noqa: SLF001 - no public way takes bytes
    asked: dict[str, tuple[Callable[[bytes], bytes], bytes, Callable[[bytes], list[int]]]] = {
        "one": (
            lambda request: ffi.spicedb_permissions_check_permission(handle, request),
            one.SerializeToString(),
            lambda answer: [OneAnswer.FromString(answer).permissionship],
        ),
        "many": (
            lambda request: ffi.spicedb_permissions_check_bulk_permissions(handle, request),
            many.SerializeToString(),
            lambda answer: [pair.item.permissionship for pair in BulkAnswer.FromString(answer).pairs],
        ),
    }
    for line in sys.stdin:
        name, seconds = json.loads(line)
        ask, request, read = asked[name]
        before = read(ask(request))
        calls, cpu, began = 0, time.process_time(), time.perf_counter()
        while time.perf_counter() - began < seconds or calls == 0:
            ask(request)
            calls += 1
        result = {"calls": calls, "cpu": time.process_time() - cpu, "wall": time.perf_counter() - began}
        print(json.dumps(result | {"before": before, "after": read(ask(request))}), flush=True)
    database.close()


def _more(database: Any, relationships: list[Any]) -> None:  # noqa: ANN401 - the peer's
    from authzed.api.v1 import RelationshipUpdate, WriteRelationshipsRequest  # noqa: PLC0415

    touch = RelationshipUpdate.Operation.OPERATION_TOUCH
    updates = [RelationshipUpdate(operation=touch, relationship=each) for each in relationships]
    database.permissions().WriteRelationships(WriteRelationshipsRequest(updates=updates))


main()
