#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a site: copy, change a value, see what moves, apply; break the file. Usage: walk-rules-window.py fr"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

TITLE = "Relancer le client : après \\(jours ouvrés\\)".replace(" :", "\u00a0:")


def own(walk):
    return os.path.join(walk.env["XDG_DATA_HOME"], "constat", "playbooks", "orderchamp.xml")


def content(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


@test("/rules/copied-in-the-window")
def copied(walk):
    walk.start()
    walk.press("ctrl+shift+r")
    walk.see_window("Règles de traitement")
    walk.see("label", r"(?s)Fournies avec le programme.*Utilisées par .*")
    walk.click("push button", ".*Orderchamp.*")
    walk.see_window("Orderchamp")
    walk.click("push button", "Copier pour modifier")
    walk.see("label", "Votre propre copie")
    equal(content(own(walk)), walk.run(0, "playbook", "show", "orderchamp")["xml"])


@test("/R8/rules/applied-after-the-preview")
def applied(walk):
    before = content(own(walk))
    entry = walk.see("text", TITLE)
    walk.write(entry, "1")
    walk.click("push button", "Voir ce qui change…")
    walk.see("label", r"\d+ incidents ouverts suivent ces règles\..*")
    equal(content(own(walk)), before)
    walk.click("push button", "Appliquer")
    walk.see("label", "Version 2, .*")
    after = content(own(walk))
    equal(after, before.replace('amount="5" unit="business-days"', 'amount="15" unit="business-days"')
          .replace('version="1" valid', 'version="2" valid'))


@test("/rules/broken-file-is-named")
def broken(walk):
    text = content(own(walk))
    with open(own(walk), "w", encoding="utf-8") as file:
        file.write(text.replace("<evidence ", "<evidense "))
    walk.see("label", r"Ligne \d+.*evidense.*")
    walk.see("label", "Sa dernière version correcte est utilisée en attendant.")
    used = [one for one in walk.run(0, "playbook", "list") if one["id"] == "orderchamp"][0]
    equal((used["version"], used["last_good"]), (2, True))
    walk.close_window()
    walk.see("label", r"(?s).*sa dernière version correcte est utilisée\. Ligne \d+.*")


@test("/O1/rules/screens-speak-like-the-site")
def words(walk):
    """The file is right again and calls problems otherwise: so does the tab of orders."""
    text = content(own(walk)).replace("<evidense ", "<evidence ")
    with open(own(walk), "w", encoding="utf-8") as file:
        file.write(text.replace('"incidents">Reported problems<', '"incidents">Réclamations<'))
    walk.close_window()
    walk.go("orders")
    walk.see_window("Commandes")
    walk.see("push button", r"Réclamations, \d+")


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
