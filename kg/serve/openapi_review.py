"""What the server does for those who hold its token, as OpenAPI: opening the store again, decisions."""

from __future__ import annotations

from typing import Any, Final, get_args

from kg.decisions.records import Verdict
from kg.model import Act
from kg.serve.media import HTML
from kg.serve.openapi_parts import answers

_LOCKED: Final = ("400", "401", "405", "414", "431")
_LINE: Final = {"type": "string", "maxLength": 1000, "pattern": "^[\\u0020-\\u007e\\u4e00-\\u9fff]*$"}
_CLAIM: Final[dict[str, Any]] = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_SECURITY: Final[Any] = [{"token": []}, {"session": []}]
SCHEMES: Final[Any] = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "kg_session"},
}


def paths() -> dict[str, Any]:
    """Path to what may be done there."""
    return {
        "/reload": {"post": _operation("reload", "open the store again, as after a build", _gone("it is open"), "500")},
        "/decisions": {
            "get": _operation("decisions", "what people decided, oldest first", _json(), "503"),
            "post": _operation(
                "decide",
                "accept, reject or fix a claim, or say whether two people are one; the next build applies it",
                {"201": {"description": "written", "content": _content({"type": "object", "required": ["decision"]})}},
                *("403", "404", "408", "409", "413", "415", "503"),
            )
            | {"requestBody": {"required": True, "content": {"application/json": {"schema": _decision()}}}},
        },
        "/decisions/{id}": {
            "delete": _operation("undo", "take a decision back", _gone("taken back"), "403", "404")
            | _named("a decision", {"type": "string", "minLength": 1})
        },
        "/decisions/claims/{id}": {
            "get": _operation("claim", "what a fix of a claim may set, with what it says now", _json(), "404", "503")
            | _named("a claim", _CLAIM)
        },
        "/session": {
            "get": {
                "operationId": "sign-in",
                "summary": "where people sign in to review, in a browser",
                "tags": ["pages"],
                "responses": answers({HTML: {"type": "string"}}, "400", "405", "414", "431", page=True),
            },
            "post": _signing_in(),
        },
    }


def _signing_in() -> dict[str, Any]:
    texts = {name: {"type": "string"} for name in ("by", "token", "next", "end")}
    form = {"type": "object", "required": ["by", "token"], "properties": texts, "additionalProperties": True}
    responses = answers({}, *_LOCKED, "403", "408", "413", "415", page=True)
    responses["303"] = {"description": "signed in, with a cookie; or out"}
    return {
        "operationId": "signed-in",
        "summary": "the form of that page, which no other page may send",
        "tags": ["pages"],
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": responses,
    }


def _decision() -> dict[str, Any]:
    about = {"why": _LINE, "by": _LINE}
    fix = {"type": "object", "minProperties": 1, "additionalProperties": _LINE}
    claim = {"act": {"enum": [act for act in get_args(Act) if act != "fix"]}, "claim": _CLAIM, **about}
    fixed = {"act": {"const": "fix"}, "claim": _CLAIM, "set": fix, **about}
    person = {"type": "string", "pattern": "^person/[a-z0-9-]{1,80}$"}
    people = {"act": {"enum": list(get_args(Verdict))}, "one": person, "other": person, **about}
    kinds = [(claim, ["act", "claim"]), (fixed, ["act", "claim", "set"]), (people, ["act", "one", "other"])]
    return {
        "oneOf": [
            {"type": "object", "required": required, "properties": properties, "additionalProperties": False}
            for properties, required in kinds
        ]
    }


def _operation(name: str, summary: str, answered: dict[str, Any], *errors: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["review"],
        "security": _SECURITY,
        "responses": {**answered, **answers({}, *_LOCKED, *errors, page=True)},
    }


def _named(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    one = {"name": "id", "in": "path", "required": True, "description": f"the id of {what}", "schema": schema}
    return {"parameters": [one]}


def _json() -> dict[str, Any]:
    return {"200": {"description": "the answer", "content": _content({"type": "object"})}}


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _gone(what: str) -> dict[str, Any]:
    return {"204": {"description": what}}
