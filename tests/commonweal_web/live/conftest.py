"""One real server for the tests of the live map; each test has a place's map to itself by the names that it uses."""

from collections.abc import Callable, Iterator

import pytest

from live_client import MapClient
from live_site import LiveSite


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    site = LiveSite(tmp_path_factory.mktemp("live"), people=5).begin()
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture
def client(live_site: LiveSite) -> Callable[..., MapClient]:
    """A client of somebody, in a layer."""

    def made(who: str, layer: str = "shared", place: str = "smallville", **more) -> MapClient:
        return MapClient(live_site.url(layer, place), live_site.sessions.get(who, ""), **more)

    return made
