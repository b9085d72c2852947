"""The description of the server for other programs: the saved questions in, OpenAPI 3.1 as JSON out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.query import Parameter, SavedQuery, catalog
from kg.serve.media import GRAPHS, ROWS
from kg.serve.questions import TYPES
from kg.serve.requests import LONGEST, SHORTEST, SHORTEST_QUESTION

_PATTERNS: Final[Mapping[str, str]] = {
    "integer": "^[+-]?[0-9]{1,18}$",
    "date": "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$",
    "iri": "^https?://[A-Za-z0-9.-]{1,80}(/[A-Za-z0-9/._~#-]{0,200})?$",
}
"""Of each type the plain values; the server takes more, as names with a prefix."""
_PLAIN: Final = {"text/plain": {"schema": {"type": "string"}}}
_ERRORS: Final[Mapping[str, str]] = {
    "400": "the request is wrong, in one line",
    "404": "there is no such thing",
    "405": "a method that means nothing here",
    "406": "no format that fits",
    "413": "the body is too large",
    "414": "the URL is too long",
    "415": "the body is no query",
    "431": "the headers are too long",
    "503": "the query was stopped, or too many wait",
}


async def openapi(_: Request) -> Response:
    """The description as ``/openapi.json``."""
    return Response(document(), media_type="application/json")


@cache
def document() -> bytes:
    """The description: SPARQL, graphs, entities and a path for each saved question and format."""
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql(), "post": _sparql_post()},
        "/ask": {"get": _ask()},
        "/graphs": {"get": _graphs()},
        "/id/{path}": {"get": _identifier()},
    }
    for name, question in catalog().items():
        for suffix, media in TYPES.items():
            paths[f"/q/{name}.{suffix}"] = {"get": _question(question, suffix, media)}
    content = {
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
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _question(question: SavedQuery, suffix: str, media: str) -> dict[str, Any]:
    return {
        "operationId": f"{question.name}-{suffix}",
        "summary": f"{question.title['zh']} {question.title['en']}",
        "description": f"{question.description['zh']} {question.description['en']}",
        "tags": ["questions"],
        "parameters": [
            *(_parameter(name, one, suffix) for name, one in question.parameters.items()),
            _limit(),
            _timeout(SHORTEST_QUESTION),
        ],
        "responses": _responses([media], "400", "404", "405", "414", "431", "503"),
    }


def _parameter(name: str, parameter: Parameter, suffix: str) -> dict[str, Any]:
    """A parameter of a question; the page asks for what is missing, the others refuse.  Empty is not given."""
    needed = parameter.required and suffix != "html"
    schema: dict[str, Any] = {"type": "string", "minLength": 1} if needed else {"type": "string"}
    if pattern := _PATTERNS.get(parameter.type):
        schema["pattern"] = pattern if needed else f"^$|{pattern}"
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
        "tags": ["sparql"],
        "parameters": [
            _text("query", "the query", "SELECT * { ?s ?p ?o } LIMIT 10"),
            _several("default-graph-uri"),
            _several("named-graph-uri"),
            _timeout(),
        ],
        "responses": _responses([*ROWS, *GRAPHS], "400", "403", "405", "406", "414", "431", "503"),
    }


def _sparql_post() -> dict[str, Any]:
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string", "minLength": 1}}}
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
        "responses": _responses([*ROWS, *GRAPHS], "400", "403", "405", "406", "413", "414", "415", "431", "503"),
    }


def _ask() -> dict[str, Any]:
    question = {**_text("question", "in Chinese or English", "谁在长宁区挂职?"), "required": True}
    question["schema"] = {"type": "string", "pattern": "[A-Za-z]"}
    return {
        "operationId": "ask",
        "summary": "a question in plain Chinese or English, read as a saved question",
        "tags": ["questions"],
        "parameters": [question, _timeout(SHORTEST_QUESTION)],
        "responses": _responses(["application/json"], "400", "405", "414", "431", "503"),
    }


def _graphs() -> dict[str, Any]:
    return {
        "operationId": "graph",
        "summary": "SPARQL 1.1 Graph Store Protocol, reading: ?graph=IRI, or ?default for the default graph",
        "tags": ["sparql"],
        "parameters": [
            {
                **_text("graph", "the IRI of a graph", None),
                "required": True,
                "schema": {"type": "string", "pattern": _PATTERNS["iri"]},
            },
        ],
        "responses": _responses(GRAPHS, "400", "404", "405", "406", "414", "431", "503"),
    }


def _identifier() -> dict[str, Any]:
    path = {"name": "path", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    responses = _responses(GRAPHS, "400", "404", "405", "406", "414", "431", "503")
    responses["303"] = {"description": "where the document about the thing is: HTML or RDF, by the Accept header"}
    return {
        "operationId": "entity",
        "summary": "linked data",
        "tags": ["data"],
        "parameters": [path],
        "responses": responses,
    }


def _responses(media: Sequence[str], *errors: str) -> dict[str, Any]:
    content: dict[str, Any] = {kind: {"schema": {}} for kind in media}
    found: dict[str, Any] = {"200": {"description": "the answer", "content": content}}
    for status in errors:
        description = _ERRORS.get(status, "refused: the server only reads")
        found[status] = {"description": description, "content": _PLAIN}
    return found


def _text(name: str, description: str, example: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "in": "query", "description": description, "schema": {"type": "string"}}
    return found if example is None else {**found, "example": example}


def _several(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": "a graph of the store; may be repeated",
        "schema": {"type": "array", "items": {"type": "string", "pattern": _PATTERNS["iri"]}},
        "explode": True,
    }


def _limit() -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {"name": "limit", "in": "query", "description": "the most rows", "schema": schema}


def _timeout(least: float = SHORTEST) -> dict[str, Any]:
    schema = {"type": "number", "minimum": least, "maximum": LONGEST}
    return {"name": "timeout", "in": "query", "description": "seconds, below the server's own limit", "schema": schema}
