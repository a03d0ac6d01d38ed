"""Two people at once: the later save sees both versions and loses nothing."""

from typing import Any

from django.test import Client
from django.urls import reverse

from claims import workflow
from claims.models import Claim, Edit, Topic
from sources.texts import texts
from tests import factories
from tests.claims.admin.browsing import form_on


def page(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def stale(client: Client, claim: Claim, **typed: str) -> tuple[dict[str, Any], Any]:
    """What somebody sends whose form was opened before Boris saved other words; and the answer."""
    form = form_on(client.get(page(claim)), "wording") | {"reason-en-text": "Mine is right."} | typed
    with workflow.editing(claim, by=factories.boris(), reason=texts(en="His is right.")) as locked:
        locked.wording = "Boris's words"
        locked.save(update_fields=["wording"])
    return form, client.post(page(claim), {**form, "_save": "1"})


def test_a_stale_form_is_not_saved(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    stale(editor, claim, wording="Anna's words")
    claim.refresh_from_db()
    assert claim.wording == "Boris's words"


def test_the_conflict_shows_both_versions(editor: Client) -> None:
    _form, response = stale(editor, factories.publish(factories.make_figure()), wording="Anna's words")
    (side,) = response.context["conflict"].sides
    assert (side.name, side.theirs, side.mine) == ("wording", "Boris's words", "Anna's words")


def test_the_conflict_says_who_saved_meanwhile_and_why(editor: Client) -> None:
    _form, response = stale(editor, factories.publish(factories.make_figure()), wording="Anna's words")
    assert any("Boris" in sentence and "His is right." in sentence for sentence in response.context["conflict"].done)


def test_everything_typed_is_still_in_the_form(editor: Client) -> None:
    typed = {"wording": "Anna's words", "summary-de-text": "Annas Satz", "reason-de-text": "Weil."}
    _form, response = stale(editor, factories.publish(factories.make_figure()), **typed)
    assert typed.items() <= form_on(response, "wording").items()


def test_saving_again_puts_mine_over_theirs_knowingly(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    _form, response = stale(editor, claim, wording="Anna's words")
    editor.post(page(claim), {**form_on(response, "wording"), "_save": "1"})
    claim.refresh_from_db()
    assert claim.wording == "Anna's words"


def test_theirs_may_be_kept_field_by_field(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    _form, response = stale(editor, claim, wording="Anna's words", wording_lang="kk")
    editor.post(page(claim), {**form_on(response, "wording"), "theirs": ["wording"], "_save": "1"})
    claim.refresh_from_db()
    assert (claim.wording, claim.wording_lang) == ("Boris's words", "kk")


def test_a_third_version_in_between_is_a_conflict_again(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    _form, response = stale(editor, claim, wording="Anna's words")
    again = form_on(response, "wording")
    with workflow.editing(claim, by=factories.boris(), reason=texts(en="Again.")) as locked:
        Claim.objects.filter(pk=locked.pk).update(wording="Boris's later words")
    response = editor.post(page(claim), {**again, "_save": "1"})
    assert response.context["conflict"].sides[0].theirs == "Boris's later words"


def test_a_stale_draft_is_a_conflict_too(editor: Client) -> None:
    claim = factories.make_figure()
    _form, response = stale(editor, claim, wording="Anna's words")
    assert response.context["conflict"].sides[0].theirs == "Boris's words"


def test_a_stale_form_of_a_part_is_a_conflict(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    attribution = claim.attributions.get()
    url = reverse("admin:claims_attribution_change", args=[attribution.pk])
    form = form_on(editor.get(url), "note") | {"note": "Mine", "reason-en-text": "Why."}
    with workflow.editing(claim, by=factories.boris(), reason=texts(en="His.")):
        type(attribution).objects.filter(pk=attribution.pk).update(note="Boris's")
    response = editor.post(url, {**form, "_save": "1"})
    assert [(side.theirs, side.mine) for side in response.context["conflict"].sides] == [("Boris's", "Mine")]


def stale_topic(client: Client, topic: Topic) -> Any:
    url = reverse("admin:claims_topic_change", args=[topic.pk])
    form = form_on(client.get(url), "slug") | {"slug": "annas-word", "reason-en-text": "Why."}
    with workflow.editing_subject(topic, by=factories.boris(), reason=texts(en="His.")):
        Topic.objects.filter(pk=topic.pk).update(slug="boris-word")
    return client.post(url, {**form, "_save": "1"})


def test_a_stale_form_of_a_public_topic_is_a_conflict(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    response = stale_topic(editor, claim.topic)
    assert [(side.theirs, side.mine) for side in response.context["conflict"].sides] == [("boris-word", "annas-word")]
    assert Edit.objects.filter(subject=claim.topic.public_id).count() == 1


def test_a_stale_form_of_a_topic_that_readers_do_not_know_is_a_conflict(editor: Client) -> None:
    response = stale_topic(editor, factories.make_topic())
    assert response.context["conflict"].sides[0].theirs == "boris-word"


def test_a_stale_form_of_a_reply_is_a_conflict(editor: Client) -> None:
    claim, ministry = factories.publish(factories.make_figure()), factories.make_source()
    asked: dict[str, Any] = {"asked": ministry, "asked_at": factories.NINTH}
    reply = workflow.note_reply(claim, by=factories.anna(), **asked)
    url = reverse("admin:claims_reply_change", args=[reply.pk])
    form = form_on(editor.get(url), "asked") | {"answered_at": "2022-01-10 12:00", "answer-en-text": "Anna's"}
    asked |= {"answered_at": factories.NINTH, "answer": texts(en="Boris's")}
    workflow.note_reply(claim, by=factories.boris(), **asked)
    response = editor.post(url, {**form, "_save": "1"})
    assert "answer" in {side.name for side in response.context["conflict"].sides}
    reply.refresh_from_db()
    assert reply.answer["en"]["text"] == "Boris's"


def test_a_stale_form_of_a_relation_is_a_conflict(editor: Client) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    url = f"/desk/claims/relation/add/?claim={claim.pk}&kind=updates&other={other.pk}"
    form = form_on(editor.get(url), "other")
    with workflow.editing(claim, by=factories.boris(), reason=texts(en="His.")):
        Claim.objects.filter(pk=claim.pk).update(wording="Boris's words")
    assert editor.post(url, {**form, "_save": "1"}).context["conflict"]
    assert not claim.relations.exists()
