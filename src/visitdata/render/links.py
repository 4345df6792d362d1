"""Which texts of a document may become links, on a page of whatever form."""

from urllib.parse import urlsplit


def link(text: str) -> str | None:
    """A text as the address of a link; None for what is none, or of another scheme than http and https."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_safe = parts.scheme in ("http", "https") and parts.netloc and text.isprintable() and " " not in text
    return text if is_safe else None
