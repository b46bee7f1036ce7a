#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that mean harm: names made by the server, photos that are none. Usage: walk-files.py fr|en"""

import json
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from between import Between  # noqa: E402
from desk import Desk  # noqa: E402

PHOTOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "sandbox", "photos")
HOSTILE = "../../.config/autostart/\u202e\nrechnung\u200b<b>.\x07fdp.desktop"
WORDS = {
    "fr": {
        "copy of": "Enregistrer une copie de (.*)",
        "look": "Regarder .*",
        "of a message": r"Photo \d+.*d’un message de .*",
        "save": "Enregistrer une copie",
        "unreadable": "Illisible",
        "what to do": "Le fichier est endommagé.*demandez une autre photo.",
        "ask": "Demander une photo.*",
        "to handle": "À traiter",
    },
    "en": {
        "copy of": "Save a copy of (.*)",
        "look": "Look at .*",
        "of a message": r"Photo \d+.*from a message of .*",
        "save": "Save a copy",
        "unreadable": "Unreadable",
        "what to do": "The file is damaged.*ask for another photo.",
        "ask": "Ask for a photo.*",
        "to handle": "To handle",
    },
}


class Victim(Desk):
    """A desk whose marketplace names every file, and fills one photo with rubbish."""

    def __init__(self, language):
        super().__init__(language, synced=False)
        self.spoilt = None
        self.between = Between(self.sandbox.url, self.spoil)
        self.add_account(self.between.url)
        photos = [incident for incident in self.sandbox.ask("/v1/incidents?ids=" + ",".join(self.ids()))["items"]
                  if incident.get("attachments") and incident["state"] == "submitted"]
        self.incident = photos[0]
        self.spoilt = self.incident["attachments"][0]["id"]
        self.run(0, "sync")

    def ids(self):
        changes = self.sandbox.ask("/v1/changes?limit=1000")["items"]
        return [item["id"] for item in changes if item["type"] == "incident"][:100]

    def spoil(self, path, headers, body):
        if self.spoilt and path.endswith("/attachments/" + self.spoilt):
            return b"\xff\xd8" + os.urandom(len(body) - 2)
        if headers.get("Content-Type", "").startswith("application/json"):
            return json.dumps(self.rename(json.loads(body))).encode()
        return body

    def rename(self, value):
        if isinstance(value, list):
            return [self.rename(item) for item in value]
        if isinstance(value, dict):
            return {key: HOSTILE if key == "filename" else self.rename(item) for key, item in value.items()}
        return value

    def say_word(self, key):
        return WORDS[self.language][key]

    def close(self):
        self.between.stop()
        super().close()


def photo():
    return os.path.join(PHOTOS, sorted(name for name in os.listdir(PHOTOS) if name.endswith(".jpg"))[0])


def harmless(name):
    assert name and name[0] not in ".-" and not re.search(r"[/\\<>:\"|?*]", name), f"“{name}” can do harm"
    hidden = [c for c in name if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")]
    assert not hidden, f"hidden in “{name}”: {hidden!r}"


def save_into(walk, folder):
    """The proposed name stays as it is, a folder is typed before it. Returns the name."""
    os.makedirs(folder)
    walk.see_title(walk.say_word("save"))
    walk.press("Home")
    walk.type(folder + "/")
    walk.press("Return")
    return walk.wait(lambda: [name for name in os.listdir(folder) if not name.startswith(".goutput") and
                              os.path.getsize(os.path.join(folder, name)) > 0], "the copy")[0]


@test("/R2/unreadable-photo-says-so")
def unreadable(walk):
    walk.start()
    walk.see_window(walk.say_word("to handle"))
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, walk.incident["id"])))
    walk.see_window(".* · .*")
    walk.see("label", re.escape(walk.say_word("unreadable")))
    walk.see("label", walk.say_word("what to do"))
    walk.see("push button", walk.say_word("ask"))


@test("/R2/unreadable-photo-is-saved-to-look-into")
def rubbish(walk):
    walk.reach("push button", walk.say_word("save") + "…")
    walk.press("Return")
    name = save_into(walk, walk.dir + "/rubbish")
    walk.see_window(".* · .*")
    harmless(name)
    with open(f"{walk.dir}/rubbish/{name}", "rb") as saved:
        equal(saved.read(2), b"\xff\xd8")


@test("/files/hostile-name-of-an-attachment")
def hostile(walk):
    walk.run(0, "message", walk.incident["id"], "--text", "Voici.", "--attach", walk.file("sheet.pdf", PDF))
    walk.sync()
    walk.press("F5", "alt+m")
    button = walk.see("push button", walk.say_word("copy of"))
    harmless(re.fullmatch(walk.say_word("copy of"), button.name).group(1))
    walk.click("push button", walk.say_word("copy of"))
    name = save_into(walk, walk.dir + "/saved")
    harmless(name)
    assert name.endswith(".pdf"), f"“{name}” is not called what it is"
    with open(f"{walk.dir}/saved/{name}", "rb") as saved:
        equal(saved.read(), PDF)
    for root, _, names in os.walk(walk.dir):
        assert not [name for name in names if name.endswith(".desktop")], f"{names} in {root}"


def of_messages(walk):
    return [node for node in walk.window().showing() if node.role == "image" and node.says(walk.say_word("of a message"))]


@test("/O9/what-came-with-a-message-is-looked-at")
def looked_at(walk):
    """A document and a picture of messages open beside the report's own photos, through the same worker."""
    walk.run(0, "message", walk.incident["id"], "--text", "Et la photo.", "--attach", photo())
    walk.sync()
    walk.press("F5")
    buttons = walk.wait(lambda: [node for node in walk.window().showing()
                                 if node.role == "push button" and node.says(walk.say_word("look"))][1:2], "two files")
    equal(of_messages(walk), [])
    walk.wait(buttons[0].act, "the picture takes a click")
    walk.wait(lambda: len(of_messages(walk)) == 1, "the picture in the filmstrip")
    walk.click("push button", walk.say_word("look"))
    walk.wait(lambda: len(of_messages(walk)) == 2, "the document in the filmstrip")


sys.exit(run(lambda: Victim(sys.argv[1]), shared=True))
