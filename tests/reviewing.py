"""A server that people review at: a store of invented texts, a token, and what was written beside the store."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kg.decisions import Decisions, load
from tests.serving import Reply, Server, serving

TOKEN = "open-sesame"  # noqa: S105
TEXTS = {
    "a": "榆次区委书记张云舟讲话。2021年5月,李望川任祁县县长。\n",
    "b": "太谷区委书记孙望山讲话。\n",
    "c": "李望川介绍了经验。太谷区区长李望川主持会议。\n",
}
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Desk:
    """The running server, its store, its file of decisions."""

    server: Server
    store: Path
    file: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def decide(self, headers: Mapping[str, str] | None = None, **decision: object) -> Reply:
        """POST a decision, with the token unless other headers are given."""
        sent = {"Authorization": f"Bearer {TOKEN}"} if headers is None else headers
        return self.server("/decisions", "POST", json.dumps(decision), {"Content-Type": "application/json", **sent})

    def sign_in(self, token: str = TOKEN, by: str = "县志办", goes_on: str = "/q", **headers: str) -> Reply:
        """POST the form of the page."""
        sent = {"Content-Type": FORM, "Origin": self.origin, **headers}
        return self.server("/session", "POST", urlencode({"token": token, "by": by, "next": goes_on}), sent)

    def cookie(self) -> str:
        """The cookie of a session."""
        return self.sign_in().headers["set-cookie"].partition(";")[0]

    def decisions(self) -> Decisions:
        return load(self.file)

    def claims(self) -> dict[str, str]:
        """The id of the first claim to a post of each person."""
        rows = self.server("/q/evidence.json", predicate="kg:heldPost").rows
        return {row["subjectName"]: row["claims"].split(" ")[0] for row in rows}

    def people(self, name: str) -> list[str]:
        """The IRIs below ``id/`` of the people of a name."""
        rows = self.server.sparql(f"SELECT ?p {{ ?p a kg:Person ; skos:prefLabel '{name}'@zh }} ORDER BY ?p").rows
        return [row["p"].partition("/id/")[2] for row in rows]


@contextmanager
def reviewing(folder: Path, token: str = TOKEN) -> Iterator[Desk]:
    """A desk over a store in ``folder``; without a token where that is empty."""
    store = built(folder)
    environment = {"KG_TOKEN": token, "KG_DECISIONS": "", "KG_BY": "值班"}
    with serving(store, "--timeout", 10, **environment) as server:
        yield Desk(server, store, store.with_name("store.decisions.jsonl"))


def built(folder: Path) -> Path:
    """The store of the texts, made in ``folder`` by the command that makes them."""
    texts, store = folder / "texts", folder / "store"
    texts.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "build", str(texts), "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return store
