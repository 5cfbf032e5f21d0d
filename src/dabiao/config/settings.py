"""Settings: everything a deployment may change comes from DABIAO_* or DATABASE_URL; the rest is the product's own."""

import os
import secrets
from pathlib import Path

import dj_database_url

from dabiao.config.proxies import networks

CHECKOUT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]

DABIAO_HOME = Path(os.environ.get("DABIAO_HOME") or CHECKOUT / ".dabiao").resolve()
DABIAO_PORT = int(os.environ.get("DABIAO_PORT") or 8000)
DEBUG = os.environ.get("DABIAO_DEBUG") == "1"


def _secret_key() -> str:
    """One key per installation, made at the first start and kept in DABIAO_HOME, readable by its owner alone."""
    if given := os.environ.get("DABIAO_SECRET_KEY"):
        return given
    DABIAO_HOME.mkdir(parents=True, exist_ok=True)
    path = DABIAO_HOME / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [host for host in os.environ.get("DABIAO_HOSTS", "*").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("DABIAO_ORIGINS", "").split(",") if origin]
TRUSTED_PROXIES = networks(os.environ.get("DABIAO_TRUSTED_PROXIES", ""))
SECURE_COOKIES = os.environ.get("DABIAO_HTTPS") == "1"
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if SECURE_COOKIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

from dabiao.config.modules import INSTALLED_MODULES  # noqa: E402

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "axes",
    "csp",
    "dabiao.core.access",
    "dabiao.core.search",
    "dabiao.core.events",
    "dabiao.core.identity",
    "dabiao.core.timers",
    "dabiao.core.upkeep",
    "dabiao.core.throttle",
    "dabiao.core.live",
    "dabiao.core.notifications",
    "dabiao.core.files",
    "dabiao.core.exporting",
    "dabiao.core.importing",
    "dabiao.core.bulk",
    "dabiao.core.fields",
    "dabiao.core.attachments",
    "dabiao.core.comments",
    "dabiao.core.views",
    "dabiao.core.http",
    *INSTALLED_MODULES,
    "dabiao.demo",
    "dabiao.config",
]

MIDDLEWARE = [
    "dabiao.core.http.outside.OpenToSites",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dabiao.core.http.policy.PagePolicy",
    "django.middleware.csrf.CsrfViewMiddleware",
]

ROOT_URLCONF = "dabiao.config.urls"
APPEND_SLASH = False

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DABIAO_HOME / 'dabiao.sqlite3'}", conn_max_age=None
    )
}
_default = DATABASES["default"]
IS_SQLITE = _default["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    _default["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
            "PRAGMA mmap_size=134217728; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY"
        ),
    }
else:
    # no health check before each request: the look-up of the session, always first, renews a lost connection
    _options = _default.setdefault("OPTIONS", {})
    # values travel beside the statement, so that what is asked again is planned once (docs/adr/0077)
    _options["server_side_binding"] = True
    _options["prepare_threshold"] = None if os.environ.get("DABIAO_PGBOUNCER") == "1" else 5
    if os.environ.get("DABIAO_PGBOUNCER") != "1":
        # compiling a search takes a hundred times as long as the search; PgBouncer takes no options: set it in the server
        _options["options"] = "-c jit=off"
# LISTEN needs a session of its own, which PgBouncer in transaction mode cannot give
DATABASE_DIRECT_URL = os.environ.get("DATABASE_DIRECT_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_MINIMUM = int(os.environ.get("DABIAO_PASSWORD_MINIMUM", "10"))
PASSING_PASSWORD_HOURS = int(os.environ.get("DABIAO_PASSING_PASSWORD_HOURS", "72"))
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MINIMUM},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"  # the keyword that authenticate() takes, not our column
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # its middleware only shapes a lockout page; our sign-in endpoint answers with problem+json
    "axes.W006",  # lockout by (login, address) is meant: a shared office address must not lock a whole team out
    "fields.W342",
]
SESSION_DAYS = 14
SESSION_COOKIE = "dabiao_session"

LANGUAGE_CODE = "zh-hans"
LANGUAGES_SHOWN = ("zh-Hans", "zh-Hant", "en")
TIME_ZONE = os.environ.get("DABIAO_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = False

WEB_ROOT = PACKAGE / "web"
STATIC_URL = "/static/"
WHITENOISE_ROOT = WEB_ROOT if WEB_ROOT.exists() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_MAX_AGE = 3600


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    return url.startswith("/assets/")


from csp.constants import NONCE, SELF  # noqa: E402

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/api/", "/hooks/"),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        # antd positions pop-ups and sizes columns through style attributes; elements still need the nonce
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
    },
}

# Where people reach this installation: links in e-mails, and the feed of their calendar.
PUBLIC_URL = os.environ.get("DABIAO_URL", "").rstrip("/")
# Reminders by e-mail: none unless a server is named.
EMAIL_HOST = os.environ.get("DABIAO_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("DABIAO_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("DABIAO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DABIAO_SMTP_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("DABIAO_SMTP_SECURITY") == "ssl"
EMAIL_USE_TLS = os.environ.get("DABIAO_SMTP_SECURITY", "starttls") == "starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DABIAO_MAIL_FROM", "") or EMAIL_HOST_USER or "dabiao@localhost"
# Who carries pushes to browsers, as hosts (and all below them); a subscription that names any other address is refused.
PUSH_SERVICES = tuple(
    filter(
        None,
        os.environ.get(
            "DABIAO_PUSH_SERVICES",
            "fcm.googleapis.com,push.services.mozilla.com,notify.windows.com,push.apple.com",
        ).split(","),
    )
)

# Where a messenger's service is, if not at its own address: for tests, which put one on this machine in its place.
MESSENGER_URLS: dict[str, str] = {}

# What pages of any site may call, and the largest body that each takes.
OPEN_TO_SITES = {"/api/v1/chat/": 64 * 1024, "/api/v1/chat/files": 10 * 2**20 + 64 * 1024}
# Visits, and messages, that one address may make a minute; 0: as many as they like, for a server behind a proxy that counts.
CHAT_PER_ADDRESS = int(os.environ.get("DABIAO_CHAT_PER_ADDRESS", "600"))

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_MAX_BYTES = 100 * 1024 * 1024
IMPORT_MAX_ROWS = 200_000
FILE_MAX_BYTES = int(float(os.environ.get("DABIAO_FILE_MB", "25")) * 2**20)  # of one file on a record
FILES_QUOTA_BYTES = int(float(os.environ.get("DABIAO_FILES_GB", "50")) * 2**30)  # of all of them
FILE_UPLOAD_HANDLERS = [
    "dabiao.core.http.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
EXPORT_MAX_BYTES = 2 * 1024 * 1024 * 1024
EXPORT_FILE_DAYS = float(os.environ.get("DABIAO_EXPORT_FILE_DAYS", "7"))  # then the file is deleted
EXPORT_REQUEST_DAYS = float(os.environ.get("DABIAO_EXPORT_REQUEST_DAYS", "3"))  # then nobody has approved it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("DABIAO_LOG", "WARNING")},
}
