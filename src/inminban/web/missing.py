"""An address that names something which is not there."""

from __future__ import annotations

from inminban.errors import InminbanError


class Missing(InminbanError):
    """What an address names is not there: a run, a person, a file, an answer."""
