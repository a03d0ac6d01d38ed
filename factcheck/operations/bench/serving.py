"""Pages, claims and lists as readers and partners ask for them, against views that do nothing but answer."""

import json
from urllib.parse import urlsplit

from claims import reading
from factcheck.operations.bench.ground import database_of
from factcheck.operations.bench.load import Target, serving
from factcheck.operations.bench.report import Line

_COLD = 3_000  # different claims: each request draws a document that nobody has asked for
_DEPTH = 40  # pages of a list that are skipped to get deep into it


def measure(sizes: list[int]) -> list[Line]:
    """Single documents at each size, and lists at each size with what they cost more at the largest."""
    lines: list[Line] = []
    cpu: dict[str, list[float]] = {}
    for size in sizes:
        database = database_of(size)
        claims = [stored.subject for stored in reading.listed(reading.Filters(), limit=_COLD)]
        example = reading.listed(reading.Filters(kind="figure"), limit=1)[0].json
        with serving(database) as target:
            lines += _documents(target, size, claims)
            lines += _lists(target, size, example, cpu)
    for name, costs in cpu.items():
        if len(costs) > 1:
            lines.append(Line(f"{name}: cost at {sizes[-1]:,} : at {sizes[0]:,}", costs[-1] / costs[0], "", 1.2, True))
    return lines


def _documents(target: Target, size: int, claims: list[str]) -> list[Line]:
    lines = []
    for name, form in (("claim page", "/en/claims/{}/"), ("claim JSON", "/api/v1/claims/{}/")):
        paths = [_landing(target, form.format(claim)) for claim in claims]
        content = len(target.get(paths[0]))
        plain = target.cost(f"/bench/constant/{content}/")
        cold, warm = target.cost(*paths), target.cost(paths[0])
        at = f"{name} at {size:,}"
        lines += [
            Line(f"{at}: constant view of {content:,} bytes", plain.rate, "requests/s"),
            Line(f"{at}: warm", warm.rate, "requests/s"),
            Line(f"{at}: warm : constant", warm.rate / plain.rate, "", 0.5),
            Line(f"{at}: warm, processor", warm.cpu, "ms", 0.6, at_most=True),
            Line(f"{at}: cold, processor", cold.cpu, "ms"),
        ]
    return lines


def _landing(target: Target, path: str) -> str:
    """Pages stand at an address with words in it, which the short one leads to; JSON stands where it is asked for."""
    return target.landing(path) if path.startswith("/en/") else path


def _lists(target: Target, size: int, example: dict[str, str], cpu: dict[str, list[float]]) -> list[Line]:
    thin = target.cost("/bench/thin/")
    lines = [Line(f"thin view of 100 stored claims at {size:,}", thin.rate, "requests/s")]
    source = example["attributions"][0]["chain"][-1]["source"]  # type: ignore[index]
    questions = {
        "list": "",
        "list by status": "&status=unverified",
        "list by kind and language": "&kind=figure&language=de",
        "list by source": f"&source={source}",
    }
    for name, question in questions.items():
        first = f"/api/v1/claims/?limit=100{question}"
        for place, path in (("", first), (", deep", _deep(target, first))):
            cost = target.cost(path)
            cpu.setdefault(name + place, []).append(cost.cpu)
            lines.append(Line(f"{name}{place} at {size:,} : thin view", cost.rate / thin.rate, "", 0.8))
    return lines


def _deep(target: Target, path: str) -> str:
    """The address of a page deep in the list, or of its last full one."""
    for _ in range(_DEPTH):
        following = json.loads(target.get(path))["next"]
        if following is None:
            break
        parts = urlsplit(following)
        path = f"{parts.path}?{parts.query}"
    return path
