#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence for the colleagues, added by choosing a file and from a watched folder: what leaves is shown first, it waits
without a network, and it is there once when there is one. Usage: walk-evidence.py fr|en"""

import os
import re
import shutil
import sqlite3
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "lib"))
from gi.repository import Atspi, GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

PHOTOS = os.path.join(here, "..", "..", "data", "sandbox", "photos")
NOTE = "Le carton au banc"
WORDS = {
    "fr": {
        "to handle": "À traiter",
        "preferences": "Préférences",
        "choose folder": "Choisir…",
        "folder": "Choisir le dossier des nouvelles photos",
        "choose": "Choisir des preuves",
        "leaves": "Ajouter des preuves internes",
        "attaches": "Joindre au message",
        "along": r"Part avec\s: .*Lieu\s: .*Appareil\s: .*",
        "as it is": "Part tel quel, avec tout ce qu’il dit",
        "left out": r"Laissé de côté\s: .*Lieu\s: .*",
        "alone": "Part en tant que .*, l’image seule",
        "strip": "Retirer les métadonnées",
        "note": "Note pour les collègues",
        "added": "1 fichier ajouté comme preuve interne",
        "both added": "2 fichiers ajoutés comme preuves internes",
        "internal": r"Photo \d+.*interne, ajoutée par .*",
        "new photos": r"2 nouvelles photos dans «\sBanc\s»",
        "add": "Ajouter…",
        "attach": "Joindre des fichiers…",
        "attach files": "Joindre des fichiers",
        "accept": "Ajouter|Joindre",
        "remove": "Retirer .*corner.*",
    },
    "en": {
        "to handle": "To handle",
        "preferences": "Preferences",
        "choose folder": "Choose…",
        "folder": "Choose the Folder With New Photos",
        "choose": "Choose Evidence",
        "leaves": "Add Internal Evidence",
        "attaches": "Attach to the Message",
        "along": "Goes along: .*Place: .*Camera: .*",
        "as it is": "Leaves as it is, with all it says",
        "left out": "Left out: .*Place: .*",
        "alone": "Leaves as .*, the picture alone",
        "strip": "Remove metadata",
        "note": "Note for the colleagues",
        "added": "1 file added as internal evidence",
        "both added": "2 files added as internal evidence",
        "internal": r"Photo \d+.*internal, added by .*",
        "new photos": "2 new photos in “Banc”",
        "add": "Add…",
        "attach": "Attach files…",
        "attach files": "Attach files",
        "accept": "Add|Attach",
        "remove": "Remove .*corner.*",
    },
}


class Bench(Desk):
    def say_word(self, key):
        return WORDS[self.language][key]

    @property
    def folder(self):
        return os.path.join(self.dir, "Banc")

    def waiting(self):
        return [row for row in self.run(0, "outbox") if row["kind"] == "evidence"]

    def put(self, photo, name):
        """As a phone's program does: under another name first, then there at once."""
        path = os.path.join(self.folder, name)
        shutil.copyfile(os.path.join(PHOTOS, photo), path + ".part")
        os.rename(path + ".part", path)

    def settings(self):
        with sqlite3.connect(f"file:{self.dir}/data/constat/store.db?mode=ro", uri=True) as store:
            return dict(store.execute("SELECT key, value FROM settings"))


@test("/R7/evidence/choose-the-folder-to-watch")
def choose_folder(walk):
    walk.incident, _ = walk.pick(lambda i, o: 1 <= len(i.get("attachments", [])) <= 2)
    walk.sandbox.stop()
    os.mkdir(walk.folder)
    walk.put("vase-broken.jpg", "before.jpg")
    walk.start()
    walk.see_window(walk.say_word("to handle"))
    walk.press("ctrl+comma")
    walk.see_window(walk.say_word("preferences"))
    walk.push(walk.say_word("choose folder"))
    walk.choose_file(walk.say_word("folder"), walk.folder)
    walk.see("label", re.escape(walk.folder))
    walk.wait(lambda: walk.settings().get("watched-folder") == walk.folder, "the folder in the settings")
    walk.close_window()


def accept(walk):
    """Each file was looked into, or made anew."""
    walk.wait(lambda: walk.see("push button", walk.say_word("accept")).has(Atspi.StateType.SENSITIVE), "what can leave")
    walk.press("ctrl+Return")


@test("/R7/evidence/chosen-file-offline")
def chosen(walk):
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, walk.incident["id"])))
    walk.window_name = walk.see_window(".* · .*").name
    walk.press("ctrl+shift+e")
    walk.choose_file(walk.say_word("choose"), os.path.join(PHOTOS, "parcel-corner.jpg"))
    walk.see_window(walk.say_word("leaves"))
    walk.see("label", walk.say_word("along"))
    walk.see("label", walk.say_word("as it is"))
    walk.reach("text", walk.say_word("note"))
    walk.type(NOTE)
    accept(walk)
    walk.see_window(re.escape(walk.window_name))
    walk.see("label", walk.say_word("added"))
    walk.wait(lambda: len(walk.waiting()) == 1, "the decision")
    walk.see(None, walk.say_word("internal"))


@test("/R7/evidence/new-photos-of-the-folder")
def watched(walk):
    walk.put("cup-chipped.jpg", "IMG_1.jpg")
    walk.put("box-candles.jpg", "IMG_2.jpg")
    walk.see("label", walk.say_word("new photos"))
    walk.push(walk.say_word("add"))
    walk.see_window(walk.say_word("leaves"))
    walk.see("label", walk.say_word("along"))
    walk.reach(None, walk.say_word("strip"))
    walk.press("space")
    walk.see("label", walk.say_word("left out"))
    walk.see("label", walk.say_word("alone"))
    accept(walk)
    walk.see_window(re.escape(walk.window_name))
    walk.see("label", walk.say_word("both added"))
    walk.wait(lambda: len(walk.waiting()) == 3, "three decisions")
    walk.gone("label", walk.say_word("new photos"))
    equal(sorted(os.listdir(walk.folder)), ["IMG_1.jpg", "IMG_2.jpg", "before.jpg"])


@test("/R7/evidence/once-when-the-network-is-back")
def back(walk):
    walk.restart_sandbox()
    walk.sync()
    walk.wait(lambda: not [row for row in walk.waiting() if row["state"] != "confirmed"], "all of it at the marketplace")
    equal(len(walk.sandbox.executed("evidence")), 3)
    known = walk.run(0, "evidence", "list", walk.incident["id"])["evidence"]
    equal([entry.get("note") for entry in known], [NOTE, None, None])
    walk.sync()
    facts = {row["id"]: row for row in walk.run(0, "photo", "list", walk.incident["id"]) if "evidence" in row}
    equal([facts[entry["attachment"]["id"]].get("has_position", False) for entry in known], [True, False, False])
    walk.press("F5")
    walk.see(None, walk.say_word("internal"))


@test("/O9/attachment/what-leaves-is-shown-first")
def attached(walk):
    """To the customer, a photo leaves as the picture alone unless somebody says otherwise."""
    walk.press("alt+m")
    walk.push(walk.say_word("attach"))
    walk.choose_file(walk.say_word("attach files"), os.path.join(PHOTOS, "parcel-corner.jpg"))
    walk.see_window(walk.say_word("attaches"))
    walk.see("label", walk.say_word("left out"))
    walk.see("label", walk.say_word("alone"))
    accept(walk)
    walk.see_window(re.escape(walk.window_name))
    walk.see("push button", walk.say_word("remove"))


sys.exit(run(lambda: Bench(sys.argv[1], undo_window=20), shared=True))
