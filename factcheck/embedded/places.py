"""Where the embedded servers keep their things, and how to reach them. Settings import it: standard library only."""

import fcntl
import hashlib
import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

# A Unix socket's path must fit in 104 bytes on the smallest system; PostgreSQL appends its own file name.
_LONGEST_SOCKET_FOLDER = 80
DATABASE = DATABASE_OWNER = "factcheck"
DATABASE_PORT = "5432"  # part of the socket's name; said everywhere, or PGPORT would change it


def own_secret_key(var: Path) -> str:
    """The installation's own key, made at first use; readable by its owner alone."""
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=var, prefix="secret_key.")
        draft = Path(name)
        with os.fdopen(handle, "w") as output:
            output.write(secrets.token_urlsafe(50))
        try:
            with suppress(FileExistsError):  # the first of several processes wins, and all read the winner's key
                os.link(draft, path)
        finally:
            draft.unlink()
    return path.read_text().strip()


def running_lock(var: Path) -> Path:
    """The file whose lock the running program holds; in it stand its process and its address, one a line."""
    return var / "up.lock"


def running_at(var: Path) -> str:
    """The address of the program that runs on the data in `var`; empty when none does."""
    try:
        lock = running_lock(var).open()
    except OSError:
        return ""
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return "".join(lock.read().split("\n")[1:2])
    return ""


def socket_folder(var: Path, name: str) -> Path:
    """The folder of a server's socket: inside `var`, or a short private one when that path is too long."""
    folder = var / name
    if len(os.fsencode(folder)) <= _LONGEST_SOCKET_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:12]
    return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"factcheck-{os.getuid()}-{digest}"


def database_settings(var: Path, cluster: str = "pg") -> dict[str, object]:
    """Django's settings for the embedded PostgreSQL `cluster`, which listens on a socket only its owner can reach."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": DATABASE_OWNER,
        "HOST": str(socket_folder(var, f"{cluster}-socket")),
        "PORT": DATABASE_PORT,
    }


def broker_url(var: Path) -> str:
    """The embedded Valkey's address in kombu's form."""
    return f"redis+socket://{socket_folder(var, 'valkey-socket') / 'valkey.sock'}?virtual_host=0"


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter. Raises PermissionError when somebody else already owns the name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or (os.geteuid() != 0 and status.st_uid != os.geteuid()):
        raise PermissionError(f"{folder} belongs to somebody else.")
    folder.chmod(0o700)
