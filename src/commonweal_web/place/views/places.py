"""A place begins, and says what it is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal_web.place.access import Permission, Place, for_place
from commonweal_web.place.forms.places import FirstPartners, SettingsForm, StartForm
from commonweal_web.place.services.partners import PartnerAsked
from commonweal_web.place.services.places import TEMPLATES, PlaceAsked, change_settings, create_place
from commonweal_web.place.views import explain, posted, user_of


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Four questions, and there is a place."""
    form, partners = StartForm(posted(request), templates=TEMPLATES), FirstPartners(posted(request), prefix="partner")
    if request.method == "POST" and form.is_valid() & partners.is_valid():
        place = create_place(asked=_asked(form, partners), by=user_of(request))
        messages.success(request, f"{place.name} is ready. Its first map is yours to change.")
        return redirect("pages:home", place.slug)
    status = 422 if form.is_bound else 200
    return render(request, "place/start.html", {"form": form, "partners": partners}, status=status)


def _asked(form: StartForm, partners: FirstPartners) -> PlaceAsked:  # type: ignore[valid-type]
    lines = [line.cleaned_data for line in partners if line.cleaned_data.get("name")]  # type: ignore[attr-defined]
    asked = [PartnerAsked(name=line["name"], sector=line["sector"]) for line in lines]
    return PlaceAsked(partners=asked, **form.cleaned_data)


@for_place(Permission.MANAGE)
def settings(request: HttpRequest, place: Place) -> HttpResponse:
    """Name, question, who may see the place, and where its map may be shown."""
    names = ("name", "question", "geography", "horizon_years", "is_public", "is_embeddable", "embedding_sites")
    form = SettingsForm(posted(request), initial={name: getattr(place, name) for name in names})
    if form.is_valid():
        try:
            change_settings(place=place, changed=form.cleaned_data, by=user_of(request))
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, "The settings are kept.")
            return redirect("place:settings", place.slug)
    return render(request, "place/settings.html", {"form": form}, status=422 if form.is_bound else 200)
