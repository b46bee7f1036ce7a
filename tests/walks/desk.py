# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk at a brand: what somebody there does over and over, in the words of both languages."""

import re
import time

from walk import PATIENCE, NotSeen, Walk

WORDS = {
    "fr": {
        "orders": "Commandes",
        "reported": "Problèmes signalés",
        "show order": "Afficher la commande",
        "show problem": "Afficher le problème",
        "replacement": "Envoyer un remplacement",
        "refund": "Traiter le remboursement",
        "contact": "Contacter le détaillant",
        "next photo": "Photo suivante",
        "zoom in": "Zoom avant",
        "of": "%d sur %d",
        "return": "Demander le retour des articles, avec une étiquette à vos frais",
        "instructions": "Instructions pour le retour",
        "choose label": "Choisir une étiquette…",
        "choose file": "Choisir l’étiquette de retour",
        "send replacement": "Envoyer le remplacement",
        "pieces": "Pièces de .*",
        "write": "Écrire un message",
        "message": "Message",
        "send": "Envoyer",
        "undo": "Annuler",
        "take back": "Retirer",
        "outbox": "Boîte d’envoi",
        "offline": "La place de marché est injoignable.*ce que vous décidez est conservé et partira plus tard.",
        "payout held": "Versement bloqué",
        "held": "%s du versement restent bloqués jusqu’à ce que le problème soit résolu et la commande terminée",
        "date": r"\d{1,2}(er)? (janv\.|févr\.|mars|avril|mai|juin|juil\.|août|sept\.|oct\.|nov\.|déc\.) à \d{1,2}\sh\s\d\d",
        "total": "TTC",
        "submitted": "Envoyé · à examiner",
        "in progress": "En cours",
        "problem reported": "Problème signalé",
        "completed": "Terminée",
    },
    "en": {
        "orders": "Orders",
        "reported": "Reported problems",
        "show order": "Show order",
        "show problem": "Show problem",
        "replacement": "Send a replacement",
        "refund": "Process the refund",
        "contact": "Contact the retailer",
        "next photo": "Next photo",
        "zoom in": "Zoom in",
        "of": "%d of %d",
        "return": "Ask for the goods back, with a label at your cost",
        "instructions": "Instructions for the return",
        "choose label": "Choose a label…",
        "choose file": "Choose the return label",
        "send replacement": "Send the replacement",
        "pieces": "Pieces of .*",
        "write": "Write a message",
        "message": "Message",
        "send": "Send",
        "undo": "Undo",
        "take back": "Take back",
        "outbox": "Outbox",
        "offline": "The marketplace cannot be reached.*what you decide is kept and leaves later.",
        "payout held": "Payout held",
        "held": "%s of the payout is held until the problem is resolved and the order completed",
        "date": r"\d{1,2} (Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec), \d\d:\d\d",
        "total": "incl. tax",
        "submitted": "Submitted · to review",
        "in progress": "In progress",
        "problem reported": "Problem reported",
        "completed": "Completed",
    },
}


