"""How every form is drawn: labels above, hints under them, faults beside what is wrong."""

from typing import Any

from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting

# The class of each kind of control; a kind that is not listed here is drawn by the template itself.
CONTROLS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, "govuk-checkboxes__input"),
    (widgets.ClearableFileInput, "govuk-file-upload"),
    (widgets.FileInput, "govuk-file-upload"),
    (widgets.Textarea, "govuk-textarea"),
    (widgets.Select, "govuk-select"),
    (widgets.Input, "govuk-input"),
)
SHORT = (widgets.NumberInput, widgets.DateInput, widgets.TimeInput)


class Renderer(TemplatesSetting):
    """Draws Django's forms with our templates, in templates/ui/forms."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def kind(field: BoundField) -> str:
    """What a field is drawn as: "radios", "checkboxes", "tick" (one box) or "control"."""
    widget = field.field.widget
    if isinstance(widget, widgets.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, widgets.RadioSelect):
        return "radios"
    return "tick" if isinstance(widget, widgets.CheckboxInput) else "control"


def control(field: BoundField) -> str:
    """A field's control with our classes, beside those that it has of its own."""
    widget = field.field.widget
    name = next((name for known, name in CONTROLS if isinstance(widget, known)), "")
    own = [str(widget.attrs.get("class", "")), name]
    if field.errors and name and kind(field) == "control":
        own.append(f"{name}--error")
    if isinstance(widget, SHORT):
        own.append("cw-input--short")
    attributes: dict[str, Any] = {"class": " ".join(part for part in own if part)}
    if "placeholder" in widget.attrs:  # it goes away when one begins to write, and the label says the same
        attributes["placeholder"] = False
    if isinstance(widget, widgets.DateInput) and widget.input_type == "text":
        attributes["inputmode"] = "numeric"
    return field.as_widget(attrs=attributes)


def first_control(field: BoundField) -> str:
    """The id that a link to a field leads to: of its control, or of the first of its choices."""
    return f"{field.auto_id}_0" if kind(field) in {"radios", "checkboxes"} else field.id_for_label


def fault(field: BoundField, error: str) -> str:
    """A fault as the summary tells it: with the name of its field, unless it begins with it."""
    label = str(field.label)
    if error.lower().startswith(label.lower()):
        return error
    return f"{label}: {error[:1].lower()}{error[1:]}"
