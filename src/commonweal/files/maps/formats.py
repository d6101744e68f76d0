"""The formats of a map: which there are, how a file is read and written in each, and what each cannot hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from commonweal.errors import Fault, WrongUse
from commonweal.files.cells import Unreadable
from commonweal.files.folder import fit_to_show
from commonweal.files.maps.graphs.gexf import gexf_bytes, graph_in_gexf
from commonweal.files.maps.graphs.graphml import graph_in_graphml, graphml_bytes
from commonweal.files.maps.graphs.kumu import graph_in_kumu, kumu_bytes, kumu_notes
from commonweal.files.maps.graphs.plain.dot import dot_bytes, graph_in_dot
from commonweal.files.maps.graphs.plain.gml import gml_bytes, graph_in_gml
from commonweal.files.maps.graphs.prsm import graph_in_prsm
from commonweal.files.maps.graphs.xml import is_held
from commonweal.files.maps.inward import drawing_of
from commonweal.files.maps.outward import graph_of
from commonweal.files.maps.schema import Drawing, DrawingRead, Graph
from commonweal.files.maps.sheets.tables import (
    OF_A_MAP,
    csv_zip_bytes,
    drawing_in_csv_zip,
    drawing_in_workbook,
    map_workbook_bytes,
    workbook_notes,
)
from commonweal.files.tables import columns_of
from commonweal.files.text import may_hold_nhs_number, nhs_numbers
from commonweal.names import listed

LARGEST_MAP = 50_000_000

NHS_PROBLEM = "holds what looks like an NHS number"
NHS_MEND = "Take it out: a place holds figures about areas and services, never about one person."


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name: what a person calls it, its ending, its kind on the web, and how it is read and written."""

    name: str
    title: str
    ending: str
    media_type: str
    read: Callable[[bytes, str], DrawingRead]
    write: Callable[[Drawing, str], tuple[bytes, tuple[str, ...]]] | None = None


def _reader(read: Callable[[bytes], Graph]) -> Callable[[bytes, str], DrawingRead]:
    return lambda data, file: drawing_of(read(data), file)


def _xml_writer(write: Callable[[Graph], bytes]) -> Callable[[Drawing, str], tuple[bytes, tuple[str, ...]]]:
    def written(drawing: Drawing, map_id: str) -> tuple[bytes, tuple[str, ...]]:
        graph = graph_of(drawing, map_id)
        return write(graph), (*graph.notes, *_not_xml(graph))

    return written


def _plain_writer(write: Callable[[Graph], bytes]) -> Callable[[Drawing, str], tuple[bytes, tuple[str, ...]]]:
    def written(drawing: Drawing, map_id: str) -> tuple[bytes, tuple[str, ...]]:
        graph = graph_of(drawing, map_id)
        return write(graph), graph.notes

    return written


def _not_xml(graph: Graph) -> Iterator[str]:
    rows = (*((node.id, node.values) for node in graph.nodes), *((edge.source, edge.values) for edge in graph.edges))
    odd = sorted({id_ for id_, values in rows for text in (*values, *values.values()) if not is_held(text)})
    if odd:
        yield f"Letters that XML does not know are replaced at {listed(odd[:10])}."


def _kumu(drawing: Drawing, map_id: str) -> tuple[bytes, tuple[str, ...]]:
    graph = graph_of(drawing, map_id)
    return kumu_bytes(graph), (*graph.notes, *kumu_notes(graph))


def _tables(write: Callable[[Drawing], bytes]) -> Callable[[Drawing, str], tuple[bytes, tuple[str, ...]]]:
    def written(drawing: Drawing, map_id: str) -> tuple[bytes, tuple[str, ...]]:
        if map_id:
            raise WrongUse("one map alone is written as GraphML, GEXF, GML, DOT or Kumu", mend="Leave --map out.")
        return write(drawing), ()

    return written


