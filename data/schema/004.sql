-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4.

-- ── What was known when ─────────────────────────────────────────────────────────────────────────
-- Since when the record is known as it stands; 0 for what was there before earlier versions were kept.

ALTER TABLE orders    ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE threads   ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desks     ADD COLUMN known_at INTEGER NOT NULL DEFAULT 0;

-- What the truth said before, of orders with incidents: each as its difference from the one after it, so that a
-- letter more in a conversation costs a few bytes. Erasing an order empties them (R12); that they were stays.
CREATE TABLE versions (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  entity      INTEGER NOT NULL,              -- CstEntity
  remote      TEXT    NOT NULL,
  order_id    TEXT    NOT NULL,
  known_from  INTEGER NOT NULL,
  known_until INTEGER NOT NULL,
  delta       TEXT                           -- cst_text_delta_new(), NULL once it was removed
) STRICT;

CREATE INDEX versions_of_record ON versions (account, entity, remote, id);
CREATE INDEX versions_of_order  ON versions (account, order_id);

-- Up to here earlier versions were overwritten: the latest that is known to have happened before this schema.
INSERT INTO settings
  SELECT 'versions-since', CAST (max (at) AS TEXT)
  FROM (SELECT max (at) AS at FROM journal UNION ALL SELECT max (last_attempt, last_success) FROM sync_state)
  HAVING max (at) > 0;

-- ── Figures ─────────────────────────────────────────────────────────────────────────────────────
-- P9, O13: by what incidents are counted. From the incident, its order, the thread and the rules.

ALTER TABLE incidents ADD COLUMN customer       TEXT    NOT NULL DEFAULT '';  -- the customer's remote id
ALTER TABLE incidents ADD COLUMN country        TEXT    NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN carrier        TEXT    NOT NULL DEFAULT '';  -- of the reported goods
ALTER TABLE incidents ADD COLUMN carrier_key    TEXT    NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN settled_at     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN reply_due      INTEGER NOT NULL DEFAULT 0;   -- the site's word, else the rule's
ALTER TABLE incidents ADD COLUMN replied_at     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN resolution_due INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN resolved_at    INTEGER NOT NULL DEFAULT 0;

