"""What the colours of a map stand for where they are worked out: bands of numbers, each with its words."""

from dataclasses import dataclass

from commonweal.systemmap.uncertainty import Uncertainty


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour by its name, and what it says of a factor."""

    name: str
    words: str


# Per cent by which one per cent more of a factor moves an outcome: as much as a link of medium strength alone, as much
# as a weak one (our table of strengths), and a tenth of that (our choice, see docs/decisions/0013).
MUCH, SOME, LITTLE = 0.3, 0.1, 0.01

ITSELF = Tone("itself", "the outcome itself")
RAISES = (
    Tone("rise-3", f"raises it by {MUCH:g} % or more"),
    Tone("rise-2", f"raises it by {SOME:g} to {MUCH:g} %"),
    Tone("rise-1", f"raises it by {LITTLE:g} to {SOME:g} %"),
)
LOWERS = (
    Tone("fall-3", f"lowers it by {MUCH:g} % or more"),
    Tone("fall-2", f"lowers it by {SOME:g} to {MUCH:g} %"),
    Tone("fall-1", f"lowers it by {LITTLE:g} to {SOME:g} %"),
)
EITHER = Tone("either", "may raise or lower it")
HARDLY = Tone("hardly", f"moves it by less than {LITTLE:g} %")
UNRANKED = Tone("none", "does not lead to it, or is a stock")

# In the order of a legend.
EFFECTS = (ITSELF, *RAISES, *reversed(LOWERS), EITHER, HARDLY, UNRANKED)

# Spreads: a third and two thirds of the likely size, either way (our choice, see docs/decisions/0013).
CLOSE, ROUGH = 1 / 3, 2 / 3

KNOWN_CLOSELY = Tone("unsure-1", "its links are known to within a third")
KNOWN_ROUGHLY = Tone("unsure-2", "its links are known to within two thirds")
KNOWN_BARELY = Tone("unsure-3", "its links may be off by more than two thirds")
KNOWN_IN_PART = Tone("unknown-part", "some of its links are not known in size")
UNKNOWN = Tone("unknown", "none of its links is known in size")
NOTHING_ACTS = Tone("none", "no link with a strength acts on it")

UNCERTAINTIES = (KNOWN_CLOSELY, KNOWN_ROUGHLY, KNOWN_BARELY, KNOWN_IN_PART, UNKNOWN, NOTHING_ACTS)


def effect_tone(effect: float, low: float, high: float) -> Tone:
    """The band of what one per cent more of a factor does to an outcome.

    Parameters
    ----------
    effect, low, high
        In per cent: at the likely strengths, and the ends between which 90 in 100 draws lie.

    Returns
    -------
    Tone
        Of its size; that it may go either way where low and high have different signs and it is not hardly anything.

    Examples
    --------
    >>> effect_tone(-0.2, -0.4, -0.1).words, effect_tone(0.05, -0.1, 0.2).words
    ('lowers it by 0.1 to 0.3 %', 'may raise or lower it')
    """
    size = abs(effect)
    if low < 0 < high and max(size, -low, high) >= LITTLE:
        return EITHER
    if size < LITTLE:
        return HARDLY
    bands = RAISES if effect > 0 else LOWERS
    return bands[0] if size >= MUCH else bands[1] if size >= SOME else bands[2]


def uncertainty_tone(found: Uncertainty) -> Tone:
    """The band of how unsure the links are that act on a factor.

    Examples
    --------
    >>> uncertainty_tone(Uncertainty("calls", 2, 0, 0.5)).words
    'its links are known to within two thirds'
    >>> uncertainty_tone(Uncertainty("calls", 2, 1, 0.5)).words
    'some of its links are not known in size'
    """
    if not found.links:
        return NOTHING_ACTS
    if found.spread is None:
        return UNKNOWN
    if found.unknown:
        return KNOWN_IN_PART
    return KNOWN_CLOSELY if found.spread <= CLOSE else KNOWN_ROUGHLY if found.spread <= ROUGH else KNOWN_BARELY
