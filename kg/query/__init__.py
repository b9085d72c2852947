"""Questions over a store: the saved ones, those of the asker, and how their answers are written."""

from kg.query.catalog import SavedQuery, catalog, resolve_query
from kg.query.escape import visible
from kg.query.formats import FORMATS, render
from kg.query.header import Parameter
from kg.query.lint import notes
from kg.query.plan import plan
from kg.query.run import Result, run
from kg.query.within import within

__all__ = [
    "FORMATS",
    "Parameter",
    "Result",
    "SavedQuery",
    "catalog",
    "notes",
    "plan",
    "render",
    "resolve_query",
    "run",
    "visible",
    "within",
]
