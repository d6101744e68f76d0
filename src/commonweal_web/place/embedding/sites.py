"""Which websites may show the map of a place: read from what a convenor typed, and written into a header."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

# What stands here goes into a header, so nothing else may: https, or this machine where somebody tries it out.
SITE = re.compile(
    r"https://[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}(:[0-9]{1,5})?"
    r"|http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?"
)
MOST_SITES = 20

ANY, NONE = "*", "'none'"


def sites_in(text: str) -> tuple[str, ...]:
    """The websites of a text, each once: one a line, with or without https:// and the rest of an address.

    All lines that are none are told together.
    """
    lines = text.replace(",", " ").split()
    found = dict.fromkeys(site_of(line) for line in lines)
    wrong = [line for line in lines if not site_of(line)]
    faults = [
        f"“{line[:80]}” is not the address of a website. Write it as www.example.org, one a line." for line in wrong
    ]
    if len(found) > MOST_SITES:
        faults.append(f"These are {len(found)} websites, and {MOST_SITES} are the most. Leave it empty to allow any.")
    if faults:
        raise ValidationError(faults)
    return tuple(found)


def site_of(line: str) -> str:
    """The website of an address, such as https://www.example.org; nothing where it is none."""
    try:
        parts = urlsplit(line.lower() if "://" in line else f"https://{line.lower()}")
    except ValueError:  # brackets without a number of the sixth version in them
        return ""
    site = f"{parts.scheme}://{parts.netloc}"
    return site if SITE.fullmatch(site) else ""


def ancestors(kept: str) -> list[str]:
    """Who may frame the map, as the header names them: the websites that are kept, or any where none was named."""
    if not kept.strip():
        return [ANY]
    return [site for site in kept.split() if SITE.fullmatch(site)] or [NONE]
