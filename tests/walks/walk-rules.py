#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a site in an incident's window: a due time explained, the guide to its proposal, the question
before deciding otherwise. Usage: walk-rules.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
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
    },
}


def say(walk, key):
    return WORDS[walk.language][key].replace(" :", "\\s:")


def open_incident(walk):
    incident = next(item for item in walk.incidents() if len(item.get("attachments", [])) >= 3)
    order = walk.run(0, "order", f"demo/{incident['order']}")
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
    walk.press("Escape")


sys.exit(run(lambda: Desk(sys.argv[1])))
