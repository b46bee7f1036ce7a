#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare for offline, cut the network, restart: all of it is there, and what goes is counted. Usage: walk-pack.py en"""

import hashlib
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WHOLE = r"\d+ incidents, \d+ photos, none missing, as of .*"


def open_pack(walk):
    walk.press("ctrl+shift+o")
    walk.see_window("Prepare for Offline")


@test("/pack/prepared-in-the-window")
def prepared(walk):
    walk.start()
    walk.see_window("To handle")
    open_pack(walk)
    walk.see("label", "Nothing is prepared for work without a network")
    walk.push("Prepare")
    walk.see("label", WHOLE)
    walk.close_window()
    status = walk.run(0, "pack", "status")
    equal((status["scope"], status["complete"]), ("open", True))


@test("/pack/restarted-without-a-network")
def restarted(walk):
    walk.kill()
    walk.sandbox.stop()
    walk.start()
    walk.see("label", walk.word("offline"))
    open_pack(walk)
    walk.see("label", WHOLE)
    walk.close_window()


@test("/pack/what-goes-is-counted")
def counted(walk):
    photo = next(one for one in walk.run(0, "photo", "list") if one["state"] == "ready")
    walk.kill()
    name = hashlib.sha256(f"1/{photo['id']}".encode()).hexdigest()
    os.remove(os.path.join(walk.env["XDG_DATA_HOME"], "constat", "cache", name))
    walk.start()
    walk.see("label", r"Prepared for offline: \d+ incidents, \d+ photos, 1 file missing, as of .*")
    open_pack(walk)
    walk.see("label", r"\d+ incidents, \d+ photos, 1 file missing, as of .*")
    walk.see("label", "1 file missing")


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
