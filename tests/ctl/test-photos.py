#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos and the offline pack on the command line, against the pretend marketplace, as TAP."""

import hashlib
import json
import os
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


def cache_path(home, attachment, ending=""):
    name = hashlib.sha256(f"1/{attachment}".encode()).hexdigest()
    return os.path.join(home.dir, "data", "constat", "cache", name + ending)


def ready(home, *words):
    return [photo for photo in home.run(0, "photo", "list", *words) if photo["state"] == "ready"]


def sql(home, *statements):
    store = sqlite3.connect(home.dir + "/data/constat/store.db")
    for statement in statements:
        store.execute(statement)
    store.commit()
    store.close()


@test("/photo/list")
def listed(home):
    photos = ready(home)
    assert len(photos) > 5, "few photos"
    for photo in photos:
        assert photo["width"] > 0 and photo["height"] > 0, photo
        with open(cache_path(home, photo["id"]), "rb") as file:
            equal(hashlib.sha256(file.read()).hexdigest(), photo["sha256"])
        assert "altered" not in photo, photo
    assert any("camera" in photo for photo in photos), "no camera"
    assert any(photo.get("thumbnail_size") for photo in photos), "no small picture"
    one = photos[0]
    equal({photo["incident"] for photo in home.run(0, "photo", "list", "demo/" + one["incident"])}, {one["incident"]})
    home.run(2, "photo", "list", "no-such-incident")
    home.run(2, "photo", "list", one["incident"], "--account", "demo")
    home.run(2, "photo", "list", "--account", "nobody")


@test("/photo/same-picture-elsewhere")
def hints(home):
    """The pretend marketplace shows some scenes in several incidents: they are found, with words."""
    photos = ready(home)
    by_digest = {}
    for photo in photos:
        by_digest.setdefault(photo["sha256"], set()).add(photo["incident"])
    repeated = {digest for digest, incidents in by_digest.items() if len(incidents) > 1}
    hinted = [hint for photo in photos for hint in photo.get("hints", [])]
    assert any(hint["reason"] == "alike" for hint in hinted), "no scene that was taken twice"
    for photo in photos:
        found = [hint for hint in photo.get("hints", []) if hint.get("reason", "same_file") == "same_file"]
        equal(bool(found), photo["sha256"] in repeated)
        assert all(hint["text"] for hint in photo.get("hints", [])), photo


@test("/photo/export")
def export(home):
    photo = next(photo for photo in ready(home) if "camera" in photo)
    whole = os.path.join(home.dir, "whole.jpg")
    less = os.path.join(home.dir, "less.jpg")
    home.run(0, "photo", "export", photo["id"], "--output", whole)
    equal(os.path.getsize(whole), photo["size"])
    equal(home.run(0, "photo", "export", photo["id"], "--output", less, "--strip", "--max-side", "300"), {"written": less})
    with open(less, "rb") as file:
        data = file.read()
    assert photo["camera"].split()[0].encode() not in data, "the camera is still named"
    assert len(data) < photo["size"], "not smaller"
    document = next(photo for photo in ready(home) if photo.get("found") in ("application/pdf", "video/webm", "video/mp4"))
    said = home.run(1, "photo", "export", document["id"], "--output", less, "--strip")
    assert "--strip" in said["error"], said
    home.run(0, "photo", "export", document["id"], "--output", less)
    equal(os.path.getsize(less), document["size"])
    home.run(2, "photo", "export", photo["id"])
    home.run(2, "photo", "export", photo["id"], "--output", less, "--max-side", "-1")


@test("/photo/check")
def check(home):
    photos = ready(home)
    damaged, missing = photos[0], photos[1]
    sound = home.run(0, "photo", "check", "--all")
    equal((sound["damaged"], sound["missing"]), ([], []))
    assert sound["checked"] >= len(photos), sound
    path = cache_path(home, damaged["id"])
    with open(path, "r+b") as file:
        file.seek(1000)
        file.write(b"not what came")
    os.remove(cache_path(home, missing["id"]))
    sql(home, f"UPDATE attachments SET is_open = 1 WHERE id IN ('{damaged['id']}', '{missing['id']}')")
    said = home.run(1, "photo", "check")
    equal((said["damaged"], said["missing"]), ([f"demo/{damaged['id']}"], [f"demo/{missing['id']}"]))
    assert not os.path.exists(path), "the damaged file is still there"
    home.run(0, "sync")
    equal(home.run(0, "photo", "check")["damaged"], [])
    for photo in (damaged, missing):
        with open(cache_path(home, photo["id"]), "rb") as file:
            equal(hashlib.sha256(file.read()).hexdigest(), photo["sha256"])


