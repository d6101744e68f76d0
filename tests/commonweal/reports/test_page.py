"""The page, parsed as a browser would."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from commonweal.reports.page import html_paper
from commonweal.reports.paper import board_paper

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Elements with their attributes, and the text of the page; a wrong end tag is an error."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text, self.open = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def any_html(any_paper):
    return html_paper(*any_paper)


@pytest.fixture(scope="module")
def any_page(any_html):
    return Page(any_html)


def test_the_page_asks_nothing_of_the_network(any_html, any_page):
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", any_html))

    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert any_page.all("script") == any_page.all("link") == any_page.all("img") == []
    assert "@import" not in any_html
    assert "url(" not in any_html


def test_no_text_of_a_user_becomes_markup(edge):
    page = Page(html_paper(*edge("hostile names")))

    assert page.all("script") == []
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "{{ 7 * 7 }}" in "".join(page.text)


def test_no_character_is_left_that_xml_forbids(edge):
    html = html_paper(*edge("hostile names"))

    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", html)


def test_every_header_cell_says_what_it_heads(any_page):
    assert {attributes.get("scope") for attributes in any_page.all("th")} <= {"col", "row"}
    assert len(any_page.all("caption")) == len(any_page.all("table"))


def test_every_chart_has_a_name_a_description_and_a_table(any_page):
    charts = [attributes for attributes in any_page.all("svg") if attributes.get("role") == "img"]
    ids = [attributes["id"] for _, attributes in any_page.elements if "id" in attributes]

    assert len(charts) == len(any_page.all("svg")) == len(any_page.all("details"))
    assert all(name in ids for chart in charts for name in chart["aria-labelledby"].split())


def test_no_mark_within_a_chart_is_told_of_without_words(any_page):
    told = [attributes for _, attributes in any_page.elements if attributes.get("role", "").startswith("graphics-")]

    assert told == []


def test_no_two_elements_share_an_id(any_page):
    ids = [attributes["id"] for _, attributes in any_page.elements if "id" in attributes]

    assert len(ids) == len(set(ids))


def test_every_link_leads_somewhere_on_the_page(any_page):
    ids = {attributes["id"] for _, attributes in any_page.elements if "id" in attributes}

    assert {attributes["href"].removeprefix("#") for attributes in any_page.all("a")} <= ids


def test_headings_go_down_one_level_at_a_time(any_page):
    levels = [int(tag[1]) for tag, _ in any_page.elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_its_language_and_landmarks(any_page):
    assert any_page.all("html") == [{"lang": "en-GB"}]
    assert [len(any_page.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]


def test_the_page_carries_every_section_and_caption_of_the_paper(any_page, any_paper):
    paper = board_paper(*any_paper)
    text = " ".join(" ".join(any_page.text).split())

    for section in (part for whole in paper.sections for part in (whole, *whole.parts)):
        assert section.heading in text
        for block in section.blocks:
            assert " ".join(getattr(block, "caption", "").split()) in text or hasattr(block, "items")


def test_the_same_decision_gives_the_same_page(decision, case):
    assert html_paper(decision, case) == html_paper(decision, case)
