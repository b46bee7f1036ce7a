#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One case of each site's workflow in an incident's window, from its guide to what is written down, by cases recorded
by hand, so that nothing hangs on a network. Usage: walk-handling.py fr|en"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi, GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402

WORDS = {
    "fr": {
        "to handle": "À traiter",
        "resolution": r"Résolution, .* · jusqu’au 24 nov\.( 2026)? à 22\sh\s59.*",
        "days": [r"ven\.\s20\snovembre, Le jour de départ ne compte pas", r"sam\.\s21\snovembre, Jour 1",
                 r"dim\.\s22\snovembre, Le dimanche ne compte pas", r"lun\.\s23\snovembre, Jour 2",
                 r"mar\.\s24\snovembre, Jour 3"],
        "rules of": r"Règles de Pixmania\s: «\sRésolution\s»",
        "read at": r"Source\s: Page de Pixmania.*",
        "yes": "Oui",
        "no": "Non",
        "take back": "Le reprendre avec une étiquette de retour prépayée et le remplacer",
        "rule": r"Règle\s: Page de Pixmania.*\s; en vigueur depuis le .*2020",
        "check": "Vérifier l’état de l’article",
        "messages": "Messages",
        "ready texts": "Insérer un modèle de message",
        "tracking": "Suivi, FR",
        "hello": r"Bonjour Mme Petit,.*Votre commande PX-1 est en route avec \{carrier\}.*",
        "missing": r"À compléter\s: le transporteur.*",
        "note": "Noter",
        "mail": "Ouvrir dans la messagerie",
        "amount": r"J’ai vérifié le montant de 240,00\s€",
        "change it": "Modifier",
        "change": r"Modifier la réponse à «\sLe retour a-t-il été reçu\s\?\s»",
        "refund": r"Remboursement après réception du retour, En cours · jusqu’au .*",
        "refund now": r"Rembourser dans les 48\sh suivant la réception",
        "not yet": "Pas encore",
        "verify": "Faire vérifier la réclamation",
        "prepare": "La préparer",
        "hand on": "Remettre les photos ou la vidéo à l’intermédiaire.*",
        "verification": r"Vérification par la place de marché, En cours · jusqu’au .*",
        "exchange": r"Échange direct\s: un nouvel article part, rien ne revient",
        "cheap": r"L’article coûte-t-il moins de 10\s€\s\?",
        "known": "Oui · connu d’après le dossier",
        "person": "Laisser une personne décider",
        "internal": "Interne",
        "hand over": "Transmettre…",
        "after-sales": "Transmettre au service après-vente",
        "why": "Ce qu’il faut savoir ou faire",
        "pass": "Transmettre",
    },
    "en": {
        "to handle": "To handle",
        "resolution": r"Resolution, .* · until 24 Nov( 2026)?, 22:59.*",
        "days": [r"Fri\s20\sNovember, The day it began does not count", r"Sat\s21\sNovember, Day 1",
                 r"Sun\s22\sNovember, Sunday does not count", r"Mon\s23\sNovember, Day 2", r"Tue\s24\sNovember, Day 3"],
        "rules of": "Rules of Pixmania: “Resolution”",
        "read at": "Source: Pixmania’s page.*",
        "yes": "Yes",
        "no": "No",
        "take back": "Take it back with a prepaid return label and replace it",
        "rule": "Rule: Pixmania’s page.*; in force since .*2020",
        "check": "Check the state of the item",
        "messages": "Messages",
        "ready texts": "Insert a ready text",
        "tracking": "Tracking, FR",
        "hello": r"Bonjour Mme Petit,.*Votre commande PX-1 est en route avec \{carrier\}.*",
        "missing": "Still to be filled in: the carrier.*",
        "note": "Write down",
        "mail": "Open in the Mail Program",
        "amount": "I have checked the amount of €240.00",
        "change it": "Change",
        "change": "Change the answer to “Has the return been received\\?”",
        "refund": "Refund after the return was received, Running · until .*",
        "refund now": "Refund within 48 hours of the receipt",
        "not yet": "Not yet",
        "verify": "Have the claim verified",
        "prepare": "Prepare it",
        "hand on": "Hand the photos or video to the intermediary.*",
        "verification": "Verification by the marketplace, Running · until .*",
        "exchange": "Direct exchange: a new article leaves, nothing comes back",
        "cheap": "Does the article cost less than €10\\?",
        "known": "Yes · known from the case",
        "person": "Let a person decide",
        "internal": "Internal",
        "hand over": "Hand over…",
        "after-sales": "Escalate to after-sales",
        "why": "What they should know or do",
        "pass": "Hand over",
    },
}


