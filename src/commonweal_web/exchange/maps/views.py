"""Pages of a map that comes from another program, or goes to one."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.errors import Fault, FaultyInput, WrongUse
from commonweal.files.maps.formats import FORMATS, format_of, read_map
from commonweal.files.maps.joining import Joined, joined
from commonweal.files.maps.schema import Drawing, DrawingRead
from commonweal.files.maps.signs import Meaning, contributed_by, loops_that_wait, with_signs, words_without_sign
from commonweal.names import listed
from commonweal.systemmap.archetypes.known import KNOWN, map_of
from commonweal_web.exchange.maps import selectors, services
from commonweal_web.exchange.maps.forms import LARGEST_CARRIED, BroughtForm, MapFileForm, MapOutForm, brought, carried
from commonweal_web.exchange.selectors import place_folder
from commonweal_web.place.access import Permission, actor, for_place
from commonweal_web.place.columns import stages_for
from commonweal_web.place.item import Disclosure

UNPROCESSABLE = 422

# Rows of a preview that are shown; more are counted.
SHOWN = 50


@for_place(Permission.EXPORT)
def map_out(request: HttpRequest, place: Any) -> HttpResponse:
    """The map of a place for another program: a page, and the file."""
    drawing = selectors.drawing_seen(place, request.viewer)  # type: ignore[attr-defined]
    form = MapOutForm(*([request.POST] if request.method == "POST" else []), maps=selectors.maps_seen(drawing))
    if request.method != "POST" or not form.is_valid():
        return render(request, "exchange/map_out.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)
    name, map_id = form.chosen()
    format_ = FORMATS[name]
    data = services.map_exported(place=place, by=actor(request), drawing=drawing, chosen=(format_, map_id))
    answer = HttpResponse(data, content_type=format_.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{place.slug}{format_.ending}"'
    return answer


@for_place(Permission.CONTRIBUTE)
def map_in(request: HttpRequest, place: Any) -> HttpResponse:
    """A map of another program, shown first and then added to the place."""
    if request.method == "POST" and "drawing" in request.POST:
        return _confirmed(request, place)
    form = MapFileForm(request.POST, request.FILES) if request.method == "POST" else MapFileForm()
    if request.method != "POST" or not form.is_valid():
        return _asked(request, form)
    name, read = _read(form)
    if read.drawing is None:
        return _asked(request, form, read.faults)
    if len(carried(read)) > LARGEST_CARRIED:
        problem, mend = "the map is too large for this page", "Use the command line: commonweal map import."
        return _asked(request, form, (Fault(name, None, None, problem, mend),))
    asked = _form(request, place, read, initial={"name": name, "drawing": carried(read)})
    return _shown(request, asked, _before_they_mean(request, place, read), read)


def _read(form: MapFileForm) -> tuple[str, DrawingRead]:
    """The map of a file, or of a pattern, with its name."""
    file = form.cleaned_data["file"]
    if not file:
        pattern = next(one for one in KNOWN if one.id == form.cleaned_data["pattern"])
        small = map_of(pattern)
        return pattern.name, DrawingRead(
            Drawing(small.factors, small.links), notes=(pattern.description, pattern.way_out)
        )
    try:
        format_ = format_of(file.name, form.cleaned_data["format"] or None)
    except WrongUse as error:
        return file.name, DrawingRead(None, (Fault(file.name, None, None, error.problem, error.mend),))
    return file.name, read_map(file.read(), file.name, format_)


def _asked(request: HttpRequest, form: MapFileForm, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    status = UNPROCESSABLE if faults or form.errors else 200
    return render(request, "exchange/map_in.html", {"form": form, "faults": faults}, status=status)


def _form(request: HttpRequest, place: Any, read: DrawingRead, *sent: Any, **more: Any) -> BroughtForm:
    viewer = request.viewer  # type: ignore[attr-defined]
    partners = selectors.partners_seen(place, viewer)
    stages = [stage for stage in stages_for(viewer) if stage[0] != Disclosure.PUBLIC]
    return BroughtForm(*sent, read=read, partners=partners, stages=stages, **more)


def _joined(request: HttpRequest, place: Any, read: DrawingRead, meaning: Meaning, by: str = "") -> Joined:
    assert read.drawing is not None
    drawing, _ = with_signs(read.drawing, meaning)
    folder = place_folder(place, request.viewer)  # type: ignore[attr-defined]
    return joined(folder, contributed_by(drawing, by) if by else drawing, request.POST.get("name", "the file"))


def _before_they_mean(request: HttpRequest, place: Any, read: DrawingRead) -> Joined:
    """What comes in whatever the arrows without a sign mean: those wait, and the loops that pass them."""
    assert read.drawing is not None
    waiting = set(loops_that_wait(read.drawing))
    sure = replace(read.drawing, loops=tuple(loop for loop in read.drawing.loops if loop not in waiting))
    return _joined(request, place, replace(read, drawing=sure), Meaning(otherwise="leave out"))


def _shown(
    request: HttpRequest, form: BroughtForm, found: Joined, read: DrawingRead, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    drawing = read.drawing or Drawing()
    here = found.folder.system_map.factors if found.folder else ()
    names = {factor.id: factor.name for factor in (*drawing.factors, *here)}
    context = {
        "form": form,
        "found": found,
        "factors": found.added.factors[:SHOWN],
        "links": [(names.get(link.from_, link.from_), names.get(link.to, link.to), link) for link in found.added.links][
            :SHOWN
        ],
        "loops": [
            (loop, [names.get(id_, id_) for id_ in (*loop.factors, *loop.factors[:1])])
            for loop in found.added.loops[:SHOWN]
        ],
        "differences": found.differences[:SHOWN],
        "shown": SHOWN,
        "unsigned": sum(words_without_sign(drawing).values()),
        "waiting": len(loops_that_wait(drawing)),
        "notes": (*read.notes, *found.notes),
        "faults": faults or found.faults,
    }
    return render(request, "exchange/map_seen.html", context, status=UNPROCESSABLE if faults or form.errors else 200)


def _confirmed(request: HttpRequest, place: Any) -> HttpResponse:
    read = brought(request.POST)
    if read.drawing is None:
        return _asked(request, MapFileForm(), read.faults)
    form = _form(request, place, read, request.POST)
    if not form.is_valid():
        return _shown(request, form, _before_they_mean(request, place, read), read)
    found = _joined(request, place, read, form.meaning(), form.cleaned_data["by"])
    if found.folder is None:
        return _shown(request, form, found, read, found.faults)
    author = services.Author(place, request.viewer, actor(request), form.cleaned_data["disclosure"])  # type: ignore[attr-defined]
    try:
        services.add_map(added=found.added, author=author)
    except FaultyInput as error:
        return _shown(request, form, found, read, error.faults)
    counts = {name: len(getattr(found.added, name)) for name in ("factors", "links", "loops")}
    told = [
        f"{count} new {name.removesuffix('s') if count == 1 else name}"
        for name, count in counts.items()
        if count or name != "loops"
    ]
    messages.success(request, f"The map has {listed(told)}.")
    return redirect("pages:factors", place=place.slug)
