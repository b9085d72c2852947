"""The documents say what the product does: generated pages, links, and the commands of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import vocab
from kg.cli.docs import page

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for folder in (".", "docs", "benchmarks", "ontology", "queries", "seeds", "kg")
    for path in (ROOT / folder).glob("*.md" if folder == "." else "**/*.md")
)
_FENCE = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def _blocks(page: str, info: str) -> list[str]:
    """The fenced blocks of a page whose opening line says ``info`` after the language."""
    text = (ROOT / page).read_text("utf-8")
    return [block for _, marks, block in _FENCE.findall(text) if info in marks.split()]


def _anchors(text: str) -> set[str]:
    """The fragments of a page's headings, as they are made on code forges."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_page_of_the_commands_is_current() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == page(), "run make docs"


def test_the_page_of_the_ontology() -> None:
    """Every term has its place, every link inside leads somewhere, and it needs no script and no network."""
    from kg.export.ontology_page import page

    made = page()
    assert made == page()
    assert "<script" not in made
    assert not re.search(r'(?:src|href)="//|<link|@import|url\(', made)
    anchors = set(re.findall(r'id="([^"]+)"', made))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= anchors
    assert anchors >= vocab.CLASSES | vocab.RELATIONS | vocab.DETAILS | vocab.CONCEPTS


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in _LINK.findall(_FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        goal = (path.parent / name).resolve() if name else path
        assert goal.exists(), target
        if fragment and goal.suffix == ".md":
            assert fragment in _anchors(goal.read_text("utf-8")), target


def test_the_map_of_the_extractors_names_every_file() -> None:
    """docs/design.md tells what each file of kg/extract is for."""
    told = (ROOT / "docs" / "design.md").read_text("utf-8").partition("## Which file of kg/extract does what")[2]
    named = set(re.findall(r"`(\w+)`", told.partition("\n## ")[0]))
    there = {path.stem for path in (ROOT / "kg" / "extract").glob("*.py")} - {"__init__"}
    assert named == there, "give a new file of kg/extract its place in the table of docs/design.md"


def test_pages_stay_short() -> None:
    """The pages of commands and questions are made from these and grow with them; they are looked up, not read."""
    made = {ROOT / "docs" / "cli.md", ROOT / "docs" / "queries.md"}
    written = [path for path in PAGES if path not in made]
    assert not [str(path) for path in written if len(path.read_text("utf-8").splitlines()) > 500]


@pytest.mark.parametrize("page", ["README.md", "docs/decisions.md"])
def test_the_commands_of_a_page_run(tmp_path: Path, page: str) -> None:
    """The blocks marked ``run`` succeed in a copy; those marked ``output`` are what they print, seconds aside."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    scripts = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    commands = _blocks(page, "run")
    assert commands
    printed = ""
    for block in commands:
        done = subprocess.run(  # noqa: S603
            ["/bin/sh", "-euc", block], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        printed += done.stdout
    for expected in _blocks(page, "output"):
        assert _steady(expected) in _steady(printed)


def _steady(text: str) -> str:
    return re.sub(r"\d+\.\d s", "N s", text)
