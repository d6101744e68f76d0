"""Every part that the project needs may be given on under a permissive licence (or a lesser one, used unchanged)."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement

ALLOWED = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General|Unlicense|Zlib)",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(A?GPL)|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def needed_by(name: str) -> set[str]:
    """The names of all installed parts that a part needs, and that those need."""
    found, waiting = set(), {(name, "")}
    while waiting - found:
        part, extra = (waiting - found).pop()
        found.add((part, extra))
        try:
            needs = [Requirement(text) for text in distribution(part).requires or []]
        except PackageNotFoundError:  # for another system or another Python
            found.discard((part, extra))
            waiting.discard((part, extra))
            continue
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting |= {(need.name.lower(), asked) for asked in ("", *need.extras)}
    return {part for part, _ in found}


def licence(name: str) -> str:
    told = distribution(name).metadata
    words = [told.get("License-Expression") or "", *(told.get_all("Classifier") or [])]
    stated = [word for word in words if word.startswith("License ::") or (word and "::" not in word)]
    return " | ".join(stated) or (told.get("License") or "")[:200]


PARTS = needed_by("commonweal")


def test_the_parts_are_found():
    assert {"django", "django-allauth", "numpy", "uvicorn", "fido2"} <= PARTS


@pytest.mark.parametrize("name", sorted(PARTS - {"commonweal"}))
def test_a_part_has_a_permissive_licence(name):
    told = licence(name)

    assert ALLOWED.search(told), f"{name}: {told}"
    assert not FORBIDDEN.search(told.replace("LGPL", "").replace("Lesser General Public", "")), f"{name}: {told}"
