#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a site in an incident's window: a due time explained, the guide to its proposal, the question
before deciding otherwise. Usage: walk-rules.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import GLib  # noqa: E402
from tap import run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "protest": "Protestation auprès du transporteur, En cours · jusqu’au .*",
        "day of event": ".*Le jour de départ ne compte pas",
        "rule": "Règles de .* : .*",
        "yes": "Oui",
        "wish": "Un remplacement",
        "prepare": "La préparer",
        "proposal": "Renvoyer la quantité confirmée",
        "source": "Règle : .*",
        "prepared": "Préparé.*rien n’a été envoyé",
        "otherwise": "Les règles proposent : .*",
        "close…": "Clore l’incident…",
        "close": "Clore l’incident",
        "closed": "Clos le .*",
        "reopen": "Rouvrir",
        "why": "Le client déménage.",
    },
    "en": {
        "protest": "Protest to the carrier, Running · until .*",
        "day of event": ".*The day it began does not count",
        "rule": "Rules of .*: .*",
        "yes": "Yes",
        "wish": "A replacement",
        "prepare": "Prepare it",
        "proposal": "Send the confirmed quantity again",
        "source": "Rule: .*",
        "prepared": "Prepared.*nothing was sent",
        "otherwise": "The rules propose: .*",
        "close…": "Close the Incident…",
        "close": "Close the Incident",
        "closed": "Closed: .*",
        "reopen": "Open It Again",
        "why": "The lady is moving house.",
    },
}


def say(walk, key):
    return WORDS[walk.language][key].replace(" :", "\\s:")


def open_incident(walk):
    incident = next(item for item in walk.incidents() if len(item.get("attachments", [])) >= 3)
    order = walk.run(0, "order", f"demo/{incident['order']}")
    walk.incident = f"demo/{incident['id']}"
    walk.start()
    walk.open_order(order["number"])
    walk.open_problem(order["number"], incident["number"])


@test("/O11/a-due-time-explains-itself")
def explain(walk):
    open_incident(walk)
    walk.reach("push button", say(walk, "protest"))
    walk.press("Return")
    walk.see("label", say(walk, "rule"))
    walk.see("list item", say(walk, "day of event"))


@test("/H0/the-guide-leads-to-a-proposal-and-asks-why-not")
def guide(walk):
    open_incident(walk)
    walk.push(say(walk, "yes"))
    walk.see("push button", say(walk, "wish"))
    walk.push(say(walk, "wish"))
    walk.see("label", say(walk, "proposal"))
    walk.see("label", say(walk, "source"))
    walk.push(say(walk, "prepare"))
    walk.see("label", say(walk, "prepared"))
    assert not walk.sandbox.executed("message.send"), "a message was sent"
    walk.reach("check box", walk.word("replacement"))
    walk.press("Down")
    walk.push(walk.word("refund") + "…")
    walk.see("label", say(walk, "otherwise"))
    walk.write(walk.see("text", say(walk, "otherwise")), WORDS[walk.language]["why"])
    if walk.look("check box", ".*"):  # the amount is looked at twice
        walk.reach("check box", ".*")
        walk.press("space")
    walk.push(walk.word("refund"))
    kept = walk.wait(lambda: [one for one in walk.run(0, "incident", walk.incident)["operations"]
                              if one["kind"] == "refund"], "the decision")[0]
    assert kept["proposal"] == "send-replacement" and kept["deviation"] == WORDS[walk.language]["why"], kept


@test("/P8/R5/closed-and-open-again")
def closing(walk):
    """Where the brand says that it is over: what is not done is shown first, and the word can be taken back."""
    walk.run(0, "account", "rules", "demo", "--playbook", "house-shop")
    incident = walk.incidents(1)[0]
    walk.start()
    walk.ask_application("open-incident", GLib.Variant("(xs)", (1, incident["id"])))
    walk.see_window(f".* · {walk.run(0, 'order', 'demo/' + incident['order'])['number']}")
    walk.push(say(walk, "close…"))
    walk.wait(walk.find_dialog, "the question")
    walk.push(say(walk, "close"))
    walk.wait(lambda: walk.find_dialog() is None, "the end of the question")
    walk.see("label", say(walk, "closed"))
    walk.push(say(walk, "reopen"))
    walk.see("push button", say(walk, "close…"))
    walk.run(0, "journal", "verify")


sys.exit(run(lambda: Desk(sys.argv[1])))
