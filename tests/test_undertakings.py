"""Which undertaking a name means: two places that have one of the same name have two."""

from __future__ import annotations

import pytest

from kg.model import Claim
from kg.pipeline import analyse
from kg.sources.files import document

BASE = "https://kg.example.org/"
TWO = (
    "青川县实施“茶香万家”行动,惠及茶农3000户。平武县也启动“茶香万家”行动。\n"
    "平武县“茶香万家”行动还在筹备之中。青川县“茶香万家”行动正在有序推进。"
)
ONE = "青川县实施“茶香万家”行动,惠及茶农3000户。目前,“茶香万家”行动正在有序推进。"
NESTED = "绵阳市实施“茶香万家”行动。平武县正在实施“茶香万家”行动。“茶香万家”行动正在有序推进。"


def claims(text: str) -> list[Claim]:
    linked = analyse(document(text, "t.txt"), BASE)
    return [claim for claim in linked.claims if claim.predicate in ("implementedIn", "undertakingStatus")]


def test_two_places_two_nodes() -> None:
    """What is said of the one is not said of the other."""
    of_place: dict[str, set[str | None]] = {}
    for claim in claims(TWO):
        name = claim.object.text if claim.predicate == "implementedIn" else claim.qualifiers.get("district")
        if claim.subject.text == "“茶香万家”行动" and name:
            of_place.setdefault(str(name), set()).add(claim.subject.iri)
    assert set(of_place) == {"青川县", "平武县"}
    assert [len(found) for found in of_place.values()] == [1, 1]
    assert of_place["青川县"].isdisjoint(of_place["平武县"])


@pytest.mark.parametrize("text", [ONE, NESTED], ids=["one place", "a city and its county"])
def test_one_place_one_node(text: str) -> None:
    """A name that only one place has, or a place and one in it, is one undertaking."""
    found = [claim for claim in claims(text) if claim.subject.text == "“茶香万家”行动"]
    assert len(found) > 1
    assert len({claim.subject.iri for claim in found}) == 1
