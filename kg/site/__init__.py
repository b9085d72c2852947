"""Pages to browse: a store in, a folder of HTML files that need no server out (:func:`write_site`)."""

from __future__ import annotations

from kg.site.write import write_site

__all__ = ["write_site"]
