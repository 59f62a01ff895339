"""How a client should treat Denizen: which failures it repeats, and how it waits while a server restarts."""

import json

MAX_ATTEMPTS = 5  # gRPC's own upper bound
CONNECT_AGAIN_MS = (50, 1000)  # from the first attempt to the longest pause


def service_config(*, wait_for_ready: bool = True) -> str:
    """The gRPC service config for every method, as JSON; a client in another language may use it as it stands.

    UNAVAILABLE and CANCELLED are what a draining or absent server answers; they are repeated with growing pauses. A
    write that carries a `request_id` is harmless to repeat. `wait_for_ready`: a call waits for a connection, up to its
    own deadline, instead of failing while there is none.
    """
    every_method = {
        "name": [{}],
        "waitForReady": wait_for_ready,
        "retryPolicy": {
            "maxAttempts": MAX_ATTEMPTS,
            "initialBackoff": "0.05s",
            "maxBackoff": "1s",
            "backoffMultiplier": 3,
            "retryableStatusCodes": ["UNAVAILABLE", "CANCELLED"],
        },
    }
    return json.dumps({"methodConfig": [every_method]})
