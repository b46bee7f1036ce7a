#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A carrier's incident from red to green, to yellow, to green and to red again, by keyboard. Usage:
walk-deliveries.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

SOLUTION = "Le client confirme : jeudi matin, appeler avant."
NOTE = "Boîte vocale"
TAKES_TEXT = 1 << 2
TAKES_NEW_ATTEMPT = 1 << 3

WORDS = {
    "fr": {
        "deliveries": "Livraisons",
        "tabs": ("Tous", "Résolution en attente", "1re absence", "Demandes soumises"),
        "view": "Voir l’incident",
        "waiting": "Résolution en attente",
        "solved": "Solution donnée",
        "replied": "Le transporteur a répondu",
        "code": "NAM · .*",
        "tips": "Pour une bonne solution",
        "glossary": "Ce que veulent dire les mots du transporteur",
        "note": "Note sur l’appel",
        "again": "Me le rappeler",
        "three hours": "Me le rappeler, Dans trois heures",
        "note it": "Noter l’appel",
        "not reached": "1 appel.* sans réponse.",
        "called": "Client appelé, sans réponse.*" + NOTE + ".*",
        "later": "à rappeler .*",
        "solution": "Solution pour le transporteur",
        "counter": "%d sur 500",
        "give": "Proposer la solution",
        "undo": "Annuler",
        "sent later": "réponse à envoyer",
        "stays red": ".*reste rouge.*",
        "again red": "Passage 2.*",
        "order": "Afficher la commande",
        "selected": r"\d+ sélectionnés?",
        "many": "Répondre à plusieurs incidents",
        "get it": "%d incidents reçoivent cette réponse.*",
        "give many": "Donner %d réponses",
        "new delivery": "Nouvelle présentation le .*",
        "confirmed": "Confirmé",
        "outcome": "Confirmées.*: %d · .*",
        "elsewhere": "Les remboursements et les échanges ne se traitent pas ici.*assistance.*",
    },
    "en": {
        "deliveries": "Deliveries",
        "tabs": ("All", "Waiting for a solution", "First absence", "Requests sent"),
        "view": "View incident",
        "waiting": "Waiting for a solution",
        "solved": "Solution given",
        "replied": "The carrier replied",
        "code": "NAM · .*",
        "tips": "For a good solution",
        "glossary": "What the carrier’s words mean",
        "note": "Note of the call",
        "again": "Remind me",
        "three hours": "Remind me, In three hours",
        "note it": "Note the call",
        "not reached": "1 call.* not reached.",
        "called": "Customer called, not reached.*" + NOTE + ".*",
        "later": "to call back .*",
        "solution": "Solution for the carrier",
        "counter": "%d of 500",
        "give": "Give the Solution",
        "undo": "Undo",
        "sent later": "answer waits to be sent",
        "stays red": ".*stays red.*",
        "again red": "Attempt 2: .*",
        "order": "Show the Order",
        "selected": r"\d+ selected",
        "many": "Answer Several Incidents",
        "get it": "%d incidents get this answer.*",
        "give many": "Give %d Answers",
        "new delivery": "New delivery on .*",
        "confirmed": "Confirmed",
        "outcome": "Confirmed: %d · .*",
        "elsewhere": "Refunds and exchanges are not handled here.*support.*",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


def look(walk, name):
    folder = os.environ.get("CONSTAT_WALK_PICTURES")
    if folder:
        walk.picture(os.path.join(folder, f"{walk.language}-deliveries-{name}.png"))


class Parcels(Desk):
    """A desk whose account is on a dropshipping platform."""

    def add_account(self, url=None):
        self.sandbox.ask("/_sandbox/limit", {"per_minute": 6000})
        self.run(0, "account", "add", "demo", "--connector", "dropea", "--url",
                 self.sandbox.url.rstrip("/") + "/dropea", "--token-file", self.token_file, "--keep-in-file")

    def delivery(self):
        return self.run(0, "delivery", f"demo/{self.red}")

    def answers(self):
        return [item for item in self.sandbox.executed() if "resol" in str(item.get("operation"))]

    def carrier(self, action, **more):
        """What the carrier does, and the desk's next look at it."""
        self.sandbox.ask("/_sandbox/carrier", dict(action=action, delivery=self.red, **more))
        self.press("F5")

    def tab(self, place, key="Tab"):
        return self.reach("push button", word(self, "tabs")[place] + r", \d+", key=key)

    def rows(self):
        """What the list says, row by row."""
        tables = [node for node in self.main_window().showing()
                  if node.role == "tree table" and node.name == word(self, "deliveries")]
        return [row.name for table in tables for row in table.rows()]

    def row_says(self, *words):
        """Waits until a row of the list says all that."""
        return self.wait(lambda: next((row for row in self.rows() if all(one in row for one in words)), None),
                         f"a row that says {words}")

    def bulk_rows(self, key):
        """The rows of the window for many answers that say so."""
        return [node for node in self.window().showing() if node.role == "list item" and node.says(".*, " + word(self, key))]

    def solve(self, shortcut):
        """From the chosen answer through the question to the decision."""
        self.press(shortcut)
        self.wait(lambda: self.find_dialog(), "the question")
        self.push(word(self, "give"))
        self.wait(lambda: self.find_dialog() is None, "the end of the question")


@test("/C1/C2/C5/tabs-of-deliveries")
def tabs(walk):
    rows = [row for row in walk.run(0, "deliveries", "--tab", "waiting", "--code", "NAM")
            if row.get("allowed", 0) & TAKES_TEXT and row["allowed"] & TAKES_NEW_ATTEMPT and row.get("attempts") == 1]
    walk.red, walk.number = rows[0]["id"], rows[0]["order_number"]
    walk.start()
    walk.go("deliveries")
    walk.see_window(word(walk, "deliveries"))
    counts = []
    for place in range(4):
        counts.append(int(walk.tab(place).name.rsplit(", ", 1)[1]))
    equal(counts[0], sum(counts[1:]))
    equal(counts[1], len(walk.run(0, "deliveries", "--tab", "waiting", "--limit", "500")))
    walk.tab(1, key="shift+Tab")
    walk.press("space")
    walk.wait(lambda: len(walk.rows()) > 2, "the red incidents")
    assert all(word(walk, "waiting") in row for row in walk.rows()), walk.rows()
    for state in ("waiting", "solved", "replied"):
        walk.see("label", word(walk, state))
    look(walk, "list")


@test("/C1/search")
def search(walk):
    walk.tab(0)
    walk.press("space", "ctrl+f")
    walk.see_focus(lambda node: node.role in ("entry", "text"), "the search")
    walk.type(walk.number.rsplit("-", 1)[1])
    walk.wait(lambda: len(walk.rows()) == 1 and walk.number in walk.rows()[0], "the order's incident alone")


@test("/C6/C11/one-incident")
def one(walk):
    walk.find_row(word(walk, "view"), walk.number)
    walk.press("Return")
    walk.see_window(".* · " + walk.number)
    for pattern in ("waiting", "code", "tips", "glossary", "elsewhere"):
        walk.see("label", word(walk, pattern))
    look(walk, "window")


@test("/C7/called-not-reached")
def not_reached(walk):
    walk.press("alt+1")
    walk.write(walk.see("text", word(walk, "note")), NOTE)
    walk.reach("push button", word(walk, "again") + ", .*")
    walk.press("space", "Down", "Return")
    walk.see("push button", word(walk, "three hours"))
    walk.see("push button", word(walk, "note it"))
    look(walk, "call")
    walk.press("ctrl+Return")
    walk.see("label", word(walk, "not reached"))
    walk.see("label", word(walk, "called"))
    walk.see("label", word(walk, "later"))
    walk.see("label", word(walk, "waiting"))
    known = walk.delivery()
    equal([(call.get("is_reached", False), call["note"]) for call in known["calls"]], [(False, NOTE)])
    equal(known["state"], "waiting")
    equal(walk.answers(), [])


@test("/C8/stays-red-until-the-carrier-has-it")
def stays_red(walk):
    walk.set_undo_window(600)
    # From whichever form was chosen before, the keyboard comes to the text, where Ctrl+Return makes no new line.
    for answer in "412":
        walk.press("alt+" + answer)
    walk.see_focus(lambda node: node.says(word(walk, "solution")), "the solution")
    walk.write(walk.see("text", word(walk, "solution")), SOLUTION)
    walk.see("label", word(walk, "counter") % len(SOLUTION))
    look(walk, "solution")
    walk.solve("ctrl+Return")
    walk.see("label", word(walk, "stays red"))
    walk.see("label", word(walk, "waiting"))
    walk.row_says(word(walk, "waiting"), word(walk, "sent later"))
    look(walk, "held")
    walk.click("push button", word(walk, "undo"))
    walk.gone("label", word(walk, "stays red"))
    equal(walk.answers(), [])


@test("/C8/C4/green")
def green(walk):
    walk.set_undo_window(0)
    walk.press("alt+2")
    walk.write(walk.see("text", word(walk, "solution")), SOLUTION)
    walk.solve("ctrl+Return")
    walk.see("label", word(walk, "solved"))
    walk.row_says(word(walk, "solved"))
    equal(len(walk.answers()), 1)
    equal(walk.delivery()["state"], "solved")
    look(walk, "green")


@test("/C4/yellow")
def yellow(walk):
    walk.carrier("reply")
    walk.see("label", word(walk, "replied"))
    walk.row_says(word(walk, "replied"))
    look(walk, "yellow")


@test("/C8/answered-again")
def again(walk):
    walk.press("alt+3")
    walk.solve("ctrl+Return")
    walk.see("label", word(walk, "solved"))
    equal(len(walk.answers()), 2)


@test("/C9/refunds-are-elsewhere")
def elsewhere(walk):
    walk.see("label", word(walk, "elsewhere"))
    walk.reach("push button", word(walk, "order"))
    walk.press("Return")
    walk.see_window(walk.number)


@test("/C6/listed-on-the-order-s-page")
def listed(walk):
    row = walk.reach("push button", word(walk, "view")).up("list item")
    assert row.says(f"NAM.* · .*, {word(walk, 'solved')}, .*"), row
    look(walk, "order")
    walk.press("Return")
    walk.see_window(".* · " + walk.number)
    walk.close_window()
    walk.see_window(walk.number)


@test("/C4/C10/red-again")
def red_again(walk):
    walk.go("deliveries")
    walk.see_window(word(walk, "deliveries"))
    walk.carrier("fail")
    walk.row_says(word(walk, "waiting"))
    walk.find_row(word(walk, "view"), word(walk, "waiting"))
    walk.press("Return")
    walk.see_window(".* · " + walk.number)
    walk.see("label", word(walk, "again red"))
    walk.see("label", word(walk, "waiting"))
    look(walk, "red-again")


@test("/C3/many-rehearsed-then-answered")
def many(walk):
    walk.close_window()
    walk.see_window(word(walk, "deliveries"))
    before = len(walk.answers())
    absent = walk.run(0, "deliveries", "--tab", "first-absence")
    takes = [row for row in absent if row["allowed"] & TAKES_NEW_ATTEMPT]
    assert len(takes) > 2, absent
    walk.press("ctrl+f", "ctrl+a", "BackSpace", "Escape")
    walk.tab(2)
    walk.press("space")
    walk.wait(lambda: len(walk.rows()) == len(absent), "the first absences")
    walk.reach("push button", word(walk, "view"))
    walk.press("ctrl+a")
    walk.see("label", word(walk, "selected"))
    walk.press("1")
    walk.see_window(word(walk, "many"))
    walk.see("label", word(walk, "get it") % len(takes))
    walk.wait(lambda: len(walk.bulk_rows("new delivery")) == len(takes), "what each of them would be told")
    equal(len(walk.answers()), before)
    look(walk, "rehearsal")
    walk.reach("push button", word(walk, "give many") % len(takes))
    walk.press("Return")
    walk.see("label", word(walk, "outcome") % len(takes))
    walk.wait(lambda: len(walk.bulk_rows("confirmed")) == len(takes), "what became of each of them")
    look(walk, "outcome")
    walk.press("Escape")
    walk.see_window(word(walk, "deliveries"))
    walk.gone("label", word(walk, "selected"))
    answers = walk.answers()[before:]
    equal((len(answers), len({item["key"] for item in answers})), (len(takes), len(takes)))
    equal({walk.run(0, "delivery", f"demo/{row['id']}")["state"] for row in takes}, {"solved"})


sys.exit(run(lambda: Parcels(sys.argv[1]), shared=True))
