"""A store elsewhere: the URL of a SPARQL 1.1 endpoint in; answers, as pyoxigraph gives them, out.

``RemoteStore`` answers what ``kg.query`` asks of a store in memory (``query``, ``quads_for_pattern``,
``named_graphs``), so saved questions and their parameters work the same.  The protocol has no
parameters: a bound variable is replaced, terminal by terminal, by its term in the syntax of SPARQL,
never by text somebody typed.  Source: SPARQL 1.1 Protocol (W3C 2013), Graph Store HTTP Protocol (W3C 2013).
"""

from __future__ import annotations

import http.client
import os
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox

from kg import vocab
from kg.errors import KgError, QueryError, StoreError
from kg.query import guard, visible
from kg.query.prefixes import WELL_KNOWN, prefixes_of
from kg.store import load

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_ACCEPT: Final = "application/sparql-results+json, application/n-triples;q=0.9, text/plain;q=0.5"
_LARGEST: Final = 1 << 30
_SAID: Final = 300
"""Characters of a server's own words that are repeated."""


class Http:
    """Requests to one server.  ``user`` and ``password`` answer a challenge (Basic or Digest, RFC 7616, 7617)."""

    def __init__(self, url: str, user: str | None = None, password: str | None = None, seconds: float = 60) -> None:
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise KgError("no URL of a server", where=visible(url), mend="write it like http://127.0.0.1:7878/query")
        self.url, self._seconds = url, seconds
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if user is not None:
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, url, user, password or "")
            handlers += [urllib.request.HTTPDigestAuthHandler(known), urllib.request.HTTPBasicAuthHandler(known)]
        self._opener = urllib.request.build_opener(*handlers)

    def __call__(
        self, method: str, query: str = "", body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[str, bytes]:
        """The media type and the body of the answer.  Raises QueryError for 400, StoreError for anything else wrong."""
        target = f"{self.url}{'&' if urlsplit(self.url).query else '?'}{query}" if query else self.url
        request = urllib.request.Request(target, body, dict(headers or {}), method=method)  # noqa: S310 (http only)
        try:
            with self._opener.open(request, timeout=self._seconds) as reply:
                content = reply.read(_LARGEST + 1)
                if len(content) > _LARGEST:
                    raise StoreError(f"the answer has more than {_LARGEST:,} bytes", where=self.url)
                return reply.headers.get_content_type(), content
        except urllib.error.HTTPError as error:
            said = " ".join(error.read(4 * _SAID).decode("utf-8", "replace").split())[:_SAID]
            what = f"answered {error.code} {error.reason}{': ' if said else ''}{said}"
            raise (QueryError if error.code == 400 else StoreError)(visible(what), where=self.url) from error
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            told = getattr(reason, "strerror", None) or " ".join(str(reason).split()) or type(reason).__name__
            raise StoreError(
                f"cannot be reached: {visible(told)}", where=self.url, mend="is the server running?"
            ) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: following one would send queries where nobody meant them to go."""

    def redirect_request(self, *_: object) -> None:
        return None


class RemoteStore:
    """The store behind the endpoint ``url``; raises QueryError and StoreError where that refuses or fails."""

    def __init__(self, url: str, user: str | None = None, password: str | None = None, seconds: float = 60) -> None:
        self._http = Http(url, user, password, seconds)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[ox.Variable, Node] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer, as ``pyoxigraph.Store.query`` gives it."""
        bound = {variable.value: term for variable, term in (substitutions or {}).items()}
        text = written(query, bound, prefixes if prefixes is not None else WELL_KNOWN)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _ACCEPT}
        media, body = self._http("POST", "", urlencode({"query": text}).encode(), headers)
        try:
            if "json" in media:
                return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            triples = ox.Store()
            triples.load(body, format=ox.RdfFormat.from_media_type(media) or ox.RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"answered with {media} that cannot be read: {error}", where=self._http.url) from error
        found = triples.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples)
        return found

    def quads_for_pattern(
        self,
        subject: Node | None,
        predicate: Node | None,
        object: Node | None,  # noqa: A002 (as pyoxigraph has it)
        _: object = None,
    ) -> Iterator[ox.Quad]:
        """The triples of the default graph that fit."""
        given = (subject, predicate, object)
        terms = [f"?{name}" if term is None else str(term) for name, term in zip("spo", given, strict=True)]
        found = self.query(f"SELECT * {{ {' '.join(terms)} }}")
        assert isinstance(found, ox.QuerySolutions)
        free = {variable.value for variable in found.variables}
        for row in found:
            parts = [row[name] if name in free else term for name, term in zip("spo", given, strict=True)]
            yield ox.Quad(*parts)  # type: ignore[arg-type]  # the endpoint's terms stand where RDF allows them

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """One graph of a document, which tells the base of the data; none where there is no document."""
        found = self.query(f"SELECT ?g {{ GRAPH ?g {{ ?d a <{vocab.kg('SourceDocument')}> }} }} LIMIT 1")
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            if isinstance(row["g"], ox.NamedNode):
                yield row["g"]


