# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's notifications on the walk's own bus: what was told, and a hand that clicks on it."""

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = """
<node><interface name="org.freedesktop.Notifications">
  <method name="GetCapabilities"><arg direction="out" type="as"/></method>
  <method name="GetServerInformation"><arg direction="out" type="s"/><arg direction="out" type="s"/>
    <arg direction="out" type="s"/><arg direction="out" type="s"/></method>
  <method name="Notify"><arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
    <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/><arg direction="out" type="u"/></method>
  <method name="CloseNotification"><arg direction="in" type="u"/></method>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>
"""


class Notices:
    """shown maps a notification's number to its title and text; told has every title there ever was."""

    def __init__(self):
        self.shown = {}
        self.told = []
        self.last = 0
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object(PATH, interface, self.called_cb, None, None)
        self.owner = Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def called_cb(self, bus, sender, path, interface, method, arguments, invocation):
        if method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("walk", "walk", "1", "1.2")))
        elif method == "CloseNotification":
            self.shown.pop(arguments.unpack()[0], None)
            invocation.return_value(None)
        else:
            _, number, _, title, body, _, _, _ = arguments.unpack()
            if not number:
                self.last += 1
                number = self.last
            self.shown[number] = (title, body)
            self.told.append(title)
            invocation.return_value(GLib.Variant("(u)", (number,)))

    def find(self, title, body=""):
        """The number of the notification so titled, whose text has this in it."""
        return next((number for number, (said, text) in self.shown.items() if said == title and body in text), None)

    def click(self, number):
        self.bus.emit_signal(None, PATH, NAME, "ActionInvoked", GLib.Variant("(us)", (number, "default")))

    def forget(self):
        self.shown.clear()
        self.told.clear()
