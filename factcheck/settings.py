"""All settings. What an operator may change comes from environment variables, parsed strictly (docs/operators.md)."""

import re
import sys
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate

from factcheck.embedded.places import own_secret_key, running_at

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("FACTCHECK_VAR", str(BASE_DIR / "var"))).absolute()
TESTING = False
# A module of sentence embeddings that is installed beside the program; the empty text for none.
SENTENCE_MODEL = env.str("SENTENCE_MODEL", "", validate=validate.Regexp(r"(?:[A-Za-z_]\w*)?\Z"))
if SENTENCE_MODEL and not find_spec(SENTENCE_MODEL):
    raise ImproperlyConfigured(f"SENTENCE_MODEL names a module that is not installed: {SENTENCE_MODEL}.")

# With DATABASE_URL the program uses what it names and starts nothing; without it one machine carries everything.
DATABASE_URL = env.str("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL


def _secret_key() -> str:
    """The key from SECRET_KEY; an embedded installation makes its own once and keeps it in its data folder."""
    if key := env.str("SECRET_KEY", ""):
        return key
    if not EMBEDDED:
        raise ImproperlyConfigured("Set SECRET_KEY: an installation with its own DATABASE_URL has no default key.")
    return own_secret_key(VAR_DIR)


SECRET_KEY = _secret_key()
# Keys that were replaced: what they signed and sealed is still understood.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", True)  # whether `manage.py up` fills a database that it makes itself
PORT = env.int("PORT", 8000)
# A command beside the running program makes links to where that one runs; `up` itself decides that anew.
_is_beside = EMBEDDED and not env.str("PORT", "") and sys.argv[1:2] != ["up"]
_running_at = running_at(VAR_DIR) if _is_beside else ""
BASE_URL = env.str("BASE_URL", _running_at or f"http://127.0.0.1:{PORT}").rstrip("/")
_base = urlsplit(BASE_URL)
if _base.scheme not in {"http", "https"} or not _base.hostname or _base.path:
    raise ImproperlyConfigured(f"BASE_URL must look like https://example.org, without a path; it is {BASE_URL!r}.")
if not EMBEDDED and not env.str("BASE_URL", ""):
    raise ImproperlyConfigured("Set BASE_URL: the public address of this installation, such as https://example.org.")
_HTTPS = _base.scheme == "https"
ALLOWED_HOSTS = [_base.hostname, *(["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "claims.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "factcheck.accounts",  # after those whose admin pages it takes away
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "sources",
    "claims",
    "seeds",
    "factcheck.partners",
    "factcheck.pages",
    "factcheck.api",
    "factcheck.operations",
]

MIDDLEWARE = [
    "factcheck.operations.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "factcheck.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    """The one database: the named one, or the embedded server behind its own socket."""
    if DATABASE_URL:
        # Persistent connections and the pool cost the same; a pool also survives a server restart.
        return {**dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
    from factcheck.embedded.places import database_settings

    return {**database_settings(VAR_DIR), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Broker and cache ---------------------------------------------------------------------------------------------


def _broker_url() -> str:
    if url := env.str("BROKER_URL", ""):
        return url
    if not EMBEDDED:
        raise ImproperlyConfigured("Set BROKER_URL, such as redis://localhost:6379/0, beside DATABASE_URL.")
    from factcheck.embedded.places import broker_url

    return broker_url(VAR_DIR)


BROKER_URL = _broker_url()


def _cache_url() -> str:
    """Sign-in limits count in the cache, so every process must see the same one."""
    if url := env.str("CACHE_URL", ""):
        return url
    return BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=0", "db=1")


_CACHE_URL = _cache_url()
if _CACHE_URL.split(":", 1)[0] not in {"redis", "rediss", "unix"}:
    raise ImproperlyConfigured("Set CACHE_URL to a Redis or Valkey server: the broker in BROKER_URL is not one.")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _CACHE_URL}}

CELERY_BROKER_URL = BROKER_URL
# Work stands in tables and is found again there, so a message may be lost or come twice: it is a wake-up call.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than any task may run
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "max_retries": 0,  # whoever sends a message does not wait for a broker that is down: the schedule finds the work
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

# People -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# One backend: Django's own beside it would hash each wrong password twice and answer each question of rights twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name", "byline"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # invitations too
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

ACCOUNT_ADAPTER = "factcheck.accounts.adapter.DeskAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # there is no sign-up; the sign-in form has its fields from here
# An address is proven by the invitation sent to it. Django's tokens, because allauth's would keep a second list of
# addresses beside the people's own, and an address that was taken away would go on opening the door.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could make us write to anybody
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{_base.hostname}] "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Counted in the shared cache; a sixth attempt is refused even with the right password. The message names the minutes.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "factcheck.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = _base.hostname

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_AGE = 12 * 3600  # one shift; the browser forgets it earlier, when it is closed
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if _HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "factcheck.pages.errors.csrf_failure"
SECURE_SSL_REDIRECT = _HTTPS and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000) if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # or everybody would share the proxy's address, and its lock
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# Mail ---------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", f"factcheck@{_base.hostname}")
if env.str("EMAIL_URL", ""):
    _mail = env.dj_email_url("EMAIL_URL")
    if "EMAIL_BACKEND" not in _mail:
        raise ImproperlyConfigured("EMAIL_URL must begin with submission:// (STARTTLS) or smtp://.")
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"], 20
else:
    # Without a mail server nothing is lost: each letter is a file that the operator can open.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")

# Languages and time -------------------------------------------------------------------------------------------

_LANGUAGE_NAMES = {"en": _("English"), "de": _("German"), "ru": _("Russian")}
LANGUAGES = [(code, _LANGUAGE_NAMES.get(code, code)) for code in env.list("LANGUAGES", ["en", "de", "ru"])]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")

# Files --------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "factcheck" / "static"]
MEDIA_ROOT = VAR_DIR / "archives"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Captured pages: a folder, or what ARCHIVE_STORAGE names, such as storages.backends.s3.S3Storage.
    "archives": {
        "BACKEND": env.str("ARCHIVE_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("ARCHIVE_STORAGE_OPTIONS", {}),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Snapshots: each night at this hour of TIME_ZONE, kept for so many days; no nightly ones with 0 days.
SNAPSHOTS_ROOT = VAR_DIR / "snapshots"
SNAPSHOT_HOUR = env.int("SNAPSHOT_HOUR", 2)
SNAPSHOT_DAYS = env.int("SNAPSHOT_DAYS", 7)
if not (0 <= SNAPSHOT_HOUR <= 23 and SNAPSHOT_DAYS >= 0):
    raise ImproperlyConfigured("SNAPSHOT_HOUR is an hour from 0 to 23, and SNAPSHOT_DAYS a number of days from 0.")

# REST ---------------------------------------------------------------------------------------------------------

# Requests to the interface that one network, or one key, may make in a minute; 0: as many as it likes.
RATE_LIMIT_ANONYMOUS = env.int("RATE_LIMIT_ANONYMOUS", 600, validate=validate.Range(min=0))
RATE_LIMIT_KEY = env.int("RATE_LIMIT_KEY", 6000, validate=validate.Range(min=0))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Public record of claims",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],  # lists of codes stand where they are used, without names made up for them
}

# The desk that publishes: pages show these, and the program names at start-up which of them are empty ----------

PUBLISHER_NAME = env.str("PUBLISHER_NAME", "")
PUBLISHER_CONTACT = env.str("PUBLISHER_CONTACT", "")
CORRECTIONS_POLICY = env.str("CORRECTIONS_POLICY", "")
PRIVACY_POLICY = env.str("PRIVACY_POLICY", "")
DATA_LICENCE = env.str("DATA_LICENCE", "")

# Requests to other machines: sources.connecting sends them all -------------------------------------------------

# Who we are and how to reach us: those whose pages we look at may ask for less.
_contact = re.search(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\w", PUBLISHER_CONTACT, re.ASCII)
_reach_us = f"+{BASE_URL}/; {_contact.group() if _contact else DEFAULT_FROM_EMAIL}".encode("ascii", "ignore").decode()
USER_AGENT = env.str("USER_AGENT", f"factcheck/0.1 ({_reach_us})")
if not USER_AGENT.isascii() or not USER_AGENT.isprintable():
    raise ImproperlyConfigured("USER_AGENT must be printable ASCII.")
CONNECT_PORTS = env.list("CONNECT_PORTS", [80, 443], subcast=int)
# Single pairs such as 10.1.2.3:8080 that are let through although they are not public, and networks that are never
# asked although they are: one's own public range, or the prefix of a NAT64 gateway.
CONNECT_ALSO: list[str] = env.list("CONNECT_ALSO", [])
CONNECT_REFUSED: list[str] = env.list("CONNECT_REFUSED", [])
try:
    for _pair in CONNECT_ALSO:
        ip_address(_pair.rpartition(":")[0].strip("[]")), int(_pair.rpartition(":")[2])
    for _network in CONNECT_REFUSED:
        ip_network(_network)
except ValueError as _error:
    raise ImproperlyConfigured(f"CONNECT_ALSO and CONNECT_REFUSED: {_error}") from _error

# Watching reports ---------------------------------------------------------------------------------------------

WATCH = env.bool("WATCH", True)
WATCH_WORKERS = env.int("WATCH_WORKERS", 2)  # reports looked for at one time, of the threads of all workers together
WATCH_ROBOTS = env.bool("WATCH_ROBOTS", True)  # whether robots.txt is honoured
WATCH_HOST_GAP = env.float("WATCH_HOST_GAP", 5.0)  # seconds between two requests to one host
# Servers that are always there: one of them must answer before a report counts as missed.
WATCH_CANARIES = env.list(
    "WATCH_CANARIES",
    ["https://www.iana.org/", "http://detectportal.firefox.com/success.txt", "https://www.debian.org/"],
)
# Where a public archive is asked to keep a copy, in front of its address. Unset: editors are not offered it.
PUBLIC_ARCHIVE = env.str("PUBLIC_ARCHIVE", "")
if PUBLIC_ARCHIVE and not re.fullmatch(r"https?://[^\s/?#@]+/[^\s#]*", PUBLIC_ARCHIVE):
    raise ImproperlyConfigured("PUBLIC_ARCHIVE must be an address such as https://web.archive.org/save/.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
