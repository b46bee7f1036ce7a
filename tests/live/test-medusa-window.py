#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Medusa server in the real window: the account is added, photos are looked at, replacements and refunds decided,
while the server, and then the application, is killed in the middle. Each decision is found there once, as the server's
own API tells."""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "lib"), os.path.join(HERE, "..", "walks")]
from tree import Atspi, Gio, GLib  # noqa: E402
import coded  # noqa: E402
from coded import Screen, decode  # noqa: E402
from cutting_proxy import Proxy  # noqa: E402
from desk import Desk  # noqa: E402
from home import PDF  # noqa: E402
from medusa_shop import Shop  # noqa: E402
from tap import equal, run, test  # noqa: E402

KEPT_IN_A_FILE = "Keep It in a File"


class Window(Desk):
    """No pretend marketplace: a real one, and a proxy before it that knows when to cut."""

    def __init__(self):
        super().__init__("en", synced=False)

    def begin(self, synced):
        self.shop = Shop()
        self.proxy = Proxy(self.shop.url)
        self.photographed = self.shop.draft()
        url = self.shop.upload("vue (1).png", coded.coded(0), "image/png")
        self.shop.post(f"/admin/claims/{self.photographed[2]}/request")
        self.shop.medusa("exec", "./src/scripts/images.js", CLAIM=self.photographed[2], URLS=url)
        self.drafts = [self.shop.draft() for _ in range(5)]

    def close(self):
        self.stop()
        self.proxy.close()
        self.shop.close()
        super().close()

    # ── Trouble ──

    def cut_at(self, *cuts):
        """cuts: (end of an address, way, what happens then), each once, in this order."""
        left = list(cuts)
        self.happened = []

        def plan(number, method, path):
            if not left or not path.split("?")[0].endswith(left[0][0]):
                return "pass"
            end, way, then = left.pop(0)
            self.proxy.on_cut = then
            self.happened.append(end)
            return way

        self.proxy.plan = plan

    def see_cut(self, end):
        self.wait(lambda: end in self.happened, f"a cut at {end}")

    def server_again(self):
        """It was killed; it starts again on the same data."""
        self.wait(lambda: self.shop.server.poll() is not None, "the end of the server")
        self.shop.start_server()

    def application_again(self):
        self.wait(lambda: self.process.poll() is not None, "the end of the application")
        self.process.wait(20)
        self.start()

    # ── Deciding ──

    def open(self, claim):
        self.ask_application("open-incident", GLib.Variant("(xs)", (1, claim)))
        order = self.run(0, "incident", f"shop/{claim}")["order"]
        self.see_window(".* · " + self.run(0, "order", f"shop/{order}")["number"])

    def decide_replacement(self, claim):
        self.open(claim)
        self.choose("replacement")
        self.reach("check box", self.word("return"))
        self.press("space")
        self.push(self.word("choose label"))
        self.choose_file(self.word("choose file"), self.file("label.pdf", PDF))
        self.see("label", "label.pdf")
        assert "label.pdf" in self.confirm("send replacement")

    def decide_refund_of_one(self, claim):
        """One of the two pieces."""
        self.open(claim)
        self.choose("refund")
        pieces = self.reach("spin button", self.word("pieces"))
        equal(pieces.value, 2)
        self.press("Down")
        self.wait(lambda: pieces.value == 1, "one piece")
        text = self.confirm("refund")
        assert re.search(self.amount(720), text), text

    def state(self, claim):
        """Of the decisions about it; empty when nothing is left to do."""
        return [(row["kind"], row["state"]) for row in self.run(0, "outbox") if row["incident"] == claim]

    def settled(self, claim):
        """Nothing is under way any more, it shows in the window, and nothing ended otherwise than well."""
        self.wait(lambda: self.state(claim) == [], f"the end of what was decided of {claim}")
        rows = [row["state"] for row in self.run(0, "outbox", "--all") if row["incident"] == claim]
        equal(rows, ["confirmed"])

    def check_replacement(self, line, claim):
        there = self.shop.claim(claim)
        equal([(one["quantity"], one["metadata"]["constat_line"]) for one in there["additional_items"]], [(2, line)])
        equal([(one["item_id"], one["quantity"]) for one in there["return"]["items"]], [(line, 2)])
        labels = [label["label_url"] for parcel in there["return"]["fulfillments"] for label in parcel["labels"]]
        equal(len(labels), 1)
        assert labels[0].endswith("label.pdf"), labels
        equal(len(self.shop.get(f"/admin/claims?order_id={there['order_id']}")["claims"]), 1)
        equal(len(self.shop.get(f"/admin/returns?order_id={there['order_id']}")["returns"]), 1)


@test("/medusa/window/one-dialog-adds-the-account")
def account(walk):
    Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.secrets", Gio.BusNameOwnerFlags.NONE, None, None, None)
    walk.start()
    walk.see("label", "No Account Yet")
    walk.click("push button", "Add Account…")
    walk.see_window("Add an Account")
    walk.reach("combo box", ".*")
    walk.press("space", "Home", "Down", "Down", "Return")
    for name, text in (("Name on this computer", "shop"), ("Address .*", walk.proxy.url), ("Token", walk.shop.key)):
        walk.see("text", name, walk.window()).replace(text)
    walk.wait(lambda: walk.see("push button", "Save").has(Atspi.StateType.SENSITIVE), "a complete form")
    walk.click("push button", "Save")
    walk.click("push button", KEPT_IN_A_FILE)
    walk.see("list item", ".*shop, up to date.*")
    equal(walk.run(0, "account", "list")[0]["connector"], "medusa")
    walk.set_undo_window(1)
    known = {row["id"] for row in walk.run(0, "incidents")}
    equal(known, {claim for _, _, claim in walk.drafts + [walk.photographed]})


@test("/medusa/window/photo-as-it-was-uploaded")
def photo(walk):
    """Pixel by pixel: the picture says of each where it is."""
    walk.open(walk.photographed[2])
    walk.press("F11")
    place = (520, 330)

    def screen():
        return Screen(os.path.join(walk.dir, "screen.png"))

    walk.see("image", "Photo 1 of 1")
    walk.wait(lambda: 900 < decode(screen().pixel(*place))[1] < 1200, "the photo, fitted into the window")
    subprocess.run(["xdotool", "mousemove", *map(str, place), "click", "1", "click", "1"], check=True, timeout=20)
    walk.wait(lambda: screen().is_exact(*place), "the photo's own pixels, each in its place")
    walk.press("F11")
    walk.close_window()


@test("/medusa/window/replacement-while-the-server-is-killed-twice")
def replacement(walk):
    """Once in the middle of a request, once after it was carried out and before anybody knew."""
    order, line, claim = walk.drafts[0]
    walk.cut_at(("/outbound/items", "amid", walk.shop.kill_server), ("/request", "after", walk.shop.kill_server))
    walk.decide_replacement(claim)
    walk.see_cut("/outbound/items")
    walk.server_again()
    walk.see_cut("/request")
    walk.server_again()
    walk.settled(claim)
    walk.check_replacement(line, claim)
    walk.see("label", re.escape(walk.word("in progress")))
    walk.close_window()


@test("/medusa/window/partial-refund-while-the-server-is-killed")
def refund(walk):
    order, line, claim = walk.drafts[1]
    walk.cut_at(("/refund", "amid", walk.shop.kill_server))
    walk.decide_refund_of_one(claim)
    walk.see_cut("/refund")
    walk.server_again()
    walk.settled(claim)
    equal([one["amount"] for one in walk.shop.refunds(order)], [7.2])
    walk.see("label", "Resolved.*")
    walk.close_window()


@test("/medusa/window/replacement-while-the-application-is-killed-twice")
def killed(walk):
    order, line, claim = walk.drafts[2]
    walk.cut_at(("/inbound/shipping-method", "before", lambda: walk.process.kill()),
                ("/shipment", "after", lambda: walk.process.kill()))
    walk.decide_replacement(claim)
    walk.see_cut("/inbound/shipping-method")
    walk.application_again()
    walk.see_cut("/shipment")
    walk.application_again()
    walk.settled(claim)
    walk.check_replacement(line, claim)


@test("/medusa/window/partial-refund-while-both-are-killed")
def both(walk):
    order, line, claim = walk.drafts[3]

    def kill_both():
        walk.process.kill()
        walk.shop.kill_server()

    walk.cut_at(("/refund", "after", kill_both))
    walk.decide_refund_of_one(claim)
    walk.see_cut("/refund")
    walk.server_again()
    walk.application_again()
    walk.settled(claim)
    equal([one["amount"] for one in walk.shop.refunds(order)], [7.2])


@test("/medusa/window/an-incident-is-cancelled")
def cancelled(walk):
    order, line, claim = walk.drafts[4]
    walk.open(claim)
    walk.cut_at(("/request", "after", lambda: None))
    walk.press("F10")
    walk.click("menu item", "Cancel the incident…")
    walk.click("push button", "Cancel the Incident", walk.wait(walk.find_dialog, "the question"))
    walk.see_cut("/request")
    walk.settled(claim)
    equal(walk.shop.get(f"/admin/claims?order_id={order}")["claims"], [])
    assert claim not in [row["id"] for row in walk.run(0, "incidents")]


@test("/medusa/window/each-decision-once")
def once(walk):
    equal(walk.run(0, "outbox"), [])
    equal(sorted((row["kind"], row["state"]) for row in walk.run(0, "outbox", "--all")),
          [("cancel", "confirmed"), ("refund", "confirmed"), ("refund", "confirmed"), ("replacement", "confirmed"),
           ("replacement", "confirmed")])
    walk.run(0, "journal", "verify")


sys.exit(run(Window, shared=True))
