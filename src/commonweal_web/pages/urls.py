"""Addresses of the pages app."""

from django.urls import path

from commonweal_web.later import Views

audit = Views("commonweal_web.pages.views.audit")
factors = Views("commonweal_web.pages.views.factors")
front = Views("commonweal_web.pages.views.front")
jobs = Views("commonweal_web.pages.views.jobs")
embed = Views("commonweal_web.pages.map.embed")
maps = Views("commonweal_web.pages.map.views")
partners = Views("commonweal_web.pages.views.partners")
pathways = Views("commonweal_web.pages.views.pathways")
patterns = Views("commonweal_web.pages.views.patterns")
readings = Views("commonweal_web.pages.views.readings")
removal = Views("commonweal_web.pages.removal.views")
rival_views = Views("commonweal_web.pages.views.rival_views")

app_name = "pages"
urlpatterns = [
    path("", front.front, name="front"),
    path("<slug:place>/", front.home, name="home"),
    path("<slug:place>/map/", maps.drawing, name="map"),
    path("<slug:place>/map/table/", maps.table, name="map_table"),
    path("<slug:place>/map/picture.<slug:kind>", maps.map_picture, name="map_picture"),
    path("<slug:place>/map/colouring/<slug:word>.json", maps.map_colouring, name="map_colouring"),
    path("<slug:place>/map/embed/", embed.drawing, name="map_embed"),
    path("<slug:place>/map/embed/table/", embed.table, name="map_embed_table"),
    path("<slug:place>/map/embed/picture.svg", embed.map_picture, name="map_embed_picture"),
    path("<slug:place>/map/embed/colouring/<slug:word>.json", embed.map_colouring, name="map_embed_colouring"),
    path("<slug:place>/factors/", factors.factors, name="factors"),
    path("<slug:place>/factors/<slug:factor>/", factors.factor, name="factor"),
    path("<slug:place>/map/says/", readings.summary, name="summary"),
    path("<slug:place>/map/bridges/", readings.bridges, name="bridges"),
    path("<slug:place>/map/bridges/<slug:table>.csv", readings.bridges_csv, name="bridges_csv"),
    path("<slug:place>/map/loops/", readings.loops, name="loops"),
    path("<slug:place>/map/loops.csv", readings.loops_csv, name="loops_csv"),
    path("<slug:place>/map/patterns/", patterns.patterns, name="patterns"),
    path("<slug:place>/map/patterns.csv", patterns.patterns_csv, name="patterns_csv"),
    path("<slug:place>/map/pathways/", pathways.pathways, name="pathways"),
    path("<slug:place>/map/pathways.csv", pathways.pathways_csv, name="pathways_csv"),
    path("<slug:place>/map/levers/", readings.levers, name="levers"),
    path("<slug:place>/map/levers/<slug:outcome>.csv", readings.levers_csv, name="levers_csv"),
    path("<slug:place>/map/gaps/", readings.gaps, name="gaps"),
    path("<slug:place>/map/gaps.csv", readings.gaps_csv, name="gaps_csv"),
    path("<slug:place>/map/views/", rival_views.views, name="rival_views"),
    path("<slug:place>/map/views.csv", rival_views.views_csv, name="rival_views_csv"),
    path("<slug:place>/partners/<slug:partner>/", partners.partner, name="partner"),
    path("<slug:place>/jobs/<int:job>/", jobs.job, name="job"),
    path("<slug:place>/jobs/<int:job>/cancel/", jobs.cancel, name="job_cancel"),
    path("<slug:place>/audit/", audit.events, name="audit"),
    path("<slug:place>/audit.csv", audit.events_csv, name="audit_csv"),
]

# What others may rely on is deleted by way of a page that asks once more.
for table in ("factors", "options", "measures", "partners", "people"):
    asked, word = {"table": table}, {"people": "person"}.get(table, table[:-1])
    urlpatterns += [path(f"<slug:place>/{table}/<slug:slug>/delete/", removal.delete, asked, name=f"{word}_delete")]