class Desk(Walk):
    """undo_window in seconds; None leaves it as it comes with the program, where a walk looks at the time to undo."""

    def __init__(self, language, synced=True, undo_window=1, **more):
        super().__init__(language, synced=synced, **more)
        if synced and undo_window is not None:
            self.set_undo_window(undo_window)

    def word(self, key):
        return WORDS[self.language][key]

    def amount(self, minor):
        """As the window writes it; the kinds of spaces are the locale's business."""
        whole, cents = divmod(minor, 100)
        if self.language == "fr":
            digits = f"{whole:,}".replace(",", r"\s") + f",{cents:02}"
            return digits + r"\s€"
        return f"€?{whole:,}\\.{cents:02}\\s?€?"

    def pick(self, fits):
        """An incident the brand decides, alone on its order, and that order."""
        for incident in self.incidents():
            order = self.run(0, "order", f"demo/{incident['order']}")
            if len(order["incidents"]) == 1 and fits(incident, order):
                return incident, order
        raise AssertionError("the pretend marketplace has no such incident")

    # ── What the marketplace, the command line and the window say of the money (O12) ──

    def held_at_marketplace(self, order):
        return next((row["held"] for row in self.sandbox.ask("/_sandbox/ledger")["orders"] if row["order"] == order), 0)

    def held_on_command_line(self, order):
        return self.run(0, "order", f"demo/{order}")["payout"].get("held", 0)

    def held_agrees(self, order, minor):
        """All three say that minor is held; the window shows the order's page."""
        self.wait(lambda: self.held_at_marketplace(order) == minor, f"{minor} held at the marketplace")
        self.wait(lambda: self.held_on_command_line(order) == minor, f"{minor} held on the command line")
        sentence = self.word("held") % self.amount(minor)
        if minor:
            self.see("label", sentence, self.main_window())
            self.see("label", self.amount(minor), self.main_window())
        else:
            self.wait(lambda: self.look("label", self.word("held") % ".*", self.main_window()) is None, "nothing held")

    def executed_once(self, operation, incident):
        """Waits until the marketplace has carried it out, and that was once."""
        end = time.monotonic() + 2 * PATIENCE
        while True:
            done = [item for item in self.sandbox.executed(operation) if item.get("incident") == incident]
            if len(done) > 1:
                raise AssertionError(f"{operation} of {incident} was executed {len(done)} times")
            if done:
                return done[0]
            if time.monotonic() > end:
                raise NotSeen(f"{operation} of {incident} was not executed")
            time.sleep(0.2)

    # ── Going places ──

    def main_window(self):
        return self.application.children[0]

    def choose_tab(self, key):
        tab = self.reach("push button", self.word(key) + r", \d+")
        self.press("space")
        return tab

    def find_row(self, button, number):
        """From the tabs down the list to the row that has the number, on its button."""
        node = self.reach("push button", button)
        names = [row.name for row in node.up("tree table").rows()]
        wanted = next((place for place, name in enumerate(names) if number in name), None)
        if wanted is None:
            raise NotSeen(f"no row with {number}")
        here = names.index(node.up("table row").name)
        for _ in range(abs(wanted - here)):
            self.moved_focus("Down" if wanted > here else "Up")

        def there():
            row = (self.focus or node).up("table row")
            return row if row is not None and number in row.name else None

        return self.wait(there, f"the keyboard at the row with {number}")

    def open_order(self, number):
        """Orders, the reported problems, the order's page (O1, O3)."""
        self.go("orders")
        self.see_window(self.word("orders"))
        self.choose_tab("reported")
        row = self.find_row(self.word("show order"), number)
        self.press("Return")
        self.see_window(number)
        return row

    def open_problem(self, order, incident):
        """O4: from the order's page to the problem's window, which belongs to a retailer's order."""
        self.reach("push button", self.word("show problem"))
        self.press("Return")
        window = self.see_window(f".* · {order}")
        self.see("label", re.escape(self.word("submitted")))
        return window

    def choose(self, key):
        self.reach("check box", re.escape(self.word(key)))
        self.press("space")

    def push(self, pattern):
        self.reach("push button", pattern)
        self.press("Return")

    def choose_file(self, title, path):
        """GTK's file chooser takes a typed path."""
        self.see_title(title)
        self.type(path)
        self.press("Return")
        self.wait(lambda: not re.fullmatch(title + "|", self.title()), "the keyboard in the window that asked for a file")

    def confirm(self, key):
        """The consequences are spelt out before anything is decided; returns their text."""
        self.push(re.escape(self.word(key)) + "…")
        dialog = self.wait(self.find_dialog, "the question")
        text = "\n".join(node.text for node in dialog.showing() if node.role == "label")
        if self.look("check box", ".*", dialog):  # the rules ask to look at the amount twice
            self.reach("check box", ".*")
            self.press("space")
        self.push(re.escape(self.word(key)))
        self.wait(lambda: self.find_dialog() is None, "the end of the question")
        return text

    def find_dialog(self):
        node = self.window()
        return node if node.role == "dialog" else None

    def close_window(self):
        self.see_window(".*")
        before = len(self.windows())
        self.press("ctrl+w")
        self.wait(lambda: len(self.windows()) < before, "the end of the window")
