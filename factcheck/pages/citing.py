"""How to cite a claim: one line for people, and JSON-LD (schema.org) for machines."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import locales
from claims.choices import Status
from claims.reading import Stored
from claims.wording import StatusWords, name_words
from factcheck.pages.chains import sayings
from factcheck.pages.shown import Shown
from factcheck.pages.timelines import corrections
from sources.texts import pick, visible

Body = dict[str, Any]
# Nobody has judged these yet, so there is no review to speak of.
_WITHOUT_REVIEW = (Status.UNVERIFIED, Status.NOT_CHECKABLE)


def permalink(public_id: str) -> str:
    """The address of a claim that stays, whatever its words and its reader's language."""
    return f"{settings.BASE_URL}/claims/{public_id}/"


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
    body = claim.json
    data: Body = _claim(body, shown)
    if body["status"]["code"] not in _WITHOUT_REVIEW:
        data = _review(claim, shown, status, site, data)
    written = json.dumps({"@context": "https://schema.org", **data})
    # Nothing inside may end the element or begin a comment; ASCII leaves no control that turns the direction.
    return mark_safe(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S308


def _claim(body: Body, shown: Shown) -> Body:
    reports = [shown.body(attribution["report"]) for attribution in body["attributions"]]
    names = [shown.source(saying.origin).text for saying in sayings(body["attributions"])]
    return {
        "@type": "Claim",
        "@id": permalink(body["id"]),
        "identifier": body["id"],
        "text": body["wording"]["text"],
        "inLanguage": body["wording"]["lang"],
        "author": [{"@type": "Thing", "name": name} for name in names],
        "appearance": [{"@type": "CreativeWork", "url": r["url"]} for r in reports if r and r["url"]],
    }


def _review(claim: Stored, shown: Shown, status: StatusWords, site: str, reviewed: Body) -> Body:
    body, language = claim.json, get_language() or ""
    review: Body = {
        "@type": "ClaimReview",
        "url": permalink(claim.subject),
        "claimReviewed": pick(body["summary"], language)[0],
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": status.words,
            "ratingExplanation": pick(body["status"]["reason"], language)[0],
        },
        "author": _organization(site),
        "datePublished": body["status"]["decided_at"],
        "version": str(claim.index),
        "inLanguage": language,
    }
    notes = [
        {"@type": "CorrectionComment", "text": pick(c["is_right"], language)[0], "datePublished": c["corrected_at"]}
        for c in corrections(shown, claim.subject)
    ]
    return {**review, "correction": notes} if notes else review


def _organization(site: str) -> Body:
    policy = settings.BASE_URL + reverse("pages:about", args=["corrections-policy"])
    return {"@type": "Organization", "name": site, "url": settings.BASE_URL, "correctionsPolicy": policy}
