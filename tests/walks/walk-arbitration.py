#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an incident to its case file and the arbitration's decision: help, then arbitration with what is missing named,
the case file made and verified, the decision noted and carried out once. Usage: walk-arbitration.py fr|en"""

import contextlib
import glob
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WHY = "La remise de 10 % a été refusée"
WORDS = {
    "fr": {
        "to handle": "À traiter",
        "help": "Demander l’aide du service de la place de marché",
        "ask": "Demander un arbitrage|Demander l’arbitrage",
        "why": "Ce qui s’est passé et ce que vous demandez",
        "say": "Dites ce qui s’est passé.*",
        "note": "Noter",
        "note help": "Noter ma demande",
        "asked": "Aide demandée",
        "missing": "Personne n’a noté ce que montrent les photos",
        "add": r"Ajouter\s: Constats sur les photos",
        "asked for": "Arbitrage demandé",
        "waits": "Un arbitrage a été demandé.*",
        "case file": "Dossier d’arbitrage…",
        "file": "Dossier d’arbitrage",
        "make": "Préparer",
        "written": "Le dossier d’arbitrage est écrit",
        "next": "Ce site n’accepte pas de dossier.*gardez le sceau.*",
        "close": "Fermer",
        "record": "Noter la décision…",
        "decision": "Noter la décision",
        "who": "Qui a décidé",
        "amount": r"Remboursé, articles et port compris.*",
        "correct": "Corriger la décision…",
        "correction": "Corriger la décision",
        "carry out": "Exécuter la décision…",
        "confirm": "Traiter le remboursement",
        "decided": r"Remboursement de .*7,01\s€.*",
        "binds": "La décision est contraignante pour les deux parties.|La décision lie les deux parties.",
        "done": "Exécutée|Décidée ici.*",
        "sound": "Ce dossier d’arbitrage est tel qu’il a été préparé",
        "changed": "Ce dossier d’arbitrage a été modifié",
        "unreadable": "Le fichier ne peut pas être lu",
    },
    "en": {
        "to handle": "To handle",
        "help": "Ask the marketplace’s service for help",
        "ask": "Ask for arbitration",
        "why": "What happened, and what you ask for",
        "say": "Say what happened.*",
        "note": "Note It",
        "note help": "Note That I Ask",
        "asked": "Help asked for",
        "missing": "Nobody noted what the photos show",
        "add": "Add: Findings on the photos",
        "asked for": "Arbitration asked for",
        "waits": "Arbitration was asked for.*",
        "case file": "Case File…",
        "file": "Case File",
        "make": "Make",
        "written": "The Case File Is Written",
        "next": "This site takes no case file.*keep the seal.*",
        "close": "Close",
        "record": "Record the Decision…",
        "decision": "Record the Decision",
        "who": "Who decided",
        "amount": "Paid back, goods and shipping together.*",
        "correct": "Correct the Decision…",
        "correction": "Correct the Decision",
        "carry out": "Carry Out the Decision…",
        "confirm": "Process the refund",
        "decided": r"Refund of .*7\.01.*",
        "binds": "The decision binds both sides.",
        "done": "Carried out|Decided here.*",
        "sound": "This Case File Is as It Was Made",
        "changed": "This Case File Was Changed",
        "unreadable": "The File Cannot Be Read",
    },
}


class Case(Desk):
    """An incident with photos that nobody judged, under the rules of a site that knows arbitration."""

    def __init__(self, language):
        super().__init__(language)
        try:
            self.run(0, "account", "rules", "demo", "--playbook", "pixmania")
            self.incident, self.order = self.pick(lambda incident, order: incident.get("attachments") and
                                                  order["amounts"]["goods"] > 1000)
            self.known = f"demo/{self.incident['id']}"
            self.start()
            self.see_window(self.say_word("to handle"))
            self.ask_application("open-incident", GLib.Variant("(xs)", (1, self.incident["id"])))
            self.see_window(f".* · {self.order['number']}")
            self.name = self.window().name
        except BaseException:
            self.close()
            raise

    def say_word(self, key):
        return WORDS[self.language][key]

    def back(self):
        self.see_window(re.escape(self.name))

    def stands(self):
        return self.run(0, "arbitration", "show", self.known)

    def made(self):
        """The one case file there is."""
        paths = glob.glob(os.path.join(self.dir, "**", "*.zip"), recursive=True)
        equal(len(paths), 1)
        return paths[0]

    def verify(self, path, verdict):
        """Opens a file with the application, which tells what it found. Returns what stands beside it."""
        self.open_files(path)
        dialog = self.wait(self.find_dialog, "what was found")
        self.see("label", self.say_word(verdict), dialog)
        words = [node.text for node in dialog.showing() if node.role == "label"]
        assert os.path.basename(path) in "\n".join(words), words
        self.click("push button", self.say_word("close"), dialog)
        self.wait(lambda: self.find_dialog() is None, "the end of the dialog")
        return words

    def has_draft(self, purpose):
        path = os.path.join(self.env["XDG_DATA_HOME"], "constat", "store.db")
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
            return any(key.endswith(purpose) for key, in store.execute("SELECT key FROM drafts"))

    def begin_again(self, purpose, window):
        """Closes a window that somebody writes in, and opens it where it was left."""
        self.press("Escape")
        self.back()
        self.wait(lambda: self.has_draft(purpose), "the draft")
        self.push(window)

    def ask(self, key):
        """Opens the window, which waits for a reason."""
        self.push(f"({self.say_word(key)})…")
        self.see_window(self.say_word(key))
        self.see("label", self.say_word("say"))


@test("/P10/help-is-asked-for-with-a-reason")
def helped(walk):
    walk.push(walk.say_word("help") + "…")
    dialog = walk.wait(walk.find_dialog, "the question")
    walk.write(walk.see("text", walk.word("message"), dialog), WHY)
    walk.click("push button", walk.say_word("note help"), dialog)
    walk.back()
    walk.see("label", walk.say_word("asked"))
    walk.see("label", re.escape(WHY))
    said = walk.stands()["help"]
    equal((said["by"], said["why"]), ("brand", WHY))


@test("/P7/what-is-missing-is-named-and-leads-there")
def missing(walk):
    walk.ask("ask")
    walk.see("label", walk.say_word("missing"))
    walk.push(walk.say_word("add"))
    walk.back()
    walk.run(0, "finding", walk.known, "confirmed")


@test("/P7/arbitration-is-asked-for")
def asked(walk):
    walk.press("Escape")
    walk.ask("ask")
    walk.wait(lambda: walk.look("label", walk.say_word("missing")) is None, "nothing missing of the findings")
    walk.write(walk.see("text", walk.say_word("why")), WHY)
    walk.begin_again("arbitration", f"({walk.say_word('ask')})…")
    walk.see_window(walk.say_word("ask"))
    equal(walk.reach("text", walk.say_word("why")).text, WHY)
    walk.see("push button", walk.say_word("note"))
    walk.press("ctrl+Return")
    walk.back()
    walk.wait(lambda: not walk.has_draft("arbitration"), "the end of the draft")
    walk.see("label", walk.say_word("asked for"))
    walk.see("label", walk.say_word("waits"))
    equal(walk.stands()["arbitration"]["why"], WHY)
    walk.run(4, "resolve", walk.known, "refund")


@test("/P7/the-case-file-is-made-and-proves-itself")
def made(walk):
    walk.press("ctrl+d")
    walk.see_window(walk.say_word("file"))
    walk.push(walk.say_word("make"))
    walk.see("label", walk.say_word("written"))
    walk.see("label", walk.say_word("next"))
    said = walk.run(0, "dossier", "verify", walk.made())
    equal((said["sound"], said["incident"]), (True, walk.incident["number"]))
    walk.see("label", said["seal"])
    walk.push(walk.say_word("close"))
    walk.back()


@test("/P7/the-decision-is-noted-with-who-and-what")
def decided(walk):
    walk.push(walk.say_word("record"))
    walk.see_window(walk.say_word("decision"))
    who = walk.see("text", walk.say_word("who"))
    who.replace("Maître Dubois")
    walk.write(walk.see("text", walk.say_word("amount")), "7.01" if walk.language == "en" else "7,01")
    walk.begin_again("ruling", walk.say_word("record"))
    walk.see_window(walk.say_word("decision"))
    equal(walk.see("text", walk.say_word("who")).text, "Maître Dubois")
    walk.press("ctrl+Return")
    walk.back()
    walk.wait(lambda: not walk.has_draft("ruling"), "the end of the draft")
    walk.see("label", walk.say_word("decided"))
    walk.see("label", "Maître Dubois.*")
    equal(walk.stands()["decision"]["words"], None)
    said = walk.stands()["decision"]
    equal((said["outcome"], said["amount"], said["by"], said["binding"], said["state"]),
          ("refund", 701, "Maître Dubois", True, "open"))
    walk.run(4, "resolve", walk.known, "replacement")


@test("/P7/a-decision-is-corrected-until-it-is-carried-out")
def corrected(walk):
    before = walk.stands()["decision"]
    walk.push(walk.say_word("correct"))
    walk.see_window(walk.say_word("correction"))
    who = walk.see("text", walk.say_word("who"))
    equal(who.text, "Maître Dubois")
    who.replace("Maître Dupont")
    walk.press("ctrl+Return")
    walk.back()
    walk.see("label", "Maître Dupont.*")
    equal(walk.stands()["decision"], {**before, "by": "Maître Dupont"})


@test("/P7/what-was-decided-is-done-once")
def carried_out(walk):
    walk.push(walk.say_word("carry out"))
    dialog = walk.wait(walk.find_dialog, "the question")
    walk.click("push button", walk.say_word("confirm"), dialog)
    walk.back()
    walk.wait(lambda: walk.stands()["decision"]["state"] == "done", "the decision carried out")
    walk.see("label", walk.say_word("done"))
    walk.gone("push button", walk.say_word("carry out"))  # it is not done again
    walk.gone("push button", walk.say_word("correct"))
    walk.run(4, "arbitration", "carry-out", walk.known)
    walk.sync()
    asked_for = walk.run(0, "incident", walk.known)["resolutions"]
    equal([(one["kind"], one["amounts"]["goods"] + one["amounts"].get("shipping", 0)) for one in asked_for],
          [("refund", 701)])


@test("/P7/a-case-file-that-is-opened-is-verified")
def opened(walk):
    path = walk.made()
    seal = walk.run(0, "dossier", "verify", path)["seal"]
    assert seal in walk.verify(path, "sound"), "the seal is not told"
    other = os.path.join(walk.dir, "changed.zip")
    with open(path, "rb") as file:
        content = bytearray(file.read())
    content[len(content) // 2] ^= 1
    with open(other, "wb") as file:
        file.write(content)
    walk.verify(other, "changed")
    walk.verify(os.path.join(walk.dir, "none.zip"), "unreadable")
    walk.verify("https://example.org/case.zip", "unreadable")


if __name__ == "__main__":
    sys.exit(run(lambda: Case(sys.argv[1]), shared=True))
