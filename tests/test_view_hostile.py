"""Names, quotes and titles that want to be more than text, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import LinkedDocument
from tests.browser import needs_chromium
from tests.sample import sample
from tests.view_page import Open, opened, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

HOSTILE = "</script><img src=x onerror=alert(1)>"
NAMES = [
    HOSTILE,
    "<script>window.ran = true</script>",
    "javascript:alert(1)",
    "\u202e开文\u2066云\u2069县\u200b\u202c",
    "长" * 10_000,
    "'\"&amp;`${window.ran = true}{count}",
    "a\x00\x1b[31m\u2028b",
]


@pytest.fixture
def view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    yield from opened(browser, tmp_path / "page.html", viewport={"width": 1440, "height": 900})


def hostile(name: str) -> LinkedDocument:
    """The sample with its people, report, one place and the document renamed."""
    linked = sample()
    entities = tuple(
        replace(entity, label=name) if entity.kind in {"Officer", "Report", "CountyLevelDivision"} else entity
        for entity in linked.entities
    )
    return replace(linked, entities=entities, doc=replace(linked.doc, title=name, path=f"{name[:60]}.txt"))


@pytest.mark.parametrize("name", NAMES, ids=["img", "script", "url", "bidi", "long", "template", "control"])
def test_it_stays_text_wherever_it_is_shown(view: Open, name: str) -> None:
    page = view(hostile(name), name)
    shown = page.evaluate("NODES.label.filter((label, i) => kindOf(i) === 'person')[0]")
    elements = page.evaluate("document.querySelectorAll('script').length")
    page.evaluate("node => find(node)", page.evaluate("NODES.kind.findIndex((kind) => KINDS[kind] === 'person')"))
    settled(page)
    assert page.locator("#panel h2").evaluate("element => element.textContent") == shown
    page.wait_for_selector("#panel mark")
    page.evaluate("focusOn(NODES.kind.findIndex((kind) => KINDS[kind] === 'person'))")
    settled(page)
    page.fill("#search", name[:20])
    page.fill("#words", name[:20])
    page.click("#language")
    settled(page)
    page.evaluate("() => { const { text } = picture(); new DOMParser().parseFromString(text, 'image/svg+xml'); }")
    assert page.locator("img, iframe, object, embed, link, form, a:not(.skip)").count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == elements
    handlers = (
        "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
    )
    assert page.evaluate(handlers) == []
    assert page.evaluate("window.ran") is None
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 1440


def test_an_inline_script_that_is_not_ours_does_not_run(view: Open) -> None:
    page = view(sample())
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true';"
        "document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
    assert [fault for fault in view.faults if "Content Security Policy" in fault] == view.faults
    assert len(view.faults) == 1
    view.faults.clear()
