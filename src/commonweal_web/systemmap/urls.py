"""Addresses of the systemmap app."""

from django.urls import path

from commonweal_web.later import Views

asks = Views("commonweal_web.systemmap.asks.views")
history = Views("commonweal_web.systemmap.history.views")
maps = Views("commonweal_web.systemmap.named_maps.views")
merging = Views("commonweal_web.systemmap.merging.views")
publishing = Views("commonweal_web.systemmap.publishing.views")
naming = Views("commonweal_web.systemmap.named_loops.views")
placing = Views("commonweal_web.systemmap.placing")
saved_views = Views("commonweal_web.systemmap.saved_views.views")
versions = Views("commonweal_web.systemmap.history.versions")
views = Views("commonweal_web.systemmap.views")
who = Views("commonweal_web.systemmap.who.views")

app_name = "systemmap"
urlpatterns = [
    path("<slug:place>/map/layout/", placing.layout, name="layout"),
    path("<slug:place>/map/loops/name/", naming.loop_name, name="loop_name"),
    path("<slug:place>/map/loops/<int:loop>/edit/", naming.loop_edit, name="loop_edit"),
    path("<slug:place>/map/loops/<int:loop>/delete/", naming.loop_delete, name="loop_delete"),
    path("<slug:place>/map/history/", history.history, name="history"),
    path("<slug:place>/map/history/steps/", history.step, name="replay"),
    path("<slug:place>/map/history/picture.svg", history.picture, name="replay_picture"),
    path("<slug:place>/map/history/versions/", versions.versions, name="versions"),
    path("<slug:place>/map/history/compare/", versions.compare, name="compare"),
    path("<slug:place>/map/history/compare.csv", versions.compare_csv, name="compare_csv"),
    path("<slug:place>/map/history/versions/<int:version>/restore/", versions.restore, name="restore"),
    path("<slug:place>/map/maps/", maps.maps, name="maps"),
    path("<slug:place>/map/maps/add/", maps.map_add, name="map_add"),
    path("<slug:place>/map/maps/<slug:named>/edit/", maps.map_edit, name="map_edit"),
    path("<slug:place>/map/saved/", saved_views.saved, name="saved"),
    path("<slug:place>/map/saved/add/", saved_views.view_add, name="view_add"),
    path("<slug:place>/map/saved/<slug:view>/edit/", saved_views.view_edit, name="view_edit"),
    path("<slug:place>/map/saved/<slug:view>/delete/", saved_views.view_delete, name="view_delete"),
    path("<slug:place>/settings/map/", publishing.publish, name="publish"),
    path("<slug:place>/settings/map/back/", publishing.keep, name="publish_keep"),
    path("<slug:place>/map/offer/", merging.offer, name="offer"),
    path("<slug:place>/factors/add/", views.factor_add, name="factor_add"),
    path("<slug:place>/factors/<slug:factor>/edit/", views.factor_edit, name="factor_edit"),
    path("<slug:place>/factors/<slug:factor>/links/add/", views.link_add, name="link_add"),
    path("<slug:place>/links/<int:link>/edit/", views.link_edit, name="link_edit"),
    path("<slug:place>/links/<int:link>/delete/", views.link_delete, name="link_delete"),
    path("<slug:place>/factors/<slug:factor>/actors/add/", who.actor_add, name="actor_add"),
    path("<slug:place>/factors/<slug:factor>/asks/add/", asks.ask_add, name="ask_add"),
    path("<slug:place>/map/asks/", asks.asks, name="asks"),
    path("<slug:place>/map/asks.csv", asks.asks_csv, name="asks_csv"),
    path("<slug:place>/asks/<slug:ask>/answer/", asks.ask_answer, name="ask_answer"),
    path("<slug:place>/asks/<slug:ask>/withdraw/", asks.ask_withdraw, name="ask_withdraw"),
    path("<slug:place>/actors/<slug:actor>/edit/", who.actor_edit, name="actor_edit"),
    path("<slug:place>/actors/<slug:actor>/delete/", who.actor_delete, name="actor_delete"),
    path("<slug:place>/partners/<slug:partner>/ties/add/", who.tie_add, name="tie_add"),
    path("<slug:place>/ties/<int:tie>/edit/", who.tie_edit, name="tie_edit"),
    path("<slug:place>/ties/<int:tie>/delete/", who.tie_delete, name="tie_delete"),
]
