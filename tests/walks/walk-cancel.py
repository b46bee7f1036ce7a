#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents given up at their site, from the menu of their window, and a return that is not needed any more.
Usage: walk-cancel.py fr|en"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "cancel": "Annuler l’incident…",
        "cancel it": "Annuler l’incident",
        "without": "Renoncer au retour…",
        "without it": "Annuler le retour",
        "not sent": ".*Ce qui devait être envoyé ne l’est pas.*",
        "keeps": "Le client garde les articles.*",
        "resolved": "Résolu",
        "gone": "Cet incident n’est plus ici.*",
    },
    "en": {
        "cancel": "Cancel the incident…",
        "cancel it": "Cancel the Incident",
        "without": "Do without the return…",
        "without it": "Cancel the Return",
        "not sent": ".*What was to be sent is not sent.*",
        "keeps": "The customer keeps the articles.*",
        "resolved": "Resolved",
        "gone": "This incident is no longer here.*",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


class Shop(Desk):
    def add_account(self, url=None):
        self.run(0, "account", "add", "demo", "--connector", "medusa", "--url",
                 (url or self.sandbox.url).rstrip("/") + "/medusa", "--token-file", self.token_file, "--keep-in-file")

    def open(self, incident):
        self.ask_application("open-incident", GLib.Variant("(xs)", (1, incident)))
        order = self.run(0, "incident", f"demo/{incident}")["order"]
        self.see_window(".* · " + re.escape(self.run(0, "order", f"demo/{order}")["number"]))

    def choose_from_menu(self, key, says):
        """Says what becomes of it before anything is decided; returns the question."""
        self.see_window(".* · .*")
        self.press("F10")
        self.click("menu item", word(self, key))
        dialog = self.wait(self.find_dialog, "the question")
        self.see("label", word(self, says), dialog)
        return dialog

    def states(self, incident):
        got = self.run(0, "incident", f"demo/{incident}")
        return (got["state"], [one["state"] for one in got["resolutions"]], [one["state"] for one in got["returns"]])


@test("/cancel/the-return-of-an-exchange")
def without(walk):
    exchange = next(row["id"] for row in walk.run(0, "incidents", "--limit", "200") if "-X" in row["number"])
    walk.start()
    walk.open(exchange)
    walk.choose_from_menu("without", "keeps")
    walk.push(word(walk, "without it"))
    walk.wait(lambda: walk.states(exchange)[2] == ["closed"], "the end of the return")
    equal(walk.states(exchange), ("in_progress", ["requested"], ["closed"]))


@test("/cancel/what-is-left-of-it")
def rest(walk):
    exchange = next(row["id"] for row in walk.run(0, "incidents", "--limit", "200") if "-X" in row["number"])
    walk.choose_from_menu("cancel", "not sent")
    walk.push(word(walk, "cancel it"))
    walk.see("label", word(walk, "resolved"))
    equal(walk.states(exchange), ("resolved", ["cancelled"], ["closed"]))
    walk.close_window()


@test("/cancel/a-draft-is-gone-and-its-window-says-so")
def draft(walk):
    incident = walk.run(0, "incidents", "--state", "submitted", "--limit", "1")[0]["id"]
    walk.open(incident)
    walk.press("F10")
    walk.click("menu item", word(walk, "cancel"))
    walk.wait(walk.find_dialog, "the question")
    walk.push(word(walk, "cancel it"))
    walk.see("label", word(walk, "gone"))
    assert incident not in [row["id"] for row in walk.run(0, "incidents", "--limit", "200")]
    walk.wait(lambda: not walk.run(0, "outbox"), "an empty outbox")


sys.exit(run(lambda: Shop(sys.argv[1]), shared=True))