def _workbook(drawing: Drawing, map_id: str) -> tuple[bytes, tuple[str, ...]]:
    data, _ = _tables(map_workbook_bytes)(drawing, map_id)
    return data, tuple(workbook_notes(drawing))


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(
            "xlsx",
            "Excel workbook",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            drawing_in_workbook,
            _workbook,
        ),
        Format("csv", "CSV files in a zip", ".zip", "application/zip", drawing_in_csv_zip, _tables(csv_zip_bytes)),
        Format(
            "graphml",
            "GraphML, for yEd, Gephi and PRSM",
            ".graphml",
            "application/xml",
            _reader(graph_in_graphml),
            _xml_writer(graphml_bytes),
        ),
        Format("gexf", "GEXF, for Gephi", ".gexf", "application/xml", _reader(graph_in_gexf), _xml_writer(gexf_bytes)),
        Format(
            "gml", "GML, for igraph and others", ".gml", "text/plain", _reader(graph_in_gml), _plain_writer(gml_bytes)
        ),
        Format(
            "dot", "DOT, for Graphviz", ".dot", "text/vnd.graphviz", _reader(graph_in_dot), _plain_writer(dot_bytes)
        ),
        Format("kumu", "Kumu", ".json", "application/json", _reader(graph_in_kumu), _kumu),
        Format("prsm", "PRSM", ".prsm", "application/octet-stream", _reader(graph_in_prsm)),
    )
}


def format_of(file: str, name: str | None = None) -> Format:
    """The format of a file by its ending, or by the name that was given.

    Raises
    ------
    WrongUse
        Where neither says it.
    """
    if name is not None:
        if name in FORMATS:
            return FORMATS[name]
        raise WrongUse(f"there is no format {name}", mend=f"Choose one of: {', '.join(FORMATS)}.")
    ending = PurePath(file).suffix.lower()
    for one in FORMATS.values():
        if one.ending == ending:
            return one
    endings = listed([one.ending for one in FORMATS.values()], last="or")
    raise WrongUse("the ending does not say the format", where=file, mend=f"Use {endings}, or name the format.")


def read_map(data: bytes, file: str, format_: Format) -> DrawingRead:
    """The map in a file, with every fault in it.

    Parameters
    ----------
    data
        The whole file.
    file
        Its name, for faults.
    format_
        One of `FORMATS`.

    Returns
    -------
    DrawingRead
        Without a map where there is any fault. No fault or note repeats an NHS number.
    """
    if len(data) > LARGEST_MAP:
        problem = f"the file has {len(data) / 1e6:,.0f} MB, and the most is {LARGEST_MAP / 1e6:.0f}"
        return DrawingRead(None, (Fault(file, None, None, problem, "Export a part of the map."),))
    try:
        read = format_.read(data, file)
    except Unreadable as fault:
        return DrawingRead(None, fit_to_show([Fault(file, None, None, fault.problem, fault.mend)]))
    faults = [*read.faults, *(_nhs_faults(read.drawing, file) if read.drawing else ())]
    notes = tuple(clean.problem for clean in fit_to_show(Fault("", None, None, note, "") for note in read.notes))
    return DrawingRead(None if faults else read.drawing, fit_to_show(faults), notes)


def _nhs_faults(drawing: Drawing, file: str) -> Iterator[Fault]:
    """A fault for every row of the map that holds what looks like an NHS number."""
    for table in OF_A_MAP:
        for number, row in enumerate(getattr(drawing, table), 1):
            values = [(column.name, getattr(row, column.field)) for column in columns_of(type(row))]
            texts = [(name, value) for name, value in [*values, *row.extra] if isinstance(value, str)]
            if not may_hold_nhs_number("\n".join(text for _, text in texts)):
                continue
            for name, text in texts:
                if any(nhs_numbers(text)):
                    yield Fault(file, None, name, f"row {number} of the {table} {NHS_PROBLEM}", NHS_MEND)


def write_map(drawing: Drawing, format_: Format, map_id: str = "") -> tuple[bytes, tuple[str, ...]]:
    """The map as a file, and what the format cannot hold of it.

    Raises
    ------
    WrongUse
        For a format that is only read, or a map that there is none of.
    """
    if format_.write is None:
        mend = "PRSM opens GraphML and GEXF." if format_.name == "prsm" else "Choose another format."
        raise WrongUse(f"{format_.title} files are read, not written", mend=mend)
    return format_.write(drawing, map_id)
