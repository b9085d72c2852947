"""The saved questions: ``queries/*.rq`` in, a mapping of name to ``SavedQuery`` out.

A question is SPARQL with a header of ``#+`` comments, so it stays legal SPARQL for every other tool.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from kg.errors import QueryError
from kg.query.escape import quoted
from kg.query.guard import check_reads_only, form, variables
from kg.query.header import Parameter, has_header, read_header
from kg.resources import data

_SUFFIXES = (".rq", ".sparql")
_SPARQL = re.compile(
    r"\s*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE|LOAD|CLEAR|DROP)\b|\s*#", re.IGNORECASE
)
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question with what its asker needs to know.

    ``title`` and ``description`` hold zh and en, ``columns`` maps each column of the answer to what
    it holds, ``text`` is the whole file: the header is a comment of it.
    """

    name: str
    text: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]


def parse(text: str, name: str, where: str) -> SavedQuery:
    """The question in ``text``, read from the file ``where``.

    Raises QueryError with file and line for a bad header, a parameter or column that is no variable
    of the query, and a query that is not read-only.
    """
    header = read_header(text, where)
    found = check_reads_only(text)
    known = variables(found)
    for variable in (*header.parameters, *header.columns):
        if variable not in known:
            mend = f"write ?{variable} in the query or take it out of the header"
            raise QueryError(f"?{variable} is not in the query", where=f"{where}:{header.lines[variable]}", mend=mend)
    if form(found) is None:
        raise QueryError("no SELECT, ASK, CONSTRUCT or DESCRIBE", where=where)
    return SavedQuery(name, text, header.title, header.description, header.parameters, header.columns)


def catalog(folder: Traversable | None = None) -> Mapping[str, SavedQuery]:
    """All saved questions by name (the file's name without ``.rq``), sorted; ``folder`` for another set.

    Raises QueryError with file and line where one of them is not well formed.
    """
    return _read(folder) if folder else _own()


@cache
def _own() -> Mapping[str, SavedQuery]:
    return _read(data("queries"))


def _read(folder: Traversable) -> Mapping[str, SavedQuery]:
    found: dict[str, SavedQuery] = {}
    lowered: dict[str, str] = {}
    files = {f.name.removesuffix(".rq"): f for f in folder.iterdir() if f.name.endswith(".rq")}
    for name, file in sorted(files.items()):
        if name.lower() in lowered:
            raise QueryError(f"two questions are called {name!r}", where=file.name, mend="rename one")
        lowered[name.lower()] = name
        text = file.read_text(encoding="utf-8")
        if not has_header(text):
            raise QueryError("no header", where=f"{file.name}:1", mend="begin with #+ title: …, see queries/README.md")
        found[name] = parse(text, name, file.name)
    return MappingProxyType(found)


def resolve_query(arg: str) -> SavedQuery | str:
    """What the asker means: the name of a saved question, the path of a file, or SPARQL itself.

    A file with a header is a SavedQuery, any other file its text.  Raises QueryError when it is
    none of them, naming the questions that are spelt alike.
    """
    if arg in catalog():
        return catalog()[arg]
    if "\n" not in arg and "{" not in arg and (path := _file(arg)):
        text = _file_text(path)
        return parse(text, path.stem, str(path)) if has_header(text) else text
    if "{" in arg or _SPARQL.match(arg):
        return arg
    if arg.endswith(_SUFFIXES) or "/" in arg:
        raise QueryError("no such file", where=arg, mend="kg query --list shows the saved questions")
    alike = difflib.get_close_matches(arg, catalog(), n=3)
    mend = f"did you mean {' or '.join(alike)}?" if alike else "kg query --list shows them"
    raise QueryError(f"no saved question {quoted(arg)}", mend=mend)


def _file(arg: str) -> Path | None:
    try:
        return Path(arg) if Path(arg).is_file() else None
    except (OSError, ValueError):  # a text too long or too odd for a file name
        return None


def _file_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise QueryError(f"larger than {_LARGEST:,} bytes", where=str(path), mend="a query is a small text")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("not UTF-8", where=f"{path}: byte {error.start}", mend="save it as UTF-8") from error
    except OSError as error:
        raise QueryError(error.strerror or "cannot be read", where=str(path)) from error