@test("/photo/altered")
def altered(home):
    """What the marketplace says the bytes are is held against what came."""
    photo = ready(home)[0]
    store = sqlite3.connect(home.dir + "/data/constat/store.db")
    store.execute("PRAGMA foreign_keys = ON")
    body = json.loads(store.execute("SELECT body FROM incidents WHERE id = ?", (photo["incident"],)).fetchone()[0])
    for attachment in body["attachments"]:
        attachment["sha256"] = "0" * 64
        attachment["filename"] = "photo.png"
    store.execute("UPDATE incidents SET body = ? WHERE id = ?", (json.dumps(body), photo["incident"]))
    store.execute("DELETE FROM photos WHERE id = ?", (photo["id"],))
    store.commit()
    store.close()
    home.run(0, "sync")
    again = next(one for one in home.run(0, "photo", "list", photo["incident"]) if one["id"] == photo["id"])
    equal((again["altered"], again["has_lying_name"]), (True, True))
    assert ".png" in again["claims"], again


@test("/pack/prepare-and-lose")
def pack(home):
    """Complete, then without network and after a restart every photo is drawn; what goes is counted, and comes back."""
    empty = home.run(0, "pack", "status")
    equal((empty["scope"], empty["complete"]), ("none", False))
    done = home.run(0, "pack", "prepare", "--wait")
    equal((done["scope"], done["complete"], done["missing"]), ("open", True, 0))
    assert done["incidents"] > 5 and done["photos"] > 5, done
    assert "none missing" in done["text"], done["text"]

    home.sandbox.stop()
    home.run(3, "sync")
    equal(home.run(0, "pack", "status")["complete"], True)
    open_incidents = {row["id"] for state in ("submitted", "in_progress", "marketplace_review")
                      for row in home.run(0, "incidents", "--state", state, "--limit", "1000")}
    equal(len(open_incidents), done["incidents"])
    shown = [photo for photo in ready(home) if photo["incident"] in open_incidents]
    assert len(shown) > 5, "nothing to look at"
    for photo in shown:
        less = ["--max-side", "64"] if photo["found"].startswith("image/") else []
        home.run(0, "photo", "export", photo["id"], *less, "--output", home.dir + "/copy")
    lost = shown[0]
    os.remove(cache_path(home, lost["id"]))
    after = home.run(0, "pack", "status")
    equal((after["complete"], after["missing"]), (False, 1))
    equal([gap["incident"] for gap in after["gaps"]], [lost["incident"]])
    home.run(3, "pack", "prepare", "--wait")

    home.restart_sandbox()
    equal(home.run(0, "pack", "prepare", "--wait")["complete"], True)


@test("/pack/chosen-and-evicted")
def chosen(home):
    """A settled incident's photos are fetched for its pack, stay while they are in it, and go for room afterwards."""
    closed = next(row for row in home.run(0, "incidents", "--state", "resolved", "--limit", "200") if row.get("photos"))
    wanted = [photo["id"] for photo in home.run(0, "photo", "list", closed["id"])]
    done = home.run(0, "pack", "prepare", "--incident", "demo/" + closed["id"], "--wait")
    equal((done["scope"], done["incidents"], done["complete"]), ("chosen", 1, True))
    here = [attachment for attachment in wanted if os.path.exists(cache_path(home, attachment))]
    assert here, "nothing was fetched"
    sql(home, "INSERT OR REPLACE INTO settings VALUES ('photo-quota', '1')")
    home.sandbox.ask("/_sandbox/clock", {"advance_s": 60})
    home.run(0, "sync")
    equal(home.run(0, "pack", "status")["complete"], True)
    home.run(2, "pack", "prepare", "--incident", "nothing")
    home.run(2, "pack", "prepare", "--incident", closed["id"], "--account", "demo")
    dropped = home.run(0, "pack", "drop")
    equal(dropped["scope"], "none")


sys.exit(run(Home))
