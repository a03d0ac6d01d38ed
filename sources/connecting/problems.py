"""Why a request brought no answer."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sources.connecting.sending import Hop


class ProblemKind(TextChoices):
    """Kinds of failure. Codes are stored with captures and deliveries and are never renamed."""

    BAD_URL = "bad_url", _("not an address that can be asked")
    REFUSED_ADDRESS = "refused_address", _("the address does not lead to a public server")
    DNS = "dns", _("the name could not be looked up")
    CONNECT = "connect", _("no connection")
    TLS = "tls", _("no trustworthy encrypted connection")
    TIMEOUT = "timeout", _("the server kept silent for too long")
    SLOW = "slow", _("the whole took too long")
    TOO_LARGE = "too_large", _("the answer is too large")
    BAD_ENCODING = "bad_encoding", _("the answer could not be unpacked")
    TOO_MANY_REDIRECTS = "too_many_redirects", _("passed on too many times")
    TRUNCATED = "truncated", _("the answer broke off")
    PROTOCOL = "protocol", _("the answer is not HTTP")


class Problem(Exception):
    """A request that brought no answer: `kind` for machines, the message for people.

    Whoever sent the request adds how far it came: `url` is the address that failed, `redirects` lead to it.
    """

    def __init__(self, kind: ProblemKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.url = ""
        self.redirects: tuple[Hop, ...] = ()
        self.address = ""
