"""A running ``kg serve`` for tests: a process of its own on a free port, asked over real HTTP."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg.store import StoreWriter
from tests import query_store
from tests.sample import BASE, sample


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers by lower-case name, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a JSON result, values alone."""
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


@dataclass(frozen=True)
class Server:
    """Where a server listens, its process and the line it began with."""

    port: int
    process: subprocess.Popen[str]
    greeting: str

    def __call__(
        self,
        path: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **parameters: Any,
    ) -> Reply:
        """Ask; ``parameters`` go into the query string."""
        target = f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, target, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str | None = None, **parameters: Any) -> Reply:
        """Ask a query by GET."""
        return self("/sparql", headers={"Accept": accept} if accept else {}, query=query, **parameters)


@contextmanager
def serving(source: Path, *options: object, **environment: str) -> Iterator[Server]:
    """``kg serve`` over ``source`` until the block ends."""
    command = [sys.executable, "-m", "kg", "serve", str(source), "--port", "0", *map(str, options)]
    env = {**os.environ, **environment}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)  # noqa: S603
    try:
        assert process.stderr is not None
        greeting = process.stderr.readline()
        assert " serves " in greeting, greeting + process.stderr.read()
        port = int(greeting.split("http://127.0.0.1:")[1].split("/")[0])
        yield Server(port, process, greeting)
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()  # nothing where it has ended
        if process.stderr is not None:
            process.stderr.close()


def build(folder: Path) -> Path:
    """A store of the two invented articles."""
    with StoreWriter(folder, BASE) as writer:
        for linked in (sample(), query_store.second()):
            writer.add(linked)
    return folder
