# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk with an account on a real marketplace's API, as the sandbox speaks it, and what somebody does there in an
incident's window. Nothing in a step says how the marketplace is asked what became of it: that is each walk's."""

import base64
import contextlib
import json
import os
import re
import sqlite3
import subprocess
import urllib.request

from desk import Desk
from tree import GLib

WORDS = {
    "fr": {
        "show incident": "Afficher l’incident",
        "refund": "Traiter le remboursement",
        "replacement": "Envoyer un remplacement",
        "mark": "Marquer comme résolu",
        "why not": "Écrivez comment l’incident a été résolu.",
        "marked": "Marqué comme résolu · en attente",
        "help": "Demander l’aide du service de la place de marché",
        "ask": "Demander de l’aide",
        "helped": "Aide demandée",
        "shipping": "Rembourser le port, jusqu’à .*",
        "part": "marqué comme résolu",
        "contested": "Contesté.*",
        "settled": "Résolu",
        "unreadable": "Illisible",
        "more": "Plus d’options pour cette commande|Plus .*cette commande.*",
        "tracking page": r"Page de suivi \(facultati.*\)",
        "report": "Saisir un incident sur le site…",
        "report window": "Saisir un incident sur le site",
        "record": "Saisir",
        "customer says": "Ce que dit le client",
        "choose the reason": "Choisissez le motif.",
        "reason": "Motif",
        "not told": "n’en informe pas",
        "messages": "Messages",
        "first reply": r"Première réponse, En cours · jusqu’au .*",
        "replied": r"Première réponse, Respecté.*",
        "instructions": "Instructions pour le retour",
        "ship": "Expédier…",
        "ship it": "Expédier le remplacement",
        "shipped": "Marquer comme expédié",
        "add a carrier": "Enregistrer .*",
        "new incident": "Nouvel incident",
        "mean": "Dire ce qu’il veut dire…",
        "resolved": "Résolu",
        "waits": "Attend votre accord ou votre refus",
        "accept return": "Accepter le retour",
        "refuse return": "Refuser le retour",
        "close return": "Clôturer le retour",
        "send label": "Envoyer l’étiquette",
        "send the return label": "Envoyer l’étiquette de retour",
        "label address": "Ou l’adresse de l’étiquette",
        "say why": "Dites pourquoi le retour est refusé.",
        "too late": "Le délai de retour est dépassé",
    },
    "en": {
        "show incident": "View incident",
        "refund": "Process the refund",
        "replacement": "Send a replacement",
        "mark": "Mark as Resolved",
        "why not": "Write how it was resolved.",
        "marked": "Marked as resolved · waiting",
        "help": "Ask the marketplace’s service for help",
        "ask": "Ask for Help",
        "helped": "Help asked for",
        "shipping": "Refund shipping, up to .*",
        "part": "marked as resolved",
        "contested": "Contested.*",
        "settled": "Resolved",
        "unreadable": "Unreadable",
        "more": "More about this order",
        "tracking page": r"Tracking page \(optional\)",
        "report": "Record an Incident at the Site…",
        "report window": "Record an Incident at the Site",
        "record": "Record",
        "customer says": "What the customer says",
        "choose the reason": "Choose the reason.",
        "reason": "Reason",
        "not told": "not told of it by Constat",
        "messages": "Messages",
        "first reply": r"First reply, Running · until .*",
        "replied": r"First reply, Met.*",
        "instructions": "Instructions for the return",
        "ship": "Ship…",
        "ship it": "Ship the replacement",
        "shipped": "Mark as shipped",
        "add a carrier": "Save .*",
        "new incident": "New Incident",
        "mean": "Say What It Means…",
        "resolved": "Resolved",
        "waits": "Waits for your yes or no",
        "accept return": "Accept the return",
        "refuse return": "Refuse the return",
        "close return": "Close the return",
        "send label": "Send the label",
        "send the return label": "Send the return label",
        "label address": "Or the label’s address",
        "say why": "Say why the return is refused.",
        "too late": "The time for returns is over",
    },
}


class Shop(Desk):
    """One account called `shop`."""

    CONNECTOR = None
    PATH = ""
    RULES = None
    proxy = None

    def add_account(self, url=None):
        site = self.through_proxy((url or self.sandbox.url).rstrip("/") + self.PATH)
        self.run(0, "account", "add", "shop", "--connector", self.CONNECTOR, "--url", site, "--token-file",
                 self.token_file, "--keep-in-file")
        if self.RULES:
            self.run(0, "account", "rules", "shop", "--playbook", self.RULES)

    def through_proxy(self, url):
        """A developer's script may look at everything that is said: it names a command that answers in the place of an
        address, says where, and ends with its input."""
        command = os.environ.get("CONSTAT_WALK_PROXY")
        if not command:
            return url
        self.proxy = subprocess.Popen([*command.split(), url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self.proxy.stdout.readline().strip()

    def close(self):
        super().close()
        if self.proxy is not None:
            self.proxy.stdin.close()
            self.proxy.wait(60)
            self.proxy.stdout.close()

    def word(self, key):
        return WORDS[self.language].get(key) or super().word(key)

    def open_incident(self, incident):
        """As a notification opens it; how one gets there by keyboard is walked elsewhere."""
        self.ask_application("open-incident", GLib.Variant("(xs)", (1, incident)))
        order = self.run(0, "incident", f"shop/{incident}")["order"]
        number = self.run(0, "order", f"shop/{order}")["number"]
        return self.see_window(".* · " + re.escape(number))

    # ── What somebody decides in an incident's window ──

    def replace(self, label, instructions):
        """With the goods asked back and their label; returns the consequences."""
        self.choose("replacement")
        self.reach("check box", self.word("return"))
        self.press("space")
        self.write(self.reach("text", self.word("instructions")), instructions)
        self.push(self.word("choose label"))
        self.choose_file(self.word("choose file"), label)
        self.see("label", os.path.basename(label))
        return self.confirm("send replacement")

    def ship(self, carrier, tracking, page=None):
        """libadwaita 1.2 does not tell where the keyboard is inside its entry rows: they are typed into blindly."""
        self.push(self.word("ship"))
        self.see_window(self.word("ship it"))
        self.reach("push button", self.word("add a carrier"))
        for text in (carrier, tracking):
            self.press("Tab")
            self.type(text)
        if page is not None:
            self.see("text", self.word("tracking page")).replace(page)
        self.push(self.word("shipped"))
        self.wait(lambda: self.look("push button", self.word("shipped")) is None, "the end of the form")

    def mark(self, reason, text):
        self.push(self.word("mark") + "…")
        dialog = self.wait(self.find_dialog, "the question")
        # Tab reaches the group, the arrows the reasons in it.
        node = self.reach("check box", ".*")
        for _ in range(9):
            if node.says(reason):
                break
            node = self.moved_focus("Up")
        assert node.says(reason), f"{node} is not “{reason}”"
        self.press("space")
        self.see("label", self.word("why not"))
        self.write(self.see("text", self.word("message"), dialog), text)
        self.wait(lambda: self.look("label", self.word("why not")) is None, "the button")
        self.push(self.word("mark"))
        self.wait(lambda: self.find_dialog() is None, "the end of the question")

    def ask_help(self, text):
        self.push(self.word("help") + "…")
        dialog = self.wait(self.find_dialog, "the question")
        self.write(self.see("text", self.word("message"), dialog), text)
        self.push(self.word("ask"))
        self.wait(lambda: self.find_dialog() is None, "the end of the question")


class Mirakl(Shop):
    CONNECTOR = "mirakl"
    PATH = "/mirakl"
    RULES = "pixmania"

    def about(self, label):
        """The line that shows something, its order, and the line's first incident here."""
        item = next(item for item in self.sandbox.ask("/_sandbox/mirakl")["items"] if item["label"] == label)
        return item["line"], item["order"], item["line"] + ".1"

    def executed_there(self):
        """What the platform carried out, oldest first: a call's name and what it was about."""
        return self.sandbox.ask("/_sandbox/mirakl")["executed"]

    @contextlib.contextmanager
    def carried_out(self, *calls):
        """What is done inside is carried out there as these calls, in this order, and nothing else is."""
        before = len(self.executed_there())
        yield
        # Whoever fetches now has what was in doubt looked for at once.
        self.wait(lambda: len(self.executed_there()) >= before + len(calls) or self.ask_application("refresh"),
                  f"{calls} carried out")
        self.wait(lambda: not self.run(0, "outbox") or self.ask_application("refresh"), "an empty outbox")
        done = self.executed_there()[before:]
        assert len(done) == len(calls) and all(was.startswith(call) for was, call in zip(done, calls)), done

    def shopper(self, action, line, **more):
        self.sandbox.ask("/_sandbox/shopper", dict(action=action, line=line, **more))

    def incident(self, incident):
        return self.run(0, "incident", f"shop/{incident}")

    def becomes(self, incident, fits, what):
        """Fetches until the incident is so here."""
        def look():
            self.ask_application("refresh")
            found = self.incident(incident)
            return found if fits(found) else None

        return self.wait(look, what)


