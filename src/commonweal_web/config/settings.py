"""The site's settings, all from the environment (see environment.py); wrong ones are refused with the right ones."""

from pathlib import Path

from csp.constants import NONE, SELF

from commonweal_web.config import environment as env
from commonweal_web.config.logs import logging_settings

PACKAGE = Path(__file__).parents[1]
DATA = env.data_folder()

# demo: a laptop, sign-in without second factor allowed. production: behind TLS, everything demanded.
MODE = env.one_of("COMMONWEAL_MODE", ("production", "demo", "test"))
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
DEBUG = False
SECRET_KEY = env.secret_key(DATA)
SECRET_KEY_FALLBACKS = env.listed("COMMONWEAL_OLD_SECRET_KEYS")
ALLOWED_HOSTS = env.listed("COMMONWEAL_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rules.apps.AutodiscoverRulesConfig",
    "commonweal_web.ui",
    "commonweal_web.accounts",
    "commonweal_web.audit",
    "commonweal_web.jobs",
    "commonweal_web.place",
    "commonweal_web.systemmap",
    "commonweal_web.measures",
    "commonweal_web.investment",
    "commonweal_web.exchange",
    "commonweal_web.pages",
]

MIDDLEWARE = [
    "commonweal_web.config.guards.lines.ApiOnlyEncrypted",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "commonweal_web.config.headers.PermissionsPolicy",
    "commonweal_web.config.guards.strangers.AsToAStranger",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "commonweal_web.accounts.middleware.SessionsEnd",
    "commonweal_web.config.guards.excess.HeldBack",
    "commonweal_web.accounts.middleware.SecondFactorDemanded",
]

ROOT_URLCONF = "commonweal_web.config.urls"
ASGI_APPLICATION = "commonweal_web.config.asgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.database(DATA)}

# Pictures of charts (15 kB each) and loops of maps, kept by what they show: drawing one takes as long as five pages.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "commonweal_web.place.context.place",
            ],
        },
    },
]

FORM_RENDERER = "commonweal_web.ui.forms.Renderer"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "commonweal_web.config.static.HashedNames"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Sign-in: an address and a password, a passkey, or the body's own sign-in (OIDC).
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads passwords of an older site, and renews them
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("name", "email")}},
    # ASVS 5 demands 8 and strongly advises 15 without, 12 with a second factor beside it.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "commonweal_web.accounts.passwords.own_words.OwnWords"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SIGNUP_OPEN = env.flag("COMMONWEAL_SIGNUP", default=DEMO)
ACCOUNT_ADAPTER = "commonweal_web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "commonweal_web.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Commonweal: "
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
PASSWORD_RESET_TIMEOUT = 60 * 60
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("COMMONWEAL_PROXIES", 0)

MFA_ADAPTER = "commonweal_web.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Commonweal"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_DIGITS = 12
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # browsers allow passkeys on http://localhost
# Cyber Essentials asks for a second factor of everybody who has an account; `roles`: of those who can do most harm.
SECOND_FACTOR = env.one_of("COMMONWEAL_SECOND_FACTOR", ("everybody", "roles") if PRODUCTION else ("roles", "everybody"))
WITHOUT_SECOND_FACTOR = DEMO and env.flag("COMMONWEAL_DEMO_WITHOUT_MFA", default=True)

SOCIALACCOUNT_PROVIDERS = env.open_id_connect(may_be_here=not PRODUCTION)
SOCIALACCOUNT_ADAPTER = "commonweal_web.accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False

globals().update(env.mail(DATA))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("COMMONWEAL_MAIL_FROM", "commonweal@localhost")

# Sessions last a working day at the most, or until the browser is closed or nothing was done for an hour (NIST SP
# 800-63B-4 advises 24 hours and 1 hour at the most where there is a second factor).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 60 * env.whole_number("COMMONWEAL_IDLE_MINUTES", 60, least=10)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # Strict would sign out whoever follows a link from a mail
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if "*" not in host] if PRODUCTION else []

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^api/"]  # programs are refused instead, see guards/lines.py
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *env.open_id_origins()],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# A place folder of a large city is under 5 MB; rows typed into a form are far less.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600

# How often somebody may do something (see guards/excess.py). Tests ask faster than anybody, and set their own.
LIMITS = {
    kind: env.allowance(f"COMMONWEAL_LIMIT_{kind.upper()}", "off" if MODE == "test" else usual)
    for kind, usual in {
        "reads": "600/m",  # pages, of one person
        "writes": "120/m",  # forms sent, by one person
        "heavy": "60/h",  # import, export, decisions, by one person
        "api": "600/m",  # answers to one token or person
        "visitors": "600/m",  # forms sent and wrong tokens, of all who are not known at one address
    }.items()
}

LOGGING = logging_settings(env.one_of("COMMONWEAL_LOG", ("info", "debug", "warning", "error")).upper())
