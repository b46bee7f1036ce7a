#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same decisions while the marketplace cannot be reached, with the application killed before it comes back:
everything typed and decided is there, and is executed once. Usage: walk-offline.py fr|en"""

import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

TYPED = "Nous vous proposons 10 % de remise ; qu’en dites-vous ?"
WRITTEN = "La boîte est-elle intacte ?"


def drafts(walk):
    """What is kept of what was typed, as a crash would find it."""
    with sqlite3.connect(f"file:{walk.dir}/data/constat/store.db?mode=ro", uri=True) as store:
        return "\n".join(text for (text,) in store.execute("SELECT body FROM drafts"))


def decisions(walk):
    """What waits, without what the desk says by itself."""
    return [row for row in walk.run(0, "outbox") if row["kind"] in ("refund", "replacement", "message")]


@test("/offline/the-banner-says-so")
def banner(walk):
    walk.refunded, walk.refund_order = walk.pick(lambda i, o: o["lines"][0]["quantity"] == 12)
    walk.replaced, walk.replacement_order = walk.pick(lambda i, o: len(i.get("attachments", [])) >= 3)
    walk.asked, walk.asked_order = walk.pick(lambda i, o: i["reason"] == "wrong_item")
    walk.spared, walk.spared_order = walk.pick(lambda i, o: i["reason"] == "defective")
    walk.sandbox.stop()
    walk.start()
    walk.see("label", walk.word("offline"))


@test("/offline/refund-is-queued")
def refund(walk):
    walk.open_order(walk.refund_order["number"])
    walk.open_problem(walk.refund_order["number"], walk.refunded["number"])
    walk.choose("refund")
    walk.confirm("refund")
    walk.see("push button", walk.word("undo") + ".*")
    walk.close_window()


@test("/offline/replacement-with-its-label-is-queued")
def replacement(walk):
    walk.open_order(walk.replacement_order["number"])
    walk.open_problem(walk.replacement_order["number"], walk.replaced["number"])
    walk.choose("replacement")
    walk.reach("check box", walk.word("return"))
    walk.press("space")
    walk.push(walk.word("choose label"))
    walk.choose_file(walk.word("choose file"), walk.file("label.pdf", PDF))
    walk.see("label", "label.pdf")
    walk.confirm("send replacement")
    walk.see("push button", walk.word("undo") + ".*")
    walk.close_window()


@test("/offline/undo-and-take-back")
def undo(walk):
    walk.open_order(walk.spared_order["number"])
    walk.open_problem(walk.spared_order["number"], walk.spared["number"])
    for button, seconds in (("undo", 600), ("take back", 1)):
        walk.set_undo_window(seconds)
        before = len(decisions(walk))
        walk.choose("refund")
        walk.confirm("refund")
        walk.wait(lambda: len(decisions(walk)) == before + 1, "one more decision")
        walk.see("push button", walk.word(button) + ".*")
        walk.push(walk.word(button) + ".*")
        walk.wait(lambda: len(decisions(walk)) == before, "nothing of it")
    walk.close_window()


@test("/offline/message-is-queued-and-a-draft-kept")
def message(walk):
    walk.open_order(walk.asked_order["number"])
    walk.open_problem(walk.asked_order["number"], walk.asked["number"])
    walk.choose("contact")
    walk.push(walk.word("write"))
    walk.write(walk.reach("text", walk.word("message")), WRITTEN)
    walk.push(walk.word("send"))
    walk.wait(lambda: len(decisions(walk)) == 3, "three decisions")
    walk.write(walk.reach("text", walk.word("message")), TYPED)
    walk.wait(lambda: TYPED in drafts(walk), "the draft")


@test("/offline/killed-and-everything-is-there")
def killed(walk):
    walk.kill()
    walk.start()
    walk.see("label", walk.word("offline"))
    equal(sorted(row["kind"] for row in decisions(walk)), ["message", "refund", "replacement"])
    walk.go("outbox")
    walk.see_window(walk.word("outbox"))
    for order in (walk.refund_order, walk.replacement_order, walk.asked_order):
        walk.see("list item", f".*{order['number']}.*")
    walk.open_order(walk.asked_order["number"])
    walk.reach("push button", walk.word("show problem"))
    walk.press("Return")
    walk.see_window(f".* · {walk.asked_order['number']}")
    walk.press("alt+m")
    walk.wait(lambda: walk.look("text", re.escape(TYPED)), "what was typed")
    walk.see("label", re.escape(WRITTEN))


@test("/offline/back-and-executed-once")
def back(walk):
    equal(walk.held_on_command_line(walk.refund_order["id"]), walk.refund_order["payout"]["held"])
    walk.restart_sandbox()
    walk.close_window()
    walk.press("F5")
    for operation, incident in (("resolution.refund", walk.refunded), ("resolution.replacement", walk.replaced),
                                ("message", walk.asked)):
        walk.executed_once(operation, incident["id"])
    walk.wait(lambda: decisions(walk) == [], "an empty outbox")
    walk.wait(lambda: not walk.look("label", walk.word("offline")), "no banner")
    names = [item["operation"] for item in walk.sandbox.executed()]
    for name in ("resolution.refund", "resolution.replacement", "message", "attachment"):
        equal((name, names.count(name)), (name, 1))
    assert TYPED in drafts(walk), "the draft went with the message"
    walk.open_order(walk.refund_order["number"])
    walk.held_agrees(walk.refund_order["id"], walk.refund_order["payout"]["held"])


sys.exit(run(lambda: Desk(sys.argv[1], undo_window=25), shared=True))
