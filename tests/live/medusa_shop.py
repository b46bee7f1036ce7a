# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Medusa 2 server on loopback with a PostgreSQL of its own, and a small shop in it. Installed once into
CONSTAT_LIVE (default ~/.cache/constat-live), from npm and Debian; both processes are ended by their ids."""

import base64
import glob
import json
import os
import pwd
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.environ.get("CONSTAT_LIVE") or os.path.expanduser("~/.cache/constat-live")
ADDRESS = dict(first_name="Zoë", last_name="Søndergård", company="Épicerie Zoë", address_1="12 rue des Essais",
               city="Lyon", country_code="fr", postal_code="69001", phone="+33400000000")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Shop:
    def __init__(self):
        self.dir = os.path.join(HOME, "medusa")
        self.data = os.path.join(HOME, f"shop-{os.getpid()}")
        self.port = free_port()
        self.pg_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server = None
        self.key = None
        self.env = dict(os.environ, SHOP_PORT=str(self.port), NODE_ENV="production", MEDUSA_DISABLE_TELEMETRY="1",
                        DATABASE_URL=f"postgres://live@127.0.0.1:{self.pg_port}/live")
        try:
            self.install()
            self.start_database()
            self.medusa("db:migrate", "--execute-safe-links")
            self.medusa("user", "-e", "admin@example.test", "-p", "geheim-live")
            self.start_server()
            self.open_shop()
        except BaseException:
            self.close()
            raise

    # ── The server ──────────────────────────────────────────────────────────────────────────────

    def install(self):
        os.makedirs(os.path.join(self.dir, "src", "scripts"), exist_ok=True)
        os.makedirs(os.path.join(self.dir, "static"), exist_ok=True)
        shutil.copy(os.path.join(HERE, "package.json"), self.dir)
        shutil.copy(os.path.join(HERE, "shop-config.js"), os.path.join(self.dir, "medusa-config.js"))
        shutil.copy(os.path.join(HERE, "shop-images.js"), os.path.join(self.dir, "src", "scripts", "images.js"))
        if not os.path.isdir(os.path.join(self.dir, "node_modules", "@medusajs", "medusa")):
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=self.dir, check=True,
                           stdout=subprocess.DEVNULL, timeout=1200)

    def as_owner(self, *words):
        """PostgreSQL refuses root: then its own user runs it."""
        words = list(words)
        if os.getuid() == 0:
            words = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--", *words]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=120, cwd="/")

    def start_database(self):
        binaries = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        os.makedirs(self.data, mode=0o755)
        # The way there must be passable for the database's user.
        parent = os.path.join("/tmp", f"constat-live-{os.getpid()}")
        os.makedirs(parent, mode=0o700)
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(parent, owner.pw_uid, owner.pw_gid)
        self.pg = parent
        self.pg_ctl = os.path.join(binaries, "pg_ctl")
        self.as_owner(os.path.join(binaries, "initdb"), "-D", f"{parent}/data", "-U", "live", "--auth=trust", "-E",
                      "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses=127.0.0.1 -c port={self.pg_port} -c unix_socket_directories={parent} -c fsync=off"
        self.as_owner(self.pg_ctl, "-D", f"{parent}/data", "-l", f"{parent}/log", "-w", "-o", options, "start")
        subprocess.run([os.path.join(binaries, "createdb"), "-h", "127.0.0.1", "-p", str(self.pg_port), "-U", "live",
                        "live"], check=True, timeout=60)

    def medusa(self, *words, **more):
        subprocess.run(["node", "node_modules/@medusajs/cli/cli.js", *words], cwd=self.dir, check=True, timeout=300,
                       env=dict(self.env, **more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start_server(self):
        self.log = open(os.path.join(self.data, "server.log"), "wb")
        self.server = subprocess.Popen(["node", "node_modules/@medusajs/cli/cli.js", "start", "-H", "127.0.0.1", "-p",
                                        str(self.port)], cwd=self.dir, env=self.env, stdout=self.log, stderr=self.log)
        end = time.monotonic() + 180
        while time.monotonic() < end and self.server.poll() is None:
            try:
                urllib.request.urlopen(self.url + "/health", timeout=5).read()
                return
            except OSError:
                time.sleep(0.5)
        raise RuntimeError(f"the shop does not start, see {self.log.name}")

    def kill_server(self):
        """As a power cut would; what it had written is there when it starts again."""
        self.server.kill()
        self.server.wait(20)
        self.log.close()

    def close(self):
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait(20)
        if getattr(self, "pg", None):
            subprocess.run([self.pg_ctl, "-D", f"{self.pg}/data", "-m", "immediate", "-w", "stop"], cwd="/",
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
                           user="postgres" if os.getuid() == 0 else None)
            shutil.rmtree(self.pg, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    # ── Its API ─────────────────────────────────────────────────────────────────────────────────

    def call(self, method, path, body=None, token=None, content_type="application/json"):
        request = urllib.request.Request(self.url + urllib.parse.quote(path, safe="/?&=*+,:%"), method=method)
        if body is not None:
            request.data = body if isinstance(body, bytes) else json.dumps(body).encode()
            request.add_header("Content-Type", content_type)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        elif self.key:
            request.add_header("Authorization", "Basic " + base64.b64encode((self.key + ":").encode()).decode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body=None):
        return self.call("POST", path, body or {})

    def upload(self, name, data, media_type="image/jpeg"):
        edge = "live-test-edge"
        body = (f"--{edge}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n"
                f"Content-Type: {media_type}\r\n\r\n").encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self.call("POST", "/admin/uploads", body,
                         content_type=f"multipart/form-data; boundary={edge}")["files"][0]["url"]

    # ── The shop ────────────────────────────────────────────────────────────────────────────────

    def open_shop(self):
        token = self.call("POST", "/auth/user/emailpass",
                          dict(email="admin@example.test", password="geheim-live"))["token"]
        self.key = self.call("POST", "/admin/api-keys", dict(title="Constat", type="secret"), token)["api_key"]["token"]
        channel = self.post("/admin/sales-channels", dict(name="Live"))["sales_channel"]
        store = self.get("/admin/stores")["stores"][0]
        self.post(f"/admin/stores/{store['id']}", dict(
            name="Atelier Live", supported_currencies=[dict(currency_code="eur", is_default=True)],
            default_sales_channel_id=channel["id"]))
        self.region = self.post("/admin/regions", dict(name="Europe", currency_code="eur", countries=["fr"],
                                                       payment_providers=["pp_system_default"]))["region"]["id"]
        self.post("/admin/tax-regions", dict(country_code="fr", provider_id="tp_system",
                                             default_tax_rate=dict(rate=20, name="TVA", code="TVA20")))
        self.place = self.post("/admin/stock-locations", dict(name="Atelier", address=dict(
            address_1="1 rue du Test", city="Lyon", country_code="FR", postal_code="69001")))["stock_location"]["id"]
        self.post(f"/admin/stock-locations/{self.place}/sales-channels", dict(add=[channel["id"]]))
        self.post(f"/admin/stock-locations/{self.place}/fulfillment-providers", dict(add=["manual_manual"]))
        sets = self.post(f"/admin/stock-locations/{self.place}/fulfillment-sets?fields=*fulfillment_sets",
                         dict(name="Envoi", type="shipping"))["stock_location"]["fulfillment_sets"]
        zone = self.post(f"/admin/fulfillment-sets/{sets[0]['id']}/service-zones", dict(
            name="France", geo_zones=[dict(type="country", country_code="fr")]))
        self.zone = zone["fulfillment_set"]["service_zones"][0]["id"]
        profiles = self.get("/admin/shipping-profiles")["shipping_profiles"]
        self.profile = (profiles or [self.post("/admin/shipping-profiles",
                                               dict(name="Default", type="default"))["shipping_profile"]])[0]["id"]
        self.way = self.add_way("Colissimo", 10, "false")
        self.way_back = self.add_way("Retour", 0, "true")
        product = self.post("/admin/products", dict(
            title="Bol en grès", status="published", shipping_profile_id=self.profile,
            options=[dict(title="Taille", values=["S", "L"])], sales_channels=[dict(id=channel["id"])],
            variants=[dict(title=size, sku="BOL-" + size, manage_inventory=False, options={"Taille": size},
                           prices=[dict(currency_code="eur", amount=price)]) for size, price in (("S", 6), ("L", 8.9))]))
        self.variants = [variant["id"] for variant in product["product"]["variants"]]
        self.channel = channel["id"]
        self.customer = self.post("/admin/customers", dict(first_name="Zoë", last_name="Søndergård",
                                                           company_name="Épicerie Zoë",
                                                           email="zoe@example.test"))["customer"]

    def add_way(self, name, amount, is_return):
        return self.post("/admin/shipping-options", dict(
            name=name, service_zone_id=self.zone, shipping_profile_id=self.profile, provider_id="manual_manual",
            price_type="flat", type=dict(label=name, description=name, code=name.lower()),
            prices=[dict(currency_code="eur", amount=amount)],
            rules=[dict(operator="eq", attribute="is_return", value=is_return),
                   dict(operator="eq", attribute="enabled_in_store", value="true")]))["shipping_option"]["id"]

    def order(self, quantity=4):
        draft = self.post("/admin/draft-orders", dict(
            region_id=self.region, sales_channel_id=self.channel, customer_id=self.customer["id"],
            email=self.customer["email"], shipping_address=ADDRESS, billing_address=ADDRESS,
            items=[dict(variant_id=variant, quantity=quantity) for variant in self.variants],
            shipping_methods=[dict(name="Colissimo", shipping_option_id=self.way, amount=10)]))["draft_order"]
        order = self.post(f"/admin/draft-orders/{draft['id']}/convert-to-order")["order"]["id"]
        got = self.get(f"/admin/orders/{order}?fields=total,*payment_collections,*items")["order"]
        collections = got.get("payment_collections") or [self.post(
            "/admin/payment-collections", dict(order_id=order, amount=got["total"]))["payment_collection"]]
        self.post(f"/admin/payment-collections/{collections[0]['id']}/mark-as-paid", dict(order_id=order))
        items = [dict(id=item["id"], quantity=item["quantity"]) for item in got["items"]]
        self.post(f"/admin/orders/{order}/fulfillments", dict(location_id=self.place, items=items))
        parcel = self.get(f"/admin/orders/{order}?fields=*fulfillments")["order"]["fulfillments"][0]["id"]
        self.post(f"/admin/orders/{order}/fulfillments/{parcel}/shipments", dict(items=items, labels=[dict(
            tracking_number="6A00", tracking_url="https://example.test/6A00", label_url="https://example.test/6A00.pdf")]))
        self.post(f"/admin/orders/{order}/fulfillments/{parcel}/mark-as-delivered")
        return order, [item["id"] for item in sorted(got["items"], key=lambda item: item["unit_price"])]

    def draft(self, reason="production_failure", quantity=2):
        """An order with a claim that waits for a decision: (order, line, claim)."""
        order, lines = self.order()
        claim = self.post("/admin/claims", dict(order_id=order, type="replace",
                                                description="Deux bols sont arrivés cassés."))["claim"]["id"]
        self.post(f"/admin/claims/{claim}/claim-items", dict(items=[dict(id=lines[0], quantity=quantity,
                                                                         reason=reason)]))
        return order, lines[0], claim

    def exchange(self):
        """A bowl that comes back for another, confirmed as somebody in the admin does it: (order, line, exchange)."""
        order, lines = self.order()
        self.post("/admin/exchanges", dict(order_id=order, description="Plutôt un grand."))
        name = self.get(f"/admin/exchanges?order_id={order}")["exchanges"][0]["id"]
        for route, body in (("inbound/items", dict(items=[dict(id=lines[0], quantity=1)])),
                            ("inbound/shipping-method", dict(shipping_option_id=self.way_back, custom_amount=0)),
                            ("outbound/items", dict(items=[dict(variant_id=self.variants[1], quantity=1)])),
                            ("outbound/shipping-method", dict(shipping_option_id=self.way, custom_amount=0)),
                            ("request", {})):
            self.post(f"/admin/exchanges/{name}/{route}", body)
        return order, lines[0], name

    def claim(self, claim):
        return self.get(f"/admin/claims/{claim}?fields=+metadata,+return_id,*claim_items,*additional_items,*return,"
                        "*return.items,*return.fulfillments,*return.fulfillments.labels")["claim"]

    def refunds(self, order):
        got = self.get(f"/admin/orders/{order}?fields=*payment_collections.payments,"
                       "*payment_collections.payments.refunds")["order"]
        return [refund for collection in got["payment_collections"] for payment in collection["payments"]
                for refund in payment.get("refunds") or []]
