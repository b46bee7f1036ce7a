#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare for offline, cut the network, restart: all of it is there and can be looked at, and what goes is counted.
Usage: walk-pack.py fr|en"""

import hashlib
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "pack": "Préparer le hors ligne",
        "to handle": "À traiter",
        "nothing": "Rien n’est préparé pour travailler sans réseau",
        "prepare": "Préparer",
        "whole": r"\d+ incidents, \d+ photos, aucun ne manque, état du .*",
        "one less": r"\d+ incidents, \d+ photos, 1 fichier manque, état du .*",
        "banner": r"Préparé pour le hors ligne\s: \d+ incidents, \d+ photos, 1 fichier manque, état du .*",
        "missing": "1 fichier manque",
        "preferences": "Préférences",
        "data": "Données",
        "free": "Libérer de la place…",
        "goes": r"\d+ fichiers? d’incidents réglés .*",
        "yes": "Libérer",
        "nothing to free": "Rien à libérer",
    },
    "en": {
        "pack": "Prepare for Offline",
        "to handle": "To handle",
        "nothing": "Nothing is prepared for work without a network",
        "prepare": "Prepare",
        "whole": r"\d+ incidents, \d+ photos, none missing, as of .*",
        "one less": r"\d+ incidents, \d+ photos, 1 file missing, as of .*",
        "banner": r"Prepared for offline: \d+ incidents, \d+ photos, 1 file missing, as of .*",
        "missing": "1 file missing",
        "preferences": "Preferences",
        "data": "Data",
        "free": "Free Up Space…",
        "goes": r"\d+ files? of settled incidents .*",
        "yes": "Free Up",
        "nothing to free": "Nothing to Free",
    },
}


class Packer(Desk):
    def say_word(self, key):
        return WORDS[self.language][key]

    @property
    def folder(self):
        return os.path.join(self.env["XDG_DATA_HOME"], "constat")

    def photos(self):
        """By incident, in their order."""
        found = {}
        for photo in self.run(0, "photo", "list"):
            found.setdefault(photo["incident"], []).append(photo)
        return found

    def looked(self):
        with sqlite3.connect(f"file:{self.folder}/store.db?mode=ro", uri=True) as store:
            return {row[0] for row in store.execute("SELECT id FROM looked")}

    def on_disk(self, photo):
        name = hashlib.sha256(f"1/{photo['id']}".encode()).hexdigest()
        return os.path.join(self.folder, "cache", name)

    def here(self):
        """The ids that the command line calls ready; every one of them, and no other, is a file."""
        photos = [photo for list_of in self.photos().values() for photo in list_of]
        for photo in photos:
            equal((photo["id"], photo["state"] in ("ready", "unreadable")),
                  (photo["id"], os.path.exists(self.on_disk(photo))))
        return {photo["id"] for photo in photos if photo["state"] == "ready"}

    def open_incident(self, incident):
        self.ask_application("open-incident", GLib.Variant("(xs)", (1, incident)))
        self.see_window(".* · .*")

    def open_pack(self):
        self.press("ctrl+shift+o")
        self.see_window(self.say_word("pack"))

    def free_up(self):
        self.press("ctrl+comma")
        self.see_window(self.say_word("preferences"))
        self.reach("page tab", self.say_word("data"))
        self.press("Return")
        self.click("push button", self.say_word("free"))


@test("/pack/prepared-in-the-window")
def prepared(walk):
    walk.start()
    walk.see_window(walk.say_word("to handle"))
    walk.open_pack()
    walk.see("label", walk.say_word("nothing"))
    walk.push(walk.say_word("prepare"))
    walk.see("label", walk.say_word("whole"))
    walk.close_window()
    status = walk.run(0, "pack", "status")
    equal((status["scope"], status["complete"]), ("open", True))
    walk.packed = walk.here()


@test("/pack/a-settled-one-is-fetched-to-be-looked-at")
def settled(walk):
    incident = next(name for name, photos in walk.photos().items() if photos[0]["state"] == "not_downloaded")
    walk.settled = walk.photos()[incident][0]
    walk.open_incident(incident)
    walk.wait(lambda: walk.settled["id"] in walk.looked(), "the photo of a settled incident")
    walk.close_window()
    assert walk.settled["id"] in walk.here()


@test("/pack/restarted-without-a-network")
def restarted(walk):
    walk.kill()
    walk.sandbox.stop()
    walk.start()
    walk.see("label", walk.word("offline"))
    walk.open_pack()
    walk.see("label", walk.say_word("whole"))
    walk.close_window()


@test("/pack/every-photo-can-be-looked-at")
def looked(walk):
    """A photo counts as looked at once its pixels are in the viewer."""
    incidents = {name: photos for name, photos in walk.photos().items()
                 if any(photo["id"] in walk.packed for photo in photos)}
    assert len(incidents) >= 15, f"only {len(incidents)} incidents in the pack"
    n_looked = 0
    for incident, photos in incidents.items():
        walk.open_incident(incident)
        for place, photo in enumerate(photos):
            if place > 0:
                walk.press("alt+Page_Down")
            if photo["state"] == "ready":
                walk.wait(lambda one=photo: one["id"] in walk.looked(), f"{photo['filename']} of {incident}")
                n_looked += 1
        walk.close_window()
    print(f"# {n_looked} photos looked at without a network")
    equal(walk.packed - walk.looked(), set())


@test("/pack/only-what-is-not-packed-makes-room")
def evicted(walk):
    before = walk.here()
    walk.free_up()
    walk.see("label", walk.say_word("goes"))
    walk.click("push button", walk.say_word("yes"))
    walk.wait(lambda: not os.path.exists(walk.on_disk(walk.settled)), "room")
    equal(before - walk.here(), {walk.settled["id"]})
    equal(walk.here(), walk.packed)
    walk.see_window(walk.say_word("preferences"))
    walk.close_window()
    walk.free_up()
    walk.see("label", walk.say_word("nothing to free"))
    walk.press("Escape")
    walk.see_window(walk.say_word("preferences"))
    walk.close_window()
    walk.open_pack()
    walk.see("label", walk.say_word("whole"))
    equal(walk.run(0, "pack", "status")["complete"], True)
    walk.close_window()


@test("/pack/what-is-lost-is-counted")
def counted(walk):
    photo = next(one for photos in walk.photos().values() for one in photos if one["state"] == "ready")
    walk.kill()
    os.remove(walk.on_disk(photo))
    walk.start()
    walk.see("label", walk.say_word("banner"))
    walk.open_pack()
    walk.see("label", walk.say_word("one less"))
    walk.see("label", walk.say_word("missing"))


sys.exit(run(lambda: Packer(sys.argv[1]), shared=True))
