#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A decision of several calls that was cut off, and whose first traces the next sync sees: it goes on to its end, as
TAP."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lib"), os.path.join(HERE, "..", "live")]
from cutting_proxy import Proxy  # noqa: E402
from home import PDF, Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


class Cut(Home):
    def __init__(self):
        super().__init__(synced=False, now=None)
        self.proxy = Proxy(self.sandbox.url.rstrip("/"))
        self.run(0, "account", "add", "shop", "--connector", "medusa", "--url", self.proxy.url + "/medusa",
                 "--token-file", self.token_file, "--keep-in-file")
        self.run(0, "sync", "shop")

    def close(self):
        self.proxy.close()
        super().close()

    def state(self):
        return [row["state"] for row in self.run(0, "outbox", "--all") if row["kind"] == "replacement"]


@test("/steps/the-label-is-sent-though-the-replacement-was-seen")
def whole(home):
    name = home.run(0, "incidents", "--state", "submitted", "--limit", "1")[0]["id"]
    line = home.run(0, "incident", f"shop/{name}")["lines"][0]["line"]
    home.proxy.plan = lambda _, method, path: "after" if path.endswith("/request") else "pass"
    home.run(0, "resolve", name, "replacement", "--line", f"{line}:2", "--return", "--label",
             home.file("label.pdf", PDF))
    equal(home.state(), ["sending"])
    home.proxy.plan = lambda *_: "pass"
    home.run(0, "sync", "shop")
    equal([one["kind"] for one in home.run(0, "incident", f"shop/{name}")["resolutions"]], ["replacement"])
    end = time.monotonic() + 60
    while home.state() != ["confirmed"] and time.monotonic() < end:
        home.run(0, "sync", "shop")
        time.sleep(0.5)
    equal(home.state(), ["confirmed"])
    equal([one["state"] for one in home.run(0, "incident", f"shop/{name}")["returns"]], ["labelled"])


sys.exit(run(Cut))
