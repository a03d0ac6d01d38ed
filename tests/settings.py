"""Settings of the tests: a PostgreSQL cluster of their own, nothing that leaves the process, nothing slow."""

import atexit
import os
import tempfile
from pathlib import Path

# What a developer's shell says about the program does not change its tests.
for _name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "EMAIL_URL", "BASE_URL", "PORT", "SECRET_KEY", "LANGUAGES"):
    os.environ.pop(_name, None)

# ruff: noqa: E402
from factcheck.embedded.places import database_settings
from factcheck.embedded.servers import for_tests
from factcheck.settings import *  # noqa: F403
from factcheck.settings import STORAGES, VAR_DIR

TESTING = True
BASE_URL = "http://127.0.0.1:8000"  # wherever a developer's program runs meanwhile
CSRF_TRUSTED_ORIGINS = [BASE_URL]
RATE_LIMIT_ANONYMOUS = RATE_LIMIT_KEY = 1_000_000  # a property test asks more often than a partner
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = True  # from where the files are written: none are collected
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

_archives = tempfile.TemporaryDirectory(prefix="factcheck-archives-")
MEDIA_ROOT = Path(_archives.name)
# The name keeps several people's runs in one checkout apart.
DATABASES = {
    "default": {
        **database_settings(VAR_DIR, "pgtest"),
        "TEST": {"NAME": f"test_{os.environ.get('FACTCHECK_TEST_DB', 'factcheck')}"},
    }
}
_servers = for_tests(VAR_DIR)
_servers.__enter__()
atexit.register(_servers.__exit__, None, None, None)
