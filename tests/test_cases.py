"""The case tables: each case is one invented text and exactly the claims that its file is about.

A table names the predicates it is about and lists cases ``{name, text, claims}``.  An expected claim
gives any of predicate, subject, object, modality (the claim's status), speaker, explicit, quote, object_kind, and
qualifiers by their names; what it does not name is not compared, but the number of claims is.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from kg.extract import EXTRACTORS, FURTHER, extract
from kg.model import Claim, Document
from tests.tables import CASES, table

TABLES = [path for path in sorted(CASES.glob("*.yaml")) if path.stem in {*EXTRACTORS, *FURTHER}]


def document(text: str) -> Document:
    """A document that holds only a text."""
    digest = sha256(text.encode()).hexdigest()
    return Document(digest[:16], digest, "case.txt", text)


def cases(part: str) -> Iterator[Any]:
    """The cases of a part of each table: ``cases``, or ``wanted``, which are not read yet."""
    for path in TABLES:
        content = table(path)
        for case in content.get(part, ()):
            yield pytest.param(content["predicates"], case, id=f"{path.stem}-{case['name']}")


def seen(claim: Claim, keys: Any) -> dict[str, object]:
    """What a claim says under the keys that a case names."""
    own = {
        "predicate": claim.predicate,
        "subject": claim.subject.text,
        "object": claim.object.text,
        "object_kind": claim.object.kind,
        "modality": claim.status,
        "speaker": claim.speaker,
        "explicit": claim.explicit,
        "quote": claim.evidence.quote,
    }
    return {key: own[key] if key in own else claim.qualifiers.get(key) for key in keys}


def compared(predicates: list[str], case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What the text yields and what the case lists."""
    _, claims = extract(document(case["text"]))
    found = [claim for claim in claims if claim.predicate in predicates]
    expected = case["claims"]
    keys = sorted({key for claim in expected for key in claim} | {"subject", "object"})
    plain = sorted(str(seen(claim, keys)) for claim in found)
    return plain, sorted(str({key: claim.get(key) for key in keys}) for claim in expected)


@pytest.mark.parametrize(("predicates", "case"), list(cases("cases")))
def test_case(predicates: list[str], case: dict[str, Any]) -> None:
    """The text yields exactly the claims that the case lists."""
    plain, wanted = compared(predicates, case)
    assert plain == wanted


@pytest.mark.parametrize(("predicates", "case"), list(cases("wanted")))
def test_wanted_case(predicates: list[str], case: dict[str, Any]) -> None:
    """A case that is not read yet says what is got instead; it moves up as soon as it is read."""
    plain, wanted = compared(predicates, case)
    assert case["why"]
    assert plain != wanted
