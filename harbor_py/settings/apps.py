"""The apps of the house and Django's wiring of them."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "guardian",
    "rest_framework",
    "accounts",
    "projects",
    "artifacts",
    "maintenance",
    "audit",
    "harbor_py",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "harbor_py.urls"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = None  # bodies are bounded where they come in: harbor_py.django_bridge

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["projects.api.authentication.BasicAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "accounts.api.pagination.HarborPagination",
    "EXCEPTION_HANDLER": "harbor_py.rest_errors.handle",
    "UNAUTHENTICATED_USER": None,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}
