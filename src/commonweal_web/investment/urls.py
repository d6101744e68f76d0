"""Addresses of the investment app."""

from django.urls import path

from commonweal_web.investment.decisions import views as decisions

app_name = "investment"
urlpatterns = [
    path("<slug:place>/decide/", decisions.decide, name="decide"),
    path("<slug:place>/decide/<int:number>/", decisions.decision, name="decision"),
    path("<slug:place>/decide/<int:number>/paper.docx", decisions.paper_docx, name="paper_docx"),
    path("<slug:place>/decide/<int:number>/paper.html", decisions.paper_html, name="paper_html"),
    path("<slug:place>/decide/<int:number>/data.json", decisions.data_json, name="data_json"),
]
