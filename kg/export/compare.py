"""What differs between two graphs: two stores in, a ``Comparison`` of their facts and names out.

Facts are compared by what they say; where and how often it is said does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from kg import vocab
from kg.export.facts import read_facts
from kg.export.nodes import Correspondence, corresponding
from kg.facts import Fact
from kg.facts.names import texts

if TYPE_CHECKING:
    from pyoxigraph import Store

Names: TypeAlias = Mapping[str, str]
"""IRI to label."""

DETAILS: Final = ("post", "organization", "status", "start", "end", "modality", "speakers")
"""The fields of a fact that may change while it stays the same fact."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One fact in the old and in the new graph."""

    old: Fact
    new: Fact

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields, of ``DETAILS``, that are not the same."""
        return tuple(name for name in DETAILS if getattr(self.old, name) != getattr(self.new, name))


@dataclass(frozen=True, slots=True)
class Renamed:
    """A node of both graphs that has another label in the new one."""

    iri: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, each in a fixed order; ``unchanged`` counts the facts that do not.

    Facts and names of the old graph have the IRIs that their nodes have in the new one, where it has
    them; ``bases`` are the old and the new base where those differ.
    """

    added: tuple[Fact, ...]
    removed: tuple[Fact, ...]
    changed: tuple[Changed, ...]
    renamed: tuple[Renamed, ...]
    unchanged: int
    old_names: Names
    new_names: Names
    bases: tuple[str, str] | None = None

    @property
    def same(self) -> bool:
        """Whether both graphs say the same."""
        return not (self.added or self.removed or self.changed or self.renamed)


def compare(old: Store, new: Store) -> Comparison:
    """The differences between two stores whose default graphs are the unions of their graphs.

    A fact counts as changed where subject, relation, object and post are the same, or where one of
    the two graphs does not know the post, and any of ``DETAILS`` differs.
    """
    nodes = corresponding(old, new)
    before = {fact.said: fact for fact in (_moved(fact, nodes) for fact in read_facts(old))}
    after = {fact.said: fact for fact in read_facts(new)}
    removed = [fact for said, fact in before.items() if said not in after]
    added = [fact for said, fact in after.items() if said not in before]
    unchanged = len(before) - len(removed)
    same_post, removed, added = _paired(removed, added, lambda fact: (*_ends(fact), fact.post))
    silent, removed, added = _paired(removed, added, _ends, lambda one, other: not (one.post and other.post))
    changed = sorted([*same_post, *silent], key=lambda pair: (pair.old.said, pair.new.said))
    new_names = texts(new, vocab.PREF_LABEL)
    old_names = {nodes.new(iri): name for iri, name in sorted(texts(old, vocab.PREF_LABEL).items(), reverse=True)}
    renamed = tuple(
        Renamed(iri, old_names[iri], new_names[iri])
        for iri in sorted(old_names.keys() & new_names.keys())
        if old_names[iri] != new_names[iri]
    )
    return Comparison(
        tuple(added), tuple(removed), tuple(changed), renamed, unchanged, old_names, new_names, nodes.bases
    )


def _moved(fact: Fact, nodes: Correspondence) -> Fact:
    """A fact of the old graph about the nodes of the new one."""
    return replace(
        fact,
        subject=nodes.new(fact.subject),
        object=fact.object if fact.ends_in_text else nodes.new(fact.object),
        post=nodes.new(fact.post),
        organization=nodes.new(fact.organization),
        speakers=tuple(sorted(map(nodes.new, fact.speakers))),
    )


def _ends(fact: Fact) -> tuple[str, ...]:
    return fact.subject, fact.relation, fact.object


def _paired(
    removed: Iterable[Fact],
    added: Iterable[Fact],
    identity: Callable[[Fact], tuple[str, ...]],
    fits: Callable[[Fact, Fact], bool] = lambda one, other: True,
) -> tuple[list[Changed], list[Fact], list[Fact]]:
    """Facts of one identity in their order, each with the first that fits; and those left over on both sides."""
    waiting: dict[tuple[str, ...], list[Fact]] = {}
    for fact in added:
        waiting.setdefault(identity(fact), []).append(fact)
    pairs: list[Changed] = []
    left: list[Fact] = []
    for fact in removed:
        candidates = waiting.get(identity(fact), [])
        partner = next((other for other in candidates if fits(fact, other)), None)
        if partner is None:
            left.append(fact)
        else:
            candidates.remove(partner)
            pairs.append(Changed(fact, partner))
    return pairs, left, sorted((fact for facts in waiting.values() for fact in facts), key=lambda fact: fact.said)
