"""What can `dev.py` do? Its command line; each command is a few lines over the modules beside this one."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kycrisk.lib.postgres_binaries import PostgresError
from kycrisk.local import checks, environment, evaluation, running, state
from kycrisk.local.children import run_to_end, stopping_on_signals

EPILOG = (
    "State lives in .kycrisk/ beside dev.py; the packages in .venv/. Set DATABASE_URL to use a PostgreSQL of yours."
)
# Their arguments belong to the program behind them, options included.
PASSED_ON = ("manage", "test", "bench")


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; its exit code. Failures are one line on stderr."""
    parser = command_line()
    if arguments and arguments[0] in PASSED_ON and arguments[1:2] not in (["-h"], ["--help"]):
        chosen = parser.parse_args(arguments[:1])
        chosen.rest = list(arguments[1:])
    else:
        chosen = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        with stopping_on_signals():
            return command(chosen)
    except (PostgresError, state.LocalError) as error:
        sys.stderr.write(f"dev.py: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def command_line() -> argparse.ArgumentParser:
    """The parser, with a help text for each command."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Run, test and look after kycrisk.", epilog=EPILOG)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=about.split(". ", maxsplit=1)[0].rstrip("."), description=about, epilog=EPILOG
        )
        sub.set_defaults(command=command, rest=[])
        return sub

    run = add("run", run_everything, "Start everything: database, worker, web server. Ctrl-C stops it; the data stay.")
    run.add_argument("--port", type=int, default=8000, metavar="N", help="port of the web server, 0 for any free one")
    run.add_argument("--empty", action="store_true", help="do not load the small simulated world into a new database")
    test = add(
        "test", test_all, "Run the tests. They get a throw-away PostgreSQL of their own and leave nothing behind."
    )
    test.add_argument("rest", nargs="*", metavar="PYTEST ARGUMENT", help="for example: tests/graph -k café -x")
    add(
        "check", check_all, "Check form: ruff, mypy, the import ladder, templates, migrations. The tests do so as well."
    )
    bench = add("bench", measure, "Run the benchmarks, each beside its baseline. Takes minutes and both cores.")
    bench.add_argument("--scale", type=float, help="part of the full size, for example 0.1")
    bench.add_argument("--only", metavar="NAME", help="only this benchmark")
    bench.add_argument("--output", metavar="FILE", help="write the figures as JSON")
    good = add("evaluate", evaluate, "Simulate worlds and say how much of their truth is found. Takes some minutes.")
    evaluation.add_options(good)
    reset = add("reset", forget, "Forget everything the local installation holds: data, secrets, files.")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    manage = add(
        "manage", manage_django, "Run a manage.py command. Starts the database and makes its tables if need be."
    )
    manage.add_argument("rest", nargs="*", metavar="ARGUMENT", help="for example: import_accounts FILE --state open")
    return parser


def run_everything(chosen: argparse.Namespace) -> int:
    """`dev.py run`."""
    state.prepare()
    with running.only_once():
        options = running.Options(port=running.usable_port(chosen.port), empty=chosen.empty)
        with environment.installation() as settings:
            return running.run(settings, options)


def manage_django(chosen: argparse.Namespace) -> int:
    """`dev.py manage …`: on tables that are up to date, unless it is about them or they are not ours."""
    with environment.installation() as settings:
        if chosen.rest[:1] not in (["migrate"], ["makemigrations"]) and not os.environ.get("DATABASE_URL"):
            running.migrate(settings)
        return run_to_end([sys.executable, str(state.ROOT / "manage.py"), *chosen.rest], settings)


def test_all(chosen: argparse.Namespace) -> int:
    """`dev.py test …`: pytest's exit code, its arguments untouched."""
    with environment.throw_away() as settings:
        os.chdir(state.ROOT)
        return run_to_end([sys.executable, "-m", "pytest", *chosen.rest], settings)


def measure(chosen: argparse.Namespace) -> int:
    """`dev.py bench …`: on a database that keeps its promises (fsync on), thrown away afterwards."""
    with environment.throw_away(durable=True) as settings:
        os.chdir(state.ROOT)
        return run_to_end([sys.executable, "-m", "tests.bench", *chosen.rest], settings)


def evaluate(chosen: argparse.Namespace) -> int:
    """`dev.py evaluate …`: nothing of the installation is read or changed."""
    with environment.throw_away() as settings:
        return evaluation.evaluate(chosen, settings)


def check_all(_chosen: argparse.Namespace) -> int:
    """`dev.py check`."""
    with environment.throw_away() as settings:
        return max(checks.show(name, settings) for name in checks.CHECKS)


def forget(chosen: argparse.Namespace) -> int:
    """`dev.py reset`."""
    if not chosen.yes and not confirmed(state.STATE):
        sys.stderr.write("Nothing was removed.\n")
        return 1
    environment.forget()
    return 0


def confirmed(folder: Path) -> bool:
    """Ask on the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        sys.stderr.write("dev.py: reset asks first; without a terminal say --yes\n")
        return False
    return input(f"Remove {folder} with all data and keys? Type yes: ").strip() == "yes"
