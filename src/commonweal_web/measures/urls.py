"""Addresses of the measures app."""

from django.urls import path

from commonweal_web.measures import views

app_name = "measures"
urlpatterns = [
    path("<slug:place>/measures/<slug:measure>/values/add/", views.value_add, name="value_add"),
]
