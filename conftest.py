"""Set-up for every test: the site's settings in test mode, on a folder of its own.

Here and not in pyproject.toml, where pytest-django would read the settings before the mode is set.
"""

import os
import tempfile

import django

os.environ.setdefault("COMMONWEAL_MODE", "test")
os.environ.setdefault("COMMONWEAL_DATA", tempfile.mkdtemp(prefix="commonweal-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal_web.config.settings")
django.setup()
