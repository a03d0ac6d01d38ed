"""Makes the environment in .venv from the lock files, with what every Python has. Quick when nothing changed.

python3 environment.py          what the program needs
python3 environment.py --dev    what its tests and checks need too
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

# Before anything that an older Python could not read.
if sys.version_info < (3, 11):
    sys.exit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}: make PYTHON=python3.12 ...")

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLED = VENV / "installed"  # the hashes of the locks that were installed whole


def main(arguments: list[str]) -> None:
    locks = [HERE / "requirements.lock"]
    if "--dev" in arguments:
        locks.append(HERE / "requirements-dev.lock")
    if not works() or not wanted(locks) <= installed():
        install(locks)


def wanted(locks: list[Path]) -> set[str]:
    return {hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}


def installed() -> set[str]:
    return set(INSTALLED.read_text().split()) if INSTALLED.exists() else set()


def works() -> bool:
    """Whether the environment's Python still starts and has pip: half-made ones and those of a lost Python do not."""
    has_pip = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('pip'))"
    return PYTHON.exists() and not run(PYTHON, "-c", has_pip, quiet=True)


def install(locks: list[Path]) -> None:
    INSTALLED.unlink(missing_ok=True)
    if not works():
        say("Making the environment in .venv …")
        make()
    say(f"Installing what {' and '.join(lock.name for lock in locks)} names …")
    if not (with_uv(locks) or with_pip(locks)):
        sys.exit("The packages could not be installed; the reason stands above.")
    INSTALLED.write_text("\n".join(wanted(locks)))


def make() -> None:
    if run(sys.executable, "-m", "venv", "--clear", VENV):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module does not work here. On Debian and Ubuntu: apt-get install python3-venv")


def with_uv(locks: list[Path]) -> bool:
    """uv installs in seconds what takes pip a minute. The second try trusts the system's certificates, as pip does."""
    if not pip("--quiet", "--require-hashes", "-r", HERE / "requirements-installer.lock", quiet=True):
        return False
    uv: list[str | Path] = [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes", f"--python={PYTHON}"]
    uv += locks
    return not run(*uv, quiet=True) or not run(*uv, "--system-certs", quiet=True)


def with_pip(locks: list[Path]) -> bool:
    return pip("--quiet", "--require-hashes", *(part for lock in locks for part in ("-r", lock)))


def pip(*arguments: str | Path, quiet: bool = False) -> bool:
    return not run(PYTHON, "-m", "pip", "--disable-pip-version-check", "install", *arguments, quiet=quiet)


def run(*command: str | Path, quiet: bool = False) -> int:
    """The exit code of a command; quiet ones have a second way to the same end."""
    silence = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=silence, stderr=silence).returncode


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
