"""All settings by concern; an environment file adds to it (dev, test, production)."""

from learn.settings.parts.accounts import *  # noqa: F403
from learn.settings.parts.apps import *  # noqa: F403
from learn.settings.parts.database import *  # noqa: F403
from learn.settings.parts.i18n import *  # noqa: F403
from learn.settings.parts.logging import *  # noqa: F403
from learn.settings.parts.messages import *  # noqa: F403
from learn.settings.parts.paths import *  # noqa: F403
from learn.settings.parts.province import *  # noqa: F403
from learn.settings.parts.security import *  # noqa: F403
from learn.settings.parts.storage import *  # noqa: F403
from learn.settings.parts.tasks import *  # noqa: F403
from learn.settings.parts.wagtail import *  # noqa: F403
