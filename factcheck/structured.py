"""Claims in the words of schema.org: Claim always, ClaimReview where the desk has judged. Pages and API share it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from claims.choices import Qualifier, Status
from claims.reading import Stored
from claims.titles import title
from claims.wording import StatusWords
from sources.choices import SourceKind
from sources.texts import pick

Body = dict[str, Any]

# Nobody has judged these yet, so there is no review to speak of.
WITHOUT_REVIEW = (Status.UNVERIFIED, Status.NOT_CHECKABLE)
# Which ends of a figure say what it says. "Nearly 8000" is never 8000: it only has an upper bound.
_VALUE, _LOWEST, _HIGHEST = ("value", "low"), ("minValue", "low"), ("maxValue", "high")
_ENDS: dict[Qualifier, tuple[tuple[str, str], ...]] = {
    Qualifier.NONE: (_VALUE,),
    Qualifier.EXACTLY: (_VALUE,),
    Qualifier.ABOUT: (_VALUE,),
    Qualifier.NEARLY: (_HIGHEST,),
}
_KINDS = {SourceKind.PERSON: "Person", SourceKind.EYEWITNESS: "Person", SourceKind.UNIDENTIFIED: "Thing"}


class Names:
    """What the words of others are looked up with: bodies by id, and the name of a source as a body refers to it."""

    def __init__(self, body_of: Callable[[str | None], Body], name_of: Callable[[Body], str], language: str) -> None:
        self.body_of, self.name_of, self.language = body_of, name_of, language


def permalink(public_id: str) -> str:
    """The address of a claim that stays, whatever its words and its reader's language."""
    return f"{settings.BASE_URL}/claims/{public_id}/"


def is_reviewed(body: Body) -> bool:
    return body["status"]["code"] not in WITHOUT_REVIEW


def described(claim: Stored, names: Names, status: StatusWords, site: str) -> Body:
    """The claim; inside a review of it where there is one."""
    body = claim.json
    data = _review(claim, names, status, site) if is_reviewed(body) else _claim(body, names)
    notes = [names.body_of(entry["correction"]) for entry in body["corrections"]]
    if corrections := [_correction(note, names.language) for note in notes if note]:
        data["correction"] = corrections
    return {"@context": "https://schema.org", **data}


def _claim(body: Body, names: Names) -> Body:
    data: Body = {
        "@type": "Claim",
        "@id": permalink(body["id"]),
        "identifier": body["id"],
        "text": body["wording"]["text"],
        "inLanguage": body["wording"]["lang"],
        "author": [_author(origin, names) for origin in origins(body)],
        "appearance": list(_appearances(body, names)),
    }
    return {**data, "about": _quantity(body, names)} if body["figure"] else data


def origins(body: Body) -> list[Body]:
    """How bodies refer to those who are said to have said it, each once."""
    found: dict[str, Body] = {}
    for attribution in body["attributions"]:
        origin = attribution["chain"][0]
        found.setdefault(origin["source"] or attribution["id"], origin)
    return list(found.values())


def _author(origin: Body, names: Names) -> Body:
    source = names.body_of(origin["source"]) if origin["source"] else {}
    kind = source.get("kind") or origin["kind"] or SourceKind.UNIDENTIFIED
    author = {"@type": _KINDS.get(SourceKind(kind), "Organization"), "name": names.name_of(origin)}
    if source.get("wikidata_id"):
        author["sameAs"] = f"https://www.wikidata.org/entity/{source['wikidata_id']}"
    return author


def _appearances(body: Body, names: Names) -> Iterator[Body]:
    for attribution in body["attributions"]:
        report = names.body_of(attribution["report"])
        if report and report["url"]:
            yield {"@type": "CreativeWork", "url": report["url"], "inLanguage": report["lang"]}


def _quantity(body: Body, names: Names) -> Body:
    """The figure with its words, so that nobody who shows the number has to lose them."""
    figure, measure = body["figure"], names.body_of(body["measure"])
    qualifier = Qualifier(figure["qualifier"])
    ends = _ENDS.get(qualifier, (_LOWEST, _HIGHEST))
    return {
        "@type": "QuantitativeValue",
        **({"name": title(measure, names.language)} if measure else {}),
        "description": figure["words"],
        **{name: figure[end] for name, end in ends if figure[end] is not None},
        **({"unitText": measure["unit"]} if measure and measure["unit"] else {}),
        "additionalProperty": {"@type": "PropertyValue", "propertyID": "qualifier", "value": qualifier.value},
    }


def _review(claim: Stored, names: Names, status: StatusWords, site: str) -> Body:
    body = claim.json
    return {
        "@type": "ClaimReview",
        "url": permalink(claim.subject),
        "claimReviewed": title(body, names.language),
        "itemReviewed": _claim(body, names),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": status.words,
            "ratingExplanation": pick(body["status"]["reason"], names.language)[0],
        },
        "author": organization(site),
        "datePublished": body["status"]["decided_at"],
        "version": str(claim.index),
        "inLanguage": names.language,
    }


def _correction(note: Body, language: str) -> Body:
    return {
        "@type": "CorrectionComment",
        "text": pick(note["is_right"], language)[0],
        "datePublished": note["corrected_at"],
    }


def organization(site: str) -> Body:
    """The desk."""
    policy = settings.BASE_URL + reverse("pages:about", args=["corrections-policy"])
    return {"@type": "Organization", "name": site, "url": settings.BASE_URL, "correctionsPolicy": policy}
