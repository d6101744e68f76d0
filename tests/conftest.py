"""Set-up for every test: the site's settings, on a folder of its own."""

import os
import tempfile

# Before Django reads its settings: a throw-away data folder, and the test mode.
os.environ.setdefault("COMMONWEAL_MODE", "test")
os.environ.setdefault("COMMONWEAL_DATA", tempfile.mkdtemp(prefix="commonweal-test-"))
