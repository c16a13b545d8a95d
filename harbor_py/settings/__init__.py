"""Django's settings, one topic a module; ``docs/configuration.md`` is generated from them."""

from harbor_py.settings import env
from harbor_py.settings.apps import *  # noqa: F403
from harbor_py.settings.audit import *  # noqa: F403
from harbor_py.settings.database import *  # noqa: F403
from harbor_py.settings.http import *  # noqa: F403
from harbor_py.settings.logs import *  # noqa: F403
from harbor_py.settings.outbound import *  # noqa: F403
from harbor_py.settings.paths import *  # noqa: F403
from harbor_py.settings.security import *  # noqa: F403
from harbor_py.settings.storage import *  # noqa: F403
from harbor_py.settings.tasks import *  # noqa: F403

env.require_known()
