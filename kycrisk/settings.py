"""What does this installation look like? One file, everything from the environment.

A bad or missing value stops the start with one line on stderr that names the variable and how to mend it.
`KYCRISK_EMBEDDED=1` (set by `dev.py`) means: one machine, generated secrets, nothing to configure.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.utils.csp import CSP

from kycrisk.lib.brokers import CONNECT_WITHIN, broker
from kycrisk.lib.environment import database, existing_file, flag, key_bytes, key_ring, refuse_to_start, scanner, text

BASE_DIR = Path(__file__).resolve().parent.parent


def mailer(url: str) -> dict[str, Any]:
    """Where mail goes: `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; files in the embedded mode."""
    if not url and EMBEDDED:
        folder = MEDIA_ROOT / "mail"
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(folder)}}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        refuse_to_start("KYCRISK_SMTP_URL", "is needed to tell customers; for example smtp://user:secret@mail:587")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp" and parts.username is not None,
            "use_ssl": parts.scheme == "smtps",
            "timeout": 10,
        },
    }


EMBEDDED = flag("KYCRISK_EMBEDDED", default=False)
DEBUG = flag("KYCRISK_DEBUG", default=False)
if DEBUG and not EMBEDDED:
    refuse_to_start("KYCRISK_DEBUG", "shows internals to visitors; it is only allowed in the embedded mode")

# Secrets -------------------------------------------------------------------------------------------------------

SECRET_KEY = text("KYCRISK_SECRET_KEY", example="<openssl rand -base64 48>")
if len(SECRET_KEY) < 32:
    refuse_to_start("KYCRISK_SECRET_KEY", "is shorter than 32 characters; make one with: openssl rand -base64 48")
VAULT_KEYS = key_ring("KYCRISK_VAULT_KEYS")
SKETCH_KEYS = key_ring("KYCRISK_SKETCH_KEYS")
FINGERPRINT_KEY = key_bytes(
    "KYCRISK_FINGERPRINT_KEY", text("KYCRISK_FINGERPRINT_KEY", example="<openssl rand -base64 32>")
)

# Whoever watches over the installation shows it at /metrics; without one only this machine may look.
METRICS_KEY = os.environ.get("KYCRISK_METRICS_KEY", "").strip()
if METRICS_KEY and len(METRICS_KEY) < 32:
    refuse_to_start("KYCRISK_METRICS_KEY", "is shorter than 32 characters; make one with: openssl rand -base64 48")

# Where things are ------------------------------------------------------------------------------------------------

DATABASE_URL = text("DATABASE_URL", example="postgres://kycrisk_app:secret@db:5432/kycrisk")
DATABASES = {"default": database("DATABASE_URL", DATABASE_URL)}
# The role that owns the tables; only `migrate` uses it, so that the running product cannot drop its own promises.
OWNER_DATABASE_URL = text("KYCRISK_OWNER_DATABASE_URL", example=DATABASE_URL, default=DATABASE_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ALLOWED_HOSTS = text(
    "KYCRISK_ALLOWED_HOSTS", example="kycrisk.example.com", default="127.0.0.1,localhost,[::1]" if EMBEDDED else None
).split(",")
PUBLIC_URL = text("KYCRISK_PUBLIC_URL", example="https://kycrisk.example.com", default=f"https://{ALLOWED_HOSTS[0]}")
# Who the customer deals with: stands above every page that a customer sees.
PROVIDER_NAME = text("KYCRISK_PROVIDER_NAME", example="Meridian Models", default="Your provider")
MEDIA_ROOT = Path(text("KYCRISK_MEDIA_ROOT", example="/var/lib/kycrisk", default=str(BASE_DIR / ".kycrisk" / "media")))

ROOT_URLCONF = "kycrisk.urls"
WSGI_APPLICATION = "kycrisk.wsgi.application"
INSTALLED_APPS = [
    "accounts.apps.AccountsConfig",
    "graph.apps.GraphConfig",
    "django.contrib.admin",
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
    "django_htmx",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "kycrisk.measuring.MeasuringMiddleware",
    "kycrisk.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "kycrisk.rates.RateLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.staff.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kycrisk.navigation.frame",
            ],
        },
    }
]

# Who comes in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
REQUIRE_MFA = flag("KYCRISK_REQUIRE_MFA", default=not EMBEDDED)
ACCOUNT_ADAPTER = "accounts.staff.adapter.StaffAccountAdapter"
MFA_ADAPTER = "accounts.staff.second_factor.StaffMFAAdapter"
MFA_TOTP_ISSUER = "kycrisk"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says, without asking
# Every web process counts failed logins in the same place, and a restart forgets none.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # so that nobody can push a count out by trying many names
    }
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True  # pages carry the token in a meta element
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not EMBEDDED
if not EMBEDDED:  # no other host of the domain can set or overwrite these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-kycrisk", "__Host-kycrisk-csrf"
CSRF_FAILURE_VIEW = "kycrisk.failures.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []
SECURE_SSL_REDIRECT = False  # the proxy in front does it; health checks come by plain HTTP
SECURE_HSTS_SECONDS = 0 if EMBEDDED else 31_536_000
BEHIND_TLS = flag("KYCRISK_BEHIND_TLS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}

# Language, time, files ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = Path(text("KYCRISK_STATIC_ROOT", example="/srv/static", default=str(BASE_DIR / ".kycrisk" / "static")))
STATICFILES_DIRS = [BASE_DIR / "kycrisk" / "static"]
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A stranger's file stays in memory and is cut at the policy's limit before anybody looks at it.
FILE_UPLOAD_HANDLERS = ["accounts.onboarding.receiving.BoundedUploadHandler"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {"BACKEND": "accounts.onboarding.storing.DocumentFolder"},
}
# A virus scanner that speaks ClamAV's protocol; without one, reviewers are told that nothing was scanned.
CLAMD = scanner("KYCRISK_CLAMD", os.environ.get("KYCRISK_CLAMD", "").strip())
# Who asks Stripe whether a person is who they say; without a key, identities are compared by reviewers.
STRIPE_API_KEY = os.environ.get("KYCRISK_STRIPE_API_KEY", "").strip()
STRIPE_API_BASE = os.environ.get("KYCRISK_STRIPE_API_BASE", "").strip().rstrip("/")
if STRIPE_API_BASE and not STRIPE_API_BASE.startswith(("https://", "http://127.0.0.1:", "http://[::1]:")):
    refuse_to_start("KYCRISK_STRIPE_API_BASE", "must begin with https://; leave it out to ask Stripe itself")
MAILERS = {"default": mailer(os.environ.get("KYCRISK_SMTP_URL", "").strip())}
DEFAULT_FROM_EMAIL = text("KYCRISK_MAIL_FROM", example="trust@example.com", default="kycrisk@localhost")

# Machines: REST, worker, webhooks ----------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.staff.bearer.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.staff.bearer.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["kycrisk.lib.parsing.PatientJSONParser"],
    "EXCEPTION_HANDLER": "kycrisk.lib.api.problem_response",
    "DEFAULT_SCHEMA_CLASS": "kycrisk.lib.schema.MachineSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "kycrisk",
    "DESCRIPTION": "Signals in, access answers out. See the README for the words.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "kycrisk.lib.schema.add_problems",
        "kycrisk.examples.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "AccessState": "accounts.access.models.State",
        "CaseState": "accounts.review.models.CaseState",
        "DeliveryState": "accounts.webhooks.models.DeliveryState",
    },
}

# What Stripe signs its webhooks with; several while one is exchanged for another.
STRIPE_WEBHOOK_SECRETS = [
    one for part in os.environ.get("KYCRISK_STRIPE_WEBHOOK_SECRET", "").split(",") if (one := part.strip())
]
# A database of countries in MaxMind's format; without one nothing is said about where an address is.
MMDB_COUNTRY = existing_file("KYCRISK_MMDB_COUNTRY")
ALLOW_PRIVATE_WEBHOOKS = flag("KYCRISK_ALLOW_PRIVATE_WEBHOOKS", default=False)


def embedded_broker() -> str:
    """The broker on the same PostgreSQL: nothing else to run."""
    where = DATABASES["default"]
    login = f"{quote(where.get('USER', ''), safe='')}:{quote(where.get('PASSWORD', ''), safe='')}"
    return f"pgmq://{login}@{where.get('HOST', 'localhost')}:{where.get('PORT', '5432')}/{where['NAME']}"


BROKER = broker(
    "KYCRISK_BROKER_URL", text("KYCRISK_BROKER_URL", example="redis://redis:6379/0", default=embedded_broker())
)
CELERY_BROKER_URL = BROKER.url
CELERY_BROKER_TRANSPORT_OPTIONS = BROKER.options
CELERY_BROKER_USE_SSL = BROKER.tls
CELERY_BROKER_CONNECTION_TIMEOUT = CONNECT_WITHIN
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives any outage
CELERY_BROKER_HEARTBEAT = 30
CELERY_TASK_DEFAULT_PRIORITY = BROKER.others
CELERY_TASK_QUEUE_MAX_PRIORITY = BROKER.levels
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

# Logs carry ids and states, never request bodies: prompt text and personal data must not reach them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "kycrisk.lib.logs.WordlessFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {
        "quotes": {"()": "kycrisk.lib.logs.WithoutQuotes"},
        "keys": {"()": "kycrisk.lib.logs.WithoutKeys"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["quotes", "keys"]}},
    "root": {"handlers": ["stderr"], "level": text("KYCRISK_LOG_LEVEL", example="INFO", default="INFO").upper()},
    "loggers": {name: {"level": "WARNING"} for name in ("django.db.backends", "httpx", "stripe")},
}
