#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An incident of a place without an API from the telephone to its end, and never a network. Usage: walk-record.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi, GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "no account": "Aucun compte pour l’instant",
        "name": "Nom sur cet ordinateur",
        "place": "Provenance des incidents",
        "save": "Enregistrer",
        "record window": "Saisir un incident",
        "missing": "Indiquez le numéro de la commande.*|Saisissez le numéro.*|.*numéro de la commande.*",
        "number": "Numéro de commande",
        "customer": "Nom du client",
        "article": "Article",
        "price": "Prix unitaire",
        "words": "Avec les mots du client",
        "record": "Saisir",
        "carried out": "Exécutée…",
        "event": "Ce qui s’est passé",
        "write down": "Noter",
        "to do": "À faire sur Tmall",
        "known": "Cette commande est déjà saisie",
        "empty": "Vider le formulaire",
        "reason": "Motif.*",
        "wrote": "Le client a écrit",
    },
    "en": {
        "no account": "No Account Yet",
        "name": "Name on this computer",
        "place": "Where the incidents come from",
        "save": "Save",
        "record window": "Record an Incident",
        "missing": "Enter the order’s number.",
        "number": "Order number",
        "customer": "Name of the customer",
        "article": "Article",
        "price": "Unit price",
        "words": "In the customer’s words",
        "record": "Record",
        "carried out": "Carried Out…",
        "event": "What Happened",
        "write down": "Write Down",
        "to do": "To be done at Tmall",
        "known": "This Order Is Recorded Already",
        "empty": "Empty the form",
        "reason": "Reason.*",
        "wrote": "The customer wrote",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


def fill(walk, key, text):
    walk.write(walk.see("text", word(walk, key), walk.window()), text)


def look(walk, name):
    folder = os.environ.get("CONSTAT_WALK_PICTURES")
    if folder:
        GLib.usleep(1200000)
        walk.picture(os.path.join(folder, f"{walk.language}-{name}.png"))


@test("/P1/account-recorded-by-hand")
def account(walk):
    walk.start()
    walk.see("label", word(walk, "no account"))
    walk.ask_application("add-account")
    walk.see("text", word(walk, "name"))
    walk.reach("combo box", ".*")
    walk.press("space", "End", "Return")
    walk.see("text", word(walk, "place"))
    fill(walk, "name", "tmall")
    fill(walk, "place", "Tmall")
    look(walk, "account")
    walk.click("push button", word(walk, "save"))
    walk.wait(lambda: walk.run(0, "account", "list"), "the account")
    equal(walk.run(0, "account", "list")[0]["connector"], "manual")
    equal(walk.run(0, "account", "list")[0]["info"]["site"], "Tmall")
    walk.set_undo_window(1)


@test("/P1/record-an-incident")
def record(walk):
    walk.ask_application("work-offline")
    walk.wait(lambda: walk.windows()[0].has(Atspi.StateType.ACTIVE), "the main window")
    walk.press("ctrl+n")
    walk.see_window(word(walk, "record window"))
    look(walk, "record-empty")
    fill(walk, "number", "TM-4711")
    fill(walk, "customer", "Lin Mei")
    fill(walk, "article", "Théière en grès")
    fill(walk, "price", "24,00" if walk.language == "fr" else "24.00")
    fill(walk, "words", "Arrivée en morceaux.")
    walk.press("ctrl+w")
    walk.wait(lambda: len(walk.windows()) == 1, "the end of the form")
    walk.press("ctrl+n")
    walk.see_window(word(walk, "record window"))
    walk.see("text", "TM-4711")
    walk.reach("combo box", word(walk, "reason"), key="shift+Tab")
    walk.press("space", "End", "Return")
    walk.wait(lambda: walk.see("push button", word(walk, "record")).has(Atspi.StateType.SENSITIVE), "a complete form")
    look(walk, "record-full")
    walk.reach("text", word(walk, "words"))
    walk.press("ctrl+Return")
    walk.see_window("Lin Mei · TM-4711")
    found = walk.run(0, "incidents")[0]
    equal(walk.run(0, "incident", f"tmall/{found['id']}")["description"], "Arrivée en morceaux.")


@test("/P1/told-when-it-is-there-already")
def known(walk):
    walk.press("ctrl+n")
    walk.see_window(word(walk, "record window"))
    fill(walk, "number", "TM-4711")
    walk.see("label", word(walk, "known"))
    walk.click("push button", word(walk, "empty"))
    walk.press("ctrl+w")
    walk.see_window("Lin Mei · TM-4711")


@test("/P1/carried-out-accepted-closed")
def to_the_end(walk):
    found = walk.run(0, "incidents")[0]
    walk.run(0, "resolve", f"tmall/{found['id']}", "refund")
    walk.see("label", word(walk, "to do"))
    look(walk, "to-do")
    walk.click("push button", word(walk, "carried out"))
    walk.see_window(word(walk, "event"))
    look(walk, "carried-out")
    walk.click("push button", word(walk, "write down"))
    walk.see_window("Lin Mei · TM-4711")
    walk.gone("label", word(walk, "to do"))
    for event in ("accepted", "closed"):
        walk.run(0, "case", "event", f"tmall/{found['id']}", event)
    walk.press("ctrl+e")
    walk.see_window(word(walk, "event"))
    walk.see("label", word(walk, "wrote"))
    walk.press("Escape")
    equal(walk.run(0, "incident", f"tmall/{found['id']}")["state"], "resolved")
    equal(walk.run(0, "incident", f"tmall/{found['id']}")["resolutions"][0]["state"], "executed")


sys.exit(run(lambda: Desk(sys.argv[1], synced=False), shared=True))
