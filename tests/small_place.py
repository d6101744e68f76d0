"""A small place without a fault, file by file, that tests break one way at a time. Everything in it is invented."""

from pathlib import Path

PLACE_TOML = """\
# agreed in May
name = "Smallville"
question = "What should we do together?"
geography = "E06000026"
start = "2026-04"
horizon_years = 5
steering_group = ["ana", "bo"]  # a key that we do not know

[appraisal]
price_year = 2024
rates = "green-book"
deadweight_basis = "of_impact"

[map]
layout = "rings"
"""

FILES: dict[str, str] = {
    "place.toml": PLACE_TOML,
    "partners.csv": """\
id,name,sector,kind,geography,valid_from,valid_to
council,Smallville Council,council,unitary,E06000026,2010-04-01,
police,"Police, Fire and Crime",police,,,2010-04,2030-03-31
""",
    "people.csv": "id,partner,profession,role\nsergeant,police,policing,neighbourhood sergeant\n",
    "ties.csv": "from,to,kind,strength,since,until\ncouncil,police,works_with,2,2020-01-01,2024-01-01\n",
    "factors.csv": """\
id,name,kind,unit,per,better,baseline,trend_low,trend,trend_high,floor,ceiling,source,note
drinking,Street drinking,cause,incidents,month,lower,120,-0.02,0,0.02,,,Invented,
calls,Calls to the police,outcome,calls,month,lower,300,,,,0,900,Invented,"two
lines"
patrols,Patrols,activity,patrols,month,,40,,,,,,Invented,
waiting,People waiting,stock,people,,lower,0,,,,0,,Invented,
""",
    "actors.csv": "id,partner,factor,power\na1,police,patrols,3\n",
    "links.csv": """\
from,to,kind,sign,strength,elasticity_low,elasticity,elasticity_high,delay_low,delay,delay_high,grade,source,contributed_by
drinking,calls,influences,+,,0.2,0.3,0.5,0,1,2,5,Invented,police
patrols,drinking,influences,-,medium,,,,,6,,6,Invented,council
patrols,drinking,influences,+,weak,,,,,6,,6,Invented,police
drinking,waiting,adds_to,,,,,,,,,,Invented,
""",
    "maps.csv": "id,name,question,note\nnights,Nights out,What drives the nights?,\nwaits,Waiting,,\n",
    "positions.csv": """\
map,factor,x,y,body
nights,drinking,-120.5,40,
nights,calls,180,40,
waits,drinking,0,0,
main,drinking,5,-5,
nights,,30,-120,police
main,,0.5,90,council
""",
    "saved_views.csv": """\
id,name,map,focus,steps,colour,outcome,hide,who,note
levers,"What moves calls, at night",nights,drinking,2,leverage,calls,activity;driver,,Asked in May
police,The police,main,@police,1,kind,,,all,
""",
    "asks.csv": """\
id,factor,from,to,text,made,answer_by,state,answered,answer
lamps,drinking,police,council,Could you light the square?,2026-03-02,2026-04-01,declined,2026-03-20,No money this year.
patrol,calls,council,police,"Could you patrol at night,
on foot?",2026-03-05,2026-04-15,open,,
""",
    "measures.csv": """\
id,factor,name,unit,better,source,publisher,licence,frequency,lag_days,target,definition,profile
calls,calls,Calls,calls,lower,Invented,,,month,30,250,All calls,mdc2023
""",
    "series/calls.csv": """\
period,value,numerator,denominator,edition
2024-01,310,,,
2024-02,,,,
2024-03,295.5,,,2024-05-01
""",
    "events.csv": "date,text,factor,measure,kind\n2024-02-01,New definition,,calls,rebase\n",
    "options.csv": """\
id,name,description,lead,needs,start,requires,excludes,must
wardens,Street wardens,,council,council;police,0,,,
hub,A hub,,police,,12,wardens,,no
ban,A ban,,council,,0,,hub,
""",
    "effects.csv": """\
option,factor,change_low,change,change_high,ramp_months,lasts_months,grade,source
wardens,drinking,-0.2,-0.1,-0.05,6,36,5,Invented
""",
    "costs.csv": """\
option,partner,year,kind,amount,grade,note
wardens,council,0,revenue,50000,2,
hub,police,4,capital,1e5,,
""",
    "benefits.csv": """\
option,name,population,takeup,retention,impact,deadweight,unit_value,price_year,profile,kind,bearer,share,cashable,grade,double_count_group,source
hub,Fewer calls,900,0.6,0.8,2,0.25,500,2012,0.5;1;1,fiscal,police,0.8,0.3,5,,Invented
hub,Fewer calls,900,0.6,0.8,2,0.25,500,2012,0.5;1;1,fiscal,council,0.2,0.3,5,,Invented
""",
    "valuations.csv": """\
factor,name,value_per_unit,price_year,kind,bearer,share,cashable,grade,source
calls,A call,35,2012,fiscal,police,1,0.1,5,Invented
""",
    "budgets.csv": "partner,year,kind,amount\ncouncil,0,revenue,80000\npool,0,revenue,20000\n",
    "meetings.csv": """\
id,date,time,place,purpose
spring,2026-05-12,14:30,"Guildhall, room 2",First look
later,2026-09-01,,,
""",
    "decisions/first.toml": 'decided = "2026-05-01"\n',
    "README.md": "# Smallville\n\nInvented.\n",
}


def small_place(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the place, with some files another text (None: without the file), and say where."""
    for file, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def altered(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """One file with one passage changed."""
    assert old in FILES[file]
    return {file: FILES[file].replace(old, new, 1)}
