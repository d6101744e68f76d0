"""What a place takes out when somebody has their data erased."""

from typing import Any

from django.dispatch import receiver

from commonweal_web.accounts.services import erasing
from commonweal_web.place.models import Invitation

# An address that leads nowhere, so that the invitation stays one by e-mail and never becomes an open link.
NOWHERE = "erased@invalid.invalid"


@receiver(erasing)
def take_address_out(sender: Any, address: str, **given: Any) -> None:
    """Take somebody's address out of the invitations that were sent to them."""
    Invitation.objects.filter(email__iexact=address).update(email=NOWHERE)
