"""Forms of the map."""

from commonweal.systemmap import schema
from commonweal_web.place.columns import ColumnsForm


class FactorForm(ColumnsForm):
    """A factor: something that can rise or fall."""

    noun = schema.Factor
    labels = {
        "name": ("What rises or falls", "For example: street drinking, calls to the police."),
        "kind": ("Kind", "An outcome is what people want in the end; a stock is something that fills and empties."),
        "better": ("Which way is better", "Leave it open where it is neither."),
        "unit": ("Counted in", "For example: calls, people, £."),
        "per": ("Counted per", "Leave it open for a level, such as people waiting."),
        "baseline": ("How much today", "Leave it empty where nobody knows: the map then works with an index of 100."),
        "trend_low": ("Change a year if nothing is done: at least", "A fraction: 0.02 rises by 2 in 100 a year."),
        "trend": ("Change a year if nothing is done: likely", ""),
        "trend_high": ("Change a year if nothing is done: at most", ""),
        "floor": ("Cannot fall below", ""),
        "ceiling": ("Cannot rise above", ""),
        "source": ("Where the figures come from", ""),
        "note": ("Note", ""),
    }


class LinkForm(ColumnsForm):
    """One view of how a factor acts on another."""

    noun = schema.Link
    labels = {
        "from_": ("This factor", ""),
        "to": ("acts on this one", ""),
        "kind": ("How", "Only a stock is added to or drained."),
        "sign": ("Which way", "+ where both move the same way, - where they move against each other."),
        "strength": ("How strongly", "Leave it open where you write figures below."),
        "elasticity_low": ("If the first rises by 1 %, the other moves by: at least", "In per cent, without a sign."),
        "elasticity": ("Likely", ""),
        "elasticity_high": ("At most", ""),
        "delay_low": ("After how many months: at least", ""),
        "delay": ("Likely months", ""),
        "delay_high": ("At most months", ""),
        "grade": ("Grade of evidence", "1 (best) to 6 (a guess)."),
        "source": ("Where this comes from", ""),
        "note": ("Note", ""),
    }
