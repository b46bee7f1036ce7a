#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of sites on the command line, as TAP."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402
from tap import equal, run, test  # noqa: E402


def one(home, name):
    return [book for book in home.run(0, "playbook", "list") if book["id"] == name][0]


def change(path, before, after):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert before in text, before
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(before, after, 1))


@test("/playbook/copy")
def copied(home):
    shipped = home.run(0, "playbook", "show", "house-shop")["xml"]
    assert "file" not in one(home, "house-shop"), "a copy from the start"
    path = home.run(0, "playbook", "copy", "house-shop")["file"]
    equal(one(home, "house-shop")["file"], path)
    with open(path, encoding="utf-8") as file:
        equal(file.read(), shipped)
    home.run(4, "playbook", "copy", "house-shop")
    home.run(2, "playbook", "copy", "nowhere")


@test("/playbook/last-good")
def last_good(home):
    """A broken file is named with its line, and the version before stays in use."""
    path = one(home, "house-shop")["file"]
    change(path, 'version="1"', 'version="2"')
    good = one(home, "house-shop")
    equal(good["version"], 2)
    change(path, "<clock ", "<clok ")
    broken = one(home, "house-shop")
    equal((broken["version"], broken["digest"], broken["last_good"]), (2, good["digest"], True))
    assert broken["problems"][0]["line"] > 1, broken["problems"]
    equal(home.run(4, "playbook", "check", path)["problems"], broken["problems"])


sys.exit(run(Home, shared=True))
