"""The desk's list of claims: what the server takes for its first page and for a search, at each size."""

import time
from statistics import median

from django.conf import settings
from django.test import Client
from django.urls import reverse

from factcheck.operations.bench.ground import database_of
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.synthetic import Synthetic

_ROUNDS = 30
_SEARCHES = {"a word": "missing", "a name": "Beirut", "a number": "8.000", "two words": "Almaty hospital"}


def measure(sizes: list[int]) -> list[Line]:
    """Milliseconds of server time, the median of many rounds, and what the largest size costs more."""
    settings.ALLOWED_HOSTS = ["*"]
    lines: list[Line] = []
    taken: dict[str, list[float]] = {}
    for size in sizes:
        database_of(size)
        client = Client()
        editor = Synthetic(0).editor
        type(editor)._default_manager.filter(pk=editor.pk).update(is_staff=True)
        editor.refresh_from_db()
        client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
        address = reverse("admin:claims_claim_changelist")
        for name, query in {"first page": "", **{f"search for {k}": f"?q={v}" for k, v in _SEARCHES.items()}}.items():
            milliseconds = _median(client, address + query)
            taken.setdefault(name, []).append(milliseconds)
            limit = 80 if query else 50
            lines.append(Line(f"{name} at {size:,}", milliseconds, "ms", limit, at_most=True))
    if len(sizes) > 1:
        lines += [
            Line(f"{name}: at {sizes[-1]:,} : at {sizes[0]:,}", times[-1] / times[0], "", 1.3, at_most=True)
            for name, times in taken.items()
        ]
    return lines


def _median(client: Client, address: str) -> float:
    times = []
    for turn in range(_ROUNDS + 3):
        begin = time.perf_counter()
        answer = client.get(address)
        if turn >= 3:
            times.append(time.perf_counter() - begin)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
    return median(times) * 1000
