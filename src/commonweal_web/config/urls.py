"""Every address of the site. An address that begins with a place's id comes last; see RESERVED in place/services."""

from django.urls import URLPattern, URLResolver, include, path

from commonweal_web.config.health import healthz
from commonweal_web.later import Addresses

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("commonweal_web.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("commonweal_web.ui.urls")),
    Addresses("api/v1/", "commonweal_web.exchange.api.addresses", app_name="ninja", namespace="api"),
    path("", include("commonweal_web.exchange.urls")),
    path("", include("commonweal_web.place.urls")),
    path("", include("commonweal_web.systemmap.urls")),
    path("", include("commonweal_web.measures.urls")),
    path("", include("commonweal_web.investment.urls")),
    path("", include("commonweal_web.pages.urls")),
]
