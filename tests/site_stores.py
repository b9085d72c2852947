"""Stores for the tests of the pages: the invented articles, and one whose every string is hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.model import Argument, Claim, Entity, LinkedDocument, ground
from kg.site import write_site
from kg.store import StoreWriter, load, manifest, texts
from tests import query_store
from tests.sample import BASE, LI, QINGSHI, REPORT, WANGHAI, YUNXI, ZHANG, sample

BAD = (
    "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>"
    '<a href="javascript:alert(2)">\u202e\u2066\u200b\x1b[2J"\'&{{7*7}}'
)
LONG = "长" * 10_000


def build(folder: Path) -> Path:
    """A store of the two invented articles."""
    with StoreWriter(folder, BASE) as writer:
        for linked in (sample(), query_store.second()):
            writer.add(linked)
    return folder


def site(store: Path, out: Path, title: str = "样例", **beside: Callable[[Path], object]) -> Path:
    """The pages of a store."""
    write_site(load(store), texts(store), manifest(store).base, out, title, beside or None)
    return out


def hostile() -> LinkedDocument:
    """The first article, with hostile names and titles, a hostile sentence with evidence, and names without end."""
    text = sample().doc.text + f"{BAD}出任望海区区长。\n{LONG}说:“{BAD}”\n"
    linked = sample(text=text)
    doc = replace(linked.doc, title=BAD, publisher=BAD, url="https://example.org/?q=javascript:alert(3)")
    names = {ZHANG: BAD, LI: LONG, WANGHAI: f"{BAD}区", YUNXI: f"{LONG}县", QINGSHI: BAD, REPORT: BAD}
    ids = f"{BASE}id/"
    entities = tuple(
        replace(entity, label=names.get(entity.iri.removeprefix(ids), entity.label), props=_bad(entity))
        for entity in linked.entities
    )
    start = text.index(BAD)
    post = Claim(
        "bad",
        "heldPost",
        Argument("Person", BAD, None, ids + ZHANG),
        Argument("District", BAD, None, ids + WANGHAI),
        ground(doc, start, start + len(BAD) + 6, BAD),
        {"status": "incumbent", "kind": "regular", "title_text": BAD, "date_text": BAD, "role": BAD},
        speaker=BAD,
    )
    at = text.index(LONG)
    quote = Claim(
        "long",
        "quote",
        Argument("Person", LONG, None, ids + LI),
        Argument("Text", BAD, None),
        ground(doc, at, len(text) - 1, BAD),
        {},
        status="reported",
    )
    return replace(linked, doc=doc, claims=(*linked.claims, post, quote), entities=entities)


def _bad(entity: Entity) -> dict[str, str | int | float | bool | None]:
    return {**entity.props, "title": BAD} if entity.kind == "Report" else dict(entity.props)
