"""The site's settings, all from the environment (see environment.py); wrong ones are refused with the right ones."""

from pathlib import Path

from commonweal_web.config import environment as env

PACKAGE = Path(__file__).parents[1]
DATA = env.data_folder()

# demo: a laptop, sign-in without second factor allowed. production: behind TLS, everything demanded.
MODE = env.one_of("COMMONWEAL_MODE", ("production", "demo", "test"))
DEMO = MODE == "demo"
DEBUG = False
SECRET_KEY = env.secret_key(DATA)
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
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "commonweal_web.config.urls"
ASGI_APPLICATION = "commonweal_web.config.asgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": env.database(DATA)}

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
