"""ClaimReview and DataFeed (schema.org): what other fact-checkers publish, as rows of claims.

Their verdict is kept in their words as evidence about the claim. It never becomes a status of ours.
"""

from collections.abc import Iterator
from typing import Any

MOST_DEEP = 20  # levels of a hostile document


def rows_of(given: Any) -> list[dict[str, str]] | None:
    """A row for each review in the document; None when it holds none."""
    found = list(_reviews(given, 0))
    return [_row(review) for review in found] if found else None


def _reviews(given: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every ClaimReview, except those that their feed says were deleted."""
    if depth > MOST_DEEP:
        return
    if isinstance(given, list):
        for each in given:
            yield from _reviews(each, depth + 1)
    elif isinstance(given, dict) and not given.get("dateDeleted"):
        if "ClaimReview" in _types(given):
            yield given
            return
        for name in ("dataFeedElement", "item", "@graph"):
            yield from _reviews(given.get(name), depth + 1)


def _types(given: dict[str, Any]) -> list[str]:
    kind = given.get("@type")
    return [str(each) for each in kind] if isinstance(kind, list) else [str(kind)]


def _row(review: dict[str, Any]) -> dict[str, str]:
    claim = _one(review.get("itemReviewed"))
    report = _one(claim.get("firstAppearance")) or _one(claim.get("appearance"))
    return {
        "key": _words(review.get("url")),
        "kind": "statement",
        "wording": _words(review.get("claimReviewed")) or _words(claim.get("text")) or _words(claim.get("name")),
        "wording_lang": _words(review.get("inLanguage"))[:35],
        "chain": _named(claim.get("author")),
        "publisher": _named(report.get("publisher")) or _named(claim.get("author")),
        "report_url": _words(report.get("url")),
        "report_title": _words(report.get("headline")) or _words(report.get("name")),
        "published_at": _words(claim.get("datePublished"))[:10],
        "review_url": _words(review.get("url")),
        "review_publisher": _named(review.get("author")) or _named(review.get("publisher")),
        "review_rating": _rating(_one(review.get("reviewRating"))),
    }


def _rating(rating: dict[str, Any]) -> str:
    return _words(rating.get("alternateName")) or _words(rating.get("name")) or _words(rating.get("ratingExplanation"))


def _one(given: Any) -> dict[str, Any]:
    """The object, or the first of a list of them; an address alone is the object with that address."""
    first = given[0] if isinstance(given, list) and given else given
    if isinstance(first, str):
        return {"url": first}
    return first if isinstance(first, dict) else {}


def _named(given: Any) -> str:
    first = given[0] if isinstance(given, list) and given else given
    return _words(first if isinstance(first, str) else _one(first).get("name"))


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