def word(walk, key):
    return WORDS[walk.language][key]


class Sites(Desk):
    """Three places without an API, each under its own rules."""

    ACCOUNTS = (("px", "pixmania", "Pixmania"), ("tm", "tmall-dsers", "Tmall"), ("shop", "house-shop", "La boutique"))

    def __init__(self, language):
        super().__init__(language, synced=False)
        try:
            self.sandbox.stop()
            for name, rules, site in self.ACCOUNTS:
                self.run(0, "account", "add", name, "--connector", "manual", "--site", site, "--country", "FR")
                self.run(0, "account", "rules", name, "--playbook", rules)
            photo = self.file("photo.jpg", b"\xff\xd8\xff not much of a photo")
            self.damaged = self.record("px", "PX-1", "damaged", "Théière:2:120.00", "--delivered", "2026-11-19")
            self.unpaid = self.record("px", "PX-2", "refund_not_processed", "Théière:1:24.00")
            self.missing = self.record("tm", "TM-1", "missing", "Théière:1:24.00", "--photo", photo)
            self.parcel = self.record("shop", "S-1", "parcel_damaged", "Cartouche:1:9.99")
            self.set_undo_window(1)
            self.start()
            self.see_window(word(self, "to handle"))
        except BaseException:
            self.close()
            raise

    def record(self, account, order, reason, line, *more):
        return self.run(0, "case", "add", "--account", account, "--order", order, "--customer", "Mme Petit",
                        "--country", "FR", "--language", "fr", "--reported", "2026-11-20", "--reason", reason,
                        "--email", "petit@example.org", "--line", line, *more)["incident"]

    def open(self, account, incident):
        number = [name for name, _, _ in self.ACCOUNTS].index(account) + 1
        self.ask_application("open-incident", GLib.Variant("(xs)", (number, incident)))

    def rules(self, account, incident):
        return self.run(0, "incident", f"{account}/{incident}")["rules"]

    def clock(self, account, incident, name):
        """One that runs."""
        def find():
            clocks = self.rules(account, incident)["clocks"]
            return next((clock for clock in clocks if clock["id"] == name and "due" in clock), None)

        return self.wait(find, f"the clock {name}")

    def tab(self, key):
        self.click("page tab", word(self, key))


@test("/P3/R14/a-due-time-opens-into-its-count")
def counted(walk):
    """Friday 20 November 2026 and three working days: Tuesday 24."""
    walk.open("px", walk.damaged)
    walk.see_window("Mme Petit · PX-1")
    walk.see("push button", word(walk, "resolution"))
    walk.reach("push button", word(walk, "resolution"))
    walk.press("Return")
    for day in word(walk, "days"):
        walk.see("list item", day)
    walk.see("label", word(walk, "rules of"))
    walk.see("label", word(walk, "read at"))
    walk.press("Escape")
    walk.see_window("Mme Petit · PX-1")


@test("/P4.6/the-guide-proposes-with-its-rule")
def guided(walk):
    walk.see("push button", word(walk, "yes"))
    walk.push(word(walk, "yes"))
    walk.see("label", word(walk, "take back"))
    walk.see("label", word(walk, "rule"))
    equal(walk.rules("px", walk.damaged)["guide"]["proposal"]["proposal"], "damaged-replace")


@test("/P4.6/P6/a-tick-has-a-name-and-a-time")
def ticked(walk):
    walk.reach("check box", word(walk, "check"))
    walk.press("space")
    walk.see("check box", word(walk, "check") + ", .+ · .+")
    action = walk.rules("px", walk.damaged)["actions"][0]
    assert action["done_at"] > 0 and action["name"], action


