"""The real browser of the tests: Debian's Chromium, driven by Playwright; the fixture ``browser`` starts it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists() or find_spec("playwright") is None, reason="no chromium or no playwright here"
)
