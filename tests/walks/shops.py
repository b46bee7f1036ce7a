# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk with an account on a real marketplace's API, as the sandbox speaks it, and what somebody does there in an
incident's window. Nothing in a step says how the marketplace is asked what became of it: that is each walk's."""

import re

from desk import Desk
from tree import GLib

WORDS = {
    "fr": {
        "show incident": "Afficher l’incident",
        "refund": "Traiter le remboursement",
        "replacement": "Envoyer un remplacement",
        "mark": "Marquer comme résolu",
        "marked": "Marqué comme résolu · en attente",
        "help": "Demander de l’aide au service de la place de marché",
        "ask": "Demander de l’aide",
        "helped": "Aide demandée · .*",
    },
    "en": {
        "show incident": "View incident",
        "refund": "Process the refund",
        "replacement": "Send a replacement",
        "mark": "Mark as Resolved",
        "marked": "Marked as resolved · waiting",
        "help": "Ask the marketplace’s service for help",
        "ask": "Ask for Help",
        "helped": "Help asked for · .*",
    },
}


class Shop(Desk):
    """One account called `shop`."""

    CONNECTOR = None
    PATH = ""
    RULES = None

    def add_account(self, url=None):
        self.run(0, "account", "add", "shop", "--connector", self.CONNECTOR, "--url",
                 (url or self.sandbox.url).rstrip("/") + self.PATH, "--token-file", self.token_file, "--keep-in-file")
        if self.RULES:
            self.run(0, "account", "rules", "shop", "--playbook", self.RULES)

    def word(self, key):
        return WORDS[self.language].get(key) or super().word(key)

    def open_incident(self, incident):
        """As a notification opens it; how one gets there by keyboard is walked elsewhere."""
        self.ask_application("open-incident", GLib.Variant("(xs)", (1, incident)))
        order = self.run(0, "incident", f"shop/{incident}")["order"]
        number = self.run(0, "order", f"shop/{order}")["number"]
        return self.see_window(".* · " + re.escape(number))


class Mirakl(Shop):
    CONNECTOR = "mirakl"
    PATH = "/mirakl"
    RULES = "pixmania"

    def about(self, label):
        """The line that shows something, and the id of its first incident here."""
        item = next(item for item in self.sandbox.ask("/_sandbox/mirakl")["items"] if item["label"] == label)
        return item["line"], item["line"] + ".1"

    def executed_there(self, **fits):
        items = self.sandbox.ask("/_sandbox/mirakl")["executed"]
        return [item for item in items if all(item.get(key) == value for key, value in fits.items())]

    def shopper(self, action, line, **more):
        self.sandbox.ask("/_sandbox/shopper", dict(action=action, line=line, **more))
