# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that say of each pixel where it is, pictures that say which corner is which, and what of them is on the
screen."""

import struct
import subprocess
import zlib

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402

WIDTH, HEIGHT = 2400, 1600
N_CODED = 2
CORNERS = {"red": (230, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 230), "yellow": (230, 220, 20)}


def coded(which):
    """A PNG; sixteenths of the place are in red and green, the rest is in blue, and which in the range of green."""
    red = bytes(x >> 4 for x in range(WIDTH))
    columns = bytes((x & 15) << 4 for x in range(WIDTH))
    row = bytearray(1 + 3 * WIDTH)
    packer = zlib.compressobj(1)
    packed = []
    for y in range(HEIGHT):
        row[1::3] = red
        row[2::3] = bytes([y >> 4 if which == 0 else 255 - (y >> 4)]) * WIDTH
        row[3::3] = columns.translate(bytes(value | (y & 15) for value in range(256)))
        packed.append(packer.compress(bytes(row)))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", b"".join(packed) + packer.flush()) + chunk(b"IEND", b""))


def decode(pixel):
    """Which coded picture the pixel is of, and where in it."""
    red, green, blue = pixel
    which = int(green > 127)
    return which, red * 16 + (blue >> 4), (green if which == 0 else 255 - green) * 16 + (blue & 15)


# In the EXIF block of what corners() makes: 48° 51′ 29.6″
PLACE = struct.pack(">IIIIII", 48, 1, 51, 1, 296, 10)


def corners(orientation, width=480, height=320):
    """A JPEG that, held as its EXIF says, has red and green above, blue and yellow below, and is wider than high. How
    a stored pixel gets its place is written down here from the standard, which says where row 0 and column 0 are."""
    places = {1: lambda u, v: (u, v), 2: lambda u, v: (1 - u, v), 3: lambda u, v: (1 - u, 1 - v),
              4: lambda u, v: (u, 1 - v), 5: lambda u, v: (v, u), 6: lambda u, v: (1 - v, u),
              7: lambda u, v: (1 - v, 1 - u), 8: lambda u, v: (v, 1 - u)}
    if orientation > 4:
        width, height = height, width
    names = (("red", "green"), ("blue", "yellow"))
    pixels = bytearray()
    for v in (0, 1):
        row = b""
        for u in (0, 1):
            across, down = places[orientation](u, v)
            row += bytes(CORNERS[names[down][across]]) * (width // 2)
        pixels += row * (height // 2)
    picture = GdkPixbuf.Pixbuf.new_from_bytes(GLib.Bytes.new(bytes(pixels)), GdkPixbuf.Colorspace.RGB, False, 8, width,
                                              height, width * 3)
    _, data = picture.save_to_bufferv("jpeg", ["quality"], ["95"])
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 2) + struct.pack(">HHIHH", 0x112, 3, 1, orientation, 0)
    exif += struct.pack(">HHII", 0x8825, 4, 1, 38) + bytes(4)
    exif += struct.pack(">H", 4) + b"".join([struct.pack(">HHI4s", 1, 2, 2, b"N"), struct.pack(">HHII", 2, 5, 3, 92),
                                             struct.pack(">HHI4s", 3, 2, 2, b"E"), struct.pack(">HHII", 4, 5, 3, 92)])
    exif += bytes(4) + PLACE
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


class Screen:
    """What a person sees now."""

    def __init__(self, path):
        subprocess.run(["import", "-window", "root", "-depth", "8", path], check=True, timeout=30)
        picture = GdkPixbuf.Pixbuf.new_from_file(path)
        self.width, self.height = picture.get_width(), picture.get_height()
        self.stride, self.step = picture.get_rowstride(), picture.get_n_channels()
        self.data = picture.get_pixels()

    def pixel(self, x, y):
        at = y * self.stride + x * self.step
        return tuple(self.data[at:at + 3])

    def is_exact(self, x, y, size=48):
        """Whether the coded picture lies there pixel by pixel, around the place."""
        which, at_x, at_y = decode(self.pixel(x, y))
        return all(decode(self.pixel(x + dx, y + dy)) == (which, at_x + dx, at_y + dy)
                   for dx in range(-size, size, 3) for dy in range(-size, size, 3))

    def middle_of(self, colour, right, bottom):
        """The middle of the pixels that look like one of the corners, left of and above these edges."""
        wanted = CORNERS[colour]
        found = [(x, y) for y in range(0, min(bottom, self.height), 4) for x in range(0, min(right, self.width), 4)
                 if all(abs(a - b) < 24 for a, b in zip(self.pixel(x, y), wanted))]
        if not found:
            return None
        return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)
