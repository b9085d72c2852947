"""The page in a real browser: how tests write, open and drive it."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import LinkedDocument
from kg.view import write_view
from tests.view_stores import store_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Open:
    """Writes and opens the page of a document, and keeps what the browser asked for and complained of."""

    context: BrowserContext
    out: Path
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __call__(self, linked: LinkedDocument, title: str = "样例", link: str = "") -> Page:
        write_view(store_of(linked), lambda _: linked.doc.text, self.out, title)
        return self.again(link)

    def again(self, link: str = "") -> Page:
        """The page that was written, in another tab, with what follows ``#``."""
        page = self.context.new_page()
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.goto(self.out.as_uri() + link)
        settled(page)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith(("data:image/svg+xml", "blob:")):
            self.requests.append(url.partition("#")[0])


def settled(page: Page) -> None:
    """Wait until the page has drawn what it was last asked for."""
    page.wait_for_function("() => document.documentElement.dataset.ready === String(drawing)")


def opened(browser: Browser, out: Path, **options: Any) -> Iterator[Open]:
    """An offline browser; at the end, no request but the file's own and no word on the console."""
    with browser.new_context(offline=True, **options) as context:
        page = Open(context, out)
        yield page
    assert page.faults == []
    assert set(page.requests) == {page.out.as_uri()}


def number(page: Page, label: str) -> int:
    """The number of the node of that name."""
    found: int = page.evaluate("label => NODES.label.indexOf(label)", label)
    assert found >= 0, label
    return found


def click_node(page: Page, label: str) -> None:
    """A click on the chip of a node."""
    point = page.evaluate("node => canvas.pointOf(node)", number(page, label))
    page.locator("#canvas").click(position=point)
    settled(page)


def drawn(page: Page) -> set[str]:
    """The names of the nodes that are drawn."""
    return set(page.evaluate("canvas.drawn().records.map(({ id }) => NODES.label[id])"))


def overlaps(page: Page) -> list[list[str]]:
    """Pairs of drawn chips, as the browser measures them, that cover one another."""
    found: list[list[str]] = page.evaluate(
        """() => {
          const boxes = canvas.drawn().records.map(({ id }) => [labelOf(id), canvas.boxOf(id)]);
          const found = [];
          boxes.forEach(([name, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
            const across = a.left < b.right - 1 && b.left < a.right - 1;
            if (across && a.top < b.bottom - 1 && b.top < a.bottom - 1) found.push([name, other]);
          }));
          return found;
        }"""
    )
    return found


def rows(page: Page) -> list[str]:
    """Subject, relation and object of the rows of the table."""
    cells = "tr => [...tr.cells].slice(0, 3).map(cell => cell.textContent).join(' ')"
    found: list[str] = page.evaluate(f"[...document.querySelectorAll('#body tr')].map({cells})")
    return found


def unpacked(block: str) -> Any:
    """What the page packed into one of its blocks: JSON, as gzip in base64."""
    return json.loads(gzip.decompress(base64.b64decode(block)))
