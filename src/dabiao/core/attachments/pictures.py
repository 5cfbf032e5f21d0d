"""A small picture of a large one, for timelines: nobody waits for twelve megapixels to see that there is a photo."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

EDGE = 480  # pixels of its longer side
MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """The size of the original as it is seen, and the small one as WebP: without place, camera and moment."""

    width: int
    height: int
    small: bytes


def picture_of(path: Path) -> Picture | None:
    """None where there is nothing that could be shown: damaged, or larger than anybody's photo."""
    from PIL import Image, ImageOps  # loaded by whoever gets pictures

    try:
        with Image.open(path, formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            turned = image.getexif().get(0x0112, 1) >= 5  # lies on its side
            width, height = (image.height, image.width) if turned else (image.width, image.height)
            image.draft("RGB", (2 * EDGE, 2 * EDGE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((EDGE, EDGE))
            mode = "RGBA" if upright.has_transparency_data else "RGB"
            written = BytesIO()
            upright.convert(mode).save(written, "WEBP", quality=80, exif=b"")
            return Picture(width, height, written.getvalue())
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, MemoryError):
        return None  # Pillow says each of these of some broken picture
