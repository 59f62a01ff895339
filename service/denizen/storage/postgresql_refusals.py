"""What callers are told of PostgreSQL's errors."""

from denizen.domain.errors import DenizenError, UnavailableError

# Not everywhere it can be said that nothing was stored: what is lost while it commits may be there afterwards.
# By SQLSTATE, or by its class, the first two characters (PostgreSQL's manual, appendix A).
_BY_STATE = {
    "55P03": ("other writes did not end in time", 0.1),  # lock_not_available
    "57014": ("the database did not answer in time; nothing was stored", 0.1),  # query_canceled
    "25006": ("the database takes no writes; nothing was stored", 1.0),  # read_only_sql_transaction
    "25P02": ("the database gave up in the middle; nothing was stored", 0.1),  # in_failed_sql_transaction
    "25P03": ("the database gave up waiting; nothing was stored", 0.1),  # idle_in_transaction_session_timeout
    "25P04": ("the database gave up waiting; nothing was stored", 0.1),  # transaction_timeout
    "53100": ("the database has no space left; nothing was stored", 10.0),  # disk_full
    "53300": ("all connections of the database are in use", 0.5),  # too_many_connections
}
_BY_CLASS = {
    "08": ("the database cannot be reached", 0.5),  # connection exception
    "40": ("writes got into each other's way; nothing was stored", 0.05),  # serialization failure, deadlock
    "53": ("the database has too little of something; nothing was stored", 1.0),  # insufficient resources
    "57": ("the database is being stopped or started", 0.5),  # operator intervention
    "58": ("the database cannot read or write its files; nothing was stored", 10.0),  # system error
}


def refusal(error: BaseException | None) -> DenizenError | None:
    """What the caller is told about an error of the driver. None: it is a fault of ours."""
    # Known by its form, so that the driver need not be there.
    if error is None or not hasattr(error, "sqlstate"):
        return None
    state = error.sqlstate
    if state is None:
        return _without_state(error)
    told = _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
    return UnavailableError(*told) if told else None


def _without_state(error: BaseException) -> DenizenError | None:
    """The driver's own: a connection that was not made, or is no more."""
    if type(error).__name__ not in ("OperationalError", "InterfaceError", "ConnectionTimeout"):
        return None
    return UnavailableError(*_BY_CLASS["08"])
