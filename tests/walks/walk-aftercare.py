#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""After the click the case goes on: a replacement leaves, a return comes back and is inspected, and a retailer who is
not content gets a second resolution. Usage: walk-aftercare.py en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402


def incident(walk):
    return walk.run(0, "incident", f"demo/{walk.incident['id']}")


@test("/R3/replacement-is-shipped")
def ship(walk):
    walk.incident, walk.order = walk.pick(lambda i, o: i["lines"][0]["quantity"] == 2 and len(o["lines"]) > 1)
    walk.run(0, "resolve", walk.incident["id"], "replacement", "--line", f"{walk.incident['lines'][0]['line']}:1",
             "--return", "--label", walk.file("label.pdf", PDF))
    walk.start()
    # A typed or scanned number opens what it names.
    walk.press("ctrl+f")
    walk.type(walk.incident["number"])
    walk.press("Return")
    walk.see_window(f".* · {walk.order['number']}")
    walk.push("Ship…")
    walk.see_window("Ship the replacement")
    # libadwaita 1.2 does not tell where the keyboard is inside its entry rows, so they are typed into blindly; that the
    # right words reach the marketplace shows it was the right rows.
    walk.reach("push button", "Save .*")
    walk.press("Tab")
    walk.type("Colissimo")
    walk.press("Tab")
    walk.type("6A0815")
    walk.push("Mark as shipped")
    walk.see_window(f".* · {walk.order['number']}")
    walk.executed_once("replacement.shipment", walk.incident["id"])
    walk.wait(lambda: incident(walk)["resolutions"][0].get("shipped_at"), "the shipment")
    shipped = incident(walk)["resolutions"][0]
    equal((shipped["carrier"], shipped["tracking_number"]), ("Colissimo", "6A0815"))


@test("/R4/return-is-received-and-inspected")
def goods_back(walk):
    walk.sandbox.ask("/_sandbox/retailer", {"action": "ship-return", "return": incident(walk)["returns"][0]["id"]})
    walk.press("F5")
    walk.push("Receive…")
    walk.see_window("Receive the return")
    walk.push("Record the receipt")
    walk.executed_once("return.receipt", walk.incident["id"])
    walk.see_window(f".* · {walk.order['number']}")
    walk.see("push button", "Inspect…")
    walk.push("Inspect…")
    walk.see_window("Inspect the return")
    walk.push("Accept the rest")
    walk.push("Record the inspection")
    walk.executed_once("return.inspection", walk.incident["id"])
    walk.wait(lambda: incident(walk)["returns"][0]["state"] == "inspected", "an inspected return")


@test("/R5/contested-gets-a-second-resolution")
def contested(walk):
    walk.see_window(f".* · {walk.order['number']}")
    walk.sandbox.ask("/_sandbox/retailer", {"action": "contest", "incident": walk.incident["id"],
                                            "text": "The second one is cracked too."})
    walk.press("F5")
    walk.see("label", "Contested: .*cracked too.*")
    walk.press("alt+2")
    walk.see("spin button", walk.word("pieces"))
    walk.confirm("refund")
    walk.executed_once("resolution.refund", walk.incident["id"])
    walk.wait(lambda: [made["kind"] for made in incident(walk)["resolutions"]] == ["replacement", "refund"],
              "the second resolution")
    equal(len(walk.sandbox.executed("resolution.replacement")), 1)


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