@test("/R13/a-second-look-at-a-large-amount")
def guarded(walk):
    decide = walk.word("send replacement")
    walk.choose("replacement")
    walk.click("push button", decide + "…")
    dialog = walk.wait(walk.find_dialog, "the question")
    walk.see("check box", word(walk, "amount"), dialog)
    go_on = walk.see("push button", decide, dialog)
    assert not go_on.has(Atspi.StateType.SENSITIVE), "it could be decided at once"
    walk.reach("check box", word(walk, "amount"))
    walk.press("space")
    walk.wait(lambda: walk.see("push button", decide, dialog).has(Atspi.StateType.SENSITIVE),
              "a decision that may be taken")
    walk.press("Escape")
    walk.see_window("Mme Petit · PX-1")


@test("/H9/R11/R16/a-text-in-the-customers-language-waits-for-what-it-lacks")
def written(walk):
    walk.tab("messages")
    message = walk.see("text", walk.word("message"))
    walk.reach("text", walk.word("message"))
    walk.press("slash")
    walk.see("list item", word(walk, "tracking"))
    walk.see_focus(lambda node: node.role in ("entry", "text"), "the search")
    walk.type(word(walk, "tracking").split(",")[0])
    walk.press("Return")
    walk.wait(lambda: message.says(word(walk, "hello")), "the message")
    walk.see("label", word(walk, "missing"))
    assert not walk.see("push button", word(walk, "note")).has(Atspi.StateType.SENSITIVE), "it could be sent"
    assert not walk.look("push button", word(walk, "mail")), "mail is forbidden here"
    walk.close_window()


@test("/P4.4/an-answer-starts-a-clock")
def moved(walk):
    walk.open("px", walk.unpaid)
    walk.see_window("Mme Petit · PX-2")
    walk.see("push button", word(walk, "change"))
    assert not walk.look("push button", word(walk, "refund")), "nothing came back yet"
    before = walk.rules("px", walk.unpaid)["resolve_by"]
    walk.reach("push button", word(walk, "change it"))
    walk.press("space")
    walk.click(None, word(walk, "yes"))
    walk.see("label", word(walk, "refund now"))
    walk.see("push button", word(walk, "refund"))
    clock = walk.clock("px", walk.unpaid, "refund-after-return")
    equal(clock["due"] - clock["start"], 48 * 3600)
    equal(walk.rules("px", walk.unpaid)["resolve_by"], min(before, clock["due"]))
    walk.close_window()


@test("/T6/handed-to-the-intermediary")
def verified(walk):
    walk.open("tm", walk.missing)
    walk.see_window("Mme Petit · TM-1")
    walk.see("push button", word(walk, "not yet"))
    walk.click("push button", word(walk, "not yet"))
    walk.see("label", word(walk, "verify"))
    walk.reach("check box", word(walk, "hand on"))
    walk.press("space")
    walk.see("push button", word(walk, "verification"))
    walk.clock("tm", walk.missing, "verification")
    equal(walk.rules("tm", walk.missing)["actions"][0]["id"], "hand-over")
    walk.close_window()


@test("/H6/H10/cheap-and-never-before")
def exchanged(walk):
    walk.open("shop", walk.parcel)
    walk.see_window("Mme Petit · S-1")
    walk.see("push button", word(walk, "no"))
    walk.click("push button", word(walk, "no"))
    walk.see("label", word(walk, "cheap"))
    walk.see("label", word(walk, "known"))
    walk.see("label", word(walk, "exchange"))


@test("/R16/mail-where-nothing-forbids-it")
def offered(walk):
    walk.tab("messages")
    walk.see("push button", word(walk, "mail"))


@test("/H2/handed-to-after-sales")
def handed_over(walk):
    walk.tab("internal")
    walk.reach("push button", word(walk, "hand over"))
    walk.press("space")
    walk.click(None, word(walk, "after-sales"))
    dialog = walk.wait(walk.find_dialog, "the question")
    walk.write(walk.see("text", word(walk, "why"), dialog), "Photo jointe")
    walk.push(word(walk, "pass"))
    walk.wait(lambda: "assigned_to" in walk.run(0, "incident", f"shop/{walk.parcel}")["desk"], "the assignment")
    desk = walk.run(0, "incident", f"shop/{walk.parcel}")["desk"]
    equal(desk["assigned_to"]["person"], "after-sales")
    assert [note for note in desk["notes"] if "Photo jointe" in note["text"]], desk


sys.exit(run(lambda: Sites(sys.argv[1]), shared=True))
