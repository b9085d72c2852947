"""The command line: arguments in, exit status out.  One module a command; heavy imports wait until it runs.

Exit status: 0 done; 1 something failed and the rest was done; 2 the command could not be understood;
3 ``kg ask`` has no answer.
"""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli._messages import debugging, tell_warnings, use_utf8
from kg.cli._messages import explain as tell
from kg.cli.accept import accept
from kg.cli.ask import ask
from kg.cli.build import build
from kg.cli.check import check
from kg.cli.decisions import decisions
from kg.cli.diff import diff
from kg.cli.different import different
from kg.cli.eval import eval  # noqa: A004 (the command's name)
from kg.cli.explain import explain
from kg.cli.export import export
from kg.cli.extract import extract
from kg.cli.fix import fix
from kg.cli.push import push
from kg.cli.query import query
from kg.cli.reject import reject
from kg.cli.remove import remove
from kg.cli.review import review
from kg.cli.same import same
from kg.cli.serve import serve
from kg.cli.show import show
from kg.cli.site import site
from kg.cli.undo import undo
from kg.cli.view import view

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the same bytes in a terminal, a pipe and docs/cli.md
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    build,
    extract,
    remove,
    query,
    show,
    ask,
    serve,
    push,
    view,
    site,
    export,
    diff,
    check,
    eval,
    explain,
    review,
    accept,
    reject,
    fix,
    same,
    different,
    decisions,
    undo,
):
    # what stands behind the question is told of by the command itself: it is a parameter, or a query without quotes
    app.command(context_settings={"allow_extra_args": _command is query})(_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def root(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Build, ask and show a knowledge graph of Chinese official news in which every fact shows its source.

    \b
    Example:
      kg build seeds
      kg query --list
      kg view -o out/index.html
    """


def main() -> None:
    """The ``kg`` command: runs ``app``, turns every error into one line and an exit status."""
    use_utf8()
    tell_warnings()
    try:
        app()
    except Exception as error:
        if debugging():
            raise
        raise SystemExit(tell(error)) from None
