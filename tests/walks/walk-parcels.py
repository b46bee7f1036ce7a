#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parcels of a carrier without an API: a code that nobody knows, what arrives broken, the letter of protest with its
photos, and an answer told by hand. Usage: walk-parcels.py fr|en"""

import datetime
import io
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402
from tree import Atspi  # noqa: E402

PHOTOS = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "sandbox",
                                      "photos"))
ANSWER = "Protestation envoyée en recommandé."
DAMAGED = 8  # its place among the reasons
TODAY = datetime.date.today()
DESK, PHONE = (1000, 700), (360, 720)

WORDS = {
    "fr": {
        "deliveries": "Livraisons",
        "view": "Voir l’incident",
        "explain": "Les expliquer…",
        "codes": "Codes des transporteurs",
        "one code": "1 code de transporteur n’est pas connu ici.",
        "damaged": "Colis endommagé",
        "protest": "Une protestation doit parvenir au transporteur par lettre recommandée au plus tard le .* \(échéance dans .*",
        "within": "protester sous ",
        "lost": "Le délai de protestation auprès du transporteur a pris fin le .*il est perdu.",
        "letter": "Lettre prête",
        "letter window": "Message au client",
        "message": "Message",
        "asks": ".*lettre recommandée au plus tard le.*",
        "right": "parcel-crushed.jpg, Articles endommagés.*",
        "more": "Ajouter des photos…",
        "choose": "Choisir des photos",
        "chosen": "label-torn.jpg, Choisie sur cet ordinateur",
        "save window": "Enregistrer en PDF",
        "solution": "Solution pour le transporteur",
        "told": "Comment le transporteur a été prévenu.*",
        "by hand": ".*votre parole.*",
        "record": "Enregistrer la réponse",
        "solved": "Solution donnée",
    },
    "en": {
        "deliveries": "Deliveries",
        "view": "View incident",
        "explain": "Explain Them…",
        "codes": "Codes of Carriers",
        "one code": "1 carrier’s code is not known here.",
        "damaged": "Parcel damaged",
        "protest": "A protest has to reach the carrier by registered letter by .* \(due in .*",
        "within": "protest within ",
        "lost": "The time for a protest to the carrier ended .*: it is lost.",
        "letter": "Ready Letter",
        "letter window": "Message to the Customer",
        "message": "Message",
        "asks": ".*lettre recommandée au plus tard le.*",
        "right": "parcel-crushed.jpg, Damaged items.*",
        "more": "Add Photos…",
        "choose": "Choose Photos",
        "chosen": "label-torn.jpg, Chosen on this computer",
        "save window": "Save as PDF",
        "solution": "Solution for the carrier",
        "told": "How the carrier was told.*",
        "by hand": ".*your word.*",
        "record": "Record the Answer",
        "solved": "Solution given",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


def look(walk, name):
    folder = os.environ.get("CONSTAT_WALK_PICTURES")
    if folder:
        walk.picture(os.path.join(folder, f"{walk.language}-parcels-{name}.png"))


def day(days_ago):
    return (TODAY - datetime.timedelta(days=days_ago)).strftime("%d/%m/%Y")


class Parcels(Desk):
    """A French shop kept by hand, whose carrier exports tables."""

    def __init__(self, language):
        super().__init__(language, synced=False)
        try:
            self.sandbox.stop()
            self.run(0, "account", "add", "shop", "--connector", "manual", "--site", "Atelier", "--brand", "Atelier",
                     "--country", "FR")
            self.run(0, "case", "add", "--account", "shop", "--order", "F-1", "--customer", "Léa Roy", "--country", "FR",
                     "--language", "fr", "--email", "roy@example.org", "--reason", "damaged", "--line", "Bol:2:20.00",
                     "--photo", os.path.join(PHOTOS, "parcel-crushed.jpg"))
            self.table((2, "AVA", "RENAVI", ""))
            self.start()
        except BaseException:
            self.close()
            raise

    def table(self, *parcels):
        """What the carrier exports: days ago, incident, state, day of arrival."""
        rows = ["tracking;reference;carrier;recipient;city;postal code;country;status;status date;incident code;"
                "incident;delivered"]
        for place, (ago, code, state, arrived) in enumerate(parcels, 1):
            rows.append(f"6A0000000000{place};F-{place};Colissimo;Léa Roy;Lyon;69003;FR;{state};{day(ago)} 10:15;{code};"
                        f"Colis avarié;{arrived}")
        path = self.file("parcels.csv", "\n".join(rows + [""]).encode())
        return self.run(0, "delivery", "import", "shop", path, "--date-format", "dmy")

    def delivery(self, place):
        return self.run(0, "delivery", f"6A0000000000{place}")

    def deliveries(self):
        self.go("deliveries")
        self.see_window(word(self, "deliveries"))

    def rows(self):
        tables = [node for node in self.main_window().showing()
                  if node.role == "tree table" and node.name == word(self, "deliveries")]
        return [row.name for table in tables for row in table.rows()]

    def save(self, name):
        """The letter as a PDF."""
        path = os.path.join(self.dir, name)
        self.press("ctrl+s")
        self.see_title(word(self, "save window"))
        self.press("ctrl+a")
        self.choose_file(word(self, "save window"), path)

        def written():
            with open(path, "rb") if os.path.exists(path) else io.BytesIO() as file:
                data = file.read()
            return data if data.rstrip().endswith(b"%%EOF") else None

        return self.wait(written, "the letter in a file")

    def open(self, number):
        self.find_row(word(self, "view"), number)
        self.press("Return")
        self.see_window(".* · " + number)


@test("/C6/unknown-code-is-said-in-the-window")
def unknown_code(walk):
    walk.deliveries()
    walk.see("label", word(walk, "one code"))
    walk.reach("push button", word(walk, "explain"))
    walk.press("Return")
    walk.see_window(word(walk, "codes"))
    walk.see("label", "AVA · .*")
    walk.press("Tab", "Return")
    walk.see("label", word(walk, "damaged"))
    look(walk, "codes")
    walk.press(*["Down"] * DAMAGED, "Return")
    walk.wait(lambda: walk.delivery(1)["reason"] == "damaged", "what the code was said to mean")
    walk.press("Escape")
    walk.wait(lambda: any(word(walk, "damaged") in row for row in walk.rows()), "the row in those words")
    equal(walk.run(0, "carrier-codes", "list"), [])


@test("/R15/protest-with-the-time-left")
def protest(walk):
    walk.table((1, "AVA", "LIVCFM", f"{day(1)} 10:15"), (9, "AVA", "LIVCFM", f"{day(9)} 10:15"))
    walk.run(0, "carrier-codes", "list")
    walk.wait(lambda: len(walk.rows()) == 2, "both parcels that arrived broken")
    walk.wait(lambda: any(word(walk, "within") in row and "F-1" in row for row in walk.rows()), "the time left in the list")
    walk.open("F-1")
    walk.see("label", word(walk, "protest"))
    look(walk, "protest")
    walk.resize(*PHONE)
    walk.resize(*DESK)
    assert walk.delivery(1)["protest"]["state"] == "running"


@test("/R15/letter-with-the-right-photos")
def letter(walk):
    walk.reach("push button", word(walk, "letter"))
    walk.press("Return")
    walk.see_window(word(walk, "letter window"))
    walk.wait(lambda: "F-1" in walk.see("text", word(walk, "message")).text, "the letter with its order")
    assert walk.see("text", word(walk, "message")).says(word(walk, "asks")), walk.see("text", word(walk, "message")).text
    assert walk.see("check box", word(walk, "right")).has(Atspi.StateType.CHECKED), "the damage is not chosen"
    walk.click("push button", word(walk, "more"))
    walk.choose_file(word(walk, "choose"), os.path.join(PHOTOS, "label-torn.jpg"))
    walk.see_window(word(walk, "letter window"))
    walk.see("check box", word(walk, "chosen"))
    look(walk, "letter")
    walk.resize(*PHONE)
    equal(walk.save("both.pdf").count(b"/Subtype /Image"), 2)
    walk.reach("check box", word(walk, "chosen"))
    walk.press("space")
    equal(walk.save("one.pdf").count(b"/Subtype /Image"), 1)
    walk.press("Escape")


@test("/C8/told-by-hand")
def told(walk):
    walk.see_window(".* · F-1")
    walk.press("alt+2")
    walk.write(walk.see("text", word(walk, "solution")), ANSWER)
    walk.see("combo box", word(walk, "told"))
    look(walk, "told")
    walk.press("ctrl+Return")
    walk.wait(walk.find_dialog, "the question")
    walk.see("label", word(walk, "by hand"))
    walk.push(word(walk, "record"))
    walk.see("label", word(walk, "solved"))
    known = walk.delivery(1)
    equal(known["state"], "solved")
    equal([event["answer"]["text"] for event in known["events"] if "answer" in event], [ANSWER])


@test("/R15/protest-lost")
def lost(walk):
    walk.close_window()
    walk.see_window(word(walk, "deliveries"))
    walk.open("F-2")
    walk.see("label", word(walk, "lost"))
    look(walk, "lost")
    equal(walk.delivery(2)["protest"]["state"], "missed")


sys.exit(run(lambda: Parcels(sys.argv[1]), shared=True))
