#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desks on one account, drafts that survive, a customer's data. Usage: walk-desks.py fr|en"""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

SCALE = int(os.environ.get("CONSTAT_TEST_SCALE", "1"))


def other_desk(walk):
    """constatctl in a home of its own, on the same account."""
    env = dict(walk.env, XDG_DATA_HOME=walk.dir + "/other")
    token = ["--token-file", walk.token_file, "--keep-in-file"]

    def say(*words):
        subprocess.run([os.environ["CONSTATCTL"], *words], env=env, check=True, stdout=subprocess.DEVNULL, timeout=60)

    say("account", "add", "demo", "--connector", "constat", "--url", walk.sandbox.url, *token)
    say("sync")
    return say


def open_incident(walk, incident):
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    order = walk.run(0, "order", f"demo/{incident['order']}")["number"]
    walk.see_window(f".* · {order}")


@test("/R7/conflict-between-two-desks")
def conflict(walk):
    incident = walk.incidents()[0]
    say = other_desk(walk)
    walk.start()
    walk.see_window("To handle")
    walk.ask_application("work-offline")
    walk.see("label", "Working offline, as of .*")
    walk.run(0, "resolve", incident["id"], "refund", "--hold")
    say("resolve", incident["id"], "replacement")
    walk.ask_application("work-offline")
    walk.wait(lambda: [row for row in walk.run(0, "outbox") if row["state"] == "conflict"], "a conflict")
    open_incident(walk, incident)
    walk.see("label", "Decided here")
    walk.see("label", ".*[Rr]eplacement.*")
    walk.close_window()
    walk.go("outbox")
    walk.see_window("Outbox")
    walk.click("push button", "Compare.*")
    walk.see("label", "Decided here")
    walk.see("label", ".*[Rr]efund.*")
    walk.see("label", ".*[Rr]eplacement.*")
    walk.click("push button", "Decide.* [Aa]gain.*")
    walk.see_window(".* · .*")
    walk.wait(lambda: not [row for row in walk.run(0, "outbox") if row["state"] == "conflict"], "no conflict")
    equal(len(walk.sandbox.executed("resolution.replacement")), 1)
    equal(len(walk.sandbox.executed("resolution.refund")), 0)


def kept_drafts(walk):
    """What a crash would leave of what was typed."""
    path = os.path.join(walk.env["XDG_DATA_HOME"], "constat", "store.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        return "".join(row[0] for row in store.execute("SELECT body FROM drafts"))


@test("/drafts/no-draft-older-than-a-second-is-lost")
def drafts(walk):
    """Killed again and again at any moment while something is typed. A busy machine may be late now and then."""
    incident = walk.incidents()[0]
    dice = random.Random(7)
    waited = []
    for turn in range(4 if SCALE == 1 else 10):
        walk.start()
        walk.see_window("To handle")
        open_incident(walk, incident)
        walk.press("alt+m")
        box = walk.see("text", "Message")
        if turn:
            walk.wait(lambda: typed in box.text, f"“{typed}”, kept from before")
        typed = f"Satz{turn}."
        walk.write(box, typed)
        begun = time.monotonic()
        walk.wait(lambda: typed in kept_drafts(walk), f"“{typed}” among what is kept")
        waited.append(time.monotonic() - begun)
        walk.write(box, "jung")
        time.sleep(dice.random() * 0.5)
        walk.kill()
        assert typed in kept_drafts(walk), f"{typed} is lost: {kept_drafts(walk)}"
    assert min(waited) < 1.05, f"kept after {waited} seconds"
    equal(walk.run(0, "outbox"), [])


@test("/drafts/quitting-keeps-the-last-letter")
def quitting(walk):
    incident = walk.incidents()[0]
    walk.start()
    walk.see_window("To handle")
    open_incident(walk, incident)
    walk.press("alt+m")
    walk.write(walk.see("text", "Message"), "Bis zum Schluss")
    walk.press("ctrl+q")
    walk.wait(lambda: walk.process.poll() is not None, "the end of the process")
    assert "Bis zum Schluss" in kept_drafts(walk), f"lost: {kept_drafts(walk)}"


@test("/R12/export-and-erase-a-customer")
def customer(walk):
    incident = walk.incidents()[0]
    order = walk.run(0, "order", f"demo/{incident['order']}")
    name = order["customer"]["name"]
    path = os.path.join(walk.dir, "saved", "them.json")
    os.makedirs(os.path.dirname(path))
    walk.start()
    walk.see_window("To handle")
    walk.open_order(order["number"])
    walk.see("label", re.escape(name))
    for key in ("e", "r"):
        walk.reach("push button", "More about this order")
        walk.press("Return", key)
        if key == "e":
            walk.choose_file("Export.*", path.removesuffix(".json"))
            walk.wait(lambda: os.path.exists(path), "the file")
            with open(path, encoding="utf-8") as text:
                assert name in json.dumps(json.load(text), ensure_ascii=False), "the customer is not in it"
        else:
            walk.see("dialog", "Erase .*")
            walk.click("push button", "Erase")
            walk.see(None, "The .* data are erased")
            walk.wait(lambda: name not in str(walk.run(0, "order", order["id"])), "an erased customer")
    walk.run(0, "journal", "verify")


sys.exit(run(lambda: Desk(sys.argv[1])))
