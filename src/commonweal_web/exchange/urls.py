"""Addresses of the exchange app."""

from django.urls import path, re_path

from commonweal_web.exchange import views
from commonweal_web.exchange.api.addresses import nothing
from commonweal_web.exchange.maps import views as maps

app_name = "exchange"
urlpatterns = [
    re_path(r"^api/v1/", nothing),
    path("import/", views.import_place, name="import_place"),
    path("<slug:place>/import/", views.replace, name="replace"),
    path("<slug:place>/import/map/", maps.map_in, name="map_in"),
    path("<slug:place>/export/", views.export, name="export"),
    path("<slug:place>/export/map/", maps.map_out, name="map_out"),
]
