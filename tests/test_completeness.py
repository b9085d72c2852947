"""Every extractor brings what belongs to it: rules, a table of cases, a property, a line in the docs."""

from __future__ import annotations

import re
import sys

import pytest

from kg import resources, vocab
from kg.extract import EXTRACTORS, FURTHER
from tests.tables import CASES, table

ROOT = CASES.parents[1]
ENOUGH = 10
ALL = {**EXTRACTORS, **FURTHER}
#: Predicates whose claims become a node of a class of their own and no property.
NODES = {"quote": "Quotation", **dict.fromkeys(vocab.OBSERVATIONS, "Observation")}


@pytest.mark.parametrize("name", ALL)
def test_rules(name: str) -> None:
    """An extractor has a rules file, or its docstring says whose rules it reads or why it has none."""
    module = sys.modules[ALL[name].__module__]
    has_rules = (ROOT / "kg" / "rules" / f"{name}.yaml").is_file()
    assert has_rules or "rules" in (module.__doc__ or "").lower()


@pytest.mark.parametrize("name", ALL)
def test_cases(name: str) -> None:
    """A table of cases has positive and negative ones enough, each with a name of its own."""
    cases = table(CASES / f"{name}.yaml")["cases"]
    assert sum(bool(case["claims"]) for case in cases) >= ENOUGH
    assert sum(not case["claims"] for case in cases) >= ENOUGH
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names)
    texts = [case["text"] for case in cases]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", ALL)
def test_case_keys(name: str) -> None:
    """A case has a name, a text and claims, and a claim at least a subject and an object."""
    content = table(CASES / f"{name}.yaml")
    for case in content["cases"]:
        assert {"name", "text", "claims"} == set(case), case["name"]
        assert all({"subject", "object"} <= set(claim) for claim in case["claims"]), case["name"]


@pytest.mark.parametrize("name", ALL)
def test_property(name: str) -> None:
    """Each predicate of the table is a property or a class of the ontology, and docs/claims.md tells of it."""
    ontology = resources.data("ontology").joinpath("kg.ttl").read_text(encoding="utf-8")
    described = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    for predicate in table(CASES / f"{name}.yaml")["predicates"]:
        term = rf"{NODES[predicate]} a owl:Class" if predicate in NODES else rf"{predicate} a owl:\w+Property"
        assert re.search(rf"^kg:{term}\b", ontology, re.MULTILINE), predicate
        assert re.search(rf"\b{predicate}\b", described + design), predicate


def test_no_table_without_extractor() -> None:
    """A table of cases that nothing runs would be dead."""
    other = {"ask", "ask_second", "places"}
    stems = {path.stem for path in CASES.glob("*.yaml")}
    assert stems - other <= set(ALL)
