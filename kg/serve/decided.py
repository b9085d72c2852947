"""What is decided about, in the graph: the documents of a claim, the name of a person."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pyoxigraph as ox

from kg import vocab
from kg.query.escape import visible
from kg.serve.data import Bounds, Data
from kg.serve.entity import name_of
from kg.serve.wire import Answer, Job, RefusedError

_ID: Final = re.compile(r"[0-9a-f]{16}")
_EVERYTHING: Final = ox.DefaultGraph()


def claim(data: Data, _: Bounds, job: Job) -> Answer:
    """The ids of the documents of ``claim``, as a JSON array.  Raises RefusedError: 400, 404."""
    given = job.one("claim") or ""
    if not _ID.fullmatch(given):
        raise RefusedError(400, "is no id of a claim", where="claim", mend="16 digits, as /q/evidence.json gives them")
    nodes = [quad.subject for quad in _quads(data, None, vocab.kg("claimId"), ox.Literal(given))]
    documents = {
        quad.object.value.rpartition("/")[2]
        for node in nodes
        for quad in _quads(data, node, vocab.kg("fromDocument"), None)
        if isinstance(quad.object, ox.NamedNode)
    }
    if not documents:
        raise RefusedError(404, f"no claim has the id {given}", where="claim")
    return _json(sorted(documents))


def person(data: Data, _: Bounds, job: Job) -> Answer:
    """The person that ``iri`` names, below ``id/`` and by name.  Raises RefusedError: 404 where it is nobody's."""
    given, where = job.one("iri") or "", job.one("where")
    ids = f"{data.base}id/"
    iri = given.removeprefix(ids)
    try:
        node = ox.NamedNode(ids + iri)
    except ValueError:
        raise RefusedError(404, f"nobody has the IRI {visible(given)}", where=where) from None
    known = [quad.object for quad in _quads(data, node, vocab.kg("sameEntityAs"), None)]
    goes_by = next((one for one in known if isinstance(one, ox.NamedNode)), node)
    if not list(_quads(data, goes_by, vocab.TYPE, ox.NamedNode(vocab.kg("Person")))):
        raise RefusedError(404, f"nobody has the IRI {visible(given)}", where=where)
    return _json({"iri": iri, "name": name_of(data, goes_by)})


def _quads(data: Data, start: Any, predicate: str, end: Any) -> Any:
    return data.store.quads_for_pattern(start, ox.NamedNode(predicate), end, _EVERYTHING)


def _json(content: Any) -> Answer:
    return Answer(200, "application/json", json.dumps(content, ensure_ascii=False).encode())
