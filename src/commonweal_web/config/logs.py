"""Logs as lines of JSON, without personal data: no addresses, no tokens, no query strings."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

# What must not be written: e-mail addresses; what follows a question mark; long random words, as tokens are.
HIDDEN = (
    (re.compile(r"[^\s@'\"<>(]+@[^\s@'\"<>)]+"), "(address)"),
    (re.compile(r"\?[^\s\"']*=[^\s\"']*"), "?(query)"),
    (re.compile(r"(?<=/join/)[^/\s]+"), "(token)"),
    (re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}"), "(token)"),
)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record down."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            **self._what(record),
        }
        if record.exc_info:
            line["trace"] = hide(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)

    def _what(self, record: logging.LogRecord) -> dict[str, Any]:
        request = getattr(record, "request", None)
        if request is None or getattr(request, "method", None) is None:
            return {"message": hide(record.getMessage())}
        # The pattern of the address instead of the address, which may hold what somebody was given in secret.
        match = getattr(request, "resolver_match", None)
        return {
            "message": "request",
            "status": getattr(record, "status_code", None),
            "method": request.method,
            "route": match.route if match is not None else "(none)",
            "user": getattr(getattr(request, "user", None), "pk", None),
        }


def hide(text: str) -> str:
    """A text with what must not be written taken out."""
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return text


def logging_settings(level: str) -> dict[str, Any]:
    """Everything to standard error, as lines of JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "commonweal_web.config.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "uvicorn": {"handlers": [], "level": level, "propagate": True},
            # A line for each request would hold who asked from where, and addresses of pages can hold secrets. The
            # server turns it off by itself, but settings that are read again would turn it on.
            "uvicorn.access": {"handlers": [], "propagate": False},
        },
    }
