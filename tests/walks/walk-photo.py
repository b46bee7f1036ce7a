#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The right pixels: photos that say of each pixel where it is are looked at in the real window, and the screen is
compared with them. Usage: walk-photo.py fr|en"""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
import coded  # noqa: E402
from between import Between  # noqa: E402
from coded import CORNERS, Screen, decode  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "photo": r"Photo (\d+) sur \d+",
        "view": r"(\d+)\s%, à (\d+)\s% de la gauche et (\d+)\s% du haut",
        "table": "Table lumineuse",
        "finding": r"Non confirmé\s: 5 × .*no crack",
        "note": "Note sur le constat",
        "changed": "Vue tournée, lumière modifiée",
        "copied": "Photo copiée",
        "save all": "Enregistrer une copie de toutes les photos",
        "saved": "12 copies enregistrées, sans les lieux de prise de vue",
    },
    "en": {
        "photo": r"Photo (\d+) of \d+",
        "view": r"(\d+) %, at (\d+) % from the left and (\d+) % from the top",
        "table": "Light table",
        "finding": r"Not confirmed: 5 × .*no crack",
        "note": "Note on the finding",
        "changed": "View rotated, light changed",
        "copied": "Photo copied",
        "save all": "Save copies of all photos",
        "saved": "12 copies saved, without places where photos were taken",
    },
}
class Inspector(Desk):
    """A desk that gets coded photos in one incident: two that say where each pixel is, then the eight orientations."""

    def __init__(self, language):
        super().__init__(language, synced=False)
        self.files = {}
        self.between = Between(self.sandbox.url, self.exchange)
        self.incident = next(item["incident"] for item in self.sandbox.ask("/_sandbox/cast")["items"]
                             if item["label"] == "many-photos")
        attachments = self.sandbox.ask("/v1/incidents?ids=" + self.incident)["items"][0]["attachments"]
        made = [coded.coded(which) for which in range(coded.N_CODED)]
        made += [coded.corners(orientation) for orientation in range(1, 9)]
        self.files = {attachment["id"]: data for attachment, data in zip(attachments, made)}
        self.add_account(self.between.url)
        self.run(0, "sync")

    def exchange(self, path, headers, body):
        for name, data in self.files.items():
            if path.endswith("/attachments/" + name):
                return data
        if headers.get("Content-Type", "").startswith("application/json"):
            return json.dumps(self.rename(json.loads(body))).encode()
        return body

    def rename(self, value):
        """The marketplace says of the coded files what is true of them."""
        if isinstance(value, list):
            return [self.rename(item) for item in value]
        if not isinstance(value, dict):
            return value
        data = self.files.get(value.get("id"))
        if data is not None and "media_type" in value:
            value.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
        return {key: self.rename(item) for key, item in value.items()}

    def close(self):
        self.between.stop()
        super().close()

    def say_word(self, key):
        return WORDS[self.language][key]

    # ── Looking at photos ──

    def screen(self):
        return Screen(os.path.join(self.dir, "screen.png"))

    def canvases(self):
        return [node for node in self.window().showing() if node.role == "image" and self.view(node)]

    def view(self, canvas):
        """Zoom and place, as a screen reader hears them."""
        found = re.match(self.say_word("view"), canvas.description)
        return tuple(int(number) for number in found.groups()) if found else None

    def see_photo(self, number):
        def shown():
            for canvas in self.canvases():
                found = re.fullmatch(self.say_word("photo"), canvas.name)
                if found and int(found.group(1)) == number:
                    return canvas
            return None

        return self.wait(shown, f"photo {number}")

    def point(self, x, y, *buttons):
        words = ["mousemove", str(x), str(y)]
        for button in buttons:
            words += ["click", str(button)]
        subprocess.run(["xdotool", *words], check=True, timeout=20)

    def double_click(self, x, y, done, what):
        """On a busy machine the second click may come too late to belong to the first; then a hand does it again."""
        def tried():
            self.point(x, y, 1, 1)
            until = time.monotonic() + 10
            while not done() and time.monotonic() < until:
                time.sleep(0.1)
            return done()

        self.wait(tried, what)

    def at(self, x, y):
        """Which coded picture is at this place of the screen, and where in it; in one that is scaled, to some pixels."""
        return decode(self.screen().pixel(x, y))


    def same_place(self, left, right, order):
        """Waits until both halves of the screen show the same place, pixel by pixel, of those two photos."""
        def agree():
            screen = self.screen()
            here, there = decode(screen.pixel(*left)), decode(screen.pixel(*right))
            return [here[0], there[0]] == order and screen.is_exact(*left, size=24) and \
                screen.is_exact(*right, size=24) and all(abs(a - b) <= 2 for a, b in zip(here[1:], there[1:]))

        self.wait(agree, "the same place in both")
        equal(len({self.view(canvas) for canvas in self.canvases()}), 1)


def near(actual, wanted, reach=40):
    assert all(abs(a - b) <= reach for a, b in zip(actual, wanted)), f"{actual} is not near {wanted}"


@test("/photo/right-pixels-at-the-point")
def one_to_one(walk):
    walk.start()
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, walk.incident)))
    walk.see_window(".* · .*")
    walk.press("F11")
    walk.see_photo(1)
    place = (520, 330)
    walk.wait(lambda: walk.at(*place)[0] == 0, "the coded photo")
    before = walk.at(*place)
    walk.double_click(*place, lambda: walk.screen().is_exact(*place), "the photo's own pixels, each in its place")
    after = walk.at(*place)
    equal(after[0], 0)
    near(after[1:], before[1:])
    equal(walk.view(walk.canvases()[0])[0], 100)


@test("/photo/sharp-squares-at-sixteen-to-one")
def sixteen(walk):
    for _ in range(12):
        walk.press("plus")
    walk.wait(lambda: walk.view(walk.canvases()[0])[0] == 1600, "16:1")

    def squares():
        """How wide each pixel of the photo is along a line of the screen."""
        screen = walk.screen()
        places = [decode(screen.pixel(x, 330))[1] for x in range(400, 720)]
        edges = [at for at in range(1, len(places)) if places[at] != places[at - 1]]
        steps = places[-1] - places[0]
        return {later - earlier for earlier, later in zip(edges, edges[1:])} if len(edges) == steps else None

    walk.wait(lambda: squares() == {16}, "sixteen pixels of the screen for each of the photo")


@test("/photo/light-table/stays-locked")
def locked(walk):
    walk.press("0", "l")
    walk.see_window(walk.say_word("table"))
    walk.wait(lambda: len(walk.canvases()) == 2, "two pictures")
    edges = sorted(canvas.left_and_right[0] for canvas in walk.canvases())
    walk.places = left, right = (320, 400), (320 + edges[1] - edges[0], 400)
    walk.wait(lambda: [walk.at(*place)[0] for place in (left, right)] == [0, 1], "the first and the second photo")
    walk.double_click(*left, lambda: all(walk.screen().is_exact(*place, size=24) for place in (left, right)),
                      "both at 1:1")
    walk.same_place(left, right, [0, 1])
    before = walk.at(*left)[1:]
    walk.press("ctrl+Left", "ctrl+Left", "ctrl+Down")
    walk.wait(lambda: walk.at(*left)[1:] == (before[0] - 160, before[1] + 80), "the photo moved by keys")
    walk.same_place(left, right, [0, 1])
    walk.point(*right, 4)
    walk.wait(lambda: {walk.view(canvas)[0] for canvas in walk.canvases()} not in ({100}, set()), "a zoom by the wheel")
    equal(len({walk.view(canvas) for canvas in walk.canvases()}), 1)
    walk.press("ctrl+1")
    walk.same_place(left, right, [0, 1])


@test("/photo/light-table/swapped-and-still-locked")
def swapped(walk):
    left, right = walk.places
    place = walk.at(*left)[1:]
    walk.press("ctrl+x")
    walk.same_place(left, right, [1, 0])
    near(walk.at(*left)[1:], place, 2)
    walk.press("ctrl+Right")
    walk.wait(lambda: walk.at(*left)[1] == place[0] + 80, "the photo moved by a key")
    walk.same_place(left, right, [1, 0])
    walk.press("Escape")
    walk.see_window(".* · .*")


@test("/photo/eight-orientations-upright")
def upright(walk):
    names = list(CORNERS)
    for orientation in range(1, 9):
        walk.press(*["alt+Page_Down"] * (2 if orientation == 1 else 1))
        canvas = walk.see_photo(2 + orientation)
        right = canvas.left_and_right[1]

        def seen():
            found = [walk.screen().middle_of(name, right=right, bottom=700) for name in names]
            return found if all(found) else None

        red, green, blue, yellow = walk.wait(seen, f"the four corners of orientation {orientation}")
        assert red[0] < green[0] and blue[0] < yellow[0] and red[1] < blue[1] and green[1] < yellow[1], (
            f"orientation {orientation}: red {red}, green {green}, blue {blue}, yellow {yellow}")
        across, down = green[0] - red[0], blue[1] - red[1]
        near((100 * across / down,), (150,), 12)


@test("/photo/look-is-kept-until-reset")
def look(walk):
    def kept():
        with sqlite3.connect(f"file:{walk.dir}/data/constat/store.db?mode=ro", uri=True) as store:
            return [row[0] for row in store.execute("SELECT look FROM photo_looks")]

    walk.press("r", "b", "shift+c")
    walk.wait(lambda: kept() == ["1 100 -100"], "how the photo is looked at in the store")
    walk.press("F11")
    walk.close_window()
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, walk.incident)))
    walk.see_window(".* · .*")
    walk.press("F11", *["alt+Page_Down"] * 9)
    walk.see_photo(10)
    walk.see("label", walk.say_word("changed"))
    walk.press("shift+n")
    walk.wait(lambda: not kept() and walk.look("label", walk.say_word("changed")) is None, "the photo as it was taken")


@test("/photo/copied-for-another-program")
def copied(walk):
    """All pixels of it, whatever the window shows."""
    walk.press("ctrl+c")
    walk.see("label", walk.say_word("copied"))
    told = subprocess.run([os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer.py")], capture_output=True,
                          text=True, check=True, timeout=30)
    equal(json.loads(told.stdout), {"width": 480, "height": 320})


@test("/photo/all-saved-under-names-of-their-own")
def saved(walk):
    folder = os.path.join(walk.dir, "saved")
    os.mkdir(folder)
    walk.press("ctrl+shift+s")
    walk.choose_file(walk.say_word("save all"), folder)
    walk.see("label", walk.say_word("saved"))
    incident = walk.run(0, "incident", "demo/" + walk.incident)
    order = walk.run(0, "order", "demo/" + incident["order"])
    stem = f"{order['number']}-{incident['number']}"
    assert sum(coded.PLACE in data for data in walk.files.values()) == 8, "nothing to leave out"
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as copy:
            assert coded.PLACE not in copy.read(), f"{name} says where it was taken"
    equal(sorted(os.path.splitext(name)[0] for name in os.listdir(folder)),
          sorted(f"{stem}-{place}" for place in range(1, 13)))


@test("/photo/marks/by-keyboard")
def marks(walk):
    def drawn():
        with sqlite3.connect(f"file:{walk.dir}/data/constat/store.db?mode=ro", uri=True) as store:
            rows = [row[0] for row in store.execute("SELECT body FROM drafts WHERE key LIKE '%/marks'")]
        return [mark["shape"] for mark in json.loads(rows[0])["marks"]] if rows else []

    walk.press("m", "a", "Return", "shift+Right", "Left", "o", "Return", "Up")
    walk.wait(lambda: drawn() == ["arrow", "circle"], "an arrow and a circle")
    walk.press("Delete")
    walk.wait(lambda: drawn() == ["arrow"], "the arrow alone")
    walk.press("ctrl+z")
    walk.wait(lambda: drawn() == ["arrow", "circle"], "the circle again")
    walk.press("t", "Return")
    walk.see_focus(lambda node: node.role == "text", "a field for the text")
    walk.type("edge")
    walk.press("Return")
    walk.wait(lambda: drawn() == ["arrow", "circle", "text"], "the text, too")
    walk.press("m")


@test("/R7/finding/by-keyboard-in-the-window")
def finding(walk):
    walk.press("F11", "ctrl+shift+n")
    walk.see_focus(lambda node: node.says(walk.say_word("note")), "the note")
    walk.type("no crack")
    walk.reach("spin button", ".*", "shift+Tab")
    walk.press("ctrl+a")
    walk.type("5")
    walk.reach("text", walk.say_word("note"))
    walk.press("Return")
    walk.wait(lambda: [row for row in walk.run(0, "outbox") if row["kind"] == "finding"], "the finding on its way")
    with sqlite3.connect(f"file:{walk.dir}/data/constat/store.db?mode=ro", uri=True) as store:
        bodies = [json.loads(row[0]) for row in store.execute("SELECT body FROM operations")]
    equal([mark["shape"] for body in bodies for mark in body.get("marks", [])], ["arrow", "circle", "text"])
    walk.gone("text", walk.say_word("note"))
    walk.press("alt+i")
    walk.see("label", walk.say_word("finding"))


sys.exit(run(lambda: Inspector(sys.argv[1]), shared=True))
