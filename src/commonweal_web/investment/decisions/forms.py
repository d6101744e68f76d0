"""The form that asks for a joint decision."""

from django import forms

from commonweal.investment.schema import OBJECTIVES
from commonweal.reports.wording import OBJECTIVE_NAMES, sentence

FEWEST_RUNS, MOST_RUNS, USUAL_RUNS = 100, 5_000, 1_000
LARGEST_SEED = 2**32 - 1


class DecisionForm(forms.Form):
    """What "best" means, and how many futures to look at."""

    objective = forms.ChoiceField(
        label="What is best?",
        choices=[(objective, sentence(OBJECTIVE_NAMES[objective]).rstrip(".")) for objective in OBJECTIVES],
        help_text="The plan is chosen for this. Ask again with another to see how much hangs on it.",
        error_messages={
            "required": "Choose what is best.",
            "invalid_choice": "There is no such choice. Choose one of those listed.",
        },
    )
    runs = forms.IntegerField(
        label="How many futures?",
        min_value=FEWEST_RUNS,
        max_value=MOST_RUNS,
        initial=USUAL_RUNS,
        help_text=f"{FEWEST_RUNS} to {MOST_RUNS:,}. {USUAL_RUNS:,} is usual; more is surer and takes longer.",
        error_messages={
            "required": f"Write how many futures to look at, such as {USUAL_RUNS}.",
            "invalid": f"The number of futures is not a whole number. Write one such as {USUAL_RUNS}.",
            "min_value": f"That is too few futures to tell chances from. Write {FEWEST_RUNS} or more.",
            "max_value": f"That is more futures than we run here. Write {MOST_RUNS:,} or fewer.",
        },
    )
    seed = forms.IntegerField(
        label="Seed",
        min_value=0,
        max_value=LARGEST_SEED,
        initial=1,
        help_text="Any whole number. The same seed on the same place gives the same decision again.",
        error_messages={
            "required": "Write a seed, such as 1.",
            "invalid": "The seed is not a whole number. Write one such as 1.",
            "min_value": "The seed is below 0. Write 0 or more.",
            "max_value": f"The seed is too large. Write {LARGEST_SEED:,} or less.",
        },
    )
