"""Addresses of the investment app."""

from django.urls import URLPattern

app_name = "investment"
urlpatterns: list[URLPattern] = []
