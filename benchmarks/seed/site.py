"""Fills an empty site for `../site_load.py`: many places by bulk, and people who are signed in already.

Run as: python benchmarks/seed/site.py PLACES PEOPLE. Prints the people's sessions as JSON.
"""

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  (models need the settings)
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from commonweal_web.accounts.models import User  # noqa: E402
from commonweal_web.investment.models import Cost, Effect, Option  # noqa: E402
from commonweal_web.measures.models import Measure, Observation  # noqa: E402
from commonweal_web.place.models import Membership, Organisation, Partner, Place  # noqa: E402
from commonweal_web.systemmap.models import Factor, Link  # noqa: E402

# Of one place. Ids end in a letter, as ids made from names do.
PARTNERS, FACTORS, LINKS, MEASURED, MONTHS, OPTIONS = 10, 30, 60, 5, 48, 5
PLACES_OF_A_PERSON = 5


def main(places: int, people: int) -> None:
    """Fill the tables, one kind of row after the other."""
    call_command("migrate", interactive=False, verbosity=0)
    rows = Place.objects.bulk_create(
        Place(slug=f"place-{number}x", name=f"Place {number}", question="What next?", start=date(2026, 4, 1))
        for number in range(places)
    )
    for first in range(0, places, 50):
        fill(rows[first : first + 50])
    print(json.dumps([sign_in(number, rows) for number in range(people)]))


def fill(places: list[Place]) -> None:
    """Everything in some places."""
    bodies = Organisation.objects.bulk_create(
        Organisation(slug=f"{place.slug}-body-{number}x", name=f"Body {number} of {place.name}", sector="council")
        for place in places
        for number in range(PARTNERS)
    )
    partners = Partner.objects.bulk_create(
        Partner(place=places[at // PARTNERS], slug=f"partner-{at % PARTNERS}x", name=body.name, sector="council",
                organisation=body, position=at % PARTNERS)
        for at, body in enumerate(bodies)
    )  # fmt: skip
    factors = Factor.objects.bulk_create(
        Factor(place=place, slug=f"factor-{number}x", name=f"Factor {number}", kind="cause", unit="cases", per="month",
               baseline=100.0, position=number)
        for place in places
        for number in range(FACTORS)
    )  # fmt: skip
    for at, place in enumerate(places):
        fill_one(place, partners[at * PARTNERS : (at + 1) * PARTNERS], factors[at * FACTORS : (at + 1) * FACTORS])


def fill_one(place: Place, partners: list[Partner], factors: list[Factor]) -> None:
    """The rows of one place that refer to its own."""
    Link.objects.bulk_create(
        Link(place=place, from_factor=factors[at % FACTORS], to_factor=factors[(at * 7 + 1 + at // FACTORS) % FACTORS],
             sign="+", strength="medium", contributed_by=f"v{at}")
        for at in range(LINKS)
        if (at * 7 + 1 + at // FACTORS) % FACTORS != at % FACTORS
    )  # fmt: skip
    measures = Measure.objects.bulk_create(
        Measure(place=place, slug=f"measure-{at}x", name=f"Measure {at}", factor=factors[at], has_series=True)
        for at in range(MEASURED)
    )
    Observation.objects.bulk_create(
        Observation(measure=measure, position=month, period=date(2020 + month // 12, month % 12 + 1, 1),
                    value=100.0 + (month * 37 + place.pk) % 23)
        for measure in measures
        for month in range(MONTHS)
    )  # fmt: skip
    options = Option.objects.bulk_create(
        Option(place=place, slug=f"option-{at}x", name=f"Option {at}", lead=partners[at], position=at)
        for at in range(OPTIONS)
    )
    Effect.objects.bulk_create(
        Effect(place=place, option=option, factor=factors[at], change_low=-0.2, change=-0.1, change_high=-0.05)
        for at, option in enumerate(options)
    )
    Cost.objects.bulk_create(
        Cost(place=place, option=option, partner=partners[year], year=year, kind="revenue", amount=1000.0)
        for option in options
        for year in range(3)
    )


def sign_in(number: int, places: list[Place]) -> dict[str, str]:
    """Somebody who works in a few places, and has a session."""
    user = User(email=f"person-{number}@example.org", name=f"Person {number}")
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    mine = [places[(number * PLACES_OF_A_PERSON + at) % len(places)] for at in range(PLACES_OF_A_PERSON)]
    for place in set(mine):
        Membership.objects.create(place=place, user=user, role="analyst")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"place": mine[0].slug, "cookie": settings.SESSION_COOKIE_NAME, "session": str(session.session_key)}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
