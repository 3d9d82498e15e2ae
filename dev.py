#!/usr/bin/env python3
"""Run, test and look after kycrisk from a bare checkout: `python3 dev.py --help`.

Only the first step lives here, because it has to start under whatever Python a machine offers (3.6 and up): find an
interpreter that is new enough, keep `.venv` equal to the hash-locked requirements, and go on inside it. The commands
themselves are in `kycrisk/local/`. Nothing beyond the standard library may be imported in this file.
"""

import contextlib
import fcntl
import glob
import hashlib
import os
import re
import subprocess
import sys
import typing

OLDEST = (3, 12)
ROOT = os.path.dirname(os.path.abspath(__file__))
STATE = os.path.join(ROOT, ".kycrisk")
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "kycrisk-stamp")
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
# Everything else (help, reset) gets along without packages.
NEEDS = {"run": "run", "manage": "run", "test": "dev", "check": "dev", "bench": "dev", "evaluate": "run"}
PROBE = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])"


def main(arguments: "list[str]") -> int:
    """Find the right interpreter for the command and go on inside it."""
    need = NEEDS.get(arguments[0]) if arguments else None
    if need is None or arguments[1:2] in (["-h"], ["--help"]):
        if sys.version_info < OLDEST:
            go_on_with(find_python(), arguments)
    elif not (inside_venv() and environment_ready(need)):
        if not environment_ready(need):
            make_environment(need)
        go_on_with(VENV_PYTHON, arguments)
    from kycrisk.local.commands import main as command  # noqa: PLC0415  # needs the interpreter just found

    return command(arguments)


def go_on_with(python: str, arguments: "list[str]") -> None:
    """Replace this process by the same command under another interpreter."""
    sys.stdout.flush()
    os.execv(python, [python, os.path.join(ROOT, "dev.py")] + arguments)  # noqa: S606, RUF005


def stop(message: str) -> None:
    """End with one clear line."""
    sys.exit("dev.py: " + message)


# -- finding an interpreter


def find_python() -> str:
    """Return an interpreter that was executed and is new enough; 3.13, which the project is developed on, first."""
    named = os.environ.get("KYCRISK_PYTHON")
    usable, refused = [], []
    for path in [named] if named else candidates():
        version, reason = probe(path)
        if reason:
            refused.append("{} ({})".format(path, reason))
        else:
            usable.append((version[:2] != (3, 13), path))
    if not usable:
        tried = "; ".join(refused) or "nothing called python3 was found"
        stop(
            "needs Python {}.{} or newer, and found none that you may run. Tried: {}. Install one, "
            "or name it with KYCRISK_PYTHON=/path/to/python3.".format(OLDEST[0], OLDEST[1], tried)
        )
    return min(usable, key=lambda found: found[0])[1]


def candidates() -> "list[str]":
    """Return the places where interpreters usually are, without repeats, likeliest first."""
    names = ["python3.13", "python3.12", "python3.14", "python3", "python"]
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    paths = [sys.executable] + [os.path.join(folder, name) for folder in folders for name in names]
    for pattern in (
        "~/.pyenv/versions/3.*/bin/python3",
        "~/.local/share/uv/python/*/bin/python3",
        "/opt/homebrew/bin/python3.*",
        "/usr/local/bin/python3.*",
        "/home/linuxbrew/.linuxbrew/bin/python3.*",
    ):
        paths += sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)
    plain = [path for path in paths if path and os.path.exists(path) and not path.endswith("-config")]
    return list(dict.fromkeys(plain))


def probe(path: str) -> "tuple[tuple[int, ...], str]":
    """Return an interpreter's version, or what is wrong. It is executed: a pyenv shim exists but may lead nowhere."""
    try:
        answer = subprocess.run(
            [path, "-c", PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return (), getattr(error, "strerror", None) or "does not answer"
    if answer.returncode:
        if re.search(r"No module named '?(venv|ensurepip)", answer.stderr):
            return (), "has no venv module; on Debian: apt install python3-venv"
        return (), (answer.stderr.strip().splitlines() or ["does not run"])[-1]
    version = tuple(int(part) for part in answer.stdout.split(".")[:3])
    return version, "" if version >= OLDEST else "is " + answer.stdout.strip()


# -- keeping .venv equal to the lock


def inside_venv() -> bool:
    """Is this process already running in the project's environment?"""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def environment_ready(need: str) -> bool:
    """Does the stamp say that the environment holds what the lock names? The developers' lock covers both needs."""
    try:
        with open(STAMP) as stamp:
            kind, digest, version = stamp.read().split()
    except (OSError, ValueError):
        return False
    current = version == "{}.{}".format(*sys.version_info[:2]) if inside_venv() else os.path.exists(VENV_PYTHON)
    return current and kind in (need, "dev") and digest == lock_digest()


def lock_digest() -> str:
    """Return one digest over both locks."""
    digest = hashlib.sha256()
    for name in sorted(LOCKS.values()):
        with open(os.path.join(ROOT, name), "rb") as lock:
            digest.update(lock.read())
    return digest.hexdigest()


def make_environment(need: str) -> None:
    """Create or update `.venv`. The stamp goes first and comes back last, so an interruption never looks finished."""
    with one_at_a_time():
        if environment_ready(need):
            return  # another dev.py has just done it
        with contextlib.suppress(OSError):
            os.unlink(STAMP)
        if not venv_works():
            run([find_python(), "-m", "venv", "--clear", VENV], "could not create {}".format(VENV))
        lock = LOCKS[need]
        sys.stderr.write("Installing {} into .venv (once; half a minute with a warm cache) ...\n".format(lock))
        pip = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        wanted = ["--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", os.path.join(ROOT, lock)]
        run(pip + wanted, "pip could not install {}; its last words are above".format(lock))
        # pip compiles on one core only. Some packages carry files that are no Python, hence no look at the outcome.
        compile_all = [VENV_PYTHON, "-m", "compileall", "-qq", "-j", "0", os.path.join(VENV, "lib")]
        subprocess.call(compile_all, stdout=sys.stderr)
        version, _ = probe(VENV_PYTHON)
        with open(STAMP, "w") as stamp:
            stamp.write("{} {} {}.{}\n".format(need, lock_digest(), *version[:2]))


def venv_works() -> bool:
    """Can the environment's interpreter and its pip be used as they are?"""
    if not os.path.exists(VENV_PYTHON) or probe(VENV_PYTHON)[1]:
        return False
    question = [VENV_PYTHON, "-c", "import pip, sys; sys.exit(sys.prefix == sys.base_prefix)"]
    return subprocess.call(question, stderr=subprocess.DEVNULL) == 0


def run(command: "list[str]", failure: str) -> None:
    """Run a step whose output belongs on stderr: `manage` keeps stdout for its own answer."""
    if subprocess.call(command, stdout=sys.stderr):
        stop(failure)


@contextlib.contextmanager
def one_at_a_time() -> "typing.Iterator[None]":
    """Hold the installation lock; two dev.py started together take turns."""
    try:
        os.makedirs(STATE, mode=0o711, exist_ok=True)
        lock = open(os.path.join(STATE, "venv.lock"), "w")  # noqa: SIM115
    except OSError as error:
        stop("cannot write to {} ({}): run it as the owner, or in a copy of your own.".format(ROOT, error.strerror))
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.stderr.write("Waiting for another dev.py that is installing ...\n")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("dev.py: stopped")
