#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop without reports of its own: what a customer told us is recorded there from the order's page, a replacement is
decided on it and leaves with its tracking; the shop's own API has each once. Usage: walk-claims.py fr|en"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi  # noqa: E402
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from shops import Medusa  # noqa: E402


def open_report(walk):
    walk.open_order_page(walk.order["id"])
    walk.reach("push button", walk.word("more"))
    walk.press("Return")
    walk.click(None, walk.word("report"))
    walk.see("push button", walk.word("record"))


@test("/O2/report/what-is-typed-is-kept")
def kept(walk):
    walk.order = walk.unreported()
    walk.start()
    open_report(walk)
    record = walk.see("push button", walk.word("record"))
    assert not record.has(Atspi.StateType.SENSITIVE), "an empty report can be recorded"
    walk.see_focus(lambda node: node.role == "spin button", "the first article")
    walk.press("Up")
    walk.write(walk.see("text", walk.word("customer says")), "Deux bols sont ébréchés.")
    walk.see("label", walk.word("choose the reason"))
    walk.wait(lambda: walk.drafts(), "a draft")
    walk.press("Escape")
    walk.wait(lambda: not walk.look("push button", walk.word("record")), "the end of the window")
    open_report(walk)
    walk.see("text", "Deux bols sont ébréchés\\.")


@test("/O2/report/recorded-at-the-site-once")
def recorded(walk):
    before = walk.claims_of(walk.order["id"])
    equal(before, [])
    row = walk.reach("combo box", walk.word("reason"))
    walk.wait(lambda: 0 < row.middle[1] < 2 * walk.window().middle[1], "the row in the window")
    walk.press("space", "Down", "Return")
    walk.wait(lambda: walk.see("push button", walk.word("record")).has(Atspi.StateType.SENSITIVE), "a complete report")
    walk.press("ctrl+Return")
    claims = walk.wait(lambda: walk.claims_of(walk.order["id"]), "the claim there")
    equal(len(claims), 1)
    walk.wait(lambda: not walk.run(0, "outbox") and not walk.drafts(), "an empty outbox, and no draft")
    equal(len(walk.claims_of(walk.order["id"])), 1)
    walk.claim = walk.wait(lambda: walk.ask_application("refresh") or
                           walk.run(0, "order", f"shop/{walk.order['id']}").get("incidents"), "the incident here")[0]["id"]
    found = walk.run(0, "incident", f"shop/{walk.claim}")
    equal((found["reason"], found["lines"][0]["quantity"]), ("damaged", 1))


@test("/O7/R4/replacement-with-the-goods-back-and-a-label")
def replaced(walk):
    walk.open_incident(walk.claim)
    text = walk.replace(walk.file("label.pdf", PDF), "Gardez le carton.")
    assert re.search(walk.word("not told"), text), f"who tells the customer is not among the consequences: {text}"
    claim = walk.wait(lambda: next((one for one in walk.claims_of(walk.order["id"]) if one.get("additional_items")), None),
                      "the articles to send, there")
    equal(sum(item["quantity"] for item in claim["additional_items"]), 1)
    walk.wait(lambda: not walk.run(0, "outbox"), "an empty outbox")
    equal(len(walk.claims_of(walk.order["id"])), 1)
    returned = walk.returns_of(walk.order["id"])
    equal(len(returned), 1)
    equal([item["quantity"] for item in returned[0]["items"]], [1])
    labels = [label["label_url"] for parcel in returned[0]["fulfillments"] for label in parcel["labels"]]
    equal(len(labels), 1)
    assert labels[0].startswith("http"), labels


@test("/R3/it-leaves-with-carrier-number-and-address")
def shipped(walk):
    page = "https://suivi.example/6A0815"
    walk.ship("Colissimo", "6A0815", page)
    found = walk.wait(lambda: walk.ask_application("refresh") or next(
        (made for made in walk.run(0, "incident", f"shop/{walk.claim}").get("resolutions", [])
         if made.get("tracking_number")), None), "the shipment")
    equal(found["tracking_number"], "6A0815")
    walk.wait(lambda: not walk.run(0, "outbox"), "an empty outbox")
    sent = [parcel for parcel in walk.parcels_of(walk.order["id"]) if (parcel.get("metadata") or {}).get("constat")]
    equal([(label["tracking_number"], label["tracking_url"]) for parcel in sent for label in parcel["labels"]],
          [("6A0815", page)])
    equal(len(walk.claims_of(walk.order["id"])), 1)


sys.exit(run(lambda: Medusa(sys.argv[1]), shared=True))
