"""The site's settings for mypy's plugin, which asks Django what the tables hold. It opens none, so no folder stays."""

import os
import tempfile

with tempfile.TemporaryDirectory(prefix="commonweal-types-") as folder:
    os.environ |= {"COMMONWEAL_MODE": "test", "COMMONWEAL_DATA": folder}
    from commonweal_web.config.settings import *  # noqa: F403
