"""The scripted site: what it answers is what its table of expected states says it answers."""

import http.client

import pytest

from sources.choices import ReportState
from tests.sources.site import BEHAVIOURS, ROUNDS, Site, running

pytestmark = pytest.mark.loopback


def ask(site: Site, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_every_page_is_good_in_the_first_round() -> None:
    with running() as site:
        for name in BEHAVIOURS:
            assert ask(site, f"/{name}/1")[0] == 200, name


def test_a_behaviour_changes_with_the_round() -> None:
    with running() as site:
        site.round = 2
        assert ask(site, "/gone/0")[0] == 410
        assert b"225" in ask(site, "/figure/0")[1]
        assert ask(site, "/legal/0")[0] == 451


def test_an_unchanged_page_is_told_truly_and_a_changed_one_falsely() -> None:
    with running() as site:
        site.round = 2
        assert ask(site, "/false-304/1", **{"If-None-Match": '"any"'})[0] == 304
        assert ask(site, "/stays/1", **{"If-None-Match": '"any"'})[0] == 200


def test_a_page_that_is_cut_short_breaks_its_promise() -> None:
    with running() as site:
        site.round = 1
        with pytest.raises(http.client.IncompleteRead):
            ask(site, "/truncated/1")


def test_what_was_asked_is_kept() -> None:
    with running() as site:
        ask(site, "/stays/1", **{"User-Agent": "test"})
        [(turn, path, headers)] = site.asked
    assert (turn, path, headers["User-Agent"]) == (0, "/stays/1", "test")


def test_one_miss_is_no_absence_and_two_are() -> None:
    states = [BEHAVIOURS["returns"].state(turn) for turn in range(4)]
    assert states == [ReportState.PRESENT, ReportState.PRESENT, ReportState.ABSENT, ReportState.PRESENT]
    assert ReportState.ABSENT not in [BEHAVIOURS["flaps"].state(turn) for turn in range(ROUNDS)]
