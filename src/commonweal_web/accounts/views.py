"""Pages about one's own account that allauth does not bring: tokens for programs, and erasure."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal_web.accounts import selectors, services
from commonweal_web.accounts.forms import EraseForm, TokenForm


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form for another; the text of a new one is shown this once."""
    form = TokenForm(_given(request), places=selectors.places_of(_me(request)))
    made = None
    if form.is_valid():
        given = form.cleaned_data
        made = services.make_token(
            user=_me(request), name=given["name"], days=given["days"], place=given["place"] or None
        )
        form = TokenForm(places=selectors.places_of(_me(request)))
    shown = {"form": form, "made": made, "tokens": selectors.tokens(_me(request))}
    return render(request, "accounts/tokens.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: HttpRequest, token: int) -> HttpResponse:
    """End one of one's own tokens."""
    if not services.revoke_token(token=token, by=_me(request)):
        raise Http404("There is no such token of yours.")
    messages.success(request, "The token is revoked. What used it can read no more.")
    return redirect("accounts:tokens")


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """One's own account erased, after the password was asked again."""
    form = EraseForm(_given(request))
    if form.is_valid():
        services.erase(user=_me(request), by=_me(request))
        logout(request)
        return render(request, "accounts/erased.html")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Nothing: asked by a page in which somebody writes (stay.js), so that their session counts as used."""
    return HttpResponse(status=204)


def _me(request: HttpRequest) -> Any:
    """Who is signed in, where a decorator made sure that somebody is."""
    return request.user


def _given(request: HttpRequest) -> QueryDict | None:
    # A form sent empty is a form sent: `request.POST or None` would show it as new.
    return request.POST if request.method == "POST" else None
