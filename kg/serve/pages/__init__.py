"""The pages: the name of a template and its values in, HTML out; every value is escaped (Jinja2 autoescape)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kg.serve.wire import Answer

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of the pages: everything comes from this server, nothing stands inline."""


STATIC: Final = files("kg.serve") / "static"
"""Scripts and styles, which the server hands out as they are."""


def rendered(template: str, **values: Any) -> bytes:
    """The page of ``template`` with ``values``."""
    return _environment().get_template(template).render(**values).encode()


def html(body: bytes, status: int = 200) -> Answer:
    """A page as an answer."""
    return Answer(status, "text/html; charset=utf-8", body, {"Content-Security-Policy": POLICY})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kg.serve", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
