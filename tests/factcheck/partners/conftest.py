"""No test knows the keys of another."""

from collections.abc import Iterator

import pytest

from factcheck.partners import keys


@pytest.fixture(autouse=True)
def _forget_keys() -> Iterator[None]:
    keys.forget_kept()
    yield
    keys.forget_kept()
