#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores that cannot be opened, clocks that are wrong, texts that mean harm. Usage: walk-trouble.py fr|en"""

import email.utils
import glob
import os
import shutil
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi, GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from between import Between  # noqa: E402
from desk import Desk  # noqa: E402


def folder(walk):
    return os.path.join(walk.env["XDG_DATA_HOME"], "constat")


@test("/trouble/newer-store")
def newer(walk):
    path = os.path.join(folder(walk), "store.db")
    with sqlite3.connect(path) as store:
        version = store.execute("PRAGMA user_version").fetchone()[0]
        store.execute(f"PRAGMA user_version = {version + 1}")
    walk.start()
    walk.see("label", "These Data Were Made by a Newer Constat")
    walk.see("label", ".*Install the newest Constat.*")
    with sqlite3.connect(path) as store:
        store.execute(f"PRAGMA user_version = {version}")
    walk.click("push button", "Try Again")
    walk.see_window("To handle")


@test("/trouble/damaged-store")
def damaged(walk):
    walk.run(0, "backup", "make", os.path.join(folder(walk), "backups", "store-2026-11-22.db"))
    for path in glob.glob(os.path.join(folder(walk), "store.db-*")):
        os.unlink(path)
    with open(os.path.join(folder(walk), "store.db"), "r+b") as store:
        store.write(b"\0" * 8192)
    walk.start()
    walk.see("dialog", "Your Data Were Damaged")
    walk.see("label", ".*The damaged file was kept as.*")
    assert [name for name in os.listdir(folder(walk)) if "damaged" in name], os.listdir(folder(walk))
    walk.press("Escape")
    walk.see_window("(To handle|Orders)")
    walk.wait(lambda: walk.run(0, "journal", "verify"), "an intact journal")


@test("/trouble/restore-that-failed")
def restore(walk):
    """The backup that was to take the data's place at this start is gone; said once, and the data are as they were."""
    with open(os.path.join(folder(walk), "restore-at-start"), "w", encoding="utf-8") as note:
        note.write(walk.dir + "/taken-away.backup")
    walk.start()
    walk.see("dialog", "The Backup Was Not Restored")
    walk.see("label", ".*taken-away.backup.*as they were: There is no file.*")
    walk.press("Escape")
    walk.see_window("(To handle|Orders)")
    walk.wait(lambda: not [name for name in os.listdir(folder(walk)) if name.startswith("restore-")], "no note")
    equal(walk.say(0, "outbox").stderr, "")


@test("/trouble/full-disk")
def full(walk):
    """On a small disk of its own, where one can be made."""
    place = os.path.join(walk.dir, "small")
    os.makedirs(place)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", place], check=False,
                      capture_output=True).returncode:
        print("# no disk of its own can be made here")
        return
    try:
        walk.env["XDG_DATA_HOME"] = place
        walk.start()
        walk.see("label", "The Disk Is Full")
        walk.see("label", ".*Free some room, then try again.*")
        subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
        walk.click("push button", "Try Again")
        walk.see("label", "No Account Yet")
    finally:
        subprocess.run(["umount", "-l", place], check=False)


@test("/trouble/read-only-folder")
def read_only(walk):
    place = os.path.join(walk.dir, "fixed")
    os.makedirs(place)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=False,
                      capture_output=True).returncode:
        print("# no disk of its own can be made here")
        return
    try:
        shutil.copytree(folder(walk), os.path.join(place, "constat"))
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        walk.env["XDG_DATA_HOME"] = place
        walk.start()
        walk.see("label", "Your Data Cannot Be Written")
        walk.see("label", ".*is read-only.*")
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def later_by_an_hour(path, headers, body):
    headers["Date"] = email.utils.formatdate(time.time() + 3600, usegmt=True)
    return body


@test("/trouble/wrong-clock")
def clock(walk):
    between = Between(walk.sandbox.url, later_by_an_hour)
    walk.run(0, "account", "add", "late", "--connector", "constat", "--url", between.url, "--token-file",
             walk.token_file, "--keep-in-file")
    walk.start()
    walk.see(None, "This computer’s clock is (1 h|59 min|60 min) late. Set it right.")
    between.stop()


HARM = "<b>Rabatt</b> & <span size='1'>mehr</span> \u202egnp.exe"


@test("/trouble/no-session-bus")
def no_bus(walk):
    """Nobody to speak to: it opens, fetches and stays silent about the news, without a warning of its own."""
    walk.launch(DBUS_SESSION_BUS_ADDRESS=f"unix:path={walk.dir}/nobody", GTK_A11Y="none")
    walk.see_title(".+")
    order = walk.run(0, "order", next(row["id"] for row in walk.run(0, "orders", "--tab", "shipped", "--limit", "20")
                                      if not walk.run(0, "order", row["id"])["incidents"]))
    walk.press_window("windowminimize")
    made = walk.sandbox.ask("/_sandbox/retailer", {
        "action": "report", "order": order["id"], "reason": "damaged", "description": "Le carton est ouvert.",
        "lines": [{"line": order["lines"][0]["id"], "quantity": 1}]})
    made = made.get("incident", made)
    walk.sync()
    walk.wait(lambda: made["id"] in str(walk.run(0, "order", order["id"])), "the news")
    equal(walk.process.poll(), None)
    walk.stop()
    with open(walk.log, encoding="utf-8", errors="replace") as log:
        wrong = [line for line in log if "CRITICAL" in line or "constat-" in line]
    equal(wrong, [])


@test("/trouble/markup-is-text")
def markup(walk):
    incident = walk.incidents()[0]
    walk.sandbox.ask("/_sandbox/retailer", {"action": "message", "order": incident["order"],
                                            "incident": incident["id"], "text": HARM})
    walk.start()
    walk.see_window("To handle")
    walk.wait(lambda: "Rabatt" in str(walk.run(0, "incident", f"demo/{incident['id']}")), "the message")
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.see_window(".* · .*")
    walk.press("alt+m")
    walk.see("label", ".*<b>Rabatt</b> & <span size='1'>mehr</span>.*")


@test("/trouble/huge-paste")
def paste(walk):
    incident = walk.incidents()[0]
    walk.start()
    walk.see_window("To handle")
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.see_window(".* · .*")
    walk.press("alt+m")
    box = walk.see("text", "Message")
    text = "Sehr geehrte Damen und Herren, " * 10000
    box.insert(text)
    walk.see("label", ".*(characters|too long).*")
    assert not walk.see("push button", "Send").has(Atspi.StateType.SENSITIVE), "it can be sent"
    walk.kill()
    equal(walk.run(0, "outbox"), [])


sys.exit(run(lambda: Desk(sys.argv[1])))
