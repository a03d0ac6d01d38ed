"""What the settings make of the address and the place of an installation."""

import json
import os
import subprocess
import sys

import pytest

NAMES = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
NAMES += ["ALLAUTH_TRUSTED_PROXY_COUNT", "MFA_TOTP_ISSUER"]
ASK = f"from factcheck import settings; import json; print(json.dumps([getattr(settings, n, None) for n in {NAMES}]))"


def settings_with(**environment: str) -> list[object]:
    kept = {name: value for name, value in os.environ.items() if name not in {"BASE_URL", "BEHIND_PROXY"}}
    asked = subprocess.run([sys.executable, "-c", ASK], env={**kept, **environment}, capture_output=True, check=True)
    answers: list[object] = json.loads(asked.stdout)
    return answers


def test_https_makes_cookies_secure_and_bound_to_the_host() -> None:
    secure = settings_with(BASE_URL="https://desk.example")
    assert secure == [True, True, "__Host-session", "__Host-csrf", None, "desk.example"]


def test_http_of_one_machine_does_without() -> None:
    assert settings_with(BASE_URL="http://localhost:8000")[:4] == [False, False, "session", "csrf"]


def test_behind_a_proxy_people_are_told_apart() -> None:
    assert settings_with(BEHIND_PROXY="true")[4] == 1


def test_unknown_kind_of_mail_server_is_refused_without_telling_the_password() -> None:
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        settings_with(EMAIL_URL="smtp+tls://desk:hunter2@mail.example:587")
    said = refusal.value.stderr.decode()
    assert ("EMAIL_URL must begin with" in said, "hunter2" in said) == (True, False)
