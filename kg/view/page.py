"""The page: a store and its texts in, one self-contained HTML file out.

Everything a text may have written reaches the page as packed JSON in blocks that no browser runs, and our
scripts put it there with ``textContent`` alone.  The page asks the network for nothing, and its
Content-Security-Policy would not let it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final

from pyoxigraph import Store

from kg.errors import KgError
from kg.view.payload import Payload, payload

SCRIPTS: Final = (
    "data.js", "filter.js", "arrange.js", "canvas.js", "scenes.js", "panel.js", "table.js", "search.js", "state.js",
    "pictures.js", "main.js",
)  # fmt: skip
WHOLE, SERVED = "whole.js", "served.js"
"""Where the page has its graph from: its own file, or a server."""
POLICY: Final = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src $hashes; '
    "style-src $stylehash; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'\">"
)
SERVED_STYLE, SERVED_LIBRARY, SERVED_SCRIPT = "view.css", "vis-network.js", "map.js"
EXTERNAL: Final = re.compile(
    r"""<(?:script|link|img|iframe|object|embed|base)\b[^>]*\b(?:src|href|data)\s*=""", re.IGNORECASE
)


def write_view(store: Store, texts: Callable[[str], str], out: Path, title: str) -> tuple[int, int]:
    """Write the network of ``store`` as one HTML file (UTF-8) that needs no network.

    Returns how many nodes and how many facts the page holds.

    ``texts`` gives the stored text of a document id; ``title`` heads the page.  The default graph of
    ``store`` must be the union of its graphs.  The file is written beside ``out`` and renamed.
    Raises GroundingError where a quote differs from its text, KgError where ``out`` cannot be written.
    """
    content = payload(store, texts, title)
    _write(out, page(content, title))
    return len(content.core["nodes"]["id"]), len(content.core["facts"]["s"])


def page(content: Payload, title: str) -> str:
    """The HTML around ``content``, with scripts and styles in line and their hashes in the policy."""
    scripts = [_inline(library()), _inline(program(WHOLE))]
    style = f"\n{_asset('view.css')}"
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    text = Template(_asset("page.html")).substitute(
        title=html.escape(title),
        policy=Template(POLICY).substitute(hashes=hashes, stylehash=f"'sha256-{_digest(style)}'"),
        style=f"<style>{style}</style>",
        menu="",
        blocks="\n".join(_blocks(content)),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )
    if EXTERNAL.search(text.replace(scripts[0], "").replace(scripts[1], "")):
        raise KgError("the page would load something from outside", mend="keep scripts and styles in line")
    return text


def served_page(title: str, folder: str, menu: Mapping[str, str]) -> str:
    """The HTML of the page that a server feeds: its style and scripts are files of ``folder``.

    ``menu`` leads elsewhere: name of the words in strings.json to address.
    """
    links = "\n".join(f'<a href="{html.escape(to)}" data-text="{name}"></a>' for name, to in menu.items())
    names = (SERVED_LIBRARY, SERVED_SCRIPT)
    return Template(_asset("page.html")).substitute(
        title=html.escape(title),
        policy='<link rel="icon" href="data:,">',
        style=f'<link rel="stylesheet" href="{folder}{SERVED_STYLE}">',
        menu=f'<nav id="menu" data-label="menu">{links}</nav>',
        blocks="",
        scripts="\n".join(f'<script src="{folder}{name}"></script>' for name in names),
    )


def served_file(name: str) -> str | None:
    """A file that the served page loads; None for a name it does not know."""
    made: dict[str, Callable[[], str]] = {
        SERVED_STYLE: lambda: _asset("view.css"),
        SERVED_LIBRARY: library,
        SERVED_SCRIPT: lambda: program(SERVED),
    }
    return made[name]() if name in made else None


def program(source: str) -> str:
    """The script of the page, with one of its two sources of the graph."""
    return "\n".join(["'use strict';", *map(_asset, (source, *SCRIPTS))])


def library() -> str:
    """The script of vis-network that pyvis brings along."""
    import pyvis

    return (files(pyvis) / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text("utf-8")


def packed(content: Any) -> str:
    """JSON as gzip (RFC 1952) in base64, the same bytes for the same content; it cannot end its script block."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8", "surrogatepass"), 6, mtime=0)).decode()


def _blocks(content: Payload) -> list[str]:
    named: list[tuple[str, Any]] = [("core", content.core)]
    named += [(f"scene{i}", scene) for i, scene in enumerate(content.scenes)]
    named += [(f"detail{i}", detail) for i, detail in enumerate(content.details)]
    return [f'<script id="{name}" type="application/gzip">{packed(value)}</script>' for name, value in named]


def _asset(name: str) -> str:
    return (files("kg.view") / "pages" / name).read_text("utf-8")


def _inline(script: str) -> str:
    """The script as the page holds it; the parser would end it early at these two strings."""
    if "</script" in script.lower() or "<!--" in script:
        raise KgError("a script of the page holds </script or <!--", mend="split the string in the script")
    return script.replace("\r\n", "\n")


def _digest(script: str) -> str:
    """Source: Content Security Policy Level 3, 2.3.1 (hash-source), over the UTF-8 of the script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _write(out: Path, text: str) -> None:
    beside = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=out.parent, prefix=f".{out.name}.", delete=False
        ) as file:
            beside = Path(file.name)
            file.write(text)
        beside.chmod(0o644)
        beside.replace(out)
    except OSError as error:
        if beside:
            beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise KgError(
            f"the page cannot be written: {reason}", where=str(out), mend="name a file in a folder you may write to"
        ) from error
