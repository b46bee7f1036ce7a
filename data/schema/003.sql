-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3.

-- ── Photos ──────────────────────────────────────────────────────────────────────────────────────

-- How a person looks at a photo on this computer: turned, lit. The file stays as it came; no row, no change.
CREATE TABLE photo_looks (
  account INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  person  TEXT    NOT NULL,                  -- '' when nobody was chosen
  look    TEXT    NOT NULL,                  -- CstPhotoLook
  PRIMARY KEY (account, id, person),
  FOREIGN KEY (account, id) REFERENCES attachments (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- ── Deliveries ──────────────────────────────────────────────────────────────────────────────────
-- What carriers say happened to parcels (C1–C11). The order may come later, or never.

CREATE TABLE deliveries (
  row            INTEGER PRIMARY KEY,
  account        INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id             TEXT    NOT NULL,
  order_id       TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  number         TEXT    NOT NULL,
  number_key     TEXT    NOT NULL,
  tracking       TEXT    NOT NULL,
  tracking_key   TEXT    NOT NULL,
  carrier        TEXT    NOT NULL,
  carrier_key    TEXT    NOT NULL,
  state          INTEGER NOT NULL,           -- CstDeliveryState
  tab            INTEGER NOT NULL,           -- CstDeliveryTab
  reason         INTEGER NOT NULL,           -- by the tables of codes, else as the connector said
  said_reason    INTEGER NOT NULL,           -- CstDeliveryReason, the connector's word
  code_source    TEXT    NOT NULL,
  code           TEXT    NOT NULL,
  code_label     TEXT    NOT NULL,
  type_code      TEXT    NOT NULL,
  phase          INTEGER NOT NULL,
  allowed        INTEGER NOT NULL,
  attempts       INTEGER NOT NULL,
  distance_m     INTEGER NOT NULL,
  recipient      TEXT    NOT NULL,
  recipient_key  TEXT    NOT NULL,
  phone          TEXT    NOT NULL,
  postal_code    TEXT    NOT NULL,
  city           TEXT    NOT NULL,
  city_key       TEXT    NOT NULL,
  country        TEXT    NOT NULL,
  cod            INTEGER NOT NULL,
  currency       TEXT    NOT NULL,
  opened_at      INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  answered_at    INTEGER NOT NULL,
  replied_at     INTEGER NOT NULL,
  delivered_at   INTEGER NOT NULL,
  settled_at     INTEGER NOT NULL,
  was_answered   INTEGER NOT NULL,           -- for the rates
  -- from the order, the calls, the rules and pending operations
  order_number   TEXT    NOT NULL DEFAULT '',
  order_key      TEXT    NOT NULL DEFAULT '',
  todo           INTEGER NOT NULL DEFAULT 0, -- CstDeliveryTodo
  due            INTEGER NOT NULL DEFAULT 0, -- when to call again, or until when the carrier takes a protest
  urgency        INTEGER NOT NULL DEFAULT 0,
  protest_until  INTEGER NOT NULL DEFAULT 0, -- R15
  calls          INTEGER NOT NULL DEFAULT 0,
  last_call_at   INTEGER NOT NULL DEFAULT 0,
  last_call_reached INTEGER NOT NULL DEFAULT 0,
  again_at       INTEGER NOT NULL DEFAULT 0,
  reminded_at    INTEGER NOT NULL DEFAULT 0, -- the again_at whose time has come
  op_kind        INTEGER NOT NULL DEFAULT 0,
  op_state       INTEGER NOT NULL DEFAULT 0,
  op_answer      INTEGER NOT NULL DEFAULT 0, -- CstDeliveryAnswerKind
  body           TEXT    NOT NULL,           -- CstDelivery
  UNIQUE (account, id)
) STRICT;

CREATE INDEX deliveries_of_order     ON deliveries (account, order_id);
CREATE INDEX deliveries_by_number    ON deliveries (number_key, account);
CREATE INDEX deliveries_by_tracking  ON deliveries (tracking_key, account);
CREATE INDEX deliveries_by_order     ON deliveries (order_key, account, tab);
CREATE INDEX deliveries_by_recipient ON deliveries (recipient_key, account, tab);
CREATE INDEX deliveries_by_date      ON deliveries (opened_at, account, tab);
CREATE INDEX deliveries_by_urgency   ON deliveries (urgency, account, tab);
CREATE INDEX deliveries_by_state     ON deliveries (state, opened_at, account, tab);
CREATE INDEX deliveries_by_carrier   ON deliveries (carrier_key, opened_at, account, tab);
CREATE INDEX deliveries_by_code      ON deliveries (code, opened_at, account, tab);
CREATE INDEX deliveries_by_city      ON deliveries (city_key, opened_at, account, tab);
CREATE INDEX deliveries_by_attempts  ON deliveries (attempts, opened_at, account, tab);
CREATE INDEX deliveries_by_cod       ON deliveries (cod, opened_at, account, tab);
CREATE INDEX deliveries_by_tab       ON deliveries (tab, account);
CREATE INDEX deliveries_of_code      ON deliveries (code_source, code);
CREATE INDEX deliveries_to_call      ON deliveries (again_at) WHERE again_at > 0;
CREATE INDEX deliveries_settled      ON deliveries (account, settled_at, carrier) WHERE settled_at > 0;

-- rowid = deliveries.row; texts are folded before they come here.
CREATE VIRTUAL TABLE delivery_search USING fts5 (
  words,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4', detail = none, columnsize = 0
);

CREATE TABLE delivery_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tab     INTEGER NOT NULL,
  todo    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, tab, todo)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deliveries_count_insert AFTER INSERT ON deliveries BEGIN
  INSERT INTO delivery_counts VALUES (new.account, new.tab, new.todo, 1)
    ON CONFLICT (account, tab, todo) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER deliveries_count_update AFTER UPDATE OF tab, todo ON deliveries
  WHEN new.tab <> old.tab OR new.todo <> old.todo BEGIN
  UPDATE delivery_counts SET n = n - 1 WHERE account = old.account AND tab = old.tab AND todo = old.todo;
  INSERT INTO delivery_counts VALUES (new.account, new.tab, new.todo, 1)
    ON CONFLICT (account, tab, todo) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER deliveries_count_delete AFTER DELETE ON deliveries BEGIN
  UPDATE delivery_counts SET n = n - 1 WHERE account = old.account AND tab = old.tab AND todo = old.todo;
  DELETE FROM delivery_search WHERE rowid = old.row;
END;

-- Calls to customers, kept on this desk (C7). Only ever added to; erasing a customer empties the note.
CREATE TABLE delivery_calls (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  delivery    TEXT    NOT NULL,
  order_id    TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  is_reached  INTEGER NOT NULL,
  note        TEXT,
  again_at    INTEGER NOT NULL,
  person      TEXT,
  person_name TEXT
) STRICT;

CREATE INDEX delivery_calls_of_delivery ON delivery_calls (account, delivery, id);

CREATE TRIGGER delivery_calls_no_update BEFORE UPDATE OF at, is_reached, again_at, person ON delivery_calls BEGIN
  SELECT raise (ABORT, 'calls are append-only');
END;

-- Codes that no table of the carriers' codes knows, and what people said they mean.
CREATE TABLE carrier_codes (
  source     TEXT    NOT NULL,
  code       TEXT    NOT NULL,
  label      TEXT    NOT NULL,               -- the carrier's own words, as last seen
  first_seen INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL,
  n          INTEGER NOT NULL,               -- how many delivery incidents had it
  reason     INTEGER,                        -- CstDeliveryReason, NULL until somebody said
  PRIMARY KEY (source, code)
) STRICT, WITHOUT ROWID;
