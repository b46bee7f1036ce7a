#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving an incident up at its site, or only its return, as TAP: what the site takes, and what is refused before."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF, Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


class Shop(Home):
    def add_account(self):
        self.run(0, "account", "add", "shop", "--connector", "medusa", "--url", self.sandbox.url + "/medusa",
                 "--token-file", self.token_file, "--keep-in-file")

    def draft(self):
        return self.run(0, "incidents", "--state", "submitted", "--limit", "1")[0]["id"]

    def incident(self, name):
        return self.run(0, "incident", f"shop/{name}")

    def replaced(self, *more):
        name = self.draft()
        line = self.incident(name)["lines"][0]["line"]
        self.run(0, "resolve", name, "replacement", "--line", f"{line}:2", "--return", *more)
        return name


@test("/cancel/one-that-waits-is-dropped")
def dropped(home):
    name = home.draft()
    order = home.incident(name)["order"]
    equal(home.run(0, "cancel", name)["state"], "confirmed")
    assert name not in [row["id"] for row in home.run(0, "incidents", "--limit", "1000")]
    assert home.run(0, "order", f"shop/{order}")["id"] == order
    home.run(0, "sync", "shop")
    home.run(0, "journal", "verify")


@test("/cancel/with-its-replacement-and-its-return")
def cancelled(home):
    name = home.replaced("--label-follows", "2026-11-25")
    equal(home.incident(name)["state"], "in_progress")
    equal(home.run(0, "cancel", name)["state"], "confirmed")
    got = home.incident(name)
    equal((got["state"], [one["state"] for one in got["resolutions"]], [one["state"] for one in got["returns"]]),
          ("resolved", ["cancelled"], ["closed"]))
    home.run(4, "cancel", name)


@test("/cancel/the-return-alone")
def without_return(home):
    name = home.replaced("--label-follows", "2026-11-25")
    equal(home.run(0, "return", "cancel", name)["state"], "confirmed")
    got = home.incident(name)
    equal((got["state"], [one["state"] for one in got["resolutions"]], [one["state"] for one in got["returns"]]),
          ("in_progress", ["requested"], ["closed"]))
    home.run(4, "return", "cancel", name)


@test("/cancel/not-after-it-was-shipped")
def shipped(home):
    name = home.replaced("--label-follows", "2026-11-25")
    home.run(0, "ship", name, "--carrier", "Colissimo", "--tracking", "6A1", "--checked", "--despite-warnings", "x")
    home.run(4, "cancel", name)
    equal([row["kind"] for row in home.run(0, "outbox")], [])


@test("/cancel/what-the-site-does-not-take-is-a-conflict")
def labelled(home):
    name = home.replaced("--label", home.file("label.pdf", PDF))
    home.run(5, "cancel", name)
    row = home.run(0, "outbox")[0]
    equal((row["kind"], row["state"]), ("cancel", "conflict"))
    assert "label" in row["last_problem"], row
    equal(home.incident(name)["state"], "in_progress")


@test("/cancel/where-the-site-has-no-such-thing")
def elsewhere(home):
    home.run(0, "account", "add", "demo", "--connector", "constat", "--url", home.sandbox.url, "--token-file",
             home.token_file, "--keep-in-file")
    home.run(0, "sync", "demo")
    name = next(row["id"] for row in home.run(0, "incidents", "--account", "demo", "--state", "submitted"))
    home.run(4, "cancel", f"demo/{name}")


sys.exit(run(Shop))
