"""Property tests try the same examples in every run, so that a change is judged by itself.

``python -m pytest --hypothesis-profile=search`` looks for new ones, many more: what it finds becomes an ``@example``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from kg.cli import main

Run: TypeAlias = Callable[..., tuple[int, str, str]]

settings.register_profile("same", derandomize=True)
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
