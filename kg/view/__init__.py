"""One HTML file from a store: :func:`write_view`."""

from __future__ import annotations

from kg.view.page import write_view

__all__ = ["write_view"]
