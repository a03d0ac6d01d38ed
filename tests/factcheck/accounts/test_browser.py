"""In a real browser: passkeys, and pages that the policy and the accessibility rules find nothing wrong with."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from factcheck.accounts import links
from factcheck.accounts.models import User
from tests.browsers import complaints_of
from tests.factcheck.accounts.steps import PASSWORD, code_for

pytestmark = pytest.mark.django_db(transaction=True)
FINGERPRINT = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """A browser with a fingerprint reader, in whose console nothing may stand at the end."""
    complaints = complaints_of(page)
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGERPRINT})
    yield page
    assert complaints == []


def sign_in(page: Page, person: User) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign In", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/account/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def add_key(page: Page, passwordless: bool) -> None:
    page.goto("/account/second-factor/webauthn/add/")
    confirm(page)
    page.get_by_label("Passwordless").set_checked(passwordless)
    use_key(page, "Add")
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()


def use_key(page: Page, button: str) -> None:
    """Press what asks for a key, once the script that answers is there."""
    expect(page.get_by_role("button", name=button)).to_be_visible()
    page.wait_for_load_state()
    page.get_by_role("button", name=button).click()


def check_accessible(page: Page) -> None:
    page.wait_for_load_state()  # colours are judged: with the style sheet
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_passkey_lets_in_without_password(desk: Page, anna: User) -> None:
    sign_in(desk, anna)
    add_key(desk, passwordless=True)
    sign_out(desk)
    use_key(desk, "Sign in with a passkey")
    desk.wait_for_url("**/desk/")


def test_security_key_stands_beside_the_password(desk: Page, anna: User) -> None:
    sign_in(desk, anna)
    add_key(desk, passwordless=False)
    sign_out(desk)
    sign_in(desk, anna)
    use_key(desk, "Use a security key")
    desk.wait_for_url("**/desk/")


def test_passkey_of_a_deactivated_person_opens_nothing(desk: Page, anna: User) -> None:
    sign_in(desk, anna)
    add_key(desk, passwordless=True)
    sign_out(desk)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    use_key(desk, "Sign in with a passkey")
    expect(desk.get_by_text("This account is inactive.")).to_be_visible()


def test_key_that_is_not_there_is_said(desk: Page, anna: User) -> None:
    desk.goto("/account/sign-in/")
    use_key(desk, "Sign in with a passkey")
    expect(desk.get_by_role("alert")).to_contain_text("The key was not used:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_way_in_is_accessible_and_fits_a_telephone(desk: Page, anna: User, scheme: str) -> None:
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    desk.set_viewport_size({"width": 360, "height": 760})
    desk.goto(links.set_password_link(anna).removeprefix("http://127.0.0.1:8000"))
    check_accessible(desk)
    sign_in(desk, User(email="nobody@desk.example"))
    expect(desk.get_by_text("are not correct")).to_be_visible()
    check_accessible(desk)
    sign_in(desk, anna)
    desk.goto("/account/second-factor/totp/activate/")
    confirm(desk)
    check_accessible(desk)
    desk.get_by_label("Authenticator code").fill(code_for(desk.locator("code").inner_text()))
    desk.get_by_role("button", name="Activate").click()
    expect(desk.get_by_label("Unused codes")).to_be_visible()
    check_accessible(desk)
    desk.goto("/account/second-factor/")
    check_accessible(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") == 360
    assert Authenticator.objects.filter(user=anna, type="totp").exists()
