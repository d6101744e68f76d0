"""Pages of the place room."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from commonweal_web.place.selectors.members import User
from commonweal_web.place.viewer import Viewer


def posted(request: HttpRequest) -> Any:
    """What a form was sent with; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def user_of(request: HttpRequest) -> User:
    """Who is signed in, where a permission made sure that somebody is."""
    return cast(User, request.user)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking, as `for_place` found them."""
    return cast(Viewer, request.viewer)  # type: ignore[attr-defined]


def explain(form: Any, error: ValidationError) -> BaseForm:
    """A form with what a service refused, beside the field that it is about where the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return cast(BaseForm, form)
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
    return cast(BaseForm, form)
