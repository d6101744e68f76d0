"""Addresses of the systemmap app."""

from django.urls import path

from commonweal_web.systemmap import views

app_name = "systemmap"
urlpatterns = [
    path("<slug:place>/factors/add/", views.factor_add, name="factor_add"),
    path("<slug:place>/factors/<slug:factor>/edit/", views.factor_edit, name="factor_edit"),
    path("<slug:place>/factors/<slug:factor>/links/add/", views.link_add, name="link_add"),
    path("<slug:place>/links/<int:link>/edit/", views.link_edit, name="link_edit"),
    path("<slug:place>/links/<int:link>/delete/", views.link_delete, name="link_delete"),
]
