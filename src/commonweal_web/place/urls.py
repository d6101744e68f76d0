"""Addresses of the place app."""

from django.urls import URLPattern, path

from commonweal_web.later import Views

invitations = Views("commonweal_web.place.views.invitations")
meetings = Views("commonweal_web.place.meetings.views")
members = Views("commonweal_web.place.views.members")
organisations = Views("commonweal_web.place.views.organisations")
partners = Views("commonweal_web.place.views.partners")
places = Views("commonweal_web.place.views.places")

app_name = "place"
urlpatterns: list[URLPattern] = [
    path("start/", places.start, name="start"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/merge/", organisations.merge, name="merge"),
    path("organisations/split/", organisations.split, name="split"),
    path("organisations/<int:organisation>/", organisations.organisation, name="organisation"),
    path("<slug:place>/settings/", places.settings, name="settings"),
    path("<slug:place>/partners/", partners.partners, name="partners"),
    path("<slug:place>/partners/add/", partners.partner_add, name="partner_add"),
    path("<slug:place>/partners/<slug:partner>/edit/", partners.partner_edit, name="partner_edit"),
    path("<slug:place>/people/", members.people, name="people"),
    path("<slug:place>/people/add/", partners.person_add, name="person_add"),
    path("<slug:place>/people/<slug:person>/edit/", partners.person_edit, name="person_edit"),
    path("<slug:place>/people/members/<int:user>/", members.member, name="member"),
    path("<slug:place>/people/members/<int:user>/leave/", members.leave, name="leave"),
    path("<slug:place>/people/roles/<int:membership>/end/", members.role_end, name="role_end"),
    path("<slug:place>/invitations/", invitations.invitations, name="invitations"),
    path("<slug:place>/invitations/link/", invitations.link, name="link"),
    path("<slug:place>/invitations/<int:invitation>/close/", invitations.close, name="close"),
    path("<slug:place>/meetings/add/", meetings.meeting_add, name="meeting_add"),
    path("<slug:place>/meetings/<slug:meeting>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("<slug:place>/meetings/<slug:meeting>/delete/", meetings.meeting_delete, name="meeting_delete"),
    path("<slug:place>/workstreams/", partners.workstreams, name="workstreams"),
    path("<slug:place>/workstreams/<int:workstream>/remove/", partners.workstream_remove, name="workstream_remove"),
]
