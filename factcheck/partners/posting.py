"""One POST to an endpoint, through the one guarded way out."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from factcheck.partners.models.webhooks import LONGEST_ANSWER
from sources import connecting

# Standard Webhooks asks for 15 to 30 seconds: an endpoint that takes longer should accept first and work afterwards.
LIMITS = connecting.Limits(total=20.0, resolve=5.0, connect=5.0, silence=15.0, body=64 * 1024, unpacked=256 * 1024)
_LONGEST_PROBLEM = 500
# What PostgreSQL cannot keep, or no page can show.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Reply:
    """What an endpoint answered, or why it did not."""

    status: int | None = None
    answer: str = ""
    problem: str = ""
    retry_after: timedelta | None = None

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, signed: list[tuple[str, str]], content: bytes) -> Reply:
    """Send `content`, and tell what came of it; a redirect is not followed and counts as a refusal."""
    headers = [
        ("Content-Type", "application/json"),
        ("User-Agent", f"factcheck-webhooks (+{settings.BASE_URL})"),
        *signed,
    ]
    try:
        answer = connecting.send("POST", url, headers=headers, body=content, limits=LIMITS, follow=False)
    except connecting.Problem as problem:
        return Reply(problem=problem.sentence[:_LONGEST_PROBLEM])
    return Reply(answer.status, _kept(answer.body), retry_after=_wish(answer.header("retry-after")))


def _kept(body: bytes) -> str:
    return _UNFIT.sub("\ufffd", body[: 4 * LONGEST_ANSWER].decode("utf-8", "replace"))[:LONGEST_ANSWER]


def _wish(retry_after: str) -> timedelta | None:
    return timedelta(seconds=int(retry_after)) if re.fullmatch("[0-9]{1,6}", retry_after) else None
