"""Addresses of the ui app."""

from django.urls import URLPattern, path

from commonweal_web.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("components/", views.components, name="components"),
]
