"""Pieces of the OpenAPI description that several operations share: parameters, answers, their JSON Schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.serve.media import HTML
from kg.serve.requests import LONGEST, SHORTEST

TEXT: Final = "^[^\\u0000]*$"
"""Any text: UTF-8 without NUL."""
IRI: Final = "^https?://[A-Za-z0-9.-]{1,80}(/[A-Za-z0-9/._~#-]{0,200})?$"
_LEAP: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAYS: Final = "(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
PATTERNS: Final[Mapping[str, str]] = {
    "integer": "^[+-]?[0-9]{1,18}$",
    "date": f"^(?!0000)([0-9]{{4}}(-(0[1-9]|1[0-2]))?|[0-9]{{4}}-((0[1-9]|1[0-2])-{_DAYS})|{_LEAP}-02-29)$",
    "iri": IRI,
}
"""Of each type the values; IRIs are also taken with a prefix, which depends on the graph."""
_NODE: Final = "(\\?[a-z]{1,8}|<https?://[a-z]{1,20}/[A-Za-z0-9/#]{0,40}>|(kg|skos|rdf|org|prov):[A-Za-z]{1,30})"
_VALUE: Final = f'({_NODE}|"[A-Za-z0-9 ]{{0,20}}"(@[a-z]{{2}})?|[0-9]{{1,9}})'
QUERY: Final = (
    f"^(SELECT (DISTINCT )?(\\*|\\?[a-z]{{1,8}}) (WHERE )?\\{{ {_NODE} {_NODE} {_VALUE} \\}} LIMIT [1-9][0-9]{{0,2}}"
    f"|ASK \\{{ {_NODE} {_NODE} {_VALUE} \\}})$"
)
"""The plainest queries: one triple pattern with terms of well-known prefixes."""
_PLAIN: Final = {"text/plain": {"schema": {"type": "string"}}}
_SHOWN: Final = {HTML: {"schema": {"type": "string"}}}
_ERRORS: Final[Mapping[str, str]] = {
    "400": "the request is wrong, in one line",
    "401": "the token is missing or wrong",
    "403": "refused: the server only reads",
    "404": "there is no such thing",
    "405": "a method that means nothing here",
    "406": "no format that fits",
    "408": "the body was too slow",
    "409": "that is settled already",
    "413": "the body is too large",
    "414": "the URL is too long",
    "415": "the body is no query",
    "431": "the headers are too long",
    "500": "the store cannot be read",
    "503": "the query was stopped, or too many wait",
}


def answers(content: Mapping[str, Any], *errors: str, page: bool) -> dict[str, Any]:
    """The responses of an operation: 200 with the schema of each media type, where it has any, and the errors.

    ``page``: an error may also come as a page, to a client that prefers one.
    """
    found: dict[str, Any] = {}
    if content:
        described = {media: {"schema": schema} for media, schema in content.items()}
        found["200"] = {"description": "the answer", "content": described}
    for status in sorted(set(errors)):
        found[status] = {"description": _ERRORS[status], "content": {**_PLAIN, **(_SHOWN if page else {})}}
    return found


def results() -> dict[str, Any]:
    """SPARQL 1.1 Query Results JSON (W3C Recommendation 2013): rows, or a truth value."""
    names = {"type": "array", "items": {"type": "string"}}
    row = {"type": "object", "additionalProperties": {"type": "object", "required": ["type", "value"]}}
    rows = {"type": "object", "required": ["bindings"], "properties": {"bindings": {"type": "array", "items": row}}}
    return {
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": names}},
            "results": rows,
            "boolean": {"type": "boolean"},
        },
    }


def answers_of_questions() -> dict[str, Any]:
    """What ``/ask`` gives: how the question was read, and what came of it."""
    texts = {"type": "array", "items": {"type": "string"}}
    choice = {
        "type": "object",
        "required": ["query", "parameters", "score", "phrasing", "command"],
        "properties": {
            "query": {"type": "string"},
            "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
            "score": {"type": "number"},
            "phrasing": {"type": "string"},
            "command": {"type": "string"},
        },
    }
    return {
        "type": "object",
        "required": ["question", "kind", "choice", "candidates", "reasons", "count", "counted", "result"],
        "properties": {
            "question": {"type": "string"},
            "kind": {"type": "string"},
            "choice": {"anyOf": [choice, {"type": "null"}]},
            "candidates": {"type": "array", "items": choice},
            "reasons": texts,
            "count": {"type": ["integer", "null"]},
            "counted": {"type": ["string", "null"]},
            "result": {"anyOf": [results(), {"type": "null"}]},
        },
    }


def text(name: str, description: str, example: str) -> dict[str, Any]:
    """A parameter that is any text."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", "pattern": TEXT},
        "example": example,
    }


def several(name: str) -> dict[str, Any]:
    """A parameter that names graphs, any number of times."""
    return {
        "name": name,
        "in": "query",
        "description": "a graph of the store; may be repeated",
        "schema": {"type": "array", "items": {"type": "string", "pattern": IRI}},
        "explode": True,
    }


def limit() -> dict[str, Any]:
    """The parameter ``limit``."""
    schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {"name": "limit", "in": "query", "description": "the most rows", "schema": schema}


def timeout(least: float = SHORTEST) -> dict[str, Any]:
    """The parameter ``timeout``, at least ``least`` seconds."""
    schema = {"type": "number", "minimum": least, "maximum": LONGEST}
    return {"name": "timeout", "in": "query", "description": "seconds, below the server's own limit", "schema": schema}
