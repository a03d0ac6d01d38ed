"""The signs that a page sent as a success is not the report. The first that fits in the table's order counts."""

from collections.abc import Callable

from sources.recognising import addresses, phrases
from sources.recognising.looking import Look
from sources.recognising.why import Why

# What protection services add to an answer of theirs.
_CHALLENGE_HEADERS = frozenset({"cf-mitigated", "x-amzn-waf-action", "x-datadome"})


def is_challenge(look: Look) -> bool:
    if _CHALLENGE_HEADERS & {name.lower() for name in look.met.headers}:
        return True
    return look.is_small and ("challenge" in look.met.marks or look.titled(phrases.BOT_CHECK))


def _is_empty(look: Look) -> bool:
    return look.met.kind in ("html", "none") and len(look.met.visible) < 20 and not look.met.text


def _is_bot_check(look: Look) -> bool:
    return is_challenge(look) or (look.is_small and look.is_other and look.says(phrases.BOT_CHECK))


def _is_error_page(look: Look) -> bool:
    return look.is_other and look.was_sent and addresses.is_error(look.met.final_url)


def _is_not_found_title(look: Look) -> bool:
    return look.is_other and (look.titled(phrases.NOT_FOUND_TITLE) or look.titled(phrases.NOT_FOUND))


def _is_sent_to_login(look: Look) -> bool:
    return look.is_other and look.was_sent and addresses.is_login(look.met.final_url)


def _is_consent(look: Look) -> bool:
    if not look.is_other:
        return False
    return (look.was_sent and addresses.is_consent(look.met.final_url)) or (
        look.is_small and look.says(phrases.CONSENT) and not look.says(phrases.NOT_FOUND)
    )


def _is_region(look: Look) -> bool:
    return look.is_other and look.is_short and look.says(phrases.REGION)


def _is_removed(look: Look) -> bool:
    return look.is_other and look.is_short and look.says(phrases.REMOVED)


def _is_not_found(look: Look) -> bool:
    return look.is_other and look.is_short and (look.says(phrases.NOT_FOUND) or look.headed(phrases.NOT_FOUND_TITLE))


def _is_login(look: Look) -> bool:
    if not (look.is_other and look.is_short):
        return False
    asks = "password" in look.met.marks or look.headed(phrases.LOGIN_TITLE)
    return look.titled(phrases.LOGIN_TITLE) or (asks and look.says(phrases.LOGIN))


def is_teaser(look: Look) -> bool:
    """Much shorter than before, and with a wall: the beginning of the report and then an offer."""
    return look.is_cut and (look.says(phrases.PAYWALL) or bool({"not_free", "wall"} & set(look.met.marks)))


def _is_registration(look: Look) -> bool:
    """A wall behind the beginning of the report that asks for an account, not for money."""
    return look.is_cut and look.is_short and look.says(phrases.LOGIN)


def _is_denied(look: Look) -> bool:
    return look.is_other and look.is_short and look.headed(phrases.DENIED)


def _is_maintenance(look: Look) -> bool:
    return look.is_other and look.is_short and look.says(phrases.MAINTENANCE)


def _has_little(look: Look) -> bool:
    """Unlike is_other, true for the long pages that home pages are, even without a capture to compare with."""
    return look.kept is None or look.is_other


def _is_home(look: Look) -> bool:
    return _has_little(look) and addresses.is_home(look.met.final_url) and not addresses.is_home(look.met.url)


def _is_section(look: Look) -> bool:
    return _has_little(look) and look.was_sent and addresses.is_section(look.met.url, look.met.final_url)


def _is_emptied(look: Look) -> bool:
    return look.good is not None and look.is_other and look.is_short and look.is_cut and look.has_frame


def _is_unknown(look: Look) -> bool:
    """A wall in words that we do not know looks like this too, so it is no absence."""
    return look.good is not None and look.is_other and look.is_short and look.is_cut and look.met.kind == "html"


SIGNS: tuple[tuple[Why, Callable[[Look], bool]], ...] = (
    (Why.EMPTY, _is_empty),
    (Why.BOT_CHECK, _is_bot_check),
    (Why.SENT_TO_ERROR, _is_error_page),
    (Why.SOFT_NOT_FOUND, _is_not_found_title),
    (Why.LOGIN, _is_sent_to_login),
    (Why.CONSENT, _is_consent),
    (Why.REGION, _is_region),
    (Why.REMOVED, _is_removed),
    (Why.SOFT_NOT_FOUND, _is_not_found),
    (Why.LOGIN, _is_login),
    (Why.PAYWALL, is_teaser),
    (Why.LOGIN, _is_registration),
    (Why.DENIED, _is_denied),
    (Why.MAINTENANCE, _is_maintenance),
    (Why.SENT_HOME, _is_home),
    (Why.SENT_TO_SECTION, _is_section),
    (Why.EMPTIED, _is_emptied),
    (Why.UNRECOGNISED, _is_unknown),
)
