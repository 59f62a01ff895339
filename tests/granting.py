"""Callers who may do everything, or what a test grants them."""

from datetime import datetime

from denizen.domain.assurance import AssuranceLevel
from denizen.domain.disclosure import Tier
from denizen.domain.permits import Permit, Standing
from denizen.domain.roles import Permission
from denizen.rpc.entrance import Entrances
from denizen.rpc.permissions import REQUIREMENTS, About, Requirement
from denizen.usecases.context import Call
from denizen.usecases.following import Seen
from denizen.usecases.permitting import Allowed, Permitting, Unguarded


class Everything:
    """Everybody is granted everything."""

    def allowed(self, call: Call, permission: Permission, /) -> Allowed | None:
        return Allowed(Permit(call.caller.name, permission, (Standing(Tier.FACTS, presence=AssuranceLevel.HIGH),)))

    def at_once(self, call: Call, permission: Permission, _seen: Seen, _now: datetime, /) -> Allowed | None:
        return None


def everything(*more: str) -> Entrances:
    """For everybody, and for the methods of that further service too."""
    further = {
        f"/{service}/{shape}": Requirement(Permission.SELF_READ, About.NOBODY)
        for service in more
        for shape in ("Unary", "UnaryStream", "StreamUnary", "StreamStream")
    }
    permitting = Permitting(Everything(), unguarded=Unguarded(AssuranceLevel.HIGH))
    return Entrances(permitting, {**REQUIREMENTS, **further})
