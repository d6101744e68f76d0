"""Addresses of the systemmap app."""

from django.urls import URLPattern

app_name = "systemmap"
urlpatterns: list[URLPattern] = []