class Medusa(Shop):
    CONNECTOR = "medusa"
    PATH = "/medusa"

    def site(self, path):
        """What the shop's own API says, asked as its administrator."""
        request = urllib.request.Request(self.sandbox.url.rstrip("/") + "/medusa/admin" + path)
        key = base64.b64encode(f"{self.sandbox.token}:".encode()).decode()
        request.add_header("Authorization", "Basic " + key)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def claims_of(self, order):
        return [claim for claim in self.site("/claims?limit=100")["claims"] if claim["order_id"] == order]

    def returns_of(self, order):
        return [goods for goods in self.site("/returns?limit=100")["returns"] if goods["order_id"] == order]

    def parcels_of(self, order):
        orders = self.site("/orders?limit=100&fields=id,*fulfillments,*fulfillments.labels")["orders"]
        return next(one for one in orders if one["id"] == order)["fulfillments"]

    def unreported(self):
        """An order of several articles that arrived, and about which nothing was reported."""
        for row in self.run(0, "orders", "--limit", "100"):
            order = self.run(0, "order", f"shop/{row['id']}")
            if not order.get("incidents") and len(order["lines"]) > 1 and order["status"] == "delivered":
                return order
        raise AssertionError("the pretend shop has no such order")

    def open_order_page(self, order):
        self.ask_application("open-order", GLib.Variant("(xs)", (1, order)))
        self.see_window(self.run(0, "order", f"shop/{order}")["number"])

    def drafts(self):
        path = os.path.join(self.env["XDG_DATA_HOME"], "constat", "store.db")
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
            return [row[0] for row in store.execute("SELECT body FROM drafts")]
