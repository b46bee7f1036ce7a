#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Medusa server: read, decided on, cut off and killed in the middle. Every decision ends once and whole there,
as the server's own API tells."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from cutting_proxy import Proxy  # noqa: E402
from home import PDF  # noqa: E402
from medusa_shop import Shop  # noqa: E402
from tap import equal, run, test  # noqa: E402

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300030202020202030202020303030304060404040404080606"
                     "050609080a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc9000b0800010001"
                     "0101001100ffcc000600101005ffda0008010100003f00d2cf20ffd9")


class Live:
    def __init__(self):
        self.shop = Shop()
        self.proxy = Proxy(self.shop.url)
        self.dir = tempfile.mkdtemp(prefix="constat-live-home-")
        self.env = dict(os.environ, HOME=self.dir, XDG_DATA_HOME=self.dir + "/data", XDG_CACHE_HOME=self.dir + "/cache",
                        XDG_CONFIG_HOME=self.dir + "/config")
        self.key = os.path.join(self.dir, "key")
        with open(self.key, "w", encoding="ascii", opener=lambda p, f: os.open(p, f, 0o600)) as out:
            out.write(self.shop.key)
        self.label = os.path.join(self.dir, "étiquette (3).pdf")
        with open(self.label, "wb") as out:
            out.write(PDF)

        self.photo = os.path.join(self.dir, "casse.jpg")
        with open(self.photo, "wb") as out:
            out.write(JPEG)

    def close(self):
        self.proxy.close()
        self.shop.close()
        shutil.rmtree(self.dir)

    def start(self, *words):
        return subprocess.Popen([os.environ["CONSTATCTL"], "--json", *words], env=self.env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, codes, *words):
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        wanted = codes if isinstance(codes, tuple) else (codes,)
        if process.returncode not in wanted:
            raise AssertionError(f"{' '.join(words)}: exit {process.returncode}, not {codes}\n{out}{err}")
        return json.loads(out) if out.strip() else None

    def sync(self):
        return self.run(0, "sync", "shop")

    def incident(self, claim):
        return self.run(0, "incident", f"shop/{claim}")

    def pushed_to_the_end(self):
        """Pushes until nothing is under way; an attempt that nobody saw the end of is waited for."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            self.run((0, 3, 4, 5), "push", "shop")
            waiting = [row for row in self.run(0, "outbox") if row["state"] in ("queued", "sending", "held")]
            if not waiting:
                return
            for row in waiting:
                self.run((0, 2, 4, 5), "outbox", "retry", str(row["id"]))
            time.sleep(1)
        raise AssertionError(f"still under way: {waiting}")

    def confirmed(self, step):
        """Nothing is under way any more, and nothing ended otherwise than well."""
        self.pushed_to_the_end()
        equal((step, [(row["kind"], row["state"], row.get("last_problem")) for row in self.run(0, "outbox")]), (step, []))

    def cut(self, number, way):
        self.proxy.reset()
        self.proxy.plan = lambda n, *_: way if n == number else "pass"

    def let_through(self):
        self.proxy.plan = lambda *_: "pass"
        self.proxy.on_cut = lambda: None


@test("/medusa/first-sync")
def first(live):
    live.drafted = live.shop.draft()
    order, line, claim = live.drafted
    plain, _ = live.shop.order()
    live.run(0, "account", "add", "shop", "--connector", "medusa", "--url", live.proxy.url, "--token-file", live.key,
             "--keep-in-file")
    live.sync()
    got = live.run(0, "order", f"shop/{order}")
    server = live.shop.get(f"/admin/orders/{order}?fields=total,display_id")["order"]
    equal(got["number"], str(server["display_id"]))
    equal(got["amounts"]["total"], round(server["total"] * 100))
    equal([one["quantity"] for one in got["lines"]], [4, 4])
    incident = live.incident(claim)
    equal(incident["state"], "submitted")
    equal(incident["description"], "Deux bols sont arrivés cassés.")
    equal(incident["lines"], [dict(line=line, quantity=2)])
    equal([row["id"] for row in live.run(0, "incidents")], [claim])
    assert plain in [row["id"] for row in live.run(0, "orders")]


@test("/medusa/photos")
def photos(live):
    order, line, claim = live.drafted
    url = live.shop.upload("é photo (3).jpg", JPEG)
    live.shop.post(f"/admin/claims/{claim}/request")
    live.shop.medusa("exec", "./src/scripts/images.js", CLAIM=claim, URLS=url)
    live.sync()
    found = live.incident(claim)["attachments"]
    equal([one["filename"] for one in found], ["é photo (3).jpg"])
    target = os.path.join(live.dir, "photo.jpg")
    live.run(0, "photo", found[0]["id"], "--output", target)
    with open(target, "rb") as file:
        equal(file.read(), JPEG)


@test("/medusa/nothing-changed")
def idle(live):
    live.sync()
    live.proxy.reset()
    live.sync()
    print(f"# nothing changed: {live.proxy.calls} calls, {live.proxy.bytes} bytes")
    assert live.proxy.calls <= 4, live.proxy.paths
    equal({path: n for path, n in live.proxy.bytes_of.items() if n and path != "/admin/stores"}, {})
    order, _, claim = live.shop.draft()
    live.proxy.reset()
    live.sync()
    print(f"# one incident changed: {live.proxy.calls} calls, {live.proxy.bytes} bytes")
    assert claim in [row["id"] for row in live.run(0, "incidents")]
    assert live.proxy.calls <= 9, live.proxy.paths


@test("/medusa/dropped-draft")
def dropped(live):
    order, _, claim = live.shop.draft()
    live.sync()
    assert claim in [row["id"] for row in live.run(0, "incidents")]
    live.shop.call("DELETE", f"/admin/claims/{claim}/request")
    live.sync()
    assert claim not in [row["id"] for row in live.run(0, "incidents")]
    assert order in [row["id"] for row in live.run(0, "orders")]


@test("/medusa/refund-is-once")
def refund(live):
    for number in (1, 2):
        for way in ("before", "after"):
            order, line, claim = live.shop.draft()
            live.sync()
            live.cut(number, way)
            live.run((0, 3), "resolve", claim, "refund", "--line", f"{line}:1")
            live.let_through()
            live.confirmed((number, way))
            refunds = live.shop.refunds(order)
            equal([(number, way, one["amount"]) for one in refunds], [(number, way, 7.2)])
            equal(live.incident(claim)["state"], "resolved")


def check_replacement(live, claim, line):
    there = live.shop.claim(claim)
    equal([(one["quantity"], one["metadata"]["constat_line"]) for one in there["additional_items"]], [(2, line)])
    equal([(one["item_id"], one["quantity"]) for one in there["return"]["items"]], [(line, 2)])
    labels = [label for parcel in there["return"]["fulfillments"] for label in parcel["labels"]]
    equal(len(labels), 1)
    claims = live.shop.get(f"/admin/claims?order_id={there['order_id']}")["claims"]
    equal(len(claims), 1)
    incident = live.incident(claim)
    equal([one["kind"] for one in incident["resolutions"]], ["replacement"])
    equal([one["state"] for one in incident["returns"]], ["labelled"])
    equal(incident["state"], "in_progress")


@test("/medusa/replacement-is-once-under-cuts")
def cuts(live):
    for number in range(1, 8):
        for way in ("before", "after"):
            order, line, claim = live.shop.draft()
            live.sync()
            live.cut(number, way)
            live.run((0, 3), "resolve", claim, "replacement", "--line", f"{line}:2", "--return", "--label",
                     live.label)
            live.let_through()
            live.confirmed((number, way))
            check_replacement(live, claim, line)


@test("/medusa/replacement-is-once-under-kills")
def kills(live):
    for number in range(1, 8):
        order, line, claim = live.shop.draft()
        live.sync()
        live.cut(number, "after" if number % 2 else "before")
        process = live.start("resolve", claim, "replacement", "--line", f"{line}:2", "--return", "--label", live.label)
        live.proxy.on_cut = lambda: process.send_signal(signal.SIGKILL)
        process.communicate(timeout=120)
        equal((number, process.returncode), (number, -signal.SIGKILL))
        live.let_through()
        live.confirmed(number)
        check_replacement(live, claim, line)
        live.replaced = (order, line, claim)


@test("/medusa/goods-go-and-come")
def goods(live):
    order, line, claim = live.replaced
    live.cut(2, "after")
    live.run((0, 3), "ship", claim, "--carrier", "Colissimo", "--tracking", "6A123")
    live.let_through()
    live.confirmed("goods")
    parcels = [one for one in live.shop.get(f"/admin/orders/{order}?fields=*fulfillments,*fulfillments.labels")["order"]
               ["fulfillments"] if (one["metadata"] or {}).get("constat")]
    equal([[label["tracking_number"] for label in one["labels"]] for one in parcels], [["6A123"]])
    equal([one["state"] for one in live.incident(claim)["resolutions"]], ["executed"])
    live.run(0, "return", "received", claim)
    equal([one["state"] for one in live.incident(claim)["returns"]], ["received"])
    live.cut(2, "after")
    live.run((0, 3), "return", "inspected", claim, "--line", f"{line}:1:1:0")
    live.let_through()
    live.confirmed("goods")
    equal([(one["received_quantity"], one["damaged_quantity"]) for one in live.shop.claim(claim)["return"]["items"]],
          [(2, 1)])
    live.sync()
    equal(live.incident(claim)["state"], "resolved")


@test("/medusa/report-is-once")
def reported(live):
    for number in range(1, 5):
        for way in ("before", "after"):
            order, lines = live.shop.order()
            live.sync()
            live.cut(number, way)
            live.run((0, 3), "report", order, "--line", f"{lines[0]}:2", "--reason", "damaged", "--text",
                     "Deux bols cassés", "--photo", live.photo)
            live.let_through()
            live.confirmed((number, way))
            claims = live.shop.get(f"/admin/claims?order_id={order}")["claims"]
            equal((number, way, len(claims)), (number, way, 1))
            incident = live.incident(claims[0]["id"])
            equal((incident["state"], incident["reason"], incident["description"]),
                  ("submitted", "damaged", "Deux bols cassés"))
            equal(incident["lines"], [dict(line=lines[0], quantity=2)])
            equal(len(incident["attachments"]), 1)


def replaced_without_label(live):
    order, line, claim = live.shop.draft()
    live.sync()
    live.run(0, "resolve", claim, "replacement", "--line", f"{line}:2", "--return", "--label-follows", "2026-12-24")
    return order, line, claim


@test("/medusa/cancel-is-once")
def cancel(live):
    for way in ("before", "after"):
        order, line, claim = live.shop.draft()
        live.sync()
        live.cut(1, way)
        live.run((0, 3), "cancel", claim)
        live.let_through()
        live.confirmed(("draft", way))
        equal(live.shop.get(f"/admin/claims?order_id={order}")["claims"], [])
        assert claim not in [row["id"] for row in live.run(0, "incidents")]
    for number in (1, 2):
        for way in ("before", "after"):
            order, line, claim = replaced_without_label(live)
            live.cut(number, way)
            live.run((0, 3), "cancel", claim)
            live.let_through()
            live.confirmed((number, way))
            there = live.shop.claim(claim)
            equal((there["canceled_at"] is None, there["return"]["status"]), (False, "canceled"))
            equal(live.incident(claim)["state"], "resolved")


@test("/medusa/cancel-the-return-alone-and-then-the-rest")
def cancel_return(live):
    """The server says no to the rest, and does it."""
    order, line, claim = replaced_without_label(live)
    live.run(0, "return", "cancel", claim)
    there = live.shop.claim(claim)
    equal((there["canceled_at"], there["return"]["status"]), (None, "canceled"))
    equal(live.incident(claim)["state"], "in_progress")
    live.run(0, "cancel", claim)
    assert live.shop.claim(claim)["canceled_at"]
    equal(live.incident(claim)["state"], "resolved")


@test("/medusa/cancel-too-late-is-not-tried")
def cancel_late(live):
    order, line, claim = live.shop.draft()
    live.sync()
    live.run(0, "resolve", claim, "replacement", "--line", f"{line}:2", "--return", "--label", live.label)
    live.proxy.reset()
    live.run(5, "cancel", claim)
    equal(live.proxy.changes, 0)
    row = live.run(0, "outbox")[0]
    equal(row["state"], "conflict")
    live.run(0, "outbox", "cancel", str(row["id"]))
    equal(live.shop.claim(claim)["canceled_at"], None)


@test("/medusa/exchange")
def exchange(live):
    order, line, name = live.shop.exchange()
    live.sync()
    incident = live.incident(name)
    equal((incident["state"], incident["description"], incident["lines"]),
          ("in_progress", "Plutôt un grand.", [dict(line=line, quantity=1)]))
    equal([(one["kind"], one["state"]) for one in incident["resolutions"]], [("replacement", "requested")])
    equal([one["state"] for one in incident["returns"]], ["asked"])
    live.cut(2, "after")
    live.run((0, 3), "cancel", name)
    live.let_through()
    live.confirmed("exchange")
    there = live.shop.get(f"/admin/exchanges?id={name}&fields=*return")["exchanges"][0]
    equal((there["canceled_at"] is None, there["return"]["status"]), (False, "canceled"))
    equal(live.incident(name)["state"], "resolved")


@test("/medusa/kept-on-this-desk")
def desk(live):
    order, line, claim = live.shop.draft()
    live.sync()
    live.proxy.reset()
    live.run(0, "note", claim, "--text", "À suivre")
    live.run(0, "message", claim, "--text", "Bonjour Zoë")
    equal(live.proxy.changes, 0)
    live.shop.post(f"/admin/claims/{claim}/request")
    live.sync()
    got = live.incident(claim)
    assert got["state"] != "submitted", got["state"]
    shown = json.dumps(got, ensure_ascii=False)
    assert "À suivre" in shown, shown


@test("/medusa/decided-there-meanwhile")
def meanwhile(live):
    order, line, claim = live.shop.draft()
    live.sync()
    live.shop.post(f"/admin/claims/{claim}/request")
    live.run(5, "resolve", claim, "replacement", "--line", f"{line}:2")
    equal(live.shop.claim(claim)["additional_items"], [])


sys.exit(run(Live, shared=True))
