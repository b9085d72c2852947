"""The people of a store: IRIs and names in, who they are out."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg import vocab
from kg.decisions import Person
from kg.errors import QueryError
from kg.facts.names import texts
from kg.query.header import Parameter
from kg.query.params import bind
from kg.query.prefixes import expand, prefixes_of
from kg.store import load, manifest

_ANYBODY = Parameter(type="person", required=True, example="", description="a person")
_FOLDER = "person/"


class People:
    """Everybody in the store in ``folder``, which may be open as ``store``.

    ``goes_by`` leads from each IRI that a document uses to the one that the person goes by.
    """

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        self._graph = store or load(folder)
        self._ids = f"{manifest(folder).base}id/"
        self._names = texts(self._graph, vocab.PREF_LABEL)
        people = self._graph.quads_for_pattern(
            None, NamedNode(vocab.TYPE), NamedNode(vocab.kg("Person")), DefaultGraph()
        )
        self.goes_by = {iri: iri for iri in (_text(quad.subject) for quad in people)}
        self.goes_by |= _values(self._graph, vocab.kg("sameEntityAs"))

    def find(self, given: str) -> Person:
        """The person with an IRI (whole, ``id:person/…`` or ``person/…``), or with a name that only one has.

        An IRI is kept as it is given, also where the person goes by another: it means the person of
        one document.  Raises QueryError for an IRI that no document uses and a name that nobody or
        several have.
        """
        prefixes = prefixes_of(self._graph)
        iri = expand(f"id:{given}" if given.startswith(_FOLDER) else given, prefixes)
        if iri is None or iri not in self.goes_by:
            iri = _text(bind(self._graph, {"PERSON": _ANYBODY}, {"PERSON": iri or given}, prefixes)["PERSON"])
        if not iri.startswith(self._ids + _FOLDER):
            raise QueryError(f"{given!r} is a group, not a person")
        return Person(iri.removeprefix(self._ids), self._names.get(self.goes_by[iri], iri.rpartition("/")[2]))

    def known_as(self, person: Person) -> str | None:
        """The IRI that the person goes by, None where no document has the person."""
        return self.goes_by.get(self._ids + person.iri)


def _values(store: Store, predicate: str) -> dict[str, str]:
    found = store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph())
    return {_text(quad.subject): _text(quad.object) for quad in found}


def _text(term: object) -> str:
    """An IRI or the text of a literal."""
    return str(getattr(term, "value", term))
