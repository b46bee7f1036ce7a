#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shop on a Mirakl marketplace by command: what only such a site takes, as TAP."""

import json
import os
import sys
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import PDF, Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

USAGE = 2


class Shop(Home):
    def add_account(self, url=None):
        self.run(0, "account", "add", "demo", "--connector", "mirakl", "--url", self.sandbox.url.rstrip("/") + "/mirakl",
                 "--token-file", self.token_file, "--keep-in-file")

    def api(self, path):
        """What the marketplace itself answers: JSON read, other bytes as they are."""
        request = urllib.request.Request(self.sandbox.url.rstrip("/") + "/mirakl/api" + path,
                                         headers={"Authorization": self.sandbox.token})
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
            return json.loads(body) if answer.headers.get_content_type() == "application/json" else body

    def incident(self, line):
        return self.run(0, "incident", f"demo/{line}.1")

    def executed(self, call):
        return [what for what in self.sandbox.ask("/_sandbox/mirakl")["executed"] if what.startswith(call)]

    def ask_return(self, line):
        self.sandbox.ask("/_sandbox/shopper", dict(action="return", line=line))

    def goods(self, line):
        return self.incident(line)["returns"][0]


@test("/mirakl/P5/marked-resolved-is-not-closed")
def resolved(shop):
    shop.run(USAGE, "message", "demo/PX-70037-A-1.1", "--resolved")
    shop.run(0, "message", "demo/PX-70037-A-1.1", "--resolved", "--reason", "23", "--text", "Voici la solution.")
    shop.run(0, "push")
    after = shop.incident("PX-70037-A-1")
    equal((after["state"], after["state_code"], after["waiting_for"]), ("in_progress", "MARKED_RESOLVED", "customer"))
    equal(shop.executed("OR64"), ["OR64 PX-70037-A-1"])
    shop.sandbox.ask("/_sandbox/shopper", dict(action="close", line="PX-70037-A-1"))
    shop.run(0, "sync")
    equal(shop.incident("PX-70037-A-1")["state"], "resolved")


@test("/mirakl/R1/what-was-said-yes-to-is-known-when-the-rest-is-cut")
def cut(shop):
    """The refund is kept with its key while its marking is in doubt: the next attempt need not find it at the site."""
    shop.sandbox.faults("cut-before", match="/mirakl/api/orders/PX-70022-A/lines")
    told = shop.run(0, "resolve", "demo/PX-70022-A-1.1", "refund", "--line", "PX-70022-A-1:1")
    equal(told["state"], "sending")
    after = shop.incident("PX-70022-A-1")
    equal([(what["key"], what["state"], what["amounts"]["total"]) for what in after["resolutions"]],
          [(told["key"], "requested", told["expected"]["total"])])
    equal(after["left"]["PX-70022-A-1"], 2)
    equal(len(shop.executed("OR28")), 1)


@test("/mirakl/P10/escalated-to-the-operator")
def escalated(shop):
    shop.run(0, "message", "demo/PX-70028-A-1.1", "--to-marketplace", "--text", "Pouvez-vous trancher ?")
    shop.run(0, "push")
    after = shop.incident("PX-70028-A-1")
    equal((after["state_code"], after["waiting_for"]), ("ESCALATED", "marketplace"))


@test("/mirakl/P7/case-file-goes-to-the-operator-once")
def case_file(shop):
    sent = shop.run(0, "dossier", "send", "demo/PX-70015-A-1.1")
    equal((sent["sent"], len(sent["operations"])), (True, 1))
    threads = shop.api("/inbox/threads?entity_type=MMP_ORDER&entity_id=PX-70015-A&with_messages=true")["data"]
    messages = [message for thread in threads for message in thread["messages"] if message.get("attachments")]
    files = [(message, file) for message in messages for file in message["attachments"]
             if file["name"].endswith(".zip")]
    equal(len(files), 1)
    message, file = files[0]
    equal([who["type"] for who in message["to"]], ["OPERATOR"])

    path = os.path.join(shop.dir, "arrived.zip")
    with open(path, "wb") as arrived:
        arrived.write(shop.api(f"/inbox/threads/{file['id']}/download"))
    seal = sent["operations"][0]["text"].split()[-1]
    equal(shop.run(0, "dossier", "verify", path, "--seal", seal)["sound"], True)


@test("/mirakl/R4/returns-accepted-refused-closed")
def returns(shop):
    for line in ("PX-70032-A-1", "PX-70034-A-1", "PX-70015-A-1"):
        shop.ask_return(line)
    shop.run(0, "sync")
    equal(shop.goods("PX-70032-A-1")["state"], "waiting")

    shop.run(USAGE, "return", "refuse", "demo/PX-70032-A-1.1")
    shop.run(USAGE, "return", "refuse", "demo/PX-70032-A-1.1", "--reason", "mood")
    shop.run(0, "return", "refuse", "demo/PX-70032-A-1.1", "--reason", "too_late")
    shop.run(0, "return", "accept", "demo/PX-70034-A-1.1")
    shop.run(USAGE, "return", "label", "demo/PX-70015-A-1.1")
    shop.run(0, "return", "label", "demo/PX-70015-A-1.1", "--url", "https://labels.example/8R1.pdf",
             "--carrier", "Colissimo", "--tracking", "8R1")
    shop.run(0, "push")
    equal(shop.goods("PX-70032-A-1")["state"], "refused")
    equal(shop.goods("PX-70034-A-1")["state"], "asked")
    equal(shop.goods("PX-70015-A-1")["state"], "under_way")
    equal(len(shop.executed("RT21")), 3)
    equal(len(shop.executed("RT04")), 1)

    shop.run(0, "return", "received", "demo/PX-70015-A-1.1")
    shop.run(0, "push")
    shop.run(0, "return", "close", "demo/PX-70015-A-1.1")
    shop.run(0, "push")
    equal(shop.goods("PX-70015-A-1")["state"], "closed")
    equal(len(shop.executed("RT27")), 1)


@test("/mirakl/R4/label-with-a-message")
def label(shop):
    shop.ask_return("PX-70037-A-1")
    shop.run(0, "sync")
    shop.run(0, "return", "label", "demo/PX-70037-A-1.1", shop.file("label.pdf", PDF), "--text", "Votre étiquette.")
    shop.run(0, "push")
    equal(shop.goods("PX-70037-A-1")["state"], "labelled")
    equal(len(shop.executed("OR43") + shop.executed("M12")), 1)


@test("/mirakl/P2/R16/pixmania-rules-run-on-it")
def rules(shop):
    equal(shop.run(0, "account", "rules", "demo", "--playbook", "pixmania")["playbook"], "pixmania")
    fresh = shop.incident("PX-70005-A-1")
    reply = next(clock for clock in fresh["rules"]["clocks"] if clock["id"] == "first-reply")
    # From when the marketplace says that an answer is awaited, which is not when the order changed last.
    equal((reply["start"], fresh["waiting_since"]), (1795410000, 1795410000))
    equal(reply["aim_at"], 1795410000 + 24 * 3600)
    order = shop.run(0, "order", "demo/PX-70005-A")
    assert not order["customer"].get("email"), order["customer"]


sys.exit(run(Shop))
