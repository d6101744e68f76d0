"""Maps for tests of files: a small one whose names trip over everything, and the map of a place folder."""

from commonweal.files.maps.schema import Drawing
from commonweal.files.schema import PlaceFolder
from commonweal.systemmap.schema import Actor, Factor, Link, NamedLoop, NamedMap, Position, Tie

AWKWARD = Drawing(
    factors=(
        Factor(
            "crime", '=SUM(A1) & "quotes", <tags>', "outcome", better="lower", baseline=120.5, extra=(("colour", ""),)
        ),
        Factor("n0", "two\nlines\r\nand\ta tab", "cause", note="Größe 赤 🚲", extra=(("colour", "red"),)),
        Factor("beds", "-@+ _x000D_ ]]>", "stock", unit="people", floor=0.0, extra=(("colour", "=1+1"),)),
    ),
    links=(
        Link(
            "crime", "n0", sign="+", strength="weak", delay=3.0, grade=6, source="Our assumption", contributed_by="ed"
        ),
        Link("crime", "n0", sign="-", elasticity_low=0.1, elasticity=0.2, elasticity_high=0.3, contributed_by="police"),
        Link("n0", "crime", sign="-"),
        Link("n0", "beds", kind="adds_to"),
    ),
    actors=(Actor("a1", "ed", "crime", 3),),
    ties=(Tie("ed", "police", "funds", 2.0),),
    maps=(NamedMap("nights-out", "Nights out"),),
    positions=(
        Position("nights-out", "crime", -10.25, 20.0),
        Position("nights-out", "n0", 1e6, -0.5),
        Position("nights-out", "", 4.0, 5.5, "police"),
    ),
    loops=(
        NamedLoop(("n0", "crime"), '=Größe "赤" <&>\n;', "two\r\nlines ]]>", (("seen", "2024; 🚲"), ("label", "A"))),
    ),
)


def map_of(folder: PlaceFolder) -> Drawing:
    """The map of a place."""
    return Drawing(
        folder.system_map.factors,
        folder.system_map.links,
        folder.actors,
        folder.ties,
        folder.maps,
        folder.positions,
        folder.loops,
    )
