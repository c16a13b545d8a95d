"""The apps of the house and Django's wiring of them."""

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "guardian",
    "rest_framework",
    "drf_spectacular",
    "jobs",
    "accounts",
    "projects",
    "artifacts",
    "maintenance",
    "replication",
    "audit",
    "harbor_py",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "harbor_py.urls"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = None  # bodies are bounded where they come in: harbor_py.django_bridge

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["projects.api.authentication.Authentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "accounts.api.pagination.HarborPagination",
    "DEFAULT_SCHEMA_CLASS": "harbor_py.openapi.Schema",
    "EXCEPTION_HANDLER": "harbor_py.rest_errors.handle",
    "UNAUTHENTICATED_USER": None,
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%S.%fZ",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Registry API",
    "DESCRIPTION": "Harbor's API as its clients speak it, and what this registry has besides.",
    "VERSION": "2.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v2.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["harbor_py.openapi.once"],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "basic": {"type": "http", "scheme": "basic"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
        }
    },
}
