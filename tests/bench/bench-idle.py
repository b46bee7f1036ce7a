#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an open window costs while nobody touches it: calls to each kind of site, and processor time, over the same
window without an account. Usage: bench-idle.py [SECONDS]"""

import os
import sqlite3
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lib"), os.path.join(HERE, "..", "live"), os.path.join(HERE, "..", "walks")]
from cutting_proxy import Proxy  # noqa: E402
from walk import Walk  # noqa: E402

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
QUICK = 15  # seconds between syncs while measured
TICKS = os.sysconf("SC_CLK_TCK")
# What a sync may take when nothing changed, in calls; the platform without a feed is looked through page by page.
PLACES = (("constat", "", 2), ("medusa", "/medusa", 5), ("dropea", "/dropea", 6), ("mirakl", "/mirakl", 8))


class Open(Walk):
    """A window with one account that is up to date, or with none."""

    def __init__(self, connector=None, place=""):
        super().__init__("en", synced=False)
        self.proxy = Proxy(self.sandbox.url.rstrip("/"))
        if connector:
            self.run(0, "account", "add", connector, "--connector", connector, "--url", self.proxy.url + place,
                     "--token-file", self.token_file, "--keep-in-file")
            for _ in range(3):
                self.run(0, "sync", connector)
            self.set_interval()

    def set_interval(self):
        with sqlite3.connect(self.env["XDG_DATA_HOME"] + "/constat/store.db") as store:
            store.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('sync-interval', ?)", (str(QUICK),))

    def close(self):
        self.stop()
        self.proxy.close()
        super().close()

    def processor(self):
        """Of the window and of what it started and ended, in seconds."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii", errors="replace") as stat:
            words = stat.read().rsplit(")", 1)[1].split()
        return sum(int(word) for word in words[11:15]) / TICKS

    def is_quiet(self):
        """The photos and the first sync are through."""
        before = self.processor()
        time.sleep(2)
        return self.processor() - before < 0.1

    def measure(self):
        """Processor seconds a minute, and calls and syncs meanwhile."""
        self.launch(GTK_A11Y="none")
        self.wait(self.may_ask, "the application on the bus")
        self.wait(self.is_quiet, "an idle window")
        self.proxy.reset()
        before, start = self.processor(), time.monotonic()
        time.sleep(SECONDS)
        lasted = time.monotonic() - start
        return (self.processor() - before) * 60 / lasted, self.proxy.calls * QUICK / lasted


def measured(*words):
    window = Open(*words)
    try:
        return window.measure()
    finally:
        window.close()


def main():
    bare, _ = measured()
    print(f"no account: {bare:.3f} processor seconds a minute", flush=True)
    bad = bare > 3  # a twentieth of one processor
    for connector, place, calls in PLACES:
        busy, per_sync = measured(connector, place)
        cost = bare + max(busy - bare, 0) * QUICK / 60
        print(f"{connector}: {per_sync:.1f} calls a sync; with a sync a minute, as it comes, {per_sync * 60:.0f} calls an "
              f"hour and {cost:.3f} processor seconds a minute, {cost / max(bare, 0.001):.1f} times the window without an "
              f"account", flush=True)
        bad |= per_sync > calls * 1.5 or busy > 12
    return 1 if bad else 0


sys.exit(main())
