"""Addresses that programs read in different ways are refused before anything is looked up."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sources.connecting import Problem, ProblemKind, Ways, check_url, validate_url
from sources.connecting.targets import parse, redirected
from tests.sources.connecting.lines import nowhere

WAYS = Ways(resolve=nowhere)
BAD = [
    "",
    "//example.com/",
    "example.com/",
    "http:example.com",
    "http:/example.com/",
    "http:///example.com/",
    "http://",
    "http:///",
    "http://?x",
    "http://#x",
    "http://:80/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "httpx://example.com/",
    "http+unix://x/",
    "view-source:http://example.com/",
    "http://user@example.com/",
    "http://user:word@example.com/",
    "http://example.com@127.0.0.1/",
    "http://@example.com/",
    "http://127.0.0.1:80\\@example.com/",
    "http://example.com\\.evil.example/",
    "http:\\\\example.com/",
    " http://example.com/",
    "http://example.com/ ",
    "http://exa mple.com/",
    "http://example.com/\r\nHost: x",
    "http://example.com/\x00",
    "http://exam\tple.com/",
    "http://example.com/\x7f",
    "http://example.com/\u2028",
    "http://example.com/\u202e",
    "http://example.com/\ud800",
    "http://ex\u00adample.com/",
    "http://ex\u200bample.com/",
    "http://127\u30020\u30020\u30021/",
    "http://127\uff0e0\uff0e0\uff0e1/",
    "http://\u2460\u2461\u2466.0.0.1/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://\u0967\u0968\u096d.0.0.1/",
    "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
    "http://\u212aremlin.example/",
    "http://examp\u2100e.com/",
    "http://example.com\uff0f@127.0.0.1/",
    "http://[::1%25eth0]/",
    "http://[::1%eth0]/",
    "http://[::1/",
    "http://::1/",
    "http://[::1]x/",
    "http://[v1.x]/",
    "http://[127.0.0.1]/",
    "http://[]/",
    "http://%31%32%37.0.0.1/",
    "http://example%2ecom/",
    "http://0/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.01/",
    "http://127.0.0.0x1/",
    "http://256.256.256.256/",
    "http://1.2.3.4.5/",
    "http://example.0x/",
    "http://example.com:/",
    "http://example.com:0/",
    "http://example.com:65536/",
    "http://example.com:99999/",
    "http://example.com:080a/",
    "http://example.com:80:80/",
    "http://example.com:-80/",
    "http://example.com:\u0668\u0660/",
    "http://.example.com/",
    "http://example..com/",
    "http://example.com../",
    "http://-example.com/",
    "http://example-.com/",
    "http://exa;mple.com/",
    "http://exa,mple.com/",
    "http://127.0.0.1;@example.com/",
    "http://127.0.0.1 &@example.com# @1.1.1.1/",
    "http://$example.com/",
    f"http://{'a' * 64}.com/",
    f"http://{'a.' * 127}com/",
    f"http://example.com/{'a' * 2000}",
]
REFUSED = [
    "http://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.1?@example.com/",
    "http://127.0.0.1#@example.com/",
    "HTTP://127.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::FFFF:7F00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://a.localhost/",
    "http://ip6-localhost/",
    "http://intranet/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://example.onion/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://example.com:22/",
    "http://example.com:8080/",
    "https://example.com:6379/",
    "http://8.8.8.8:53/",
]
ASKED = {
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2606:4700:4700::1111]/": "http://[2606:4700:4700::1111]/",
    "https://Example.COM": "https://example.com/",
    "http://example.com.": "http://example.com/",
    "http://example.com:80/a?b#c": "http://example.com/a?b",
    "http://example.com:443/": "http://example.com:443/",
    "https://example.com:443/": "https://example.com/",
    "https://example.com?x=1": "https://example.com/?x=1",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://BÜCHER.example/": "https://xn--bcher-kva.example/",
    "http://example.com/a%20b%zz": "http://example.com/a%20b%zz",
    "http://example.com/@b:c": "http://example.com/@b:c",
    "http://x_y.example.com/": "http://x_y.example.com/",
    "http://example.com/ä": "http://example.com/%C3%A4",
}


def _problem(url: str) -> ProblemKind:
    with pytest.raises(Problem) as caught:
        parse(url, WAYS)
    assert caught.value.sentence
    return caught.value.kind


@pytest.mark.parametrize("url", BAD)
def test_ambiguous_address_is_bad(url: str) -> None:
    assert _problem(url) == ProblemKind.BAD_URL


@pytest.mark.parametrize("url", REFUSED)
def test_address_that_is_not_public_is_refused(url: str) -> None:
    assert _problem(url) == ProblemKind.REFUSED_ADDRESS


@pytest.mark.parametrize(("url", "asked"), list(ASKED.items()))
def test_plain_address_is_asked_in_one_form(url: str, asked: str) -> None:
    assert parse(url, WAYS).url == asked


def test_name_in_cyrillic_is_asked_in_ascii() -> None:
    target = parse("https://президент.рф/новость?о=чём", WAYS)
    assert target.host == "xn--d1abbgf6aiiy.xn--p1ai"
    assert target.path == "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C?%D0%BE=%D1%87%D1%91%D0%BC"


def test_the_programs_own_name_is_refused(settings: object) -> None:
    settings.BASE_URL = "https://record.example.org"  # type: ignore[attr-defined]
    assert _problem("http://Record.Example.org./") == ProblemKind.REFUSED_ADDRESS


@pytest.mark.parametrize("url", ["http://127.0.0.1:8099/", "http://name.example:8099/"])
def test_pair_that_the_operator_named_is_let_through(url: str) -> None:
    assert parse(url, Ways(also=frozenset({("127.0.0.1", 8099)}))).port == 8099


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://127.0.0.1:8098/", "http://127.0.0.2:8099/"])
def test_pair_that_the_operator_named_lets_no_other_through(url: str) -> None:
    with pytest.raises(Problem):
        parse(url, Ways(also=frozenset({("127.0.0.1", 8099)})))


@pytest.mark.parametrize(
    ("location", "led"),
    [
        ("/b", "https://example.com/b"),
        ("b c", "https://example.com/a/b%20c"),
        ("?x", "https://example.com/a/?x"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example", "http://other.example/"),
        ("/ä".encode().decode("latin-1"), "https://example.com/%C3%A4"),
        ("/\xe4", "https://example.com/%C3%A4"),
    ],
)
def test_redirect_leads_where_it_says(location: str, led: str) -> None:
    assert redirected(parse("https://example.com/a/", WAYS), location, WAYS).url == led


@pytest.mark.parametrize(
    "location", [*REFUSED, "//127.0.0.1/", "//[::1]/", "http://[", "javascript:1", "/\t/x", "http:///x"]
)
def test_redirect_that_is_not_public_is_refused(location: str) -> None:
    with pytest.raises(Problem):
        redirected(parse("https://example.com/a/", WAYS), location, WAYS)


def test_form_is_told_why() -> None:
    with pytest.raises(ValidationError, match="public server") as caught:
        validate_url("http://127.0.0.1/")
    assert caught.value.code == "refused_address"


@given(st.text(max_size=60).map("http://{}/".format) | st.text(max_size=60))
def test_any_text_is_asked_in_a_stable_form_or_refused(text: str) -> None:
    try:
        target = parse(text, WAYS)
    except Problem:
        return
    assert target.url.isascii()
    assert parse(target.url, WAYS) == target


def test_check_connects_to_nothing() -> None:
    check_url("https://no-such-name.example/")
