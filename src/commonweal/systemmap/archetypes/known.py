"""The archetypes that we know, each as a small map. Names and loops are the field's; words and factors are ours.

References
----------
Senge (1990), The Fifth Discipline, appendix 2: the archetypes by their loops.
Wolstenholme (2003), System Dynamics Review 19(1):7-26: four pairs of loops to which they reduce.
Meadows (2008), Thinking in Systems, chapter 5: the same traps, and ways out.
"""

from dataclasses import dataclass
from typing import Literal

from commonweal.systemmap.schema import Factor, Link, Sign, SystemMap

# Wolstenholme's pairs: what is meant, and what answers it.
Pair = Literal["underachievement", "out of control", "relative achievement", "relative control"]

SOURCE = "A pattern of systems thinking, not of this place: replace its factors by yours"


@dataclass(frozen=True, slots=True)
class Archetype:
    """A pattern of loops with its own small map.

    `loops` are the polarities of the loops that make it up, and `parts` what each of them is; `question` is what to ask
    the people of a place where loops lie so.
    """

    id: str
    name: str
    pair: Pair
    loops: tuple[str, ...]
    description: str
    way_out: str
    question: str
    parts: tuple[str, ...]
    factors: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str, Sign, float], ...]


KNOWN: tuple[Archetype, ...] = (
    Archetype(
        "fixes-that-fail",
        "Fixes that fail",
        "out of control",
        ("B", "R"),
        "A quick fix eases the problem. Later, what it brings along makes the problem worse, and calls for more of it.",
        "Look for what the fix brings along before you do more of it; bear the problem while a better answer grows.",
        "What has the fix brought along, how long after, and for whom?",
        ("the quick fix", "what the fix brings along"),
        (("problem", "The problem"), ("fix", "The quick fix"), ("side-effect", "What the fix brings along")),
        (("problem", "fix", "+", 1), ("fix", "problem", "-", 1), ("fix", "side-effect", "+", 6),
         ("side-effect", "problem", "+", 6)),
    ),
    Archetype(
        "shifting-the-burden",
        "Shifting the burden",
        "out of control",
        ("B", "B", "R"),
        "Easing the symptom and mending its cause both help. The easy way weakens the will or the power to mend.",
        "Strengthen the lasting answer; use the easy one only to gain time.",
        "What would mend the cause, and what has the easy way taken from it?",
        ("the easy way", "the lasting answer", "how the easy way weakens the lasting one"),
        (("symptom", "The symptom"), ("easing", "Easing the symptom"), ("mending", "Mending the cause"),
         ("reliance", "Reliance on easing it")),
        (("symptom", "easing", "+", 1), ("easing", "symptom", "-", 1), ("symptom", "mending", "+", 3),
         ("mending", "symptom", "-", 12), ("easing", "reliance", "+", 3), ("reliance", "mending", "-", 6)),
    ),
    Archetype(
        "limits-to-success",
        "Limits to success",
        "underachievement",
        ("R", "B"),
        "Effort brings success and success more effort, until something that success itself uses up slows it down.",
        "Do not push harder; find the limit and lift it.",
        "What slows it down, and what would lift that, before anybody pushes harder?",
        ("what grows", "what limits it"),
        (("success", "Success"), ("effort", "Effort"), ("strain", "Strain on what is limited")),
        (("effort", "success", "+", 1), ("success", "effort", "+", 1), ("success", "strain", "+", 6),
         ("strain", "success", "-", 3)),
    ),
    Archetype(
        "success-to-the-successful",
        "Success to the successful",
        "relative achievement",
        ("R", "R"),
        "Two share one pot. Whoever does better gets more of it, and so does better still, while the other falls back.",
        "Share by need or by turns, or set a goal that both can only reach together.",
        "What do both draw on, and who decides how it is shared?",
        ("the one", "the other"),
        (("share-of-one", "Share of the pot that goes to the one"), ("means-of-one", "Means of the one"),
         ("success-of-one", "Success of the one"), ("means-of-other", "Means of the other"),
         ("success-of-other", "Success of the other")),
        (("share-of-one", "means-of-one", "+", 1), ("means-of-one", "success-of-one", "+", 6),
         ("success-of-one", "share-of-one", "+", 3), ("share-of-one", "means-of-other", "-", 1),
         ("means-of-other", "success-of-other", "+", 6), ("success-of-other", "share-of-one", "-", 3)),
    ),
    Archetype(
        "tragedy-of-the-commons",
        "Tragedy of the commons",
        "underachievement",
        ("R", "R", "B", "B"),
        "Each gains by using more of what all share. Together they use it up, and everybody gains less.",
        "See the whole use together, and agree on a limit that those who share it keep themselves.",
        "Who can see the whole use, and who could agree with whom on a limit?",
        ("what the one gains", "what the other gains", "what it costs the one", "what it costs the other"),
        (("use-of-one", "What the one uses"), ("gain-of-one", "What the one gains"),
         ("use-of-other", "What the other uses"), ("gain-of-other", "What the other gains"),
         ("whole-use", "What all use"), ("gain-per-use", "What each use still gives")),
        (("use-of-one", "gain-of-one", "+", 1), ("gain-of-one", "use-of-one", "+", 1),
         ("use-of-other", "gain-of-other", "+", 1), ("gain-of-other", "use-of-other", "+", 1),
         ("use-of-one", "whole-use", "+", 1), ("use-of-other", "whole-use", "+", 1),
         ("whole-use", "gain-per-use", "-", 12), ("gain-per-use", "gain-of-one", "+", 1),
         ("gain-per-use", "gain-of-other", "+", 1)),
    ),
    Archetype(
        "escalation",
        "Escalation",
        "relative control",
        ("B", "B"),
        "Each side acts so as not to fall behind the other. Each answer calls for another, and both wear out.",
        "One side lowers its own, openly; or both agree on a measure of what is enough.",
        "What does each side guard against, and what would be enough for both?",
        ("the one side", "the other side"),
        (("lead-of-one", "Lead of the one over the other"), ("acts-of-one", "What the one does"),
         ("strength-of-one", "Strength of the one"), ("acts-of-other", "What the other does"),
         ("strength-of-other", "Strength of the other")),
        (("lead-of-one", "acts-of-one", "-", 1), ("acts-of-one", "strength-of-one", "+", 3),
         ("strength-of-one", "lead-of-one", "+", 1), ("lead-of-one", "acts-of-other", "+", 1),
         ("acts-of-other", "strength-of-other", "+", 3), ("strength-of-other", "lead-of-one", "-", 1)),
    ),
    Archetype(
        "drifting-goals",
        "Drifting goals",
        "relative control",
        ("B", "B"),
        "A gap between how things are and the goal can be closed by acting, which is slow, or by lowering the goal.",
        "Hold the goal to something outside, such as what others reach; show the gap.",
        "What was the goal at first, who lowered it, and what shows the gap today?",
        ("lowering the goal", "acting to reach it"),
        (("gap", "Gap between the goal and how things are"), ("acting", "Acting to close it"),
         ("how-things-are", "How things are"), ("pressure", "Pressure to lower the goal"), ("goal", "The goal")),
        (("gap", "acting", "+", 3), ("acting", "how-things-are", "+", 12), ("how-things-are", "gap", "-", 1),
         ("gap", "pressure", "+", 1), ("pressure", "goal", "-", 1), ("goal", "gap", "+", 1)),
    ),
    Archetype(
        "growth-and-underinvestment",
        "Growth and underinvestment",
        "underachievement",
        ("R", "B", "B"),
        "Growth meets a limit that more capacity would lift. It is not built in time, and then seems not to be needed.",
        "Build ahead of what is asked for, by a standard that is held.",
        "By what standard is more built, and does it come before it is missed?",
        ("what grows", "what limits it", "building more"),
        (("demand", "What is asked for"), ("reputation", "Reputation"), ("service", "How well it is done"),
         ("need-to-build", "Felt need to build"), ("capacity", "Capacity")),
        (("demand", "reputation", "+", 1), ("reputation", "demand", "+", 3), ("demand", "service", "-", 1),
         ("service", "demand", "+", 6), ("service", "need-to-build", "-", 6), ("need-to-build", "capacity", "+", 18),
         ("capacity", "service", "+", 1)),
    ),
)  # fmt: skip


def map_of(archetype: Archetype) -> SystemMap:
    """The small map of an archetype, ready to be added to another.

    Examples
    --------
    >>> [factor.id for factor in map_of(KNOWN[0]).factors]
    ['problem', 'fix', 'side-effect']
    """
    factors = tuple(Factor(id_, name, "cause", source=SOURCE) for id_, name in archetype.factors)
    links = tuple(
        Link(tail, head, sign=sign, delay=float(delay), grade=6, source=SOURCE)
        for tail, head, sign, delay in archetype.links
    )
    return SystemMap(factors, links)
