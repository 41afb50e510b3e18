"""The command line: finds the command, runs it and ends the process with its status."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from . import __version__
from .commands import COMMANDS, register
from .commands.common import unwritable


class _Group(TyperGroup):
    """Takes PATH... for the default command, so that a shell completes what follows."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if ctx.resilient_parsing and args and args[0] not in COMMANDS:
            args = [COMMANDS[0], *args]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; where what it prints has no reader any more (`| head`), it ends quietly."""
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, SystemExit):  # rich makes SystemExit of it
            raise typer.Exit from None


def application(*names: str) -> typer.Typer:
    """Return the command line with the named commands, or with all of them."""
    app = typer.Typer(
        name="fazhi-extract",
        cls=_Group,
        no_args_is_help=True,
        add_completion=not names,
        pretty_exceptions_enable=False,
        help="Every figure of a 法治政府建设年度报告, tied to the place that proves it. "
        "[bold]fazhi-extract PATH...[/bold] is short for [bold]fazhi-extract extract PATH...[/bold]",
        rich_markup_mode="rich",
    )
    app.callback()(_options)
    register(app, names or COMMANDS)
    return app


def _version(value: bool) -> None:
    if value:
        typer.echo(f"fazhi-extract {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; PATH... alone means the command ``extract``."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a GBK console must not break the output
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="backslashreplace")
    if arguments and arguments[0] not in (
        *COMMANDS, "--help", "--version", "--install-completion", "--show-completion",
    ):  # fmt: skip
        arguments = [COMMANDS[0], *arguments]
    one = arguments[:1] if arguments and arguments[0] in COMMANDS and not _completes() else []
    status: int | str | None = 0
    try:
        application(*one)(args=arguments, prog_name="fazhi-extract")
    except SystemExit as stop:
        status = stop.code
    except OSError as error:  # a full disk, say
        status = unwritable(error, error.filename).exit_code
    except KeyboardInterrupt:
        status = 130
    _leave(status if isinstance(status, int) else int(status is not None))


def _completes() -> bool:
    """Say whether a shell asks what could come next."""
    return "_FAZHI_EXTRACT_COMPLETE" in os.environ


def _leave(status: int) -> NoReturn:
    """End the process at once: taking the rules apart again would take as long as reading a report."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        status = unwritable(error, None).exit_code
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)
