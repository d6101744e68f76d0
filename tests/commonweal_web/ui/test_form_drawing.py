"""Every form: labels, hints and faults are tied to their fields."""

import re

from django import forms

from commonweal_web.ui import forms as ours
from commonweal_web.ui.sample import SampleForm


class Small(forms.Form):
    name = forms.CharField(label="Name", help_text="As you say it.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")
    note = forms.CharField(label="Note", required=False, widget=forms.TextInput(attrs={"placeholder": "Note"}))
    token = forms.CharField(widget=forms.HiddenInput)


def test_a_label_belongs_to_its_field_and_a_hint_describes_it():
    page = str(Small())

    assert '<label class="govuk-label" for="id_name">Name</label>' in page
    assert 'id="id_name_helptext" class="govuk-hint"' in page
    assert re.search(r'<input[^>]+class="govuk-input"[^>]+aria-describedby="id_name_helptext"', page)


def test_a_fault_stands_at_its_field_and_describes_it():
    page = str(Small({"kind": "a", "token": "t"}))

    assert 'id="id_name_error" class="govuk-error-message"' in page
    assert re.search(r'<input[^>]+govuk-input--error[^>]+aria-describedby="id_name_helptext id_name_error"', page)
    assert "This is empty. Fill it in." in page


def test_choices_stand_in_a_fieldset_and_keep_what_was_chosen():
    page = str(Small({"kind": "b"}))

    assert '<legend class="govuk-fieldset__legend">Kind</legend>' in page
    assert re.search(r'value="b"[^>]*checked', page)
    assert not re.search(r'value="a"[^>]*checked', page)


def test_a_box_to_tick_is_drawn_as_one():
    assert re.search(r'<input type="checkbox"[^>]+class="govuk-checkboxes__input"', str(Small()))


def test_what_need_not_be_filled_in_is_said_and_placeholders_are_left_out():
    page = str(Small())

    assert "Note (optional)" in page
    assert "placeholder" not in page


def test_hidden_fields_are_kept():
    assert '<input type="hidden" name="token"' in str(Small())


def test_a_fault_of_the_summary_leads_to_its_field_and_names_it_once():
    form = Small({"token": "t"})

    assert ours.first_control(form["kind"]) == "id_kind_0"
    assert ours.first_control(form["name"]) == "id_name"
    assert ours.fault(form["name"], "This is empty.") == "Name: this is empty."
    assert ours.fault(form["name"], "Name is too long.") == "Name is too long."


def test_every_kind_of_field_has_a_look():
    for field in SampleForm():
        assert "govuk-" in str(field.as_field_group())
