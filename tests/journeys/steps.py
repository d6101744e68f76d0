"""What people do in the journeys: read their mail, open an account, and how long a form takes a person."""

import re
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

WORD = "what-a-long-walk-9"

# A person who is not in a hurry. Adults read 238 words of English a minute (Brysbaert 2019, a review of 190 studies)
# and type 36 words of five letters a minute on a phone (Palin and others 2019, 37,000 people): here half of both. The
# rest is our own guess: to think before each thing that is written, to make a choice, and to find and press a button.
WORDS_A_MINUTE, LETTERS_A_MINUTE = 238 / 2, 36 * 5 / 2
SECONDS_TO_THINK, SECONDS_TO_CHOOSE, SECONDS_TO_PRESS = 15.0, 8.0, 5.0


@dataclass
class Asked:
    """What a form asks of a person, counted while it is filled in: pages with their words, fields, choices, buttons."""

    page: Any
    words: int = 0
    pages: int = 0
    letters: int = 0
    fields: int = 0
    choices: int = 0
    buttons: int = 0
    began: float = field(default_factory=time.monotonic)

    def read(self) -> None:
        """All words of the page, each once."""
        self.pages += 1
        self.words += len(self.page.locator("main").inner_text().split())

    def write(self, where: Any, text: str) -> None:
        """Something typed."""
        where.fill(text)
        self.fields += 1
        self.letters += len(text)

    def choose(self, deed: Any, *given: str) -> None:
        """Something chosen, from a menu or by a tick."""
        deed(*given)
        self.choices += 1

    def press(self, button: Any) -> None:
        """A button."""
        button.click()
        self.buttons += 1

    def seconds_of_a_person(self) -> float:
        """How long all of it takes somebody who is not in a hurry."""
        read, typed = 60 * self.words / WORDS_A_MINUTE, 60 * self.letters / LETTERS_A_MINUTE
        thought = SECONDS_TO_THINK * self.fields + SECONDS_TO_CHOOSE * self.choices
        return read + typed + thought + SECONDS_TO_PRESS * self.buttons

    def told(self) -> str:
        """The count in a line."""
        return (
            f"{self.pages} pages of {self.words} words, {self.fields} fields with {self.letters} letters, "
            f"{self.choices} choices, {self.buttons} buttons: {self.seconds_of_a_person():.0f} seconds for a person, "
            f"{time.monotonic() - self.began:.1f} for the site and the browser"
        )


# The keystroke-level model (Card, Moran and Newell 1980, Communications of the ACM 23(7), 396-410): seconds for a key
# of somebody who types 40 words a minute, to point at something, to move a hand to the mouse or back, and to make up
# one's mind before each thing that is done.
SECONDS_A_KEY, SECONDS_TO_POINT, SECONDS_TO_REACH, SECONDS_TO_DECIDE = 0.28, 1.1, 0.4, 1.35
WORDS_A_MINUTE_READ = 238  # Brysbaert 2019, as above: here at the usual pace


@dataclass
class Hands:
    """What somebody does at a keyboard and a mouse, done at once and counted as long as it takes them."""

    page: Any
    seconds: float = 0.0
    began: float = field(default_factory=time.monotonic)

    def press(self, *keys: str) -> None:
        """Keys, one after the other, after a thought."""
        for key in keys:
            self.page.keyboard.press(key)
        self.seconds += SECONDS_TO_DECIDE + SECONDS_A_KEY * len(keys)

    def type(self, text: str) -> None:
        """Letters, each by its key, after a thought."""
        self.page.keyboard.type(text)
        self.seconds += SECONDS_TO_DECIDE + SECONDS_A_KEY * len(text)

    def point(self, where: Any) -> None:
        """A press of the mouse, there and back to the keys."""
        where.click()
        self.seconds += SECONDS_TO_DECIDE + SECONDS_TO_POINT + 2 * SECONDS_TO_REACH

    def read(self, where: Any) -> None:
        """All words of a part of the page."""
        self.seconds += 60 * len(where.inner_text().split()) / WORDS_A_MINUTE_READ

    def told(self) -> tuple[float, float]:
        """Seconds of the person, and of the site and the browser."""
        return self.seconds, time.monotonic() - self.began


def letter_to(site: Any, address: str, about: str) -> str:
    """The text of the newest letter to somebody that is about something, from the folder where mail is kept."""
    last = time.monotonic() + 20
    while time.monotonic() < last:
        for path in sorted((site.data / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True):
            letter = message_from_bytes(path.read_bytes().partition(b"\n" + b"-" * 79)[0], policy=policy.default)
            if letter["To"] == address and about in str(letter["Subject"]):
                return str(letter.get_content())
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address} about {about}")


def link_in(letter: str) -> str:
    """The one link of a letter."""
    (link,) = set(re.findall(r"http://\S+", letter))
    return link


def open_account(site: Any, page: Any, name: str, address: str) -> None:
    """Fill in the page that opens an account, and confirm the address by the letter that comes."""
    page.get_by_label("Your name").fill(name)
    page.locator("[name=email]").fill(address)
    page.locator("[name=password1]").fill(WORD)
    page.locator("[name=password2]").fill(WORD)
    page.locator("main button[type=submit]").first.click()
    assert page.locator("h1").inner_text() == "Look into your e-mail"
    page.goto(link_in(letter_to(site, address, "onfirm")))
    page.get_by_role("button", name="Yes, this is my address").click()
    sign_in(page, address)


def sign_in(page: Any, address: str) -> None:
    """Fill in the page that asks who is there."""
    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill(WORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