def open_source(source: str) -> ox.Store:
    """The store in the folder ``source``, or behind it where it is the URL of an endpoint.

    ``KG_USER`` and ``KG_PASSWORD`` in the environment log in.  Raises StoreError, KgError.
    """
    if not is_url(source):
        return load(source)
    remote = RemoteStore(source, os.environ.get("KG_USER"), os.environ.get("KG_PASSWORD"))
    return cast("ox.Store", remote)  # as far as kg.query asks


def is_url(source: str) -> bool:
    """Whether ``source`` names a server, not a folder."""
    return source.lower().startswith(("http:", "https:"))


def written(text: str, bound: Mapping[str, Node], prefixes: Mapping[str, str]) -> str:
    """``text`` with each bound variable as its term, and with the prefixes it uses but does not declare.

    In SELECT a variable becomes ``(term AS ?variable)``, under a name of its own in that of a
    subquery, in GROUP BY and ORDER BY ``(term)``, elsewhere the term (SEP-0007).
    """
    found = guard.check_reads_only(text)
    out: list[str] = []
    at = 0
    where = ""
    depth = braces = 0
    declared: set[str] = set()
    used: dict[str, None] = {}
    for before, token in zip((None, *found), found, strict=False):
        word = token.text.upper() if token.kind == "word" else ""
        depth += (token.text == "(") - (token.text == ")")
        braces += (token.text == "{") - (token.text == "}")
        if depth == 0 and word in {"SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES"}:
            where = word
        elif token.text in {"{", "}"}:
            where = ""
        if token.kind == "pname":
            prefix = token.text.partition(":")[0]
            if before is not None and before.text.upper() == "PREFIX":
                declared.add(prefix)
            else:
                used[prefix] = None
        name = token.text[1:] if token.kind == "variable" else ""
        if name in bound and (before is None or before.text.upper() != "AS"):
            term = str(bound[name])
            own = f"{name}_{token.start}" if braces else name
            plain = {"SELECT": f"({term} AS ?{own})", "GROUP": f"({term})", "ORDER": f"({term})"}
            shown = plain.get(where, term) if depth == 0 else term
            out += [text[at : token.start], shown]
            at = token.start + len(token.text)
    out.append(text[at:])
    lines = (f"PREFIX {name}: <{prefixes[name]}>\n" for name in used if name in prefixes and name not in declared)
    return "".join([*lines, *out])


def push(store: ox.Store, graphs: Http) -> Iterator[tuple[str, int]]:
    """Write the named graphs of ``store``, then its default graph, to a graph store; name and triples of each.

    Each replaces the one of that name (PUT).  A server without a default graph of its own, as Virtuoso,
    gets none and a RuntimeWarning says so.  Raises StoreError, QueryError where the server refuses.
    """
    names = sorted((node for node in store.named_graphs() if isinstance(node, ox.NamedNode)), key=str)
    headers = {"Content-Type": "application/n-triples"}
    for name in names:
        lines = _lines(store, name)
        graphs("PUT", f"graph={quote(name.value, safe='')}", b"".join(lines), headers)
        yield name.value, len(lines)
    lines = _lines(store, ox.DefaultGraph())
    try:
        graphs("PUT", "default", b"".join(lines), headers)
    except StoreError as error:
        what = "the server keeps no default graph, so it may answer over all graphs and repeat rows"
        warnings.warn(f"{what}: {error}", RuntimeWarning, stacklevel=2)
    else:
        yield "default", len(lines)


def prune(store: ox.Store, graphs: Http, endpoint: RemoteStore) -> Iterator[str]:
    """Delete the graphs that ``endpoint`` knows below the base of ``store`` and the store does not hold; their names.

    Graphs below another base, or of another kind, stay.  Raises StoreError where the store is empty: then
    nothing tells which graphs are its own.
    """
    kept = {node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode)}
    if not kept:
        raise StoreError(
            "the store is empty: nothing is deleted", where=graphs.url, mend="push a store that holds texts"
        )
    own = f"{prefixes_of(store)['id']}graph/"
    found = endpoint.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(found, ox.QuerySolutions)
    names = sorted(row["g"].value for row in found if isinstance(row["g"], ox.NamedNode))
    for name in names:
        if name.startswith(own) and name not in kept:
            graphs("DELETE", f"graph={quote(name, safe='')}")
            yield name


def _lines(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> list[bytes]:
    """The triples of one graph as sorted lines of N-Triples."""
    content = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    return sorted(content.splitlines(keepends=True))
