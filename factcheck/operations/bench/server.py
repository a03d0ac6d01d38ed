"""The product's own web server on a synthetic database, with two plain views beside it to compare with.

python -m factcheck.operations.bench.server DATABASE PORT
"""

import os
import sys


def main(database: str, port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django
    from django.conf import settings

    django.setup()
    from factcheck.operations import programs
    from factcheck.operations.bench import ground

    ground.use(database)
    settings.ROOT_URLCONF = "factcheck.operations.bench.urls"
    settings.PORT = port
    programs.web()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
