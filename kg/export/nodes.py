"""Which node of an old graph is which of a new one: two stores in, old IRI to new IRI out.

A node keeps its IRI from build to build, except that a person may go by the IRI of another document
(kg:sameEntityAs tells), and that graphs may stand below different bases.  Below another base a node
is the one with the same rest, else the only one of its kind with its name, since some rests are made
from IRIs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from kg import vocab
from kg.facts.names import texts
from kg.store.properties import Properties

_IDS = "/id/"
_SAME = "sameEntityAs"


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The nodes of two graphs: ``renamed`` leads from an old IRI to the new one where the two differ.

    ``bases`` are the old and the new base where those differ.
    """

    renamed: Mapping[str, str]
    bases: tuple[str, str] | None = None

    def new(self, iri: str) -> str:
        """The IRI in the new graph of a node of the old one; its own where the new graph does not have it."""
        return self.renamed.get(iri, iri)


def corresponding(old: Store, new: Store) -> Correspondence:
    """Which nodes of ``old`` have another IRI in ``new``."""
    old_graph, new_graph = Properties(old), Properties(new)
    old_names, new_names = texts(old, vocab.PREF_LABEL), texts(new, vocab.PREF_LABEL)
    bases = _base(old_names), _base(new_names)
    moved = bases[0] != bases[1] and all(bases)
    renamed: dict[str, str] = {}
    if moved:
        renamed |= {iri: bases[1] + iri.removeprefix(bases[0]) for iri in old_names if iri.startswith(bases[0])}
        renamed |= _by_name(old_names, new_names, renamed)
    ahead = {iri: values[0] for iri, values in new_graph.values(_SAME).items()}
    back: dict[str, list[str]] = {}
    for iri, values in old_graph.values(_SAME).items():
        back.setdefault(values[0], []).append(renamed.get(iri, iri))
    for iri in old_names:
        here = renamed.get(iri, iri)
        members = [ahead.get(one, one) for one in back.get(iri, ())]
        if here in ahead:
            renamed[iri] = ahead[here]
        elif here not in new_names and (known := {one for one in members if one in new_names}) and len(known) == 1:
            renamed[iri] = known.pop()
    return Correspondence(renamed, (bases[0], bases[1]) if moved else None)


def _base(iris: Iterable[str]) -> str:
    """The base that most nodes stand below, empty where none does."""
    counts = Counter(iri.partition(_IDS)[0] + "/" for iri in iris if _IDS in iri)
    return min(counts, key=lambda base: (-counts[base], base), default="")


def _by_name(old: Mapping[str, str], new: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    """The nodes whose rest is another below the other base: by kind and name, where both are the only ones."""
    taken = {renamed[iri] for iri in old if iri in renamed} & new.keys()
    left_old = _named({iri: name for iri, name in old.items() if renamed.get(iri) not in new})
    left_new = _named({iri: name for iri, name in new.items() if iri not in taken})
    return {
        iris[0]: left_new[key][0]
        for key, iris in left_old.items()
        if len(iris) == 1 and len(left_new.get(key, ())) == 1
    }


def _named(names: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """The IRIs by the folder they stand in and their name."""
    found: dict[tuple[str, str], list[str]] = {}
    for iri, name in sorted(names.items()):
        found.setdefault((iri.partition(_IDS)[2].partition("/")[0], name), []).append(iri)
    return found
