# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through the real window, as a person would: keys go in through the X server, and what a screen reader would
say comes out over AT-SPI. A walk waits for what it expects to see and never for a length of time."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from tree import PATIENCE_MS, ROLE, Atspi, Bus, Gio, GLib, Node, applications, pump

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))
from home import Home  # noqa: E402

BUS_NAME = "io.github.constat.Constat"
PATIENCE = float(os.environ.get("CONSTAT_WALK_PATIENCE", "60"))
SECTIONS = ("todo", "orders", "incidents", "deliveries", "outbox", "figures")
LOCALES = {"fr": "fr_FR.UTF-8", "en": "en_GB.UTF-8"}
OUTPUT = os.environ.get("CONSTAT_WALK_OUTPUT", ".")


def make_locale(name):
    """A bare machine knows no French dates and numbers. Returns the folder the locale is in, which is there as a whole
    or not at all: other walks begin at the same time."""
    folder = os.path.join(OUTPUT, "locale")
    wanted = os.path.join(folder, name)
    if not os.path.exists(wanted):
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as made:
            subprocess.run(["localedef", "-i", name.split(".")[0], "-f", "UTF-8", "--no-archive",
                            os.path.join(made, name)], check=True, timeout=120)
            try:
                os.rename(os.path.join(made, name), wanted)
            except OSError:
                if not os.path.exists(wanted):  # nobody else was faster
                    raise
    return folder


class NotSeen(AssertionError):
    pass


