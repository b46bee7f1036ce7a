# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader would be told, asked over the accessibility bus. A tree is read level by level, all questions
about a level at once: asked one by one, a page takes seconds on a busy machine, and what shows for some seconds only
has come and gone meanwhile."""

import re
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
NOWHERE = "/org/a11y/atspi/null"
INTERFACES = "org.a11y.atspi."
PATIENCE_MS = 30000
FRESH_S = 1

# Question: interface and method, or the property's name, and the words of the question.
ROLE = ("Accessible", "GetRole", None)
CHILDREN = ("Accessible", "GetChildren", None)
STATES = ("Accessible", "GetState", None)
NAME = ("Accessible", "Name")
DESCRIPTION = ("Accessible", "Description")
PARENT = ("Accessible", "Parent")
EXTENTS = ("Component", "GetExtents", ("(u)", (int(Atspi.CoordType.WINDOW),)))
TEXT = ("Text", "GetText", ("(ii)", (0, 0x7fffffff)))
VALUE = ("Value", "CurrentValue")
EVERYTHING = (ROLE, NAME, TEXT, EXTENTS, STATES, CHILDREN)


class Bus:
    """The accessibility bus, which is there once the first window asked for it."""

    connection = None
    # Counts what may have changed the tree; what was read before is not believed after.
    turn = 0

    @classmethod
    def connect(cls):
        if cls.connection is None:
            session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
            address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                        Gio.DBusCallFlags.NONE, PATIENCE_MS, None).unpack()[0]
            flags = Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION | Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            cls.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        return cls.connection

    @classmethod
    def ask(cls, questions):
        """The answers to questions of (bus name, path, question), all under way at once; None where there is none."""
        connection = cls.connect()
        answers = [None] * len(questions)
        waiting = set(range(len(questions)))

        def answered(_, result, place):
            waiting.discard(place)
            try:
                answers[place] = connection.call_finish(result).unpack()[0]
            except GLib.Error:
                pass  # it went away, or has no such side

        for place, (name, path, question) in enumerate(questions):
            if len(question) == 2:
                interface, method = "org.freedesktop.DBus.Properties", "Get"
                words = GLib.Variant("(ss)", (INTERFACES + question[0], question[1]))
            else:
                interface, method = INTERFACES + question[0], question[1]
                words = GLib.Variant(*question[2]) if question[2] else None
            connection.call(name, path, interface, method, words, None, Gio.DBusCallFlags.NO_AUTO_START, PATIENCE_MS,
                            None, answered, place)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    @classmethod
    def process(cls, name):
        """The number of the process that has this name on the bus."""
        try:
            return cls.connect().call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                           "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)), None,
                                           Gio.DBusCallFlags.NONE, PATIENCE_MS, None).unpack()[0]
        except GLib.Error:
            return 0


def pump():
    """Takes in what the accessibility bus has told."""
    Bus.turn += 1
    while GLib.MainContext.default().iteration(False):
        pass


def applications():
    return Node("org.a11y.atspi.Registry", ROOT).children


class Node:
    """One node of the tree; a node that went away while it was read is as good as empty."""

    def __init__(self, bus_name=None, path=None):
        self.bus_name = bus_name
        self.path = path
        self.known = {}
        self.known_turn = None
        self.known_until = 0

    def learn(self, answers):
        self.known = answers
        self.known_turn = Bus.turn
        self.known_until = time.monotonic() + FRESH_S

    def ask(self, question):
        if self.path is None:
            return None
        if question in self.known and self.known_turn == Bus.turn and time.monotonic() < self.known_until:
            return self.known[question]
        return Bus.ask([(self.bus_name, self.path, question)])[0]

    @property
    def name(self):
        """GTK 4.8 says the text of a button twice, the first time with its underscore."""
        name = self.ask(NAME) or ""
        middle = len(name) // 2
        for cut in (middle, middle + 1):
            if name[cut:cut + 1] == " " and name[:cut].replace("_", "", 1) == name[cut + 1:]:
                return name[cut + 1:]
        return name

    @property
    def role(self):
        number = self.ask(ROLE)
        return Atspi.role_get_name(Atspi.Role(number)) if number is not None else ""

    @property
    def description(self):
        return self.ask(DESCRIPTION) or ""

    def has(self, state):
        words = self.ask(STATES) or (0, 0)
        return bool(words[int(state) // 32] & 1 << int(state) % 32)

    @property
    def children(self):
        return [Node(*place) for place in self.ask(CHILDREN) or [] if place[1] != NOWHERE]

    @property
    def text(self):
        return self.ask(TEXT) or ""

    @property
    def value(self):
        return self.ask(VALUE)

    @property
    def left_and_right(self):
        """Where it begins and ends across the window."""
        x, _, width, _ = self.ask(EXTENTS) or (0, 0, 0, 0)
        return x, x + width

    @property
    def middle(self):
        """The place in its middle, from the window's corner."""
        x, y, width, height = self.ask(EXTENTS) or (0, 0, 0, 0)
        return x + width // 2, y + height // 2

    @property
    def is_there(self):
        """Whether it takes room. GTK 4.8 says of a stack's other pages that they are visible; until they have been
        shown they have no size, and afterwards only the keyboard tells: what has the focus is on the page shown."""
        extents = self.ask(EXTENTS)
        if extents is None:  # what has no size at all, or is gone
            return self.ask(ROLE) is not None
        return extents[2] > 0 and extents[3] > 0

    def showing(self, skip=("tree table",)):
        """Every node that takes room below this one, in the order of the tree; lists are not looked into."""
        if self.path is None:
            return []
        below = {}
        level = [self]
        while level:
            answers = Bus.ask([(node.bus_name, node.path, question) for node in level for question in EVERYTHING])
            for place, node in enumerate(level):
                start = place * len(EVERYTHING)
                node.learn(dict(zip(EVERYTHING, answers[start:start + len(EVERYTHING)])))
            level = [node for node in level if node.is_there]
            for node in level:
                below[node] = node.children if node.role not in skip else []
            level = [child for node in level for child in below[node]]

        found = []

        def collect(node):
            if node in below:
                found.append(node)
                for child in below[node]:
                    collect(child)

        collect(self)
        return found

    def rows(self):
        """The rows of a table, without its headings."""
        body = next(child for child in self.children if child.role == "list")
        return [row for row in body.children if row.is_there]

    @property
    def parent(self):
        place = self.ask(PARENT)
        return Node(*place) if place is not None and place[1] != NOWHERE else None

    def up(self, role):
        """The nearest node of this role that it is in."""
        node = self
        while node is not None and node.role != role:
            node = node.parent
        return node

    def says(self, pattern):
        """Whether its name, or the text it shows, fits the whole pattern."""
        return any(re.fullmatch(pattern, words, re.S) for words in (self.name, self.text) if words)

    # ── Acting, where it does not matter how the keyboard gets there ──

    def act(self):
        """Does what a click does; False if it cannot."""
        return bool(self.ask(("Action", "DoAction", ("(i)", (0,)))))

    def insert(self, text):
        """Writes at the beginning."""
        return self.ask(("EditableText", "InsertText", ("(isi)", (0, text, len(text.encode())))))

    def replace(self, text):
        return self.ask(("EditableText", "SetTextContents", ("(s)", (text,))))

    def __repr__(self):
        return f"{self.role} “{self.name}”"
