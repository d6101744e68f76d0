"""The page of one partner."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal_web.pages.selectors.partner import sheet
from commonweal_web.place.access import Permission, for_place
from commonweal_web.place.selectors.partners import partner_row
from commonweal_web.place.views import viewer_of


@for_place(Permission.VIEW)
def partner(request: HttpRequest, place: Any, partner: str) -> HttpResponse:
    """One partner: what it is, since when, the roles held there, and whom it works with."""
    viewer = viewer_of(request)
    row = partner_row(place, partner, viewer)
    return render(request, "pages/partner.html", {"partner": row, "sheet": sheet(place, viewer, row)})
