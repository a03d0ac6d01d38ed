"""How to cite a claim: one line for people, and JSON-LD (schema.org) for machines."""

import json
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import locales
from claims.reading import Stored
from claims.wording import StatusWords, name_words
from factcheck.pages.chains import sayings
from factcheck.pages.shown import Shown
from factcheck.structured import Names, described, permalink
from sources.texts import pick, visible

Body = dict[str, Any]


def citation(claim: Stored, shown: Shown, status: StatusWords, site: str) -> str:
    """One line to copy: what, by whom, where it stands, which state of the record, and when it was looked up."""
    body = claim.json
    by = locales.list_words([name_words(shown.source(s.origin).text) for s in sayings(body["attributions"])])
    parts = {
        "claim": visible(pick(body["summary"], get_language() or "")[0].rstrip(".")),
        "by": by,
        "status": status.words,
        "since": locales.moment_words(body["status"]["decided_at"]),
        "site": site,
        "url": permalink(claim.subject),
        "index": claim.index,
        "today": locales.day_words(timezone.localdate()),
    }
    return (
        _(
            "Claim: “%(claim)s”, attributed to %(by)s. Status: %(status)s (since %(since)s)."
            " In: %(site)s, %(url)s, record %(index)s, accessed %(today)s."
        )
        % parts
    )


def structured(claim: Stored, shown: Shown, status: StatusWords, site: str) -> SafeString:
    """schema.org Claim, inside a ClaimReview once the desk has judged it. Safe inside a <script> data block."""
    names = Names(shown.body, lambda ref: shown.source(ref).text, get_language() or "")
    written = json.dumps(described(claim, names, status, site))
    # Nothing inside may end the element or begin a comment; ASCII leaves no control that turns the direction.
    return mark_safe(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S308
