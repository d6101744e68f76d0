"""Joint investment: appraisal, choice, fair shares, promises."""
