"""Pages whose room is imported when the first of them is asked for: most of a start is importing.

The warm-up after the first page (config/warming.py) imports what nobody asked for yet.
"""

from collections.abc import Callable
from importlib import import_module
from threading import RLock
from types import ModuleType

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern

View = Callable[..., HttpResponseBase]

# Every module that is imported later, and those that are here. One thread imports at a time: packages that go in
# circles inside would show two threads half a module. Pages of rooms that are here never wait.
NAMED: dict[str, None] = {}
HERE: dict[str, ModuleType] = {}
IMPORTING = RLock()


def imported(module: str) -> ModuleType:
    """A module, imported now unless it is here."""
    if module not in HERE:
        with IMPORTING:
            HERE[module] = import_module(module)
    return HERE[module]


class Views:
    """The views of a module by their names, each of which imports it when it is first called."""

    def __init__(self, module: str) -> None:
        self._module = module
        NAMED[module] = None

    def __getattr__(self, name: str) -> View:
        module = self._module

        def view(request: HttpRequest, *positions: object, **words: object) -> HttpResponseBase:
            answer: HttpResponseBase = getattr(imported(module), name)(request, *positions, **words)
            return answer

        view.__module__, view.__name__, view.__qualname__ = module, name, name
        return view


class Addresses(URLResolver):
    """The addresses of a module, in a namespace, below a folder; read when something there is asked for or named."""

    def __init__(self, folder: str, module: str, *, app_name: str, namespace: str) -> None:
        super().__init__(RoutePattern(folder), module, app_name=app_name, namespace=namespace)
        NAMED[module] = None

    @property
    def urlconf_module(self) -> ModuleType:
        """The module, by the one door for all that comes later."""
        return imported(str(self.urlconf_name))

    def _populate(self) -> None:
        """Nothing to gather: names in a namespace are looked up by a resolver that Django makes for them."""
