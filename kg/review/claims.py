"""The claims behind a store: an id, or the beginning of one, in; the claim as it was extracted out.

The graph names each claim by its id; the claim itself, with all it was made from, is extracted again
from the stored text, so nothing has to be kept twice.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import vocab
from kg.errors import QueryError, StoreError
from kg.model import Claim, LinkedDocument
from kg.store import load, manifest, text

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.decisions import Decisions

_ID = re.compile(r"[0-9a-f]{4,16}")
_SHOWN = 4


class Claims:
    """The claims of the store in ``folder``, which may be open as ``store``, as they were extracted.

    Decisions count only for claims that people corrected: they are found by the ids of both.
    """

    def __init__(self, folder: Path, decisions: Decisions, store: Store | None = None) -> None:
        self._folder, self._decisions = folder, decisions
        self._store = store
        self._base = manifest(folder).base
        self._read: dict[str, LinkedDocument] = {}

    @cached_property
    def _documents(self) -> dict[str, set[str]]:
        """The ids of the documents of each claim."""
        from pyoxigraph import DefaultGraph, NamedNode

        store = self._store or load(self._folder)
        documents = {
            quad.subject: quad.object.value.rpartition("/")[2]
            for quad in store.quads_for_pattern(None, NamedNode(vocab.kg("fromDocument")), None, DefaultGraph())
            if isinstance(quad.object, NamedNode)
        }
        found: dict[str, set[str]] = {}
        for quad in store.quads_for_pattern(None, NamedNode(vocab.kg("claimId")), None, DefaultGraph()):
            if quad.subject in documents and not isinstance(quad.object, NamedNode):
                found.setdefault(str(getattr(quad.object, "value", "")), set()).add(documents[quad.subject])
        return found

    def find(self, given: str) -> Claim:
        """The claim whose id is or begins with ``given``; for a corrected claim, the one it was made from.

        Raises QueryError where no claim or more than one fits, StoreError where the store is not of
        this version.
        """
        if not _ID.fullmatch(given):
            mend = "give its id or the first four or more of its characters, as kg query review prints it"
            raise QueryError(f"{given!r} is no id of a claim", mend=mend)
        fitting = sorted(one for one in self._documents if one.startswith(given))
        if not fitting:
            mend = "kg query review and kg query evidence print the ids of claims"
            raise QueryError(f"no claim of this store has the id {given!r}", where=str(self._folder), mend=mend)
        if len(fitting) > 1:
            shown = ", ".join(fitting[:_SHOWN]) + (", …" if len(fitting) > _SHOWN else "")
            raise QueryError(f"{len(fitting)} claims have ids that begin with {given!r}: {shown}")
        return self.extracted(fitting[0], min(self._documents[fitting[0]]))

    def extracted(self, claim: str, doc: str) -> Claim:
        """The claim with the id ``claim`` of the document with the id ``doc``.  Raises StoreError."""
        found = {one.id: one for one in self.document(doc).claims}
        wanted = found[claim].corrects or claim if claim in found else claim
        if wanted not in found:
            what = f"the claim {claim} was extracted by another version"
            raise StoreError(what, where=str(self._folder), mend="build the store again")
        return found[wanted]

    def document(self, doc: str) -> LinkedDocument:
        """The document with the id ``doc``, extracted again and with what people decided.  Raises StoreError."""
        if doc not in self._read:
            from kg.pipeline import analyse
            from kg.sources.files import document

            record = min((one for one in manifest(self._folder).documents if one.id == doc), key=lambda one: one.path)
            self._read[doc] = analyse(document(text(self._folder, doc), record.path), self._base, self._decisions)
        return self._read[doc]
