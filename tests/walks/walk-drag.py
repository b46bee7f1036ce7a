#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dragging between Constat and another program: a photo out of the viewer and out of its strip, a file into the
incident and into a message. Usage: walk-drag.py fr|en"""

import json
import os
import re
import subprocess
import sys
import threading
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

PHOTO = os.path.join(here, "..", "..", "data", "sandbox", "photos", "parcel-corner.jpg")
PEER = (1100, 450)
WORDS = {
    "fr": {"photo": r"Photo 1 sur \d+", "second": r"Photo 2\s: .*", "leaves": "Ajouter des preuves internes",
           "attaches": "Joindre au message", "message": "Message"},
    "en": {"photo": r"Photo 1 of \d+", "second": "Photo 2: .*", "leaves": "Add Internal Evidence",
           "attaches": "Attach to the Message", "message": "Message"},
}


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, check=True, timeout=20).stdout


class Dragging(Desk):
    def __init__(self, language):
        super().__init__(language)
        self.told = []
        self.peer = None

    def say_word(self, key):
        return WORDS[self.language][key]

    def start_peer(self):
        self.peer = subprocess.Popen([os.path.join(here, "peer.py"), PHOTO], stdout=subprocess.PIPE, text=True,
                                     env=dict(os.environ, GTK_A11Y="none"))
        threading.Thread(target=self.listen, daemon=True).start()
        window = self.wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Peer$"],
                                                  capture_output=True, text=True, timeout=20).stdout.split(), "the peer")
        xdotool("windowmove", window[0], PEER[0] - 150, PEER[1] - 150)

    def listen(self):
        for line in self.peer.stdout:
            self.told.append(json.loads(line))

    def middle(self, node):
        """Its middle on the screen."""
        x, y = node.middle
        place = dict(re.findall(r"(\w+)=(-?\d+)", xdotool("getwindowgeometry", "--shell", self.of_incident)))
        return int(place["X"]) + x, int(place["Y"]) + y

    def drag(self, start, end):
        """As a hand does it: a little first, then there in steps, and a moment's rest before letting go."""
        xdotool("mousemove", *start, "mousedown", 1)
        for step in range(1, 9):
            xdotool("mousemove", start[0] + (end[0] - start[0]) * step // 8, start[1] + (end[1] - start[1]) * step // 8)
        xdotool("mousemove", end[0] + 2, end[1] + 2, "sleep", 0.2, "mousemove", *end, "mouseup", 1)

    def dragged(self, start, end, done, what):
        """On a busy machine a hand may be faster than the programs, and what it goes to may still be moving; then it
        takes the thing again."""
        def tried():
            self.drag(start, end() if callable(end) else end)
            until = time.monotonic() + 10
            while not done() and time.monotonic() < until:
                time.sleep(0.1)
            return done()

        self.wait(tried, what)

    def close(self):
        if self.peer is not None:
            self.peer.terminate()
            self.peer.wait()
        super().close()


@test("/photo/drag/out-of-the-viewer")
def out(walk):
    incident, order = walk.pick(lambda i, o: len(i.get("attachments", [])) >= 2)
    walk.stem = f"{order['number']}-{incident['number']}"
    walk.start()
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.name = re.escape(walk.see_window(f".* · {order['number']}").name)
    walk.resize(860, 640)
    walk.of_incident = xdotool("getactivewindow").strip()
    xdotool("windowmove", walk.of_incident, 0, 0)
    walk.sync()

    def digests():
        """Of every photo, once all of them are here."""
        found = [row.get("sha256") for row in walk.run(0, "photo", "list", incident["id"])]
        return found if all(found) else None

    walk.digests = walk.wait(digests, "every photo")
    canvas = walk.see("image", walk.say_word("photo"))
    walk.start_peer()
    walk.dragged(walk.middle(canvas), PEER, lambda: walk.told, "the photo in the other program")
    equal(walk.told[0]["sha256"], walk.digests[0])
    assert walk.told[0]["name"].startswith(walk.stem + "-1"), walk.told[0]


@test("/photo/drag/out-of-the-strip")
def out_of_strip(walk):
    thumb = walk.see("image", walk.say_word("second"))
    def others():
        """The first may have come twice, if a hand was faster than the programs."""
        return [told for told in walk.told if told["sha256"] != walk.digests[0]]

    walk.dragged(walk.middle(thumb), PEER, others, "the second photo in the other program")
    equal(others()[0]["sha256"], walk.digests[1])
    assert others()[0]["name"].startswith(walk.stem + "-2"), others()[0]


@test("/R7/evidence/dropped-on-the-incident")
def dropped(walk):
    canvas = walk.see("image", walk.say_word("photo"))
    walk.dragged(PEER, walk.middle(canvas), lambda: re.fullmatch(walk.say_word("leaves"), walk.title()), "what leaves")
    walk.see("label", "parcel-corner.jpg")
    walk.press("Escape")
    walk.see_window(walk.name)


@test("/O9/attachment/dropped-on-the-message")
def dropped_on_message(walk):
    walk.press("alt+m")
    text = walk.see("text", walk.say_word("message"))
    walk.dragged(PEER, walk.middle(text), lambda: re.fullmatch(walk.say_word("attaches"), walk.title()), "what leaves")
    walk.see("label", "parcel-corner.jpg")
    walk.press("Escape")
    walk.see_window(walk.name)


@test("/R7/evidence/dropped-on-a-text-never-its-path")
def dropped_on_text(walk):
    walk.press("alt+p")
    walk.choose("replacement")
    walk.reach("check box", walk.word("return"))
    walk.press("space")
    text = walk.reach("text", walk.word("instructions"))
    walk.dragged(PEER, lambda: walk.middle(text), lambda: re.fullmatch(walk.say_word("leaves"), walk.title()), "what leaves")
    walk.press("Escape")
    walk.see_window(walk.name)
    equal(text.text, "")


sys.exit(run(lambda: Dragging(sys.argv[1]), shared=True))
