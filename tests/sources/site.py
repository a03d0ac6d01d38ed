"""A news site on the loopback address that behaves as sites do: pages stay, are edited, vanish, hide, and come back.

Time goes in rounds, which whoever uses the site sets: `site.round = 2`. A round stands for at least 30 minutes.
"""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sources.choices import ReportState as S
from tests.sources.truth.pages import SKINS as _SKINS
from tests.sources.truth.pages import Around, article

LANGUAGES = ("de", "en", "ru", "fr")
ROUNDS = 6
SKINS = _SKINS["tuning"]


@dataclass(frozen=True)
class Reply:
    """What goes over the wire. `length` lies when it is given; `pause` is slept before each byte of the body."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    length: int | None = None
    pause: float = 0
    reset: bool = False


Answer = Callable[[int, int], Reply]  # of the page's number and the round


@dataclass(frozen=True)
class Behaviour:
    """What a page answers in each round (the last goes on), and what one look at it then shows."""

    answers: tuple[Answer, ...]
    sights: tuple[S, ...]

    def answer(self, number: int, turn: int) -> Reply:
        return self.answers[min(turn, len(self.answers) - 1)](number, turn)

    def sight(self, turn: int) -> S:
        """What a single, unconditional look shows in this round, compared with the capture of round 0."""
        return self.sights[min(turn, len(self.sights) - 1)]

    def state(self, turn: int) -> S:
        """The state after this round when each round was looked at once: absent needs two looks in succession."""
        state = self.sight(0)
        for looked in range(turn + 1):
            sight, before = self.sight(looked), self.sight(max(looked - 1, 0))
            if sight != S.ABSENT or before == S.ABSENT:
                state = sight
        return state


def language(number: int) -> str:
    return LANGUAGES[number % len(LANGUAGES)]


def html(number: int, *, figure: int = 164, turn: int = 0) -> bytes:
    """The page of an article as it stands; `turn` changes only what stands around the article."""
    made = article(language(number), number, figure)
    other = article(made.lang, turn + 900)
    around = Around(
        under_title=f'<p class="meta">{_UPDATED[made.lang]} 10.01.2022, {10 + turn}:{10 + number % 50}</p>',
        side=f'<div class="most-read"><h4>Top</h4><a href="/stays/{turn}">{other.title}</a></div>',
        foot=f"<p>{_SHARED[made.lang]}: {1200 + 17 * turn + number}</p><p>© {2022 + turn}</p>",
    )
    return SKINS[number % len(SKINS)](made, around).encode()


_UPDATED = {"de": "Aktualisiert am", "en": "Updated", "ru": "Обновлено", "fr": "Mis à jour le"}
_SHARED = {"de": "Geteilt", "en": "Shares", "ru": "Просмотров", "fr": "Partages"}
_MISSING = {
    "de": ("Seite nicht gefunden", "Die gewünschte Seite konnte leider nicht gefunden werden."),
    "en": ("Page not found", "Sorry, the page you are looking for does not exist or has been moved."),
    "ru": ("Страница не найдена", "К сожалению, запрашиваемая вами страница не найдена. Возможно, она была удалена."),
    "fr": ("Page introuvable", "Désolé, la page que vous recherchez est introuvable ou n'existe plus."),
}
_REMOVED = {
    "de": (
        "Artikel nicht mehr verfügbar",
        "Dieser Artikel wurde von der Redaktion entfernt.",
    ),
    "en": ("This article is no longer available", "This article has been removed and is no longer available."),
    "ru": ("Материал удалён", "Материал удален по решению редакции и больше не доступен."),
    "fr": ("Article supprimé", "Cet article a été supprimé et n'est plus disponible."),
}
_LOGIN = {
    "de": ("Anmelden", "Bitte melden Sie sich an, um diesen Inhalt zu sehen."),
    "en": ("Log in", "Please log in to continue reading this page."),
    "ru": ("Вход", "Войдите, чтобы продолжить. Для просмотра этой страницы необходимо войти в систему."),
    "fr": ("Connexion", "Veuillez vous connecter pour lire cette page."),
}
_FORM = '<form action="/login" method="post"><input name="user"><input type="password" name="p"></form>'
_PAYWALL = {
    "de": "Sie möchten weiterlesen? Dieser Artikel ist nur für Abonnenten. Jetzt Abo abschließen.",
    "en": "To continue reading, subscribe now. This article is for subscribers only.",
    "ru": "Полный текст доступен только по подписке. Оформите подписку, чтобы читать дальше.",
    "fr": "Cet article est réservé aux abonnés. Abonnez-vous pour lire la suite.",
}


def _frame(number: int, title: str, text: str, extra: str = "") -> bytes:
    made = replace(article(language(number), number), title=title, paragraphs=(text,), author="")
    return SKINS[number % len(SKINS)](made, Around(bottom=extra)).encode()


def _ok(body: bytes) -> Reply:
    """As caching servers answer: with a validator, so that an unchanged page is told in a 304."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Reply(
        body=body, headers=(*Reply.headers, ("ETag", tag), ("Last-Modified", formatdate(1641800000, usegmt=True)))
    )


