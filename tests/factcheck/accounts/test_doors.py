"""No second door beside allauth's sign-in."""

from django.test import Client

from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import PASSWORD


def test_desk_leads_strangers_to_the_one_sign_in(stranger: Client, db: None) -> None:
    page = stranger.get("/desk/", follow=True)
    assert [path for path, _status in page.redirect_chain] == [
        "/desk/login/?next=/desk/",
        "/account/sign-in/?next=%2Fdesk%2F",
    ]


def test_admins_own_form_takes_no_password_from_strangers(stranger: Client, anna: User) -> None:
    answer = stranger.post("/desk/login/", {"username": anna.email, "password": PASSWORD})
    assert answer["Location"] == "/account/sign-in/?next=%2Fdesk%2Flogin%2F"
    assert "_auth_user_id" not in stranger.session


def test_admins_own_form_takes_no_password_from_colleagues(client: Client, anna: User, ben: User) -> None:
    client.force_login(ben)
    client.post("/desk/login/", {"username": anna.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(ben.pk)


def test_who_is_in_already_goes_on(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/desk/login/?next=/desk/password_change/")["Location"] == "/desk/password_change/"


def test_signing_out_of_the_desk_is_allauths(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.post("/desk/logout/")["Location"] == "/account/sign-in/"
    assert "_auth_user_id" not in client.session


def test_changing_the_password_at_the_desk_is_allauths(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/desk/password_change/").template_name == ["account/password_change.html"]  # type: ignore[attr-defined]


def test_person_without_a_place_at_the_desk_stays_out(client: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_staff=False)
    client.force_login(anna)
    assert client.get("/desk/", follow=True).status_code == 403
