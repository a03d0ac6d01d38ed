"""What holds for every page of the desk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.choices import Status
from claims.models import Claim
from tests import factories

HOSTILE = "\u202e<img src=x onerror=alert(1)>"


def story() -> Claim:
    """A claim with some of everything, and hostile text wherever text may stand."""
    ministry, outlet = (
        factories.make_source(f"Ministry {HOSTILE}"),
        factories.make_source(f"Outlet {HOSTILE}", "outlet"),
    )
    claim = factories.make_figure(words=f"164 {HOSTILE}", wording=HOSTILE)
    factories.attribute(claim, ministry, outlet, report=factories.make_report(outlet, title=HOSTILE), note=HOSTILE)
    factories.add_evidence(claim)
    factories.publish(claim)
    factories.bring_to(claim, Status.DISPUTED)
    claim.notes.create(text=HOSTILE, made_by=factories.clara())
    return claim


def addresses(claim: Claim) -> list[str]:
    attribution = claim.attributions.get()
    hop = attribution.hops.all()[0]
    pages = {
        "claims_claim": claim,
        "claims_attribution": attribution,
        "claims_evidence": claim.evidence.get(),
        "claims_topic": claim.topic,
        "claims_measure": claim.measure,
        "sources_source": hop.source,
        "sources_report": attribution.report,
    }
    lists = ["claims_claim", "claims_topic", "claims_measure", "sources_source", "sources_report"]
    new = ["claims_claim", "claims_topic", "claims_measure", "sources_source", "sources_report"]
    return [
        *(reverse(f"admin:{name}_change", args=[thing.pk]) for name, thing in pages.items() if thing),
        *(reverse(f"admin:{name}_changelist") for name in lists),
        *(reverse(f"admin:{name}_add") for name in new),
        *(
            f"{reverse(f'admin:claims_{name}_add')}?claim={claim.pk}"
            for name in ("attribution", "evidence", "reply", "relation")
        ),
    ]


def test_no_page_needs_a_style_or_a_script_of_its_own(editor: Client) -> None:
    for address in addresses(story()):
        content = editor.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", content), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", content), address


def test_every_page_is_sent_with_the_strict_policy(editor: Client) -> None:
    policy = editor.get("/desk/claims/claim/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_hostile_text_is_harmless_on_every_page(editor: Client) -> None:
    for address in addresses(story()):
        content = editor.get(address).content.decode()
        assert "<img src=x" not in content, address
        shown = re.sub(r"<(input|textarea)[^>]*>[^<]*|<title>[^<]*", "", content)  # what is typed stays as it is
        assert "\u202e" not in shown, address


def test_every_page_names_itself(editor: Client) -> None:
    titles = [
        re.search(r"<title>(.*?)</title>", editor.get(address).content.decode(), re.S) for address in addresses(story())
    ]
    assert all(title and title.group(1).strip().endswith("Desk") for title in titles)


def test_contributors_see_every_page_that_is_not_for_editors_alone(contributor: Client) -> None:
    statuses = {address: contributor.get(address).status_code for address in addresses(story())}
    refused = {re.sub(r"\d+", "N", address) for address, status in statuses.items() if status == 403}
    assert refused == {
        "/desk/claims/attribution/N/change/",
        "/desk/claims/evidence/N/change/",
        *(f"/desk/claims/{name}/add/?claim=N" for name in ("attribution", "evidence", "reply", "relation")),
    }
    assert set(statuses.values()) == {200, 403}


@pytest.mark.parametrize("language", ["de", "ru"])
def test_every_page_speaks_the_editors_language(editor: Client, language: str) -> None:
    for address in addresses(story()):
        assert f'lang="{language}"' in editor.get(address, headers={"accept-language": language}).content.decode()


def test_suggestions_are_for_the_desk_only(operator: Client, client: Client) -> None:
    assert operator.get("/desk/pick/source/?q=x").status_code == 403
    assert client.get("/desk/pick/source/?q=x").status_code == 302


@pytest.mark.parametrize("typed", ["Tokajew", "Токаев"])
def test_suggestions_find_a_name_in_any_spelling(contributor: Client, typed: str) -> None:
    source = factories.make_source("Kassym-Jomart Tokayev", "person")
    found = contributor.get("/desk/pick/source/", {"q": typed}).json()["found"]
    assert found == [{"value": f"Kassym-Jomart Tokayev #{source.pk}", "hint": "person"}]


@pytest.mark.parametrize("model", ["source", "report", "topic", "measure", "claim", "role"])
@pytest.mark.parametrize("typed", ["", "\x00", "%", "'", "9" * 5000, "(", "\u202e"])
def test_nothing_that_is_typed_breaks_the_suggestions(contributor: Client, model: str, typed: str) -> None:
    assert contributor.get(f"/desk/pick/{model}/", {"q": typed}).status_code == 200


def test_there_are_no_suggestions_of_what_nobody_picks(contributor: Client) -> None:
    assert contributor.get("/desk/pick/user/?q=x").status_code == 404
