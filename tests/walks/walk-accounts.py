#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts come, are tested, changed, paused and go. No keyring runs here. Usage: walk-accounts.py fr|en"""

import os
import stat
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from gi.repository import Atspi, Gio, GLib  # noqa: E402
from tap import equal, run, test  # noqa: E402
from desk import Desk  # noqa: E402


def field(walk, name):
    return walk.see("text", name, walk.window())


def write(walk, name, text):
    """In place of what is there."""
    field(walk, name).replace(text)


def can(walk, button):
    return walk.see("push button", button).has(Atspi.StateType.SENSITIVE)


@test("/accounts/first-one")
def first(walk):
    # Nobody answers in the keyring's place, also where one is installed.
    Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.secrets", Gio.BusNameOwnerFlags.NONE, None, None, None)
    walk.start()
    walk.see("label", "No Account Yet")
    walk.click("push button", "Add Account…")
    walk.see_window("Add an Account")
    assert not can(walk, "Save"), "an empty form can be saved"


@test("/accounts/no-token-in-the-clear")
def in_the_clear(walk):
    write(walk, "Name on this computer", "Grand Comptoir!")
    walk.see("label", "Use up to 32 letters without accents.*")
    write(walk, "Name on this computer", "grand-comptoir")
    write(walk, "Address .*", "http://market.example/api")
    walk.see("label", "The address must begin with https://, or the token could be read on the way.")
    write(walk, "Token", "abc")
    assert not can(walk, "Test"), "an address in the clear can be tested"
    assert not can(walk, "Save"), "an address in the clear can be saved"
    write(walk, "Address .*", walk.sandbox.url)


@test("/accounts/wrong-token")
def wrong_token(walk):
    walk.click("push button", "Save")
    walk.see("label", "It Does Not Work Yet")
    walk.see("label", ".*token.*")
    equal(walk.run(0, "account", "list"), [])


@test("/accounts/file-when-no-keyring-runs")
def no_keyring(walk):
    write(walk, "Token", walk.sandbox.token)
    walk.wait(lambda: can(walk, "Test"), "the end of the last test")
    walk.click("push button", "Test")
    walk.see("label", "It Works")
    walk.see("label", "Grand Comptoir knows you as.*")
    walk.wait(lambda: can(walk, "Save"), "the end of the test")
    walk.click("push button", "Save")
    walk.see("dialog", "The Keyring Does Not Take the Token")
    walk.click("push button", "Keep It in a File")
    walk.see_window("Orders")
    walk.see("list item", ".*grand-comptoir, up to date.*")
    equal(walk.run(0, "account", "list")[0]["name"], "grand-comptoir")
    path = os.path.join(walk.env["XDG_DATA_HOME"], "constat", "tokens", "grand-comptoir")
    equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
    walk.run(0, "account", "test", "grand-comptoir")


@test("/accounts/change")
def change(walk):
    walk.ask_application("account", GLib.Variant("x", 1))
    walk.see_window("grand-comptoir")
    walk.click("push button", "Change…")
    walk.see_window("Change the Account")
    write(walk, "Address .*", "http://127.0.0.1:1")
    walk.click("push button", "Save")
    walk.see("label", "It Does Not Work Yet")
    walk.wait(lambda: can(walk, "Save"), "the end of the test")
    write(walk, "Address .*", walk.sandbox.url + "/")
    walk.click("push button", "Save")
    walk.see_window("grand-comptoir")
    walk.see("label", walk.sandbox.url + "/")


@test("/accounts/pause")
def pause(walk):
    walk.see("check box", "Pause the account.*").act()
    walk.wait(lambda: walk.run(0, "account", "list")[0].get("is_paused"), "a paused account")
    walk.press("Escape")
    walk.see_window("Orders")
    walk.see("list item", ".*grand-comptoir, .*not synchronised.*")


@test("/accounts/remove-says-what-is-lost")
def remove(walk):
    incident = walk.run(0, "incidents", "--state", "submitted")[0]
    told = walk.run(0, "message", f"grand-comptoir/{incident['id']}", "--text", "Nous regardons.", "--hold")
    equal(told["state"], "held")
    walk.ask_application("account", GLib.Variant("x", 1))
    walk.see_window("grand-comptoir")
    walk.click("push button", "Remove the Account…")
    dialog = walk.see("dialog", "Remove grand-comptoir.*")
    walk.see("label", ".*1 decision in the outbox has not reached the marketplace and will be lost.*", dialog)
    walk.click("push button", "Cancel")
    equal(len(walk.run(0, "account", "list")), 1)
    walk.see_window("grand-comptoir")
    walk.click("push button", "Remove the Account…")
    walk.click("push button", "Remove")
    walk.see("label", "No Account Yet")
    equal(walk.run(0, "account", "list"), [])
    equal(os.listdir(os.path.join(walk.env["XDG_DATA_HOME"], "constat", "tokens")), [])


sys.exit(run(lambda: Desk(sys.argv[1], synced=False), shared=True))
