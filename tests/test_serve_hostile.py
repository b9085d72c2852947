"""Requests that mean harm: each is refused with the status that says why, and the server goes on."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.serving import Server, build, serving

FORM = "Content-Type: application/x-www-form-urlencoded"
DIRECT = "Content-Type: application/sparql-query"
LOCAL = "Host: localhost"
CHUNKED = "Transfer-Encoding: chunked"
CHUNKS = b"".join(b"10000\r\n" + b"x" * 65536 + b"\r\n" for _ in range(20)) + b"0\r\n\r\n"
SMUGGLED = b"0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"
BRACKETS = b"SELECT (" + b"(" * 90000 + b"1" + b")" * 90000 + b" AS ?x) {}"


def get(target: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", LOCAL, *headers, "Connection: close", "", ""]).encode("latin-1")


def post(target: str, body: bytes, *headers: str) -> bytes:
    length = (
        ()
        if any(header.startswith(("Content-Length", "Transfer")) for header in headers)
        else (f"Content-Length: {len(body)}",)
    )
    return get(target, *headers, *length, method="POST") + body


def ask(query: str, *headers: str) -> bytes:
    return get(f"/sparql?query={quote(query)}", *headers)


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


SERVICES = "http://127.0.0.1:22/", "http://[::1]:6379/", "http://169.254.169.254/latest/", "file:///etc/passwd"
HOSTILE: dict[str, tuple[bytes, set[int]]] = {
    # queries that are none
    "no query": (get("/sparql?query="), {400}),
    "no SPARQL": (ask("hello"), {400}),
    "an open brace": (ask("SELECT * {"), {400}),
    "a brace too many": (ask("SELECT * { } }"), {400}),
    "an open string": (ask("SELECT * { ?s ?p 'x }"), {400}),
    "an open long string": (ask('SELECT * { ?s ?p """x }'), {400}),
    "a NUL": (ask("SELECT * { ?s ?p '\0' }"), {400}),
    "an escape": (ask("SELECT * { \x1b[31m }"), {400}),
    "a lone surrogate": (get("/sparql?query=%ED%A0%80"), {400}),
    "overlong UTF-8": (get("/sparql?query=%C0%AF"), {400}),
    "Latin-1": (get("/sparql?query=SELECT%20%E9"), {400}),
    "UTF-16": (post("/sparql", "ASK {}".encode("utf-16"), DIRECT), {400}),
    "half a percent": (get("/sparql?query=ASK%7B%7D%2"), {400}),
    "percent and no digits": (get("/sparql?query=%ZZ"), {400}),
    "an IRI with blanks": (ask("SELECT * { <a b> ?p ?o }"), {400}),
    "a function that there is not": (ask("SELECT (<http://a.example/f>(1) AS ?x) {}"), {400}),
    "two queries": (get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D"), {400}),
    "a query in the URL and in the form": (post("/sparql?query=ASK%7B%7D", b"query=ASK%7B%7D", FORM), {400}),
    "a graph that is no IRI": (get("/sparql?query=ASK%7B%7D&default-graph-uri=x"), {400}),
    "a graph with markup": (get("/sparql?query=ASK%7B%7D&named-graph-uri=%3Cscript%3E"), {400}),
    "a format that is a path": (get("/sparql?query=ASK%7B%7D&format=../../etc"), {400, 406}),
    "no seconds": (get("/sparql?query=ASK%7B%7D&timeout=-1"), {400}),
    "endless seconds": (get("/sparql?query=ASK%7B%7D&timeout=inf"), {400}),
    "a thousand parameters": (get("/sparql?" + "&".join(f"a{i}=1" for i in range(1500))), {400}),
    # nesting
    "groups in groups": (ask("SELECT * " + "{" * 2000 + "}" * 2000), {400}),
    "brackets in brackets": (post("/sparql", BRACKETS, DIRECT), {400}),
    "lists in lists": (post("/sparql", b"SELECT * { ?s ?p " + b"(" * 50000 + b")" * 50000 + b" }", DIRECT), {400}),
    "nots without end": (post("/sparql", b"SELECT (" + b"!" * 200000 + b"true AS ?x) {}", DIRECT), {400, 503}),
    "minuses without end": (post("/sparql", b"SELECT (" + b"- " * 100000 + b"1 AS ?x) {}", DIRECT), {400, 503}),
    "a path without end": (post("/sparql", b"SELECT * { ?s " + b"^" * 100000 + b"<a:b> ?o }", DIRECT), {400, 503}),
    "a sum without end": (post("/sparql", b"SELECT (1" + b"+1" * 100000 + b" AS ?x) {}", DIRECT), {200, 400, 503}),
    # reaching out
    **{f"SERVICE {url}": (ask(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"), {400}) for url in SERVICES},
    "SERVICE SILENT": (ask("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> {} }"), {400}),
    "a variable service": (ask("SELECT * { VALUES ?u { <http://127.0.0.1:1/> } SERVICE ?u {} }"), {400}),
    "a glued service": (ask("SELECT*{SERVICE<http://127.0.0.1:1/>{}}"), {400}),
    "a service in a subquery": (ask("SELECT * { { SELECT * { sErViCe <http://127.0.0.1:1/> {} } } }"), {400}),
    "LOAD": (ask("LOAD <http://127.0.0.1:1/x.ttl>"), {400}),
    "LOAD by POST": (post("/sparql", b"LOAD <file:///etc/passwd>", "Content-Type: application/sparql-update"), {403}),
    # writing
    "INSERT": (ask("INSERT DATA { <a:b> <a:c> <a:d> }"), {400}),
    "DROP": (post("/sparql", b"update=DROP%20ALL", FORM), {403}),
    "an update in the URL": (get("/sparql?update=DROP%20ALL"), {403}),
    "PUT a graph": (get("/graphs?default", "Content-Length: 0", method="PUT"), {405}),
    "DELETE a graph": (get("/graphs?default", method="DELETE"), {405}),
    "PATCH": (get("/sparql", "Content-Length: 0", method="PATCH"), {405}),
    "TRACE": (get("/sparql", method="TRACE"), {405}),
    "a method that there is not": (get("/sparql", method="BREW"), {405}),
    "POST to an entity": (post("/id/x", b"", FORM), {405}),
    "reload without a token": (post("/reload", b""), {403}),
    # bodies
    "a huge body": (post("/sparql", b"x" * 1_100_000, DIRECT), {413}),
    "a huge body in chunks": (post("/sparql", CHUNKS, DIRECT, CHUNKED), {413}),
    "JSON": (post("/sparql", b"{}", "Content-Type: application/json"), {415}),
    "multipart": (post("/sparql", b"--x--", "Content-Type: multipart/form-data; boundary=x"), {415}),
    "no media type": (post("/sparql", b"ASK {}"), {415}),
    "another character set": (post("/sparql", b"ASK {}", f"{DIRECT}; charset=gb18030"), {415}),
    "a compressed body": (post("/sparql", b"\x1f\x8b", DIRECT, "Content-Encoding: gzip"), {415}),
    "a form that is none": (post("/sparql", b"\xff\xfe%", FORM), {400}),
    # paths
    "up and away": (get("/static/../../../../etc/passwd"), {404}),
    "up and away, encoded": (get("/static/%2e%2e/%2e%2e/pyproject.toml"), {404}),
    "up and away, encoded twice": (get("/static/%252e%252e/pages/base.html"), {404}),
    "a backslash": (get("/static/..%5c..%5cpages%5cbase.html"), {404}),
    "an absolute path": (get("//etc/passwd"), {404}),
    "a NUL in the path": (get("/static/query.js%00.css"), {400, 404}),
    "an entity that is a path": (get("/about/../../../etc/passwd.html"), {404}),
    "an entity that is markup": (get("/about/%3Cscript%3Ealert(1)%3C/script%3E.html"), {404}),
    "a question that is a path": (get("/q/..%2f..%2fqueries%2fcareer.json"), {404}),
    "a parameter that is SPARQL": (get("/q/career.json?officer=" + quote('x" } ; DROP ALL #')), {404}),
    "a parameter that is markup": (get("/q/career.json?officer=%3Cscript%3E"), {404}),
    # headers
    "no Host": (head("GET / HTTP/1.1"), {400}),
    "two Hosts": (get("/", "Host: evil.example"), {400}),
    "another's name": (head("GET / HTTP/1.1", "Host: evil.example"), {421}),
    "a name that begins like ours": (head("GET / HTTP/1.1", "Host: localhost.evil.example"), {421}),
    "a long URL": (get("/sparql?query=" + "a" * 40000), {414}),
    "an endless URL": (get("/" + "a" * 300_000), {400, 414, 431}),
    "long headers": (get("/", "X-Long: " + "a" * 40000), {431}),
    "many headers": (get("/", *(f"X-{i}: a" for i in range(5000))), {400, 431}),
    "a header with a line of its own": (head("GET / HTTP/1.1", LOCAL, "X: a\x00b"), {400}),
    "a length that is none": (post("/sparql", b"", DIRECT, "Content-Length: -1"), {400}),
    "two lengths": (post("/sparql", b"ASK {}", DIRECT, "Content-Length: 6", "Content-Length: 60"), {400}),
    "a length and chunks": (post("/sparql", SMUGGLED, DIRECT, "Content-Length: 6", CHUNKED), {400}),
    "a chunk that is none": (post("/sparql", b"zz\r\n", DIRECT, CHUNKED), {400}),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 30 + b"\r\n\r\n", {400}),
    "HTTP/0.9": (b"GET /\r\n\r\n", {400}),
    "Accept without end": (ask("ASK {}", "Accept: " + "a/b;q=0.1," * 2000 + "x"), {406}),
    "Accept that is none": (ask("ASK {}", "Accept: ;;;,,,q=="), {406}),
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(build(tmp_path_factory.mktemp("hostile") / "store"), "--timeout", 3, "--max-memory", 400) as running:
        yield running


def raw(port: int, request: bytes) -> bytes:
    """What comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent
            connection.sendall(request)
        received = b""
        while not received.startswith(b"HTTP/") or b"\r\n" not in received:
            try:
                part = connection.recv(65536)
            except ConnectionResetError:
                break
            if not part:
                break
            received += part
        return received


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_request_is_refused_with_the_right_status(server: Server, name: str) -> None:
    request, allowed = HOSTILE[name]
    reply = raw(server.port, request)
    assert reply.startswith(b"HTTP/1.1 "), reply[:100]
    assert int(reply.split()[1]) in allowed, reply[:300]
    assert b"Traceback" not in reply
    assert server.process.poll() is None
    assert server.sparql("ASK {}").status == 200


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60