-- One row without a SKU for an incident whose articles are not known.
CREATE TABLE incident_articles (
  incident INTEGER NOT NULL REFERENCES incidents (row) ON DELETE CASCADE,
  sku      TEXT    NOT NULL,
  supplier TEXT    NOT NULL,
  title    TEXT    NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (incident, sku, supplier)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_articles_by_sku      ON incident_articles (sku);
CREATE INDEX incident_articles_by_supplier ON incident_articles (supplier);

-- What executed resolutions cost; currencies stay apart (R13).
CREATE TABLE incident_costs (
  incident          INTEGER NOT NULL REFERENCES incidents (row) ON DELETE CASCADE,
  currency          TEXT    NOT NULL,
  refunds           INTEGER NOT NULL,
  refunded          INTEGER NOT NULL,
  refunded_shipping INTEGER NOT NULL,
  replacements      INTEGER NOT NULL,
  replaced          INTEGER NOT NULL,
  PRIMARY KEY (incident, currency)
) STRICT, WITHOUT ROWID;

ALTER TABLE orders ADD COLUMN carrier_key TEXT NOT NULL DEFAULT '';

-- What was ordered when: that against which an article's incidents are measured.
CREATE TABLE order_articles (
  placed_at INTEGER NOT NULL,
  order_row INTEGER NOT NULL,
  sku       TEXT    NOT NULL,
  supplier  TEXT    NOT NULL,
  account   INTEGER NOT NULL,
  PRIMARY KEY (placed_at, order_row, sku, supplier)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_articles_insert AFTER INSERT ON orders BEGIN
  INSERT OR IGNORE INTO order_articles
    SELECT new.placed_at, new.row, coalesce (value ->> 'sku', ''), coalesce (value ->> 'supplier', ''), new.account
    FROM json_each (new.body, '$.lines');
END;

CREATE TRIGGER orders_articles_update AFTER UPDATE OF body ON orders
  WHEN new.placed_at <> old.placed_at OR (new.body -> '$.lines') IS NOT (old.body -> '$.lines') BEGIN
  DELETE FROM order_articles WHERE placed_at = old.placed_at AND order_row = old.row;
  INSERT OR IGNORE INTO order_articles
    SELECT new.placed_at, new.row, coalesce (value ->> 'sku', ''), coalesce (value ->> 'supplier', ''), new.account
    FROM json_each (new.body, '$.lines');
END;

CREATE TRIGGER orders_articles_delete AFTER DELETE ON orders BEGIN
  DELETE FROM order_articles WHERE placed_at = old.placed_at AND order_row = old.row;
END;

INSERT OR IGNORE INTO order_articles
  SELECT o.placed_at, o.row, coalesce (l.value ->> 'sku', ''), coalesce (l.value ->> 'supplier', ''), o.account
  FROM orders o, json_each (o.body, '$.lines') l;

-- What is known without the rules; the next word about an order says the rest. It is worked out first: of an UPDATE
-- that calls functions SQLite keeps all of the old pages in memory, and each one writes every record anew.
CREATE TEMP TABLE known_orders (
  row         INTEGER PRIMARY KEY,
  carrier     TEXT NOT NULL,
  carrier_key TEXT NOT NULL
) STRICT;

INSERT INTO known_orders
  SELECT row, carrier, search_key (carrier)
  FROM (SELECT row, body ->> '$.shipments[0].carrier' AS carrier FROM orders) WHERE carrier IS NOT NULL;

UPDATE OR FAIL orders SET carrier_key = k.carrier_key FROM known_orders k WHERE k.row = orders.row;

CREATE TEMP TABLE known_incidents (
  row         INTEGER PRIMARY KEY,
  customer    TEXT    NOT NULL,
  country     TEXT    NOT NULL,
  carrier     TEXT    NOT NULL,
  carrier_key TEXT    NOT NULL,
  settled_at  INTEGER NOT NULL,
  replied_at  INTEGER NOT NULL
) STRICT;

INSERT INTO known_incidents
  SELECT row, customer, country, carrier, carrier_key, settled_at, coalesce (replied_at, settled_at)
  FROM (
    SELECT i.row, coalesce (o.customer, '') AS customer, coalesce (o.country, '') AS country,
      coalesce (k.carrier, '') AS carrier, coalesce (k.carrier_key, '') AS carrier_key,
      iif (i.settled = 1, coalesce (
        (SELECT max (value ->> 'at') FROM json_each (i.body, '$.history')
         WHERE value ->> 'event' IN ('resolved', 'refused')), i.body ->> 'updated_at', 0), 0) AS settled_at,
      (SELECT min (at) FROM (
         SELECT value ->> 'at' AS at FROM json_each (i.body, '$.history')
         WHERE value ->> 'event' = 'message' AND value ->> 'actor' = 'brand'
         UNION ALL
         SELECT value ->> 'requested_at' FROM json_each (i.body, '$.resolutions')
         WHERE coalesce (value ->> 'state', '') NOT IN ('refused', 'cancelled'))
       WHERE at >= i.reported_at) AS replied_at
    FROM incidents i LEFT JOIN orders o ON o.account = i.account AND o.id = i.order_id
      LEFT JOIN known_orders k ON k.row = o.row);

UPDATE OR FAIL incidents SET customer = k.customer, country = k.country, carrier = k.carrier,
  carrier_key = k.carrier_key, settled_at = k.settled_at, reply_due = respond_by, replied_at = k.replied_at,
  resolution_due = resolve_by, resolved_at = k.settled_at
FROM known_incidents k WHERE k.row = incidents.row;

DROP TABLE known_orders;
DROP TABLE known_incidents;

INSERT INTO incident_articles
  SELECT i.row, coalesce (ol.value ->> 'sku', ''), coalesce (ol.value ->> 'supplier', ''),
    max (coalesce (ol.value ->> 'title', '')), sum (coalesce (il.value ->> 'quantity', 0))
  FROM incidents i JOIN orders o ON o.account = i.account AND o.id = i.order_id,
    json_each (i.body, '$.lines') il, json_each (o.body, '$.lines') ol
  WHERE ol.value ->> 'id' = il.value ->> 'line' GROUP BY 1, 2, 3;
INSERT OR IGNORE INTO incident_articles
  SELECT row, '', '', '', 0 FROM incidents WHERE row NOT IN (SELECT incident FROM incident_articles);

-- A refund that names no currency is its order's; what is neither refund nor replacement cost nothing.
INSERT INTO incident_costs
  SELECT i.row, coalesce (nullif (r.value ->> '$.amounts.currency', ''), o.currency, ''),
    sum (r.value ->> 'kind' IS 'refund'), sum (iif (r.value ->> 'kind' = 'refund',
      coalesce (r.value ->> '$.amounts.total', 0), 0)),
    sum (iif (r.value ->> 'kind' = 'refund', coalesce (r.value ->> '$.amounts.shipping', 0), 0)),
    sum (r.value ->> 'kind' IS 'replacement'),
    sum (iif (r.value ->> 'kind' = 'replacement', coalesce (
      (SELECT sum ((rl.value ->> 'quantity') * (ol.value ->> 'unit_price'))
       FROM json_each (r.value, '$.lines') rl, json_each (o.body, '$.lines') ol
       WHERE ol.value ->> 'id' = rl.value ->> 'line'), 0), 0))
  FROM incidents i LEFT JOIN orders o ON o.account = i.account AND o.id = i.order_id,
    json_each (i.body, '$.resolutions') r
  WHERE r.value ->> 'state' = 'executed' GROUP BY 1, 2;

CREATE INDEX incidents_figures ON incidents (reported_at, account, reason, state, settled, customer, country,
  carrier_key, carrier, reply_due, replied_at, resolution_due, resolved_at);
CREATE INDEX orders_figures ON orders (placed_at, account, country, customer, carrier_key, incident_count);

-- ── Lessons ─────────────────────────────────────────────────────────────────────────────────────
-- P9: what we change because of an incident, who sees to it, and whether it was done.

CREATE TABLE lessons (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  account      INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident     TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  owner        TEXT,
  owner_name   TEXT,
  due          TEXT,                         -- a date
  person       TEXT    NOT NULL,
  person_name  TEXT,
  at           INTEGER NOT NULL,
  done_at      INTEGER NOT NULL DEFAULT 0,
  done_by      TEXT,
  done_by_name TEXT
) STRICT;

CREATE INDEX lessons_of_incident ON lessons (account, incident, id);

-- ── Arbitration ─────────────────────────────────────────────────────────────────────────────────

-- Who asked for help or for arbitration, or who decided, and in which words. Both may name people, so they can be
-- emptied (R12); the journal has a digest of them only.
ALTER TABLE case_marks ADD COLUMN actor TEXT;
ALTER TABLE case_marks ADD COLUMN note TEXT;

CREATE TRIGGER case_marks_keep_words BEFORE UPDATE OF actor, note ON case_marks
  WHEN (new.actor IS NOT NULL AND new.actor IS NOT old.actor) OR (new.note IS NOT NULL AND new.note IS NOT old.note)
BEGIN
  SELECT raise (ABORT, 'case marks are append-only');
END;
