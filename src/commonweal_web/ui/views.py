"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal_web.ui import sample


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, with how to write it. Shown to everybody: it holds nothing but invention."""
    faulty = sample.SampleForm({"faulty-name": "", "faulty-kind": "lever", "faulty-amount": "-96000"}, prefix="faulty")
    shown = {
        "lines": sample.LINES,
        "options": sample.OPTIONS,
        "form_right": sample.SampleForm(),
        "form_faulty": faulty,
        "page_of_many": sample.sample_page(),
        "day": sample.SAMPLE_DAY,
        "code": sample.CODE,
        "words": sample.WORDS,
        "colours": ("paper", "wash", "green", "band", "blue", "orange", "purple", "gold"),
    }
    return render(request, "ui/components.html", shown)
