#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings by keyboard: photos inspected one incident after the other, without a network, and how many a minute that
makes. Usage: walk-culling.py fr|en"""

import os
import re
import sqlite3
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {"place": r"%d sur (\d+).*", "nothing": "Plus rien à examiner",
           "last": "p"},
    "en": {"place": r"%d of (\d+).*", "nothing": "Nothing Left to Inspect",
           "last": "t"},
}
FRAME = 1 / 60


def place(walk, number):
    """The progress says that this one of all is looked at."""
    pattern = WORDS[walk.language]["place"] % number
    return int(re.fullmatch(pattern, walk.see("label", pattern).name).group(1))


def findings(walk):
    return [row for row in walk.run(0, "outbox") if row["kind"] == "finding"]


@test("/R7/culling/the-next-one-is-there")
def one_key_each(walk):
    walk.start()
    walk.see("label", r"\d+ incidents?")
    walk.wait(lambda: walk.n_missing() == 0, "every photo")
    walk.press("ctrl+i")
    walk.n = place(walk, 1)
    assert walk.n >= 21, f"only {walk.n} incidents have photos"
    walk.sandbox.stop()

    walk.press("shift+c", "shift+n")  # the viewer's: they judge nothing
    keys = ["c", "2", WORDS[walk.language]["last"], "n", "1", "3"]
    times = []
    begun = time.monotonic()
    for number in range(1, walk.n):
        pressed = time.monotonic()
        walk.press(keys[number % len(keys)])
        place(walk, number + 1)
        times.append(time.monotonic() - pressed)
    passed = time.monotonic() - begun
    print(f"# {walk.n - 1} incidents, {60 * (walk.n - 1) / passed:.0f} per minute by a robot that reads the screen; "
          f"median from key to the next incident {statistics.median(times) / FRAME:.1f} frames")
    walk.wait(lambda: len(findings(walk)) == walk.n - 1, "a finding of each")


@test("/R7/culling/back-takes-back")
def back(walk):
    walk.press("BackSpace")
    place(walk, walk.n - 1)
    walk.wait(lambda: len(findings(walk)) == walk.n - 2, "one finding less")
    walk.press("s")
    place(walk, walk.n)
    walk.press("s")
    walk.see("label", WORDS[walk.language]["nothing"])
    equal(len(findings(walk)), walk.n - 2)


@test("/R7/culling/all-arrive-once")
def arrive(walk):
    walk.restart_sandbox()
    walk.wait(lambda: not findings(walk), "everything sent")
    equal(len(walk.sandbox.executed("finding")), walk.n - 2)


class Culling(Desk):
    def __init__(self, language):
        super().__init__(language)
        self.report_more(6)
        self.run(0, "sync")

    def report_more(self, wanted):
        """More problems with photos, until there are enough to get into a stride."""
        rows = self.run(0, "orders", "--tab", "shipped", "--limit", "60")
        orders = (self.run(0, "order", f"demo/{row['id']}") for row in rows)
        for order in [order for order in orders if not order.get("incidents")][:wanted]:
            self.sandbox.ask("/_sandbox/retailer", {
                "action": "report", "order": order["id"], "reason": "damaged", "photos": 1,
                "description": "Le carton est ouvert.", "lines": [{"line": order["lines"][0]["id"], "quantity": 1}]})

    def n_missing(self):
        """Photos of open incidents that are not on this computer yet."""
        with sqlite3.connect(f"file:{self.dir}/data/constat/store.db?mode=ro", uri=True) as store:
            return store.execute("SELECT count(*) FROM attachments "
                                 "WHERE is_open = 1 AND said_status = 1 AND cache_state = 0").fetchone()[0]


sys.exit(run(lambda: Culling(sys.argv[1]), shared=True))