def stays(number: int, _turn: int) -> Reply:
    return _ok(html(number))


def noisy(number: int, turn: int) -> Reply:
    return _ok(html(number, turn=turn))


def edited(number: int, turn: int) -> Reply:
    return _ok(html(number, figure=225, turn=turn))


def status(code: int, *headers: tuple[str, str], text: dict[str, tuple[str, str]] | None = None) -> Answer:
    def answer(number: int, _turn: int) -> Reply:
        title, words = (text or _MISSING)[language(number)]
        return Reply(code, _frame(number, title, words), (*Reply.headers, *headers))

    return answer


def soft(texts: dict[str, tuple[str, str]], extra: str = "") -> Answer:
    return lambda number, _turn: _ok(_frame(number, *texts[language(number)], extra))


def redirect(to: str, code: int = 302) -> Answer:
    def answer(number: int, _turn: int) -> Reply:
        return Reply(code, headers=(("Location", to.format(number=number)),))

    return answer


def paywall(number: int, _turn: int) -> Reply:
    made = article(language(number), number)
    box = f'<div class="paywall"><p>{_PAYWALL[made.lang]}</p><a href="/subscribe">→</a></div>'
    return _ok(SKINS[number % len(SKINS)](replace(made, paragraphs=made.paragraphs[:1]), Around(bottom=box)).encode())


def bot_check(number: int, _turn: int) -> Reply:
    """The interstitial of a protection service; some send it as a success."""
    body = (
        b"<html><head><title>Just a moment...</title></head><body><h1>news.example</h1>"
        b"<p>Checking if the site connection is secure</p>"
        b"<noscript>Enable JavaScript and cookies to continue</noscript>"
        b'<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
    )
    return Reply((403, 503, 200)[number % 3], body, (*Reply.headers, ("Cache-Control", "no-store")))


def slow(number: int, turn: int) -> Reply:
    return replace(_ok(html(number, turn=turn)), pause=0.2)


