"""People at the desk, signed in."""

from typing import Any

import pytest
from django.test import Client

from tests import factories


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    """Anna, an editor."""
    return signed_in(factories.anna())


@pytest.fixture
def second_editor(db: None) -> Client:
    """Boris, another editor."""
    return signed_in(factories.boris())


@pytest.fixture
def contributor(db: None) -> Client:
    """Clara, a contributor."""
    return signed_in(factories.clara())


@pytest.fixture
def operator(db: None) -> Client:
    """Olga, an operator."""
    return signed_in(factories.olga())
