"""What templates say and draw with."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client

from commonweal_web.ui import drawn


def said(source: str, **given: object) -> str:
    return Template("{% load ui %}" + source).render(Context(given))


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("{{ value|pounds }}", 785_000.4, "£785,000"),
        ("{{ value|pounds_short }}", 3_005_933, "£3.0m"),
        ("{{ value|signed }}", 254_000, "+£254k"),
        ("{{ value|signed }}", -39_058, "−£39k"),
        ("{{ value|signed }}", 0.2, "£0"),
        ("{{ value|percent }}", 0.634, "63 %"),
        ("{{ value|one_in }}", 0.11, "1 in 9"),
        ("{{ value|month }}", date(2028, 3, 1), "March 2028"),
    ],
)
def test_figures_are_said_as_people_read_them(source: str, value: object, words: str):
    assert said(source, value=value) == words


@pytest.mark.parametrize("name", ["pounds", "pounds_short", "signed", "percent", "one_in", "month"])
def test_nothing_is_said_of_what_is_not_known(name: str):
    assert said("{{ value|" + name + " }}", value=None) == ""


def test_a_share_bar_is_as_long_as_its_share():
    assert 'class="cw-bar__part" width="108.0"' in drawn.share_bar(0.54)
    assert 'class="cw-bar__part" width="200"' in drawn.share_bar(1.7)
    assert 'class="cw-bar__part" width="0"' in drawn.share_bar(-0.1)


def test_a_gain_is_drawn_to_the_right_and_a_loss_to_the_left():
    assert '"cw-net__gain" x="100.0" width="50.0"' in drawn.net_bar(50, 100)
    assert '"cw-net__loss" x="50.0" width="50.0"' in drawn.net_bar(-50, 100)
    assert '"cw-net__gain" x="100.0" width="0"' in drawn.net_bar(0, 0)


def test_a_range_is_drawn_where_it_lies_on_its_line():
    bar = drawn.range_bar(1, 3, 5, 0, 10)

    assert 'x="20.0" y="2" width="80.0"' in bar
    assert '"cw-range__middle" x="60.0"' in bar


def test_a_range_on_a_line_without_length_is_still_drawn():
    assert "cw-range__reach" in drawn.range_bar(1, 1, 1, 1, 1)


def test_what_people_wrote_is_shown_and_never_run():
    page = said("{% pill words %}{% mind %}{{ words }}{% endmind %}{% progress 0.5 words %}", words="<b onclick=x>")

    assert "<b" not in page
    assert page.count("&lt;b onclick=x&gt;") == 4


def test_a_pill_of_an_unknown_tone_is_refused():
    with pytest.raises(KeyError, match="shouting"):
        said('{% pill "words" "shouting" %}')


def test_progress_stays_between_none_and_all():
    assert 'value="100"' in said('{% progress 1.2 "nearly" %}')
    assert 'value="0"' in said('{% progress -1 "asked" %}')


def test_a_list_of_one_page_has_no_ways_to_others():
    assert said("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_a_long_list_leads_to_the_pages_beside_it():
    page = said("{% pagination page %}", page=Paginator(range(90), 10).page(3))

    assert 'href="?page=2" rel="prev"' in page
    assert 'href="?page=4" rel="next"' in page
    assert 'aria-label="Page 3" aria-current="page"' in page


@pytest.mark.django_db
def test_the_page_of_components_is_open_to_everybody(client: Client):
    answer = client.get("/components/")

    assert answer.status_code == 200
    assert b"Everything a page is made of" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_a_page_of_trouble_says_what_to_do_and_needs_no_database(name: str):
    from django.template.loader import get_template

    page = get_template(name).render({})

    assert page.count("<h1") == 1
    assert "try again" in page or "Go back" in page or "Look again" in page or "Ask" in page
