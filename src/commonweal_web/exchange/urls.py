"""Addresses of the exchange app."""

from django.urls import path

from commonweal_web.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.import_place, name="import_place"),
    path("<slug:place>/import/", views.replace, name="replace"),
    path("<slug:place>/export/", views.export, name="export"),
]