class Walk(Home):
    """A home with a window in it."""

    def __init__(self, language="en", arguments=(), **more):
        super().__init__(now=None, **more)
        self.language = language
        self.arguments = arguments
        self.process = None
        self.application = None
        self.n_starts = 0
        self.focus = None
        self.listener = Atspi.EventListener.new(self.focus_cb)
        self.listener.register("object:state-changed:focused")

    def focus_cb(self, event):
        if event.detail1:
            self.focus = Node(event.source.app.bus_name, event.source.path)

    # ── The application's life ──

    def start(self):
        self.launch()
        self.find()

    def launch(self, **more):
        """Starts the process, with more in its environment; whether it shows a window is another matter."""
        self.n_starts += 1
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([os.environ["CONSTAT"], *self.arguments], env=self.surroundings(**more),
                                            stdout=log, stderr=log)

    def surroundings(self, **more):
        """The environment of every process that shows windows."""
        env = dict(os.environ, **{name: self.env[name] for name in
                                  ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")})
        env.update(GTK_A11Y="atspi", GSETTINGS_BACKEND="keyfile", G_DEBUG="fatal-criticals",
                   LC_ALL=LOCALES[self.language], LANGUAGE="", LOCPATH=make_locale(LOCALES[self.language]))
        env.update(more)
        env.pop("NO_AT_BRIDGE", None)
        return env

    def open_files(self, *paths):
        """As from a file manager: hands them to the process that runs, and ends."""
        with open(self.log, "ab") as log:
            subprocess.run([os.environ["CONSTAT"], *self.arguments, *paths], env=self.surroundings(), stdout=log,
                           stderr=log, check=True, timeout=60)
        pump()

    def find(self):
        self.application = self.wait(self.find_application, "the application on the accessibility bus")
        self.wait(lambda: self.windows(), "a window")
        pump()

    @property
    def log(self):
        return os.path.join(self.dir, "constat.log")

    def find_application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the application ended: {self.process.returncode}")
        return next((node for node in applications() if Bus.process(node.bus_name) == self.process.pid), None)

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def close(self):
        self.listener.deregister("object:state-changed:focused")
        self.stop()
        super().close()

    def failed(self, path):
        """Leaves what a person would have seen beside the test's log."""
        stem = os.path.join(OUTPUT, f"walk-{self.language}-" + path.strip("/").replace("/", "-"))
        self.picture(stem + ".png")
        print(f"# a picture of it: {stem}.png")
        if os.path.exists(self.log):
            shutil.copy(self.log, stem + ".log")
        if self.process is not None and self.process.poll() is None:
            print(self.outline(), file=sys.stderr, flush=True)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", path], check=False, timeout=30)

    def outline(self, root=None, limit=400):
        lines = []

        def tell(node, depth):
            if len(lines) >= limit or not node.is_there:
                return
            marks = " *" if node.has(Atspi.StateType.FOCUSED) else ""
            lines.append("  " * depth + repr(node) + marks)
            for child in [] if node.role == "tree table" else node.children:
                tell(child, depth + 1)

        for window in [root] if root else self.windows():
            tell(window, 0)
        return "\n".join(lines)

    # ── Looking ──

    def wait(self, look, what):
        """Returns what look() finds once it finds something."""
        end = time.monotonic() + PATIENCE
        while True:
            pump()
            found = look()
            if found:
                return found
            if time.monotonic() > end:
                raise NotSeen(f"{what} is not there")
            time.sleep(0.05)

    def windows(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the application ended: {self.process.returncode}")
        return [node for node in self.application.children if node.is_there]

    def window(self):
        """The window that has the keyboard, an empty node without any. GTK 4.8 says so of ordinary windows only; a dialog is modal."""
        shown = self.windows()
        dialogs = [node for node in shown if node.role == "dialog" and node.has(Atspi.StateType.MODAL)]
        active = [node for node in shown if node.has(Atspi.StateType.ACTIVE)]
        return (dialogs or active or shown or [Node()])[-1]

    def look(self, role, pattern, within=None):
        """The first node that is shown, has the role (None: any) and says the pattern; None without one."""
        root = within or self.window()
        for node in root.showing():
            if role in (None, node.role) and node.says(pattern):
                return node
        return None

    def see(self, role, pattern, within=None):
        return self.wait(lambda: self.look(role, pattern, within), f"{role or 'a node'} “{pattern}”")

    def see_window(self, pattern):
        """Waits until the window so named has the keyboard."""
        def active():
            node = self.window()
            return node if re.fullmatch(pattern, node.name) and node.has(Atspi.StateType.ACTIVE) else None

        return self.wait(active, f"the window “{pattern}”")

    def title(self):
        """What the window manager writes over the window that has the keyboard."""
        done = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True,
                              timeout=20)
        return done.stdout.strip()

    def see_title(self, pattern):
        """For GTK's own windows, of which the accessibility bus does not always hear."""
        self.wait(lambda: re.fullmatch(pattern, self.title()), f"a window titled “{pattern}”")

    def gone(self, role, pattern):
        self.wait(lambda: self.look(role, pattern) is None, f"no more {role} “{pattern}”")

    # ── Acting ──

    def resize(self, width, height):
        """Gives the window that has the keyboard a size, and sees that it has it, frame and all."""
        window = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=True,
                                timeout=20).stdout.strip()

        def fits():
            """A window that folds on its way becomes narrower in two steps, as under a hand that goes on pulling."""
            subprocess.run(["xdotool", "windowsize", window, str(width), str(height)], check=True, timeout=20)
            said = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True,
                                  timeout=20)
            return abs(int(re.search(r"WIDTH=(\d+)", said.stdout).group(1)) - width) <= 40

        self.wait(fits, f"a window of {width} pixels")
        self.wait(lambda: self.window().is_there, "the window")

    def may_ask(self):
        """Whether the application is on the bus, with a window or without."""
        owner = Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
            GLib.Variant("(s)", (BUS_NAME,)), None, Gio.DBusCallFlags.NONE, PATIENCE_MS, None)
        return owner.unpack()[0]

    def ask_application(self, action, parameter=None):
        """An action of the application, as another program would ask for it."""
        values = [parameter] if parameter is not None else []
        Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
            BUS_NAME, "/io/github/constat/Constat", "org.gtk.Actions", "Activate",
            GLib.Variant("(sava{sv})", (action, values, {})), None, Gio.DBusCallFlags.NO_AUTO_START, PATIENCE_MS,
            None)
        pump()

    def minimize(self):
        """Puts away every window, so that nobody looks at any."""
        for node in self.windows():
            self.press_window("windowminimize")

    def press_window(self, command):
        subprocess.run(["xdotool", "getactivewindow", command], check=False, timeout=20)
        pump()

    def click(self, role, pattern, within=None):
        """Where it does not matter how a button is reached."""
        node = self.see(role, pattern, within)
        self.wait(node.act, f"{node} takes a click")
        pump()
        return node

    def settle(self):
        """Until the X server, too, knows what the application has told us: it hears of it at the end of a turn, and a
        key must not go into a list that has folded up already."""
        for _ in range(2 if self.application else 0):
            Bus.ask([(self.application.bus_name, self.application.path, ROLE)])
        # Between a window's end and the next that the window manager gives the keyboard to, a key goes nowhere.
        end = time.monotonic() + 5
        while self.application and not self.has_keyboard() and time.monotonic() < end:
            pump()
            time.sleep(0.02)

    def has_keyboard(self):
        done = subprocess.run(["xdotool", "getwindowfocus", "getwindowpid"], capture_output=True, text=True, timeout=20)
        return done.stdout.strip() == str(self.process.pid)

    def press(self, *keys):
        self.settle()
        for key in keys:
            subprocess.run(["xdotool", "key", "--delay", "0", "--clearmodifiers", key], check=True, timeout=20)
        pump()

    def go(self, section):
        """Opens a section of the main window by its key, as the sidebar counts them."""
        self.press(f"alt+{SECTIONS.index(section) + 1}")

    def type(self, text):
        """Letters and digits into whatever has the keyboard; anything else through write()."""
        self.settle()
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True, timeout=60)
        pump()

    def see_focus(self, fits, what):
        """Waits until what has the keyboard fits."""
        def look():
            node = self.focused()
            return node if node is not None and fits(node) else None

        return self.wait(look, f"the keyboard at {what}")

    def focused(self):
        for node in self.window().showing():
            if node.has(Atspi.StateType.FOCUSED):
                return node
        return None

    def moved_focus(self, key):
        """Presses a key and returns what then has the keyboard."""
        self.focus = None
        self.press(key)
        self.hear_focus()
        return self.focus or self.focused()

    def hear_focus(self):
        """Listens a little for where the keyboard goes."""
        end = time.monotonic() + 0.4
        while self.focus is None and time.monotonic() < end:
            pump()
            time.sleep(0.005)

    def stays(self, node):
        """Whether the keyboard is there to stay: on a busy machine one hears late of where an earlier key took it."""
        self.focus = None
        self.hear_focus()
        return self.focus is None and node.has(Atspi.StateType.FOCUSED)

    def reach(self, role, pattern, key="Tab", limit=80):
        """Goes with one key, over and over, until the wanted node has the keyboard: it can be reached by it."""
        seen = []
        was_late = False
        for _ in range(limit):
            node = self.moved_focus(key)
            was_late = was_late or self.focus is None
            if node is not None and role in (None, node.role) and node.says(pattern):
                if not was_late or self.stays(node):
                    return node
            seen.append(repr(node))
        raise NotSeen(f"{key} does not reach {role} “{pattern}”; it reaches {seen}")

    def write(self, node, text):
        """Writes into a text: accents do not survive a synthetic keyboard."""
        if not node.insert(text):
            raise NotSeen(f"{node} takes no text: it is gone, or was never one to write into")
        self.wait(lambda: text in node.text, f"“{text}” in {node}")
