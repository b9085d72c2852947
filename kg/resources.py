"""Where the ontology and the saved questions lie: the one place that knows."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def data(name: str) -> Traversable:
    """The folder ``ontology`` or ``queries``.

    In a wheel it is inside the package; in an editable install the project's root is on the
    import path, where the folder is a namespace package of its own.
    """
    packaged = files("kg") / "_data" / name
    return packaged if packaged.is_dir() else files(name)
