"""Set-up for every test: the site's settings in test mode, on a folder of its own.

Here and not in pyproject.toml, where pytest-django would read the settings before the mode is set.
"""

import os
import tempfile

import django
from hypothesis import settings

os.environ.setdefault("COMMONWEAL_MODE", "test")
os.environ.setdefault("COMMONWEAL_DATA", tempfile.mkdtemp(prefix="commonweal-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
django.setup()

# How long an example takes says how busy the machine is, and nothing of the law.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
