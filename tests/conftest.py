"""Property tests try the same examples in every run, so that a change is judged by itself.

``python -m pytest --hypothesis-profile=search`` looks for new ones, many more: what it finds becomes an ``@example``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from kg.cli import main
from tests.browser import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Run: TypeAlias = Callable[..., tuple[int, str, str]]

# no deadline: the first example loads tables and compiles patterns, and machines are busy
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("same")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``kg`` in this process: arguments in; exit status, standard output, standard error out."""

    def run_kg(*args: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return run_kg


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module, each of which opens a context of its own; see ``tests.browser``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield found
        found.close()
