"""The OpenAPI description against the server itself: Schemathesis makes requests that it allows and that it forbids.

The whole of it is checked by hand (docs/serve.md); here one question for each type of parameter, a few tries each.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.query import catalog
from kg.serve.map import PARAMETERS
from tests.serving import build, serving

CALLS = (
    "/",
    "/sparql",
    "/ask",
    "/graphs",
    "/id/{path}",
    "/about/{path}",
    "/browse",
    "/browse/{name}",
    "/map",
    "/map/core.json",
    "/map/{name}",
    *(f"/map/{{version}}/{name}.json" for name in PARAMETERS),
    "/ns",
    "/terms.json",
    "/q",
    "/reload",
    "/session",
    "/decisions",
    "/decisions/{id}",
    "/decisions/claims/{id}",
)


def one_question_a_type() -> dict[str, str]:
    """Type of parameter to the first question that takes one."""
    return {
        parameter.type: name
        for name, question in reversed(list(catalog().items()))
        for parameter in question.parameters.values()
    }


def test_the_server_does_what_its_description_says(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    questions = [f"/q/{name}.{suffix}" for name in one_question_a_type().values() for suffix in ("json", "html")]
    paths = "|".join(map(re.escape, (*CALLS, *dict.fromkeys(questions))))
    options = [
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        "10",
        "--seed",
        "1",
        "--generation-deterministic",
    ]
    with serving(build(tmp_path / "store"), "--timeout", 5, KG_TOKEN="open") as server:  # noqa: S106
        url = f"http://127.0.0.1:{server.port}/openapi.json"
        command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", url]
        done = subprocess.run(  # noqa: S603
            [*command, *options, "--include-path-regex", f"^({paths})$", "--no-color"],
            capture_output=True,
            text=True,
            timeout=900,
            cwd=tmp_path,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
