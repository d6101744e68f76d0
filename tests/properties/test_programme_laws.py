"""What holds for every programme: it comes back out of its text as it went in."""

from datetime import date
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from commonweal.files.programmes.programme_toml import programme_text, read_programme_toml
from commonweal.place.schema import Member, Programme, Seat, Sector

TEXTS = [
    "",
    'name = "Z"\nplaces = ["z"]\n[[member]]\nid = "m1"\nname = "Z"\nsector = "fire"\nfax = 1\n',
    "[x]\na = 1\n",
]
TEXTS += [
    'member = [{ id = "m1", name = "Z", sector = "fire" }]\nplaces = 3\n',
    "not TOML",
    '# only a word\nname = "Z"\n',
]

words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)
names = words.filter(str.strip)
days = st.none() | st.dates(date(1974, 1, 1), date(2040, 1, 1))
ids = st.sampled_from([f"m{number}" for number in range(5)])


@st.composite
def members(draw):
    """Members with ids of their own, each replaced by some of the others, who leave after they come."""
    chosen = draw(st.lists(ids, unique=True, max_size=4))
    return tuple(
        Member(
            id=own,
            name=draw(names),
            sector=draw(st.sampled_from(get_args(Sector))),
            role=draw(st.sampled_from(get_args(Seat))),
            kind=draw(words),
            valid_from=(days_in := sorted(draw(st.lists(st.dates(), min_size=2, max_size=2))))[0],
            valid_to=draw(st.sampled_from([None, days_in[1]])),
            replaced_by=tuple(other for other in chosen if other != own and draw(st.booleans())),
            source=draw(words),
            note=draw(words),
        )
        for own in chosen
    )


programmes = st.builds(
    Programme,
    name=names,
    places=st.lists(st.sampled_from(["kent", "merton", "plymouth"]), unique=True, min_size=1).map(tuple),
    members=members(),
    toml=st.sampled_from(TEXTS),
)


@given(programmes)
def test_a_programme_comes_back_out_of_its_text_whatever_text_it_came_from(programme):
    found, faults, _ = read_programme_toml(programme_text(programme))

    assert faults == []
    assert found == programme


@given(programmes)
def test_the_text_of_a_programme_stays_as_it_is_when_it_is_written_again(programme):
    found, _, _ = read_programme_toml(text := programme_text(programme))

    assert found is not None
    assert programme_text(found) == text


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text):
    programme, faults, _ = read_programme_toml(text)

    assert (programme is None) == bool(faults)
