"""Addresses of the measures app."""

from django.urls import path

from commonweal_web.later import Views

events = Views("commonweal_web.measures.happened.views")
views = Views("commonweal_web.measures.views")

app_name = "measures"
urlpatterns = [
    path("<slug:place>/measures/<slug:measure>/values/add/", views.value_add, name="value_add"),
    path("<slug:place>/factors/<slug:factor>/measures/add/", views.measure_add, name="measure_add"),
    path("<slug:place>/measures/<slug:measure>/edit/", views.measure_edit, name="measure_edit"),
    path("<slug:place>/events/", events.events, name="events"),
    path("<slug:place>/events/add/", events.event_add, name="event_add"),
    path("<slug:place>/events/<int:event>/edit/", events.event_edit, name="event_edit"),
    path("<slug:place>/events/<int:event>/delete/", events.event_delete, name="event_delete"),
]
