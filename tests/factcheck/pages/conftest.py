"""Pages kept by one test are not served in the next."""

from collections.abc import Iterator

import pytest

from factcheck.serving import shelf


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    shelf.clear()
    yield
    shelf.clear()
