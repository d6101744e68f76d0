"""Forms of options and their rows."""

from commonweal.investment import schema
from commonweal.simulation.schema import Effect
from commonweal_web.place.columns import ColumnsForm

GRADE = ("Grade of evidence", "1 (best) to 6 (a guess).")
SOURCE = ("Where this comes from", "")


class OptionForm(ColumnsForm):
    """Something the partners could do."""

    noun = schema.Option
    labels = {
        "name": ("What could be done", "For example: a night-time outreach team."),
        "description": ("In a few words", ""),
        "lead": ("Who leads", ""),
        "needs": ("Who must take part", "Without them it cannot be done. None ticked: only who leads."),
        "start": ("Starts after how many months", "0 is the first month of the plan."),
        "requires": ("Only together with", ""),
        "excludes": ("Not together with", ""),
        "must": ("It is decided already, and done in any case", ""),
    }


class EffectForm(ColumnsForm):
    """What an option does to a factor."""

    noun = Effect
    labels = {
        "factor": ("What it changes", ""),
        "change_low": ("Change at least", "A fraction: -0.10 lowers it by 10 in 100."),
        "change": ("Likely change", ""),
        "change_high": ("Change at most", "Low to high as numbers: -0.3, -0.2, -0.1."),
        "ramp_months": ("Months until it has all its effect", ""),
        "lasts_months": ("Months that it lasts", "Leave it empty where it lasts for ever."),
        "grade": GRADE,
        "source": SOURCE,
    }


class CostForm(ColumnsForm):
    """What a partner puts in."""

    noun = schema.Cost
    labels = {
        "partner": ("Who pays", ""),
        "year": ("In which year", "0 is the plan's first year."),
        "kind": ("Kind", "In kind is staff time, rooms and the like."),
        "amount": ("How much", "In pounds, before any allowance for optimism."),
        "grade": GRADE,
        "neighbourhood": ("For which neighbourhood", "Leave it empty where it is for all."),
        "note": ("Note", ""),
    }


# The form of each kind of row of an option, by its table; benefits are shared among those who gain (see `money`).
ROW_FORMS: dict[str, type[ColumnsForm]] = {"effects": EffectForm, "costs": CostForm}
