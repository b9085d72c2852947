"""The map in the OpenAPI description: its page, its files, and a path for each question of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.serve.map import LATEST, MOST, PARAMETERS, TEXTS, pattern_of
from kg.serve.mapped import JSON
from kg.serve.media import HTML
from kg.serve.openapi_parts import TEXT, answers

_READING: Final = ("400", "405", "414", "431")
_ASKING: Final = (*_READING, "503")
_SUMMARIES: Final[Mapping[str, str]] = {
    "scene": "where everything stands in one of the drawings of the map; 0 is the overview",
    "tally": "what the filters leave of a drawing: facts between those that stand there, counted, and what lies in it",
    "facts": "the facts that end at some nodes, or among=1 between them",
    "held": "some facts by their numbers",
    "details": "sentences and evidence of some facts",
    "search": "nodes by characters, pinyin, initials or code",
    "documents": "documents by title or file name",
    "nodes": "the numbers of nodes and of a document by the ids that follow id/ in their IRIs",
    "members": "the people in a place or body",
    "path": "a shortest path between two nodes",
    "rows": "the list of facts, sorted and searched",
}
_PARAMETERS: Final[Mapping[str, str]] = {
    "number": "which drawing, by its place in scenes of core.json",
    "node": "the number of a node",
    "fact": "the number of a fact",
    "kind": "the number of a kind of node, by its place in glyphs of core.json",
    "among": "1: only the facts between these nodes",
    "words": "what is looked for",
    "most": "how many at most",
    "name": "what follows id/ in the IRI of a node",
    "document": "the number of a document; for nodes, its id",
    "from": "the number of the node where the path starts",
    "to": "the number of the node where the path ends",
    "column": "what the rows are sorted by",
    "descending": "1: from the last to the first",
    "language": "in which language the rows are sorted",
    "drawn": "1: only facts whose ends are among the nodes given",
    "relation": "filter: the number of a relation, by its place in terms of core.json",
    "state": "filter: the number of a state",
    "place": "filter: the number of a place, with all that lies in it",
    "since": "filter: the first year",
    "until": "filter: the last year",
    "sure": "filter: the least confidence, in percent",
}


def paths() -> dict[str, Any]:
    """The operations below ``/map`` by path."""
    files: dict[str, Any] = {"text/css": {}, "text/javascript": {}}
    found = {
        "/map": _operation("map", "the network, fed by this server with what it shows", {HTML: {"type": "string"}}),
        "/map/core.json": _operation("map-core", "what the page of the map needs to start", _object(), errors=_ASKING),
        "/map/{name}": _operation(
            "map-file",
            "a style or a script of the page of the map",
            files,
            [_in_path("name", {"type": "string", "minLength": 1, "pattern": TEXT}, "map.js")],
            ("404", *_READING),
        ),
    }
    version = _in_path("version", {"type": "string", "pattern": "^([0-9a-f]{16}|latest)$"}, LATEST)
    for name, summary in _SUMMARIES.items():
        found[f"/map/{{version}}/{name}.json"] = _operation(
            f"map-{name}",
            summary,
            _object(),
            [version, *(_parameter(name, parameter) for parameter in PARAMETERS[name])],
            ("404", "409", *_ASKING),
        )
    return {path: {"get": operation} for path, operation in found.items()}


def _operation(
    name: str,
    summary: str,
    content: Mapping[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    errors: tuple[str, ...] = _READING,
) -> dict[str, Any]:
    responses = answers(content, *errors, page=True)
    if "409" in responses:
        responses["409"]["description"] = "that version is no more: the graph has changed"
    if HTML not in content:
        responses["304"] = {"description": "the client has it already (If-None-Match)"}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["map"],
        "parameters": parameters or [],
        "responses": responses,
    }


def _parameter(question: str, spelled: str) -> dict[str, Any]:
    name, sign = spelled.rstrip("*!"), spelled[-1]
    schema: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    if name in TEXTS or (question, name) == ("nodes", "document"):
        schema = {"type": "string", "pattern": f"^({pattern_of(question, name)})$"}
    found: dict[str, Any] = {
        "name": name,
        "in": "query",
        "required": sign == "!",
        "description": _PARAMETERS[name],
        "schema": schema,
    }
    if sign == "*":
        found |= {"schema": {"type": "array", "items": schema, "maxItems": MOST}, "explode": True}
    return found


def _in_path(name: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
    what = {"version": "the version that core.json tells, or latest", "name": "the name of the file"}[name]
    return {"name": name, "in": "path", "required": True, "description": what, "schema": schema, "example": example}


def _object() -> dict[str, Any]:
    return {JSON: {"type": "object"}}
