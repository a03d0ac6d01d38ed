"""Makes one whole snapshot in a process of its own, and tells what it took.

python -m factcheck.operations.bench.whole DATABASE FOLDER
"""

import os
import resource
import sys
import time


def main(database: str, folder: str) -> None:
    """Print seconds, the peak of memory in megabytes, and what of that the program took before it began."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django
    from django.conf import settings

    django.setup()
    from factcheck.api.snapshots import due
    from factcheck.operations.bench.ground import use

    settings.SNAPSHOTS_ROOT = folder
    use(database)
    base, begin = _peak(), time.perf_counter()
    due.make_now()
    sys.stdout.write(f"{time.perf_counter() - begin} {_peak()} {base}\n")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
