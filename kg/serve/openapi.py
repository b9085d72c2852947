"""The description of the server for other programs: the saved questions in, OpenAPI 3.1 as JSON out."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.query import Parameter, SavedQuery, catalog
from kg.serve import openapi_map, openapi_review
from kg.serve.media import GRAPHS, HTML, JSON, ROWS, SHORT, TURTLE
from kg.serve.openapi_parts import (
    IRI,
    PATTERNS,
    QUERY,
    TEXT,
    answers,
    answers_of_questions,
    limit,
    results,
    several,
    text,
    timeout,
)
from kg.serve.questions import TYPES
from kg.serve.requests import PRINTED, SHORTEST_QUESTION
from kg.serve.settings import Access

_READING: Final = ("400", "405", "414", "431")
_ASKING: Final = (*_READING, "503")
_PLAIN_QUERY: Final = "any query of SPARQL 1.1, of which no regular expression tells: the pattern gives plain ones only"
_ABOUT: Final = tuple(short for short in SHORT if short not in {"csv", "tsv"})


async def openapi(request: Request) -> Response:
    """The description as ``/openapi.json``."""
    access: Access = request.app.state.access
    return Response(document(access.token is not None), media_type="application/json")


@cache
def document(with_token: bool = False) -> bytes:
    """The description: SPARQL, graphs, entities, the pages, and a path for each saved question and format.

    ``with_token``: also what the server does for those who hold its token.
    """
    paths: dict[str, Any] = {
        "/": {"get": _page("desk", "a SPARQL editor for people", *_READING)},
        "/sparql": {"get": _sparql(), "post": _sparql_post()},
        "/ask": {"get": _ask()},
        "/graphs": {"get": _graphs()},
        "/id/{path}": {"get": _identifier()},
        "/about/{path}": {"get": _about()},
        "/browse": {"get": _browse()},
        "/browse/{name}": {"get": _browsed()},
        **openapi_map.paths(),
        "/ns": {"get": _plain("ontology", "the ontology", {TURTLE: {}}, "data", *_READING)},
        "/terms.json": {
            "get": _plain("terms", "prefixes, and the classes and properties in use", _object(), "data", *_ASKING)
        },
        "/openapi.json": {"get": _plain("openapi", "this description", _object(), "server", *_READING)},
        "/q": {"get": _page("questions", "the saved questions, for people", *_READING)},
    }
    for name, question in catalog().items():
        for suffix, media in TYPES.items():
            paths[f"/q/{name}.{suffix}"] = {"get": _question(question, suffix, media)}
    if with_token:
        paths |= openapi_review.paths()
    content: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "cadre-kg",
            "version": __version__,
            "description": "A knowledge graph of Chinese official news in which every fact shows its source.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
    }
    if with_token:
        content["components"] = {"securitySchemes": openapi_review.SCHEMES}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _question(question: SavedQuery, suffix: str, media: str) -> dict[str, Any]:
    content = {media: results() if media == JSON else {"type": "string"}}
    return {
        "operationId": f"{question.name}-{suffix}",
        "summary": f"{question.title['zh']} {question.title['en']}",
        "description": f"{question.description['zh']} {question.description['en']}",
        "tags": ["questions"],
        "parameters": [
            *(_parameter(name, one, suffix) for name, one in question.parameters.items()),
            limit(),
            timeout(SHORTEST_QUESTION),
        ],
        "responses": answers(content, "404", *_ASKING, page=suffix == "html"),
    }


def _parameter(name: str, parameter: Parameter, suffix: str) -> dict[str, Any]:
    """A parameter of a question; the page asks for what is missing, the others refuse.  Empty is not given."""
    needed = parameter.required and suffix != "html"
    pattern = PATTERNS.get(parameter.type)
    if pattern is None:
        pattern = TEXT
    elif not needed:
        pattern = f"^$|{pattern}"
    schema = {"type": "string", "pattern": pattern, **({"minLength": 1} if needed else {})}
    return {
        "name": name,
        "in": "query",
        "required": needed,
        "description": f"{parameter.description} ({parameter.type})",
        "schema": schema,
        "example": parameter.example,
    }


def _sparql() -> dict[str, Any]:
    return {
        "operationId": "query",
        "summary": "SPARQL 1.1 Protocol: query by GET; without a query, the service description",
        "description": f"Where a link cannot send an Accept header, format= may name one of {', '.join(SHORT)}.",
        "tags": ["sparql"],
        "parameters": [
            {
                "name": "query",
                "in": "query",
                "description": _PLAIN_QUERY,
                "schema": {"type": "string", "pattern": QUERY},
                "example": "SELECT * { ?s ?p ?o } LIMIT 10",
            },
            several("default-graph-uri"),
            several("named-graph-uri"),
            timeout(),
        ],
        "responses": answers(_rows_or_triples(), "403", "406", *_ASKING, page=True),
    }


def _sparql_post() -> dict[str, Any]:
    query = {"type": "string", "description": _PLAIN_QUERY, "pattern": QUERY}
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": query},
        "propertyNames": {"pattern": TEXT},
        "additionalProperties": {"type": "string", "pattern": TEXT},
    }
    return {
        "operationId": "query-by-post",
        "summary": "SPARQL 1.1 Protocol: query by POST",
        "tags": ["sparql"],
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": {"type": "string"}},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": answers(_rows_or_triples(), "403", "406", "408", "413", "415", *_ASKING, page=True),
    }


def _ask() -> dict[str, Any]:
    question = {**text("question", "in Chinese or English", "谁在长宁区挂职?"), "required": True}
    question["schema"] = {"type": "string", "pattern": f"^[^\\u0000]*{PRINTED}[^\\u0000]*$"}
    return {
        "operationId": "ask",
        "summary": "a question in plain Chinese or English, read as a saved question",
        "tags": ["questions"],
        "parameters": [question, timeout(SHORTEST_QUESTION)],
        "responses": answers({"application/json": answers_of_questions()}, *_ASKING, page=True),
    }


def _graphs() -> dict[str, Any]:
    """One graph, by its name or as the default one: OpenAPI says "one of" only of the members of an object."""
    one: dict[str, Any] = {"graph": {"type": "string", "pattern": IRI}, "default": {"type": "string", "maxLength": 0}}
    short: dict[str, Any] = {"type": "string", "enum": [name for name in _ABOUT if name != "html"]}
    kinds = [
        {
            "type": "object",
            "required": [name],
            "properties": {name: schema, "format": short},
            "additionalProperties": False,
        }
        for name, schema in one.items()
    ]
    which = {
        "name": "which",
        "in": "query",
        "required": True,
        "description": "graph=IRI for a graph of the store, or default for the default graph; and the format",
        "style": "form",
        "explode": True,
        "schema": {"oneOf": kinds},
        "example": {"default": ""},
    }
    return {
        "operationId": "graph",
        "summary": "SPARQL 1.1 Graph Store Protocol, reading: ?graph=IRI, or ?default for the default graph",
        "tags": ["sparql"],
        "parameters": [which],
        "responses": answers({media: {} for media in GRAPHS}, "404", "406", *_ASKING, page=True),
    }


def _identifier() -> dict[str, Any]:
    responses = answers({media: {} for media in GRAPHS}, "404", "406", *_ASKING, page=True)
    responses["303"] = {"description": "where the document about the thing is: HTML or RDF, by the Accept header"}
    return {
        "operationId": "entity",
        "summary": "linked data: the IRI of a thing leads to the document about it, that of a graph is its triples",
        "tags": ["data"],
        "parameters": [_path("what follows id/ in the IRI", "person/zhang-wei-1a2b3c4d")],
        "responses": responses,
    }


def _about() -> dict[str, Any]:
    example = f"person/zhang-wei-1a2b3c4d.{_ABOUT[-1]}"
    return {
        "operationId": "about",
        "summary": f"what is known of a thing; the suffix is one of {', '.join(_ABOUT)}",
        "tags": ["data"],
        "parameters": [_path("what follows id/ in the IRI, and a suffix", example), _number()],
        "responses": answers({HTML: {"type": "string"}, **{media: {} for media in GRAPHS}}, "404", *_ASKING, page=True),
    }


def _number() -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": 99999}
    return {"name": "page", "in": "query", "description": "which page of a thing with many facts", "schema": schema}


def _browse() -> dict[str, Any]:
    responses = answers({}, *_READING, page=True)
    responses["303"] = {"description": "where the first page is"}
    return {"operationId": "browse", "summary": "the pages to browse", "tags": ["pages"], "responses": responses}


def _browsed() -> dict[str, Any]:
    name = {**_path("the name of an index, or of a file that its page loads", "people.html"), "name": "name"}
    content: dict[str, Any] = {HTML: {"type": "string"}, "text/css": {}, "text/javascript": {}}
    return {
        "operationId": "browsed",
        "summary": "an index: people, places, bodies, documents, reports, undertakings, events, flows, timeline",
        "tags": ["pages"],
        "parameters": [name],
        "responses": answers(content, "404", *_ASKING, page=True),
    }


def _page(name: str, summary: str, *errors: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["pages"],
        "responses": answers({HTML: {"type": "string"}}, *errors, page=True),
    }


def _plain(name: str, summary: str, content: dict[str, Any], tag: str, *errors: str) -> dict[str, Any]:
    return {"operationId": name, "summary": summary, "tags": [tag], "responses": answers(content, *errors, page=True)}


def _object() -> dict[str, Any]:
    return {"application/json": {"type": "object"}}


def _rows_or_triples() -> dict[str, Any]:
    found: dict[str, Any] = {media: {} for media in (*ROWS, *GRAPHS)}
    return {**found, JSON: results()}


def _path(description: str, example: str) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "pattern": TEXT}
    return {
        "name": "path",
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }
