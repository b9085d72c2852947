"""The wheel holds everything it needs: built, installed elsewhere and run outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = "张云舟现任山西省晋中市榆次区委书记。"


def _run(*command: object, cwd: Path, path: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_"))}
    env = clean | ({"PYTHONPATH": str(path)} if path else {}) | more
    return subprocess.run([str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=True)  # noqa: S603


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the build backend itself: no network."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT, KG_EDITOR="skip")
    (built,) = out.glob("*.whl")
    return built


def test_ontology_queries_and_types_travel_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, suffix in (("ontology", ".ttl"), ("queries", ".rq")):
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob(f"*{suffix}")}
        assert here
        assert {f"kg/_data/{name}" for name in here} <= names
    assert "kg/py.typed" in names
    assert {"kg/serve/pages/base.html", "kg/serve/static/query.js", "kg/serve/static/serve.css"} <= names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "ontology/", "queries/"))]


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked beside the dependencies, but without the checkout on the path."""
    site = tmp_path / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel)
    _run(*pip, cwd=tmp_path)
    # -S leaves out .pth files, and with them an editable install of the checkout.
    code = f"import sys; sys.path.append({sysconfig.get_paths()['purelib']!r}); from kg.cli import main; main()"
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def kg(*args: str) -> str:
        return _run(sys.executable, "-S", "-c", code, *args, cwd=tmp_path, path=site).stdout

    assert "1 document, " in kg("build", "a.txt")
    assert "a.txt" in kg("query", "documents", "--format", "csv")
    assert "0 violations" in kg("check")
    where = "import kg; print(kg.__file__)"
    assert str(site) in _run(sys.executable, "-S", "-c", where, cwd=tmp_path, path=site).stdout
