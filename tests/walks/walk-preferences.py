#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferences and what they change. Usage: walk-preferences.py fr|en"""

import os
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402
from tree import Atspi  # noqa: E402


def setting(walk, key):
    with sqlite3.connect(f"file:{walk.store}?mode=ro", uri=True) as store:
        row = store.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def settings(walk):
    with sqlite3.connect(f"file:{walk.store}?mode=ro", uri=True) as store:
        return [(key, str(value)) for key, value in store.execute("SELECT key, value FROM settings")]


def open_preferences(walk):
    walk.press("ctrl+comma")
    walk.see_window("Preferences")


def choose(walk, row, downs, key, value):
    """Opens the list of a row and goes down in it."""
    box = walk.reach("combo box", row)
    walk.press("Return")
    walk.press("Home", *["Down"] * downs, "Return")
    walk.wait(lambda: str(setting(walk, key)) == str(value), f"{key} of {value}")
    # While the list folds up it swallows keys.
    walk.wait(lambda: box.has(Atspi.StateType.FOCUSED), f"the keyboard back on {row}")


def switch(walk, name):
    walk.reach("check box", name)
    walk.press("space")


def decide(walk, incident):
    order = walk.run(0, "order", f"demo/{incident['order']}")["number"]
    walk.open_order(order)
    walk.reach("push button", walk.word("show problem"))
    walk.press("Return")
    walk.see_window(f".* · {order}")
    walk.choose("refund")
    walk.confirm("refund")


@test("/preferences/half-a-minute-to-undo")
def half_a_minute(walk):
    walk.store = os.path.join(walk.env["XDG_DATA_HOME"], "constat", "store.db")
    walk.candidates = walk.incidents()
    walk.start()
    walk.see_window("To handle")
    open_preferences(walk)
    choose(walk, "Time to undo a decision", 4, "undo-window", 30)
    choose(walk, "Look for news every", 0, "sync-interval", 30)
    walk.close_window()
    decide(walk, walk.candidates[0])
    row = walk.wait(lambda: [r for r in walk.run(0, "outbox") if r["kind"] == "refund"], "the refund in the outbox")[0]
    equal(row["state"], "held")
    equal(row["hold_until"] - row["created_at"], 30)
    walk.click("push button", "Undo.*")
    walk.wait(lambda: not [r for r in walk.run(0, "outbox") if r["kind"] == "refund"], "no refund")
    walk.close_window()


@test("/preferences/no-time-to-undo")
def none(walk):
    open_preferences(walk)
    choose(walk, "Time to undo a decision", 0, "undo-window", 0)
    walk.close_window()
    decide(walk, walk.candidates[0])
    walk.executed_once("resolution.refund", walk.candidates[0]["id"])
    walk.close_window()


@test("/preferences/photos-and-retention")
def room(walk):
    open_preferences(walk)
    walk.reach("page tab", "Data")
    walk.press("Return")
    choose(walk, "Room for photos", 0, "photo-quota", 256 * 1024 * 1024)
    walk.reach("combo box", "demo")
    walk.press("Return")
    walk.press("Home", "Return")
    walk.wait(lambda: any("retention" in key and value == "3" for key, value in settings(walk)), "three months")


@test("/preferences/backup-and-restore")
def backup(walk):
    path = os.path.join(walk.dir, "saved", "mine")
    os.makedirs(os.path.dirname(path))
    walk.click("push button", "Back Up…")
    walk.choose_file("Back Up", path)
    walk.see(None, "The backup is written")
    walk.run(0, "note", walk.candidates[1]["id"], "--text", "Nach der Sicherung.")
    bad = walk.file("wrong", b"This is no backup.")
    walk.click("push button", "Restore…")
    walk.choose_file("Restore a Backup", bad)
    walk.see("dialog", "This Backup Cannot Be Restored")
    walk.see("label", "This file is no backup of Constat.*")
    walk.press("Escape")
    walk.see_window("Preferences")
    walk.click("push button", "Restore…")
    walk.choose_file("Restore a Backup", path + ".backup")
    walk.see("dialog", "The Backup Is Sound")
    walk.click("push button", "Quit Now")
    walk.wait(lambda: walk.process.poll() is not None, "the end of the process")
    with sqlite3.connect(f"file:{walk.store}?mode=ro", uri=True) as store:
        before = store.execute("SELECT count(*) FROM operations").fetchone()[0]
    walk.start()
    walk.see_window("(To handle|Orders)")
    with sqlite3.connect(f"file:{walk.store}?mode=ro", uri=True) as store:
        kinds = [row[0] for row in store.execute("SELECT kind FROM operations")]
    assert len(kinds) < before, "the note written after the backup is still there"
    equal(str(setting(walk, "undo-window")), "0")


@test("/preferences/details-for-support")
def details(walk):
    open_preferences(walk)
    walk.reach("page tab", "Data")
    walk.press("Return")
    walk.click("push button", "Copy")
    walk.see(None, "The details are copied")
    walk.close_window()
    walk.see_window("(To handle|Orders)")
    walk.press("ctrl+f")
    walk.see_focus(lambda node: node.role in ("entry", "text"), "the search")
    walk.press("ctrl+v")
    text = walk.wait(lambda: (walk.focused() or walk.window()).text, "the details in the search")
    assert "Constat" in text and "Orders" in text, text
    for private in (walk.sandbox.token, walk.sandbox.url, "127.0.0.1", "demo", "Atelier", walk.dir,
                    walk.candidates[0]["number"], walk.candidates[0]["id"], os.environ.get("USER", "root")):
        assert private not in text, f"{private} is among the details"
    walk.press("Escape")


@test("/preferences/login-and-shared-computer")
def shared(walk):
    path = os.path.join(walk.env["XDG_CONFIG_HOME"], "autostart", "io.github.constat.Constat.desktop")
    open_preferences(walk)
    switch(walk, "Start at login.*")
    walk.wait(lambda: os.path.exists(path), "the file that starts at login")
    subprocess.run(["desktop-file-validate", path], check=True)
    switch(walk, "Start at login.*")
    walk.wait(lambda: not os.path.exists(path), "no such file")
    switch(walk, "Several people work here.*")
    walk.wait(lambda: str(setting(walk, "shared-computer")) == "1", "a shared computer")
    walk.reach("combo box", "Language")
    walk.press("Return", "End", "Return")
    walk.see(None, "(The language changes with the next start of Constat|French From the Next Start)")
    walk.stop()
    walk.start()
    walk.see("label", "(Who Works Here.|Qui travaille ici.*)")


sys.exit(run(lambda: Desk(sys.argv[1], undo_window=None), shared=True))
