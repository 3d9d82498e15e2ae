"""What lies in the document storage?"""

from pathlib import Path

from django.conf import settings


def files() -> list[Path]:
    """Everything that lies there."""
    return sorted(path for path in (Path(settings.MEDIA_ROOT) / "documents").rglob("*") if path.is_file())
