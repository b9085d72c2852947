"""The page under axe-core: no finding that matters, in both languages, themes and widths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import needs_chromium
from tests.sample import sample
from tests.view_page import number, opened, settled
from tests.view_stores import country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = needs_chromium


def findings(page: Page) -> list[str]:
    """What axe-core complains of, with where: everything but advice of minor impact."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['impact']}: {one['id']}: {node['target']}"
        for one in found
        if one["impact"] != "minor"
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (390, "en")])
def test_nothing_that_matters(browser: Browser, tmp_path: Path, scheme: str, width: int, language: str) -> None:
    size = {"width": width, "height": 900}
    for view in opened(browser, tmp_path / "page.html", viewport=size, color_scheme=scheme):
        page = view(sample(), link=f"#language={language}")
        assert findings(page) == []
        page.evaluate("node => pick({ node })", number(page, "张云舟"))
        page.wait_for_selector("#panel mark")
        page.locator("#panel .how summary").first.click()
        page.locator("#filterbox > summary").click()
        assert findings(page) == []
        page.evaluate("filters.states.add('Planned'); filters.kinds.add('report'); filtersChanged()")
        page.evaluate("node => startPath(node)", number(page, "李望川"))
        page.fill("#target", "y")
        settled(page)
        assert findings(page) == []


def test_nothing_that_matters_over_a_large_graph(browser: Browser, tmp_path: Path) -> None:
    for view in opened(browser, tmp_path / "page.html", viewport={"width": 1440, "height": 900}):
        page: Page = view(country(700))
        page.fill("#search", "shan")
        assert findings(page) == []
