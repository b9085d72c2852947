"""``kg extract``: texts in, claims out, one line of JSON each (docs/claims.md)."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli._messages import FAILED
from kg.cli._options import Base, Texts
from kg.cli._texts import linked_documents
from kg.model import Argument, Claim

# Control, bidirectional and invisible characters: legal in JSON, but a terminal would obey them.
_UNSAFE = re.compile(
    r"[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Format(StrEnum):
    """How claims are written."""

    jsonl = "jsonl"


def extract(
    paths: Texts,
    form: Annotated[Format, typer.Option("--format", help="How claims are written: one JSON object a line.")] = (
        Format.jsonl
    ),
    base: Base = "",
) -> None:
    """Read texts and print the claims they make; no store is written.

    Claims go to standard output, messages to standard error.
    docs/claims.md describes the line of JSON.

    \b
    Example:
      kg extract seeds --format jsonl > claims.jsonl
    """

    failed: list[str] = []
    for linked in linked_documents(paths, base, failed):
        for claim in linked.claims:
            typer.echo(json_line(claim))
    if failed:
        raise typer.Exit(FAILED)


def json_line(claim: Claim) -> str:
    """The claim as one line of JSON, without the line's end, as docs/claims.md describes it."""
    line = json.dumps(_record(claim), ensure_ascii=False)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], line)


def _record(claim: Claim) -> dict[str, Any]:
    evidence = claim.evidence
    return {
        "path": evidence.doc.path,
        "doc": evidence.doc_id,
        "id": claim.id,
        "predicate": claim.predicate,
        "subject": _argument(claim.subject),
        "object": _argument(claim.object),
        "qualifiers": dict(claim.qualifiers),
        "status": claim.status,
        "speaker": claim.speaker,
        "evidence": {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote},
        "rule": claim.rule,
        "explicit": claim.explicit,
        "confidence": claim.confidence,
    }


def _argument(argument: Argument) -> dict[str, Any]:
    span = argument.span
    return {
        "kind": argument.kind,
        "text": argument.text,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "iri": argument.iri,
        "code": argument.code,
    }
