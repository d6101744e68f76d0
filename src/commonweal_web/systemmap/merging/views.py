"""The page on which somebody shows to the place what they, or their organisation, drew for themselves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.reports.wording import counted
from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.views import explain, posted, viewer_of
from commonweal_web.place.views.rows import found_or_404
from commonweal_web.systemmap.document.access import layer_for, layers_for
from commonweal_web.systemmap.document.layers import OWN, SHARED
from commonweal_web.systemmap.merging import selectors
from commonweal_web.systemmap.merging.forms import OfferForm
from commonweal_web.systemmap.merging.services import Offered, offer_layer

UNPROCESSABLE = 422


@for_place(Permission.CONTRIBUTE)
def offer(request: HttpRequest, place: Any) -> HttpResponse:
    """What a private layer holds, and a choice for each thing on it."""
    viewer, name = viewer_of(request), request.GET.get("layer", OWN)
    layer = found_or_404(layer_for(place, viewer, name) if name != SHARED else None)
    own = selectors.own(layer, viewer)
    form = OfferForm(posted(request), own)
    if form.is_valid():
        try:
            messages.success(request, _told(offer_layer(layer=layer, choice=form.choice(), by=actor(request))))
            return redirect("pages:rival_views", place.slug)
        except ValidationError as error:
            explain(form, error)
    private = [one for one in layers_for(place, viewer) if one[0] != SHARED]
    content = {"form": form, "own": own, "layer": name, "layers": private}
    return render(request, "systemmap/merging/offer.html", content, status=UNPROCESSABLE if form.errors else 200)


def _told(done: Offered) -> str:
    new, views = counted(done.factors, "new factor"), counted(done.links, "link")
    same = f", {counted(done.matched, 'factor')} joined with what was there" if done.matched else ""
    return f"Everybody in this place now sees {new}{same}, and {views} as your view."
