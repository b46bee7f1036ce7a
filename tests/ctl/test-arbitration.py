#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the call for help to what the arbitration decided, carried out once at the pretend marketplace, as TAP."""

import os
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402

WHY = "Mme Petit refuse la remise de 10 %"
WORDS = "Le vendeur rembourse la moitié"


class Case(Home):
    """An incident under the rules of a site that knows arbitration."""

    def __init__(self):
        super().__init__()
        try:
            self.run(0, "account", "rules", "demo", "--playbook", "pixmania")
            self.known = f"demo/{self.incidents(1)[0]['id']}"
        except BaseException:
            self.close()
            raise

    def stands(self):
        return self.run(0, "arbitration", "show", self.known)

    def pdf(self, *words):
        path = os.path.join(self.dir, "case.zip")
        self.run(0, "dossier", "make", self.known, "--output", path, *words)
        with zipfile.ZipFile(path) as case, open(path + ".pdf", "wb") as out:
            out.write(case.read("dossier.pdf"))
        text = subprocess.run(["pdftotext", "-layout", path + ".pdf", "-"], check=True, capture_output=True).stdout
        return " ".join(text.decode().split())

    def resolutions(self):
        self.run(0, "sync")
        return self.run(0, "incident", self.known).get("resolutions", [])


@test("/P10/help-has-who-when-and-why")
def helped(home):
    home.run(2, "arbitration", "ask", home.known, "help")
    home.run(2, "arbitration", "ask", home.known, "mediation", "--text", WHY)
    home.run(2, "arbitration", "ask", home.known, "help", "--text", WHY, "--at", "2199-01-01T00:00:00Z")
    said = home.run(0, "arbitration", "ask", home.known, "help", "--text", WHY)
    equal((said["help"]["by"], said["help"]["why"]), ("brand", WHY))
    assert said["help"]["noted_by"], said
    assert {gap["kind"] for gap in said["missing"]}, "nothing is missing in a bare incident"


@test("/P7/the-customer-asks-too")
def asked(home):
    said = home.run(0, "arbitration", "ask", home.known, "arbitration", "--by", "customer", "--text", WHY,
                    "--at", "2026-11-22T10:00:00Z")
    equal((said["arbitration"]["by"], said["arbitration"]["at"]), ("customer", "2026-11-22T10:00:00Z"))
    home.run(2, "arbitration", "ask", home.known, "arbitration", "--text", "Encore")
    home.run(4, "resolve", home.known, "refund")


@test("/P7/the-decision-binds")
def decided(home):
    home.run(2, "arbitration", "carry-out", home.known)
    home.run(2, "arbitration", "decided", home.known, "refund")
    home.run(2, "arbitration", "decided", home.known, "nothing", "--amount", "3.00")
    said = home.run(0, "arbitration", "decided", home.known, "refund", "--amount", "7.01", "--by", "Me Dubois", "--text",
                    WORDS)["decision"]
    equal((said["outcome"], said["amount"], said["by"], said["words"], said["binding"], said["state"]),
          ("refund", 701, "Me Dubois", WORDS, True, "open"))
    home.run(4, "resolve", home.known, "replacement")
    home.run(4, "resolve", home.known, "refund")


@test("/P7/what-was-decided-is-done-once")
def carried_out(home):
    before = len(home.resolutions())
    home.run(0, "arbitration", "carry-out", home.known)
    after = home.resolutions()
    equal(len(after), before + 1)
    equal(after[-1]["amounts"]["goods"] + after[-1]["amounts"].get("shipping", 0), 701)
    home.run(4, "arbitration", "carry-out", home.known)
    equal(len(home.resolutions()), before + 1)
    equal(home.stands()["decision"]["state"], "done")


@test("/P7/P10/the-case-file-tells-it")
def told(home):
    text = home.pdf("--language", "en")
    for word in ("Help and arbitration", WHY, WORDS, "Me Dubois", "Carried out", "Asked by"):
        assert word in text, word
    text = home.pdf("--language", "en", "--redacted")
    assert "Dubois" not in text, "the arbitrator is named"


if __name__ == "__main__":
    sys.exit(run(Case, shared=True))
