"""Addresses of the exchange app."""

from django.urls import path, re_path

from commonweal_web.later import Views

api = Views("commonweal_web.exchange.api.addresses")
maps = Views("commonweal_web.exchange.maps.views")
views = Views("commonweal_web.exchange.views")

app_name = "exchange"
urlpatterns = [
    re_path(r"^api/v1/", api.nothing),
    path("import/", views.import_place, name="import_place"),
    path("<slug:place>/import/", views.replace, name="replace"),
    path("<slug:place>/import/map/", maps.map_in, name="map_in"),
    path("<slug:place>/export/", views.export, name="export"),
    path("<slug:place>/export/map/", maps.map_out, name="map_out"),
]
