#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main scenario by keyboard alone: three reported problems, decided in the three ways there are.
Usage: walk-main.py fr|en"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402


@test("/O1-O4/the-reported-problems-and-their-photos")
def look(walk):
    walk.incident, walk.order = walk.pick(lambda i, o: len(i.get("attachments", [])) >= 3)
    walk.start()
    row = walk.open_order(walk.order["number"])
    assert walk.word("submitted") in row.name, f"O2: no problem's state in “{row.name}”"
    walk.see("label", re.escape(walk.word("problem reported")))
    walk.held_agrees(walk.order["id"], walk.order["payout"]["held"])

    walk.open_problem(walk.order["number"], walk.incident["number"])
    n_photos = len(walk.incident["attachments"])
    walk.see("label", ".*" + walk.word("date"))
    walk.see("label", walk.word("of") % (1, n_photos))
    walk.reach("push button", walk.word("next photo"))
    walk.press("Return")
    walk.see("label", walk.word("of") % (2, n_photos))
    percent = walk.see("label", r"\d+\s%").text
    walk.reach("push button", walk.word("zoom in"))
    walk.press("Return")
    walk.wait(lambda: walk.see("label", r"\d+\s%").text not in (percent, ""), "another zoom")


@test("/O7/replacement-with-a-return-label")
def replacement(walk):
    held = walk.order["payout"]["held"]
    label = walk.file("label.pdf", PDF)
    walk.choose("replacement")
    walk.reach("check box", walk.word("return"))
    walk.press("space")
    walk.write(walk.reach("text", walk.word("instructions")), "À l’accueil, s’il vous plaît.")
    walk.push(walk.word("choose label"))
    walk.choose_file(walk.word("choose file"), label)
    walk.see("label", "label.pdf")
    text = walk.confirm("send replacement")
    assert "label.pdf" in text, f"the label is not among the consequences: {text}"

    walk.executed_once("resolution.replacement", walk.incident["id"])
    equal(len(walk.sandbox.executed("attachment")), 1)
    walk.see("label", re.escape(walk.word("in progress")))
    there = walk.run(0, "incident", f"demo/{walk.incident['id']}")
    equal(there["returns"][0]["instructions"], "À l’accueil, s’il vous plaît.")
    walk.close_window()
    walk.held_agrees(walk.order["id"], held)


@test("/O8-O12/refund-two-of-twelve")
def refund(walk):
    incident, order = walk.pick(lambda i, o: i["lines"][0]["quantity"] == 2 and o["lines"][0]["quantity"] == 12)
    held = order["payout"]["held"]
    walk.open_order(order["number"])
    walk.held_agrees(order["id"], held)
    walk.open_problem(order["number"], incident["number"])
    walk.choose("refund")
    pieces = walk.reach("spin button", walk.word("pieces"))
    equal(pieces.value, 2)
    text = walk.confirm("refund")
    line = order["lines"][0]
    total = 2 * line["unit_price"] * (10000 + line.get("tax_rate_bp", 0)) // 10000
    assert re.search(walk.amount(total), text), f"{total} is not among the consequences: {text}"

    walk.executed_once("resolution.refund", incident["id"])
    walk.see("label", re.escape(walk.word("in progress")))
    walk.close_window()
    walk.held_agrees(order["id"], held)
    walk.sandbox.advance(100)
    walk.press("F5")
    walk.held_agrees(order["id"], 0)
    walk.see("label", re.escape(walk.word("completed")))
    equal(len(walk.sandbox.executed("resolution.refund")), 1)


@test("/O9/message-to-the-retailer")
def message(walk):
    incident, order = walk.pick(lambda i, o: i["reason"] in ("wrong_item", "missing"))
    held = order["payout"]["held"]
    walk.open_order(order["number"])
    walk.open_problem(order["number"], incident["number"])
    walk.choose("contact")
    walk.push(walk.word("write"))
    words = "Bonjour, une remise de 10 % vous irait-elle ? Déjà œuvré…"
    walk.write(walk.reach("text", walk.word("message")), words)
    walk.push(walk.word("send"))
    walk.executed_once("message", incident["id"])
    walk.wait(lambda: words in str(walk.run(0, "incident", f"demo/{incident['id']}")["thread"].get("messages")),
              "the message in the thread")
    walk.close_window()
    walk.held_agrees(order["id"], held)


@test("/once/each-was-executed-once")
def once(walk):
    names = [item["operation"] for item in walk.sandbox.executed()]
    for name in ("resolution.replacement", "resolution.refund", "message"):
        equal((name, names.count(name)), (name, 1))
    equal(walk.run(0, "outbox"), [])


sys.exit(run(lambda: Desk(sys.argv[1]), shared=True))
