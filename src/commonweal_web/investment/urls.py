"""Addresses of the investment app."""

from django.urls import path

from commonweal_web.later import Views

budgets = Views("commonweal_web.investment.budgets.views")
decisions = Views("commonweal_web.investment.decisions.views")
money = Views("commonweal_web.investment.money.views")
views = Views("commonweal_web.investment.views")

app_name = "investment"
urlpatterns = [
    path("<slug:place>/options/", views.options, name="options"),
    path("<slug:place>/options/add/", views.option_add, name="option_add"),
    path("<slug:place>/options/<slug:option>/", views.option, name="option"),
    path("<slug:place>/options/<slug:option>/edit/", views.option_edit, name="option_edit"),
    path("<slug:place>/options/<slug:option>/benefits/add/", money.benefit_add, name="benefit_add"),
    path("<slug:place>/factors/<slug:factor>/valuations/add/", money.valuation_add, name="valuation_add"),
    path("<slug:place>/budgets/", budgets.budgets, name="budgets"),
    path("<slug:place>/budgets/add/", budgets.budget_add, name="budget_add"),
    path("<slug:place>/budgets/<int:budget>/edit/", budgets.budget_edit, name="budget_edit"),
    path("<slug:place>/budgets/<int:budget>/delete/", budgets.budget_delete, name="budget_delete"),
    path("<slug:place>/decide/", decisions.decide, name="decide"),
    path("<slug:place>/decide/<int:number>/", decisions.decision, name="decision"),
    path("<slug:place>/decide/<int:number>/paper.docx", decisions.paper_docx, name="paper_docx"),
    path("<slug:place>/decide/<int:number>/paper.html", decisions.paper_html, name="paper_html"),
    path("<slug:place>/decide/<int:number>/data.json", decisions.data_json, name="data_json"),
]

# Effects and costs have the same three pages; so have benefits and valuations, with the part of each who gains.
for table in ("effects", "costs"):
    asked, word = {"table": table}, table[:-1]
    urlpatterns += [
        path(f"<slug:place>/options/<slug:option>/{table}/add/", views.row_add, asked, name=f"{word}_add"),
        path(f"<slug:place>/{table}/<int:row>/edit/", views.row_edit, asked, name=f"{word}_edit"),
        path(f"<slug:place>/{table}/<int:row>/delete/", views.row_delete, asked, name=f"{word}_delete"),
    ]
for table in ("benefits", "valuations"):
    asked, word = {"table": table}, table[:-1]
    urlpatterns += [
        path(f"<slug:place>/{table}/<int:row>/edit/", money.shared_edit, asked, name=f"{word}_edit"),
        path(f"<slug:place>/{table}/<int:row>/delete/", money.shared_delete, asked, name=f"{word}_delete"),
    ]
