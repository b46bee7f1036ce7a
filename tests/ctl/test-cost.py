#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sync costs each site, in calls and bytes, as TAP: when nothing changed, and when one incident did."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))
sys.path.insert(0, os.path.join(HERE, "..", "live"))
from cutting_proxy import Proxy  # noqa: E402
from home import Home  # noqa: E402
from tap import run, test  # noqa: E402


class Costs(Home):
    def __init__(self):
        super().__init__(synced=False)
        self.proxy = Proxy(self.sandbox.url.rstrip("/"))

    def close(self):
        self.proxy.close()
        super().close()

    def connect(self, connector, place):
        self.run(0, "account", "add", connector, "--connector", connector, "--url", self.proxy.url + place,
                 "--token-file", self.token_file, "--keep-in-file")
        for _ in range(3):
            self.run(0, "sync", connector)

    def cost(self, connector, what, calls, size):
        """A sync that may take no more calls and bytes than said."""
        self.proxy.reset()
        self.run(0, "sync", connector)
        print(f"# {connector}: {what}: {self.proxy.calls} calls, {self.proxy.bytes} bytes", flush=True)
        assert self.proxy.calls <= calls and self.proxy.bytes <= size, self.proxy.paths


@test("/cost/constat")
def constat(home):
    home.connect("constat", "")
    home.cost("constat", "nothing changed", 2, 4000)
    open_one = home.run(0, "incidents", "--state", "submitted", "--limit", "1")[0]
    home.sandbox.ask("/_sandbox/marketplace", dict(action="review", incident=open_one["id"]))
    home.cost("constat", "one incident changed", 8, 60000)


@test("/cost/medusa")
def medusa(home):
    home.connect("medusa", "/medusa")
    home.cost("medusa", "nothing changed", 5, 2000)
    orders = home.run(0, "orders", "--account", "medusa", "--limit", "100")
    order = next(row for row in orders if not home.run(0, "order", f"medusa/{row['id']}").get("incident_ids"))
    line = home.run(0, "order", f"medusa/{order['id']}")["lines"][0]["id"]
    home.run(0, "report", f"medusa/{order['id']}", "--line", f"{line}:1", "--reason", "missing")
    home.cost("medusa", "one incident changed", 9, 60000)


@test("/cost/dropea")
def dropea(home):
    home.connect("dropea", "/dropea")
    # The platform has no way to ask for what changed: the newest pages are read again.
    home.cost("dropea", "nothing changed", 6, 200000)
    issue = home.sandbox.ask("/_sandbox/deliveries")["items"][0]
    home.sandbox.ask("/_sandbox/carrier", dict(action="set", delivery=issue["delivery"], description="Nobody in"))
    home.cost("dropea", "one incident changed", 12, 250000)


@test("/cost/mirakl")
def mirakl(home):
    home.connect("mirakl", "/mirakl")
    # Who may do what is asked once a day; then orders that changed, orders with incidents, threads and
    # returns that changed.
    home.cost("mirakl", "nothing changed", 12, 60000)
    home.sandbox.ask("/_sandbox/shopper", dict(action="write", line="PX-70028-A-1", text="Où en est-on ?"))
    home.cost("mirakl", "one incident changed", 16, 100000)


sys.exit(run(Costs))
