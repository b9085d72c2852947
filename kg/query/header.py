"""Reads the header of a saved question: the YAML behind ``#+`` that opens its file.

The text of a query in, a ``Header`` out, or QueryError with file and line.  Everything is checked:
a key that is not known is a slip of the pen, never something to skip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

import yaml

from kg.errors import QueryError

ParameterType: TypeAlias = Literal["iri", "place", "person", "post", "body", "string", "integer", "date"]
_MARK = "#+"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value the asker gives.  ``example`` is text, as it would be typed."""

    type: ParameterType
    required: bool
    example: str
    description: str


@dataclass(frozen=True, slots=True)
class Header:
    """``title`` and ``description`` hold the languages zh and en; ``columns`` maps a variable to what it holds."""

    title: Mapping[str, str]
    description: Mapping[str, str]
    columns: Mapping[str, str]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def has_header(text: str) -> bool:
    """Whether the text of a query opens with a header."""
    return text.startswith(_MARK)


def read_header(text: str, name: str) -> Header:
    """The header of ``text``, which comes from the file ``name``.

    Raises QueryError (``name:line``) for YAML that cannot be read, an unknown, missing or repeated
    key and a value of the wrong kind.
    """
    source = "\n".join(line.removeprefix(_MARK).removeprefix(" ") for line in _header_lines(text))
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        mend = "put a value with : ? or { into quotes"
        raise QueryError(f"the header is not YAML: {error.problem}", where=f"{name}:{line}", mend=mend) from error
    except yaml.YAMLError as error:
        raise QueryError("the header is not YAML", where=name, mend="no control characters") from error
    top = _Fields(node, name, "the header")
    top.check(required={"title", "description", "columns"}, optional={"parameters"})
    columns, parameters = top.fields("columns"), top.fields("parameters")
    return Header(
        title=_languages(top, "title"),
        description=_languages(top, "description"),
        columns={key: columns.text(key) for key in columns},
        parameters={key: _parameter(parameters.fields(key)) for key in parameters},
        lines={key: fields.line(key) for fields in (columns, parameters) for key in fields},
    )


def _header_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith(_MARK):
            return
        yield line


def _languages(top: _Fields, key: str) -> Mapping[str, str]:
    fields = top.fields(key)
    fields.check(required={"zh", "en"})
    return {language: fields.text(language) for language in ("zh", "en")}


def _parameter(fields: _Fields) -> Parameter:
    fields.check(required={"type", "required", "example", "description"})
    kind = fields.text("type")
    for known in get_args(ParameterType):
        if kind == known:
            required = fields.flag("required")
            return Parameter(known, required, fields.text("example"), fields.text("description"))
    raise fields.error(f"unknown type {kind!r}", "type", f"one of {', '.join(get_args(ParameterType))}")


class _Fields:
    """A mapping of the header that knows its lines; empty where there is no node."""

    def __init__(self, node: yaml.Node | None, name: str, what: str) -> None:
        self._name, self._what, self._line = name, what, node.start_mark.line + 1 if node else 1
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        if node is None:
            return
        if not isinstance(node, yaml.MappingNode):
            raise QueryError(f"{what} must be key: value lines", where=f"{name}:{self._line}")
        for key, value in node.value:
            self._lines[str(key.value)] = key.start_mark.line + 1
            if str(key.value) in self._values:
                raise self.error(f"{key.value!r} stands twice", str(key.value))
            self._values[str(key.value)] = value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def line(self, key: str) -> int:
        return self._lines.get(key, self._line)

    def error(self, what: str, key: str = "", mend: str | None = None) -> QueryError:
        return QueryError(what, where=f"{self._name}:{self.line(key)}", mend=mend)

    def check(self, required: set[str], optional: frozenset[str] | set[str] = frozenset()) -> None:
        known = ", ".join(sorted(required | optional))
        for key in self:
            if key not in required | optional:
                raise self.error(f"unknown key {key!r} in {self._what}", key, f"known: {known}")
        for key in sorted(required - set(self)):
            raise self.error(f"{self._what} has no {key!r}", mend=f"it needs {', '.join(sorted(required))}")

    def fields(self, key: str) -> _Fields:
        return _Fields(self._values.get(key), self._name, repr(key))

    def text(self, key: str) -> str:
        node = self._values[key]
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self.error(f"{key!r} must be a text", key)
        return str(node.value)

    def flag(self, key: str) -> bool:
        text = self.text(key)
        if text not in {"true", "false"}:
            raise self.error(f"{key!r} is {text!r}", key, "true or false")
        return text == "true"