def truncated(number: int, turn: int) -> Reply:
    body = html(number, turn=turn)
    return Reply(body=body[: len(body) // 2], length=len(body))


def reset(_number: int, _turn: int) -> Reply:
    return Reply(reset=True)


def loop(number: int, _turn: int) -> Reply:
    return Reply(302, headers=(("Location", f"/loops/{number}?again=1"),))


def empty(_number: int, _turn: int) -> Reply:
    return Reply()


def charset_lie(number: int, turn: int) -> Reply:
    """Bytes of an old charset under the name of another."""
    charset = "windows-1251" if language(number) == "ru" else "windows-1252"
    body = html(number, turn=turn).decode().replace("charset=utf-8", "x=y").replace('charset="utf-8"', 'x="y"')
    return Reply(body=body.encode(charset, "replace"), headers=(("Content-Type", "text/html; charset=utf-8"),))


BEHAVIOURS: dict[str, Behaviour] = {
    "stays": Behaviour((stays,), (S.PRESENT,)),
    "noise": Behaviour((noisy,), (S.PRESENT,)),
    "figure": Behaviour((noisy, noisy, edited), (S.PRESENT, S.PRESENT, S.CHANGED)),
    "not-found": Behaviour((stays, status(404)), (S.PRESENT, S.ABSENT)),
    "gone": Behaviour((stays, stays, status(410)), (S.PRESENT, S.PRESENT, S.ABSENT)),
    "soft-404": Behaviour((stays, soft(_MISSING)), (S.PRESENT, S.ABSENT)),
    "removed": Behaviour((noisy, soft(_REMOVED)), (S.PRESENT, S.ABSENT)),
    "to-home": Behaviour((stays, redirect("/")), (S.PRESENT, S.ABSENT)),
    "to-section": Behaviour((noisy, redirect("/news/", 301)), (S.PRESENT, S.ABSENT)),
    "moved": Behaviour((stays, redirect("/archive/2022/{number}.html", 301)), (S.PRESENT, S.REDIRECTED)),
    "login": Behaviour((stays, redirect("/login?next=/login/{number}")), (S.PRESENT, S.BLOCKED)),
    "login-inline": Behaviour(
        (
            stays,
            soft(
                _LOGIN, '<form action="/login" method="post"><input name="user"><input type="password" name="p"></form>'
            ),
        ),
        (S.PRESENT, S.BLOCKED),
    ),
    "paywall": Behaviour((stays, paywall), (S.PRESENT, S.BLOCKED)),
    "bot-check": Behaviour((stays, bot_check, bot_check, stays), (S.PRESENT, S.BLOCKED, S.BLOCKED, S.PRESENT)),
    "legal": Behaviour((stays, status(451)), (S.PRESENT, S.BLOCKED)),
    "forbidden": Behaviour((stays, status(403)), (S.PRESENT, S.BLOCKED)),
    "throttled": Behaviour((stays, status(429, ("Retry-After", "600")), noisy), (S.PRESENT, S.BLOCKED, S.PRESENT)),
    "failing": Behaviour(
        (stays, status(503), status(500), stays), (S.PRESENT, S.UNREACHABLE, S.UNREACHABLE, S.PRESENT)
    ),
    "flaps": Behaviour(
        (stays, status(404), stays, status(404), stays, status(404)),
        (S.PRESENT, S.ABSENT, S.PRESENT, S.ABSENT, S.PRESENT, S.ABSENT),
    ),
    "drips": Behaviour((stays, slow), (S.PRESENT, S.UNREACHABLE)),
    "returns": Behaviour((stays, status(404), status(404), noisy), (S.PRESENT, S.ABSENT, S.ABSENT, S.PRESENT)),
    "false-304": Behaviour((noisy, noisy, edited), (S.PRESENT, S.PRESENT, S.CHANGED)),
    "charset": Behaviour((charset_lie,), (S.PRESENT,)),
    "truncated": Behaviour((stays, truncated), (S.PRESENT, S.UNREACHABLE)),
    "resets": Behaviour((stays, reset, stays), (S.PRESENT, S.UNREACHABLE, S.PRESENT)),
    "loops": Behaviour((stays, loop), (S.PRESENT, S.UNREACHABLE)),
    "empty": Behaviour((stays, empty, stays), (S.PRESENT, S.UNREACHABLE, S.PRESENT)),
}


def _elsewhere(path: str) -> Reply:
    """Pages that are no report: home, a section, the login, the archive that moved pages went to."""
    if path.startswith("/archive/2022/"):
        return stays(int(path.rsplit("/", 1)[1].removesuffix(".html")), 0)
    if path in ("/", "/news/"):
        links = "".join(f"<li><a href='/stays/{n}'>{article('en', n).title}</a></li>" for n in range(20))
        head = "<head><title>The Daily Record</title></head>"
        return _ok(f"<html>{head}<body><h1>News</h1><ul>{links}</ul></body></html>".encode())
    if path == "/login":
        return soft(_LOGIN, _FORM)(1, 0)
    if path == "/canary":
        return Reply(204, headers=())
    return status(404)(1, 0)


@dataclass
class Site:
    """The running site: what it was asked, in order, stands in `asked` as (round, path, headers)."""

    port: int
    round: int = 0
    asked: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def url(self, behaviour: str, number: int) -> str:
        return f"{self.home}{behaviour}/{number}"

    def pages(self, numbers: int = 40) -> Iterator[tuple[str, str]]:
        """(behaviour, address) of each page."""
        for name in BEHAVIOURS:
            for number in range(numbers):
                yield name, self.url(name, number)

    def reply(self, target: str, headers: dict[str, str]) -> Reply:
        self.asked.append((self.round, target, headers))
        path = target.split("?")[0]
        name, _, number = path.strip("/").partition("/")
        if name not in BEHAVIOURS or not number.isdecimal():
            return _elsewhere(path)
        conditional = {"if-none-match", "if-modified-since"} & {key.lower() for key in headers}
        reply = BEHAVIOURS[name].answer(int(number), self.round)
        if name == "false-304" and conditional:
            return Reply(304, headers=())
        tag = dict(reply.headers).get("ETag")
        if tag and tag == {key.lower(): value for key, value in headers.items()}.get("if-none-match"):
            return Reply(304, headers=(("ETag", tag),))
        return reply


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def do_GET(self) -> None:
            reply = site.reply(self.path, dict(self.headers.items()))
            self.close_connection = True
            if reply.reset:
                return
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.status not in (204, 304):
                self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            self.send_header("Connection", "close")
            self.end_headers()
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            if not reply.pause:
                self.wfile.write(reply.body)
                return
            for place in range(len(reply.body)):
                time.sleep(reply.pause)
                self.wfile.write(reply.body[place : place + 1])
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            """Not to the terminal: `site.asked` holds it."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away in the middle is what some behaviours are for."""


@contextmanager
def running() -> Iterator[Site]:
    """The site on a free port of the loopback address, for as long as the block lasts."""
    site = Site(port=0)
    with _Server(("127.0.0.1", 0), _handler(site)) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
