"""The colors and fonts of pages and pictures: light, dark as the reader likes, and for print."""

from visitdata.render.html import text_of


def palette(scope: str) -> str:
    """The style sheet that gives them to what a selector chooses, and to nothing else: a picture may stand on a page
    that has colors of its own."""
    return text_of("palette.css").replace(":root", scope)
