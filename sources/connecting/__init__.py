"""The one way out of the program: every request to another machine goes through `send`.

An address is parsed once and its name resolved once; every address that the name has must be public unicast, and the
connection goes to one that was checked. Redirects go the same way again. Nothing ambient is used: no proxy, no
`.netrc`, no cookie. Whatever the other side does ends in an `Answer` or a `Problem`, in bounded time and memory.
"""

from sources.connecting.problems import Problem, ProblemKind
from sources.connecting.sending import Answer, Hop, Limits, get, send
from sources.connecting.targets import check_url, validate_url
from sources.connecting.ways import Ways, current_ways, using

__all__ = [
    "Answer",
    "Hop",
    "Limits",
    "Problem",
    "ProblemKind",
    "Ways",
    "check_url",
    "current_ways",
    "get",
    "send",
    "using",
    "validate_url",
]
