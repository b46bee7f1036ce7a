#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts an EXIF block with an orientation into a JPEG that has none: orient.py ORIENTATION IN OUT"""
import struct
import sys


def exif(orientation):
    make, model = b"Constat\0", b"Scene\0\0\0"
    first_free = 8 + 2 + 3 * 12 + 4
    entries = [
        (0x010F, 2, len(make), first_free),
        (0x0110, 2, len(model), first_free + len(make)),
        (0x0112, 3, 1, orientation),
    ]
    block = b"II*\0" + struct.pack("<IH", 8, len(entries))
    for tag, kind, count, value in entries:
        block += struct.pack("<HHII", tag, kind, count, value)
    block += struct.pack("<I", 0) + make + model
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(block)) + b"Exif\0\0" + block


def main():
    orientation, source, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(source, "rb") as stream:
        jpeg = stream.read()
    assert jpeg[:2] == b"\xff\xd8"
    with open(target, "wb") as stream:
        stream.write(jpeg[:2] + exif(orientation) + jpeg[2:])


main()
