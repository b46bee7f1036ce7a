-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1. Once released, this file is never edited: the next change is 002.sql.
--
-- Enumerations are stored as the numbers of their C types, which therefore only grow at the end.
-- Times are seconds since 1970 UTC, 0 when not said; amounts are minor units.

PRAGMA application_id = 0x436e7374;          -- "Cnst"

-- ── Accounts ────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE accounts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT    NOT NULL UNIQUE COLLATE NOCASE,
  body        TEXT    NOT NULL,            -- CstAccount
  cursor      TEXT,                        -- where the next pull goes on
  caught_up   INTEGER NOT NULL DEFAULT 0   -- the first sync reached its end once
) STRICT;

CREATE TABLE sync_state (
  account      INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  last_attempt INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0,
  last_problem TEXT,
  done         INTEGER NOT NULL DEFAULT 0,
  total        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- ── Truth: what the marketplace last said ───────────────────────────────────────────────────────
-- The body is the whole record; the columns before it are what lists show, sort and filter by.

CREATE TABLE orders (
  row            INTEGER PRIMARY KEY,
  account        INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id             TEXT    NOT NULL,
  version        INTEGER NOT NULL,
  number         TEXT    NOT NULL,
  number_key     TEXT    NOT NULL,           -- folded, for sorting and exact hits
  customer       TEXT    NOT NULL,           -- the customer's remote id
  customer_name  TEXT    NOT NULL,
  customer_key   TEXT    NOT NULL,
  city           TEXT    NOT NULL,
  country        TEXT    NOT NULL,
  placed_at      INTEGER NOT NULL,
  said_status    INTEGER NOT NULL,           -- the marketplace's word
  status         INTEGER NOT NULL,           -- as shown: problem reported while one is unsettled (O2)
  tab            INTEGER NOT NULL,           -- CstOrderTab, 0 when only "all" shows it
  currency       TEXT    NOT NULL,
  tax_mode       INTEGER NOT NULL,
  goods          INTEGER NOT NULL,
  shipping       INTEGER NOT NULL,
  tax            INTEGER NOT NULL,
  total          INTEGER NOT NULL,
  held           INTEGER NOT NULL,
  held_currency  TEXT    NOT NULL,
  incident_count INTEGER NOT NULL DEFAULT 0,
  unsettled      INTEGER NOT NULL DEFAULT 0,
  pressing       TEXT,                       -- the most pressing incident's id
  pressure       INTEGER NOT NULL DEFAULT -1,
  problem_since  INTEGER NOT NULL DEFAULT 0,
  unread         INTEGER NOT NULL DEFAULT 0,
  op_kind        INTEGER NOT NULL DEFAULT 0, -- the pending operation that is shown, if any
  op_state       INTEGER NOT NULL DEFAULT 0,
  body           TEXT    NOT NULL,           -- CstOrder
  UNIQUE (account, id)
) STRICT;

-- Every sort has its index; account and tab ride along so that filters read nothing else.
CREATE INDEX orders_by_number   ON orders (number_key, account, tab);
CREATE INDEX orders_by_customer ON orders (customer_key, account, tab);
CREATE INDEX orders_by_date     ON orders (placed_at, account, tab);
CREATE INDEX orders_by_total    ON orders (total, account, tab);
CREATE INDEX orders_by_status   ON orders (status, account, tab);
CREATE INDEX orders_by_problem  ON orders (pressure, problem_since, account, tab);
CREATE INDEX orders_by_tab      ON orders (tab, account);
CREATE INDEX orders_of_customer ON orders (account, customer);
CREATE INDEX orders_held        ON orders (account, held_currency, held) WHERE held <> 0;

CREATE TABLE incidents (
  row              INTEGER PRIMARY KEY,
  account          INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id               TEXT    NOT NULL,
  order_id         TEXT    NOT NULL,         -- may arrive before its order
  version          INTEGER NOT NULL,
  number           TEXT    NOT NULL,
  number_key       TEXT    NOT NULL,
  reason           INTEGER NOT NULL,
  handler          INTEGER NOT NULL,
  state            INTEGER NOT NULL,
  contested        INTEGER NOT NULL,
  settled          INTEGER NOT NULL,
  reported_at      INTEGER NOT NULL,
  respond_by       INTEGER NOT NULL,
  resolve_by       INTEGER NOT NULL,
  waiting_for      INTEGER NOT NULL,
  waiting_since    INTEGER NOT NULL,
  photos           INTEGER NOT NULL,
  photos_announced INTEGER NOT NULL,
  -- from the order, the thread, the desk and pending operations
  order_number     TEXT    NOT NULL DEFAULT '',
  customer_name    TEXT    NOT NULL DEFAULT '',
  customer_key     TEXT    NOT NULL DEFAULT '',
  stake            INTEGER NOT NULL DEFAULT 0,
  currency         TEXT    NOT NULL DEFAULT '',
  tax_mode         INTEGER NOT NULL DEFAULT 0,
  held             INTEGER NOT NULL DEFAULT 0,
  todo             INTEGER NOT NULL DEFAULT 0, -- CstTodo
  due              INTEGER NOT NULL DEFAULT 0,
  urgency          INTEGER NOT NULL DEFAULT 0, -- due times first, then the oldest
  assigned         TEXT,
  assigned_name    TEXT,
  finding          INTEGER NOT NULL DEFAULT 0, -- the latest
  finding_count    INTEGER NOT NULL DEFAULT 0,
  unread           INTEGER NOT NULL DEFAULT 0,
  op_kind          INTEGER NOT NULL DEFAULT 0,
  op_state         INTEGER NOT NULL DEFAULT 0,
  body             TEXT    NOT NULL,           -- CstIncident
  UNIQUE (account, id)
) STRICT;

CREATE INDEX incidents_of_order    ON incidents (account, order_id);
CREATE INDEX incidents_by_number   ON incidents (number_key, account);
CREATE INDEX incidents_by_date     ON incidents (reported_at, account, state, reason);
CREATE INDEX incidents_by_customer ON incidents (customer_key, account, state, reason);
CREATE INDEX incidents_by_urgency  ON incidents (urgency, account, state, reason);
CREATE INDEX incidents_by_state    ON incidents (state, account, reason);
CREATE INDEX incidents_by_reason   ON incidents (reason, account, state);
CREATE INDEX incidents_to_handle   ON incidents (urgency, account) WHERE todo > 0;
CREATE INDEX incidents_assigned    ON incidents (assigned, account) WHERE assigned IS NOT NULL;

CREATE TABLE threads (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  order_id TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  unread   INTEGER NOT NULL,
  body     TEXT    NOT NULL,                 -- CstThread
  PRIMARY KEY (account, order_id)
) STRICT;

CREATE TABLE desks (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  body     TEXT    NOT NULL,                 -- CstDesk
  PRIMARY KEY (account, incident)
) STRICT;

-- One row per order (rowid = orders.row): its own words, and those of its incidents and messages.
-- Texts are folded before they come here; detail=none because words are combined with AND only.
CREATE VIRTUAL TABLE order_search USING fts5 (
  own, talk,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4', detail = none, columnsize = 0
);

-- ── Counts, kept by triggers so that no counter ever scans ──────────────────────────────────────

CREATE TABLE order_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tab     INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, tab)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_count_insert AFTER INSERT ON orders BEGIN
  INSERT INTO order_counts VALUES (new.account, new.tab, 1)
    ON CONFLICT (account, tab) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER orders_count_update AFTER UPDATE OF tab ON orders WHEN new.tab <> old.tab BEGIN
  UPDATE order_counts SET n = n - 1 WHERE account = old.account AND tab = old.tab;
  INSERT INTO order_counts VALUES (new.account, new.tab, 1)
    ON CONFLICT (account, tab) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER orders_count_delete AFTER DELETE ON orders BEGIN
  UPDATE order_counts SET n = n - 1 WHERE account = old.account AND tab = old.tab;
  DELETE FROM order_search WHERE rowid = old.row;
END;

CREATE TABLE incident_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state   INTEGER NOT NULL,
  to_do   INTEGER NOT NULL,                  -- 1: in To handle
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, state, to_do)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER incidents_count_insert AFTER INSERT ON incidents BEGIN
  INSERT INTO incident_counts VALUES (new.account, new.state, new.todo > 0, 1)
    ON CONFLICT (account, state, to_do) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER incidents_count_update AFTER UPDATE OF state, todo ON incidents
  WHEN new.state <> old.state OR (new.todo > 0) <> (old.todo > 0) BEGIN
  UPDATE incident_counts SET n = n - 1
    WHERE account = old.account AND state = old.state AND to_do = (old.todo > 0);
  INSERT INTO incident_counts VALUES (new.account, new.state, new.todo > 0, 1)
    ON CONFLICT (account, state, to_do) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER incidents_count_delete AFTER DELETE ON incidents BEGIN
  UPDATE incident_counts SET n = n - 1
    WHERE account = old.account AND state = old.state AND to_do = (old.todo > 0);
END;

-- ── What people decided ─────────────────────────────────────────────────────────────────────────

CREATE TABLE operations (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  account       INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  key           TEXT    NOT NULL UNIQUE,
  kind          INTEGER NOT NULL,
  state         INTEGER NOT NULL,
  order_id      TEXT    NOT NULL,
  incident      TEXT,
  created_at    INTEGER NOT NULL,
  hold_until    INTEGER NOT NULL DEFAULT 0,
  next_try_at   INTEGER NOT NULL DEFAULT 0,
  first_sent_at INTEGER NOT NULL DEFAULT 0,
  finished_at   INTEGER NOT NULL DEFAULT 0,
  body          TEXT    NOT NULL             -- CstOperation
) STRICT;

CREATE INDEX operations_of_order    ON operations (account, order_id, id);
CREATE INDEX operations_of_incident ON operations (account, incident, id) WHERE incident IS NOT NULL;
CREATE INDEX operations_by_state    ON operations (state, account, id);
-- held, queued, sending, unknown
CREATE INDEX operations_pending     ON operations (account, id) WHERE state IN (1, 2, 3, 6);

CREATE TABLE drafts (
  key  TEXT    PRIMARY KEY,
  body TEXT    NOT NULL,
  at   INTEGER NOT NULL
) STRICT;

-- Append-only, each entry with a hash over the one before. No names, addresses or texts (R12).
-- AUTOINCREMENT remembers how many there ever were: an end cut off shows.
CREATE TABLE journal (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  version   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  account   INTEGER NOT NULL,
  order_id  TEXT,
  incident  TEXT,
  operation INTEGER NOT NULL DEFAULT 0,
  kind      TEXT    NOT NULL,
  person    TEXT,
  payload   TEXT    NOT NULL,                -- CstJournalDetails
  hash      TEXT    NOT NULL
) STRICT;

CREATE INDEX journal_of_incident ON journal (account, incident, seq) WHERE incident IS NOT NULL;
CREATE INDEX journal_of_order    ON journal (account, order_id, seq) WHERE order_id IS NOT NULL;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT raise (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT raise (ABORT, 'the journal is append-only');
END;

-- ── Files, people, settings ─────────────────────────────────────────────────────────────────────

-- What incidents carry, kept with the truth (incident … is_open), and what of it is on this
-- computer (cache_state … last_used).
CREATE TABLE attachments (
  account     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id          TEXT    NOT NULL,
  incident    TEXT,
  order_id    TEXT,
  media_type  TEXT    NOT NULL DEFAULT '',
  said_size   INTEGER NOT NULL DEFAULT 0,
  said_status INTEGER NOT NULL DEFAULT 0,    -- CstAttachmentStatus
  created_at  INTEGER NOT NULL DEFAULT 0,
  is_open     INTEGER NOT NULL DEFAULT 0,    -- its incident is unsettled
  cache_state INTEGER NOT NULL DEFAULT 0,
  path        TEXT,
  size        INTEGER NOT NULL DEFAULT 0,
  sha256      TEXT,
  last_used   INTEGER NOT NULL DEFAULT 0,
  attempts    INTEGER NOT NULL DEFAULT 0,    -- to fetch it
  is_unreadable INTEGER NOT NULL DEFAULT 0,  -- fetched, and no picture came of it
  PRIMARY KEY (account, id)
) STRICT;

CREATE INDEX attachments_wanted  ON attachments (account, is_open, cache_state, created_at);
CREATE INDEX attachments_by_use  ON attachments (cache_state, is_open, last_used);
CREATE INDEX attachments_of_incident ON attachments (account, incident);

-- What makes the journal's digests meaningless once it is gone (R12).
CREATE TABLE order_salts (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  order_id TEXT    NOT NULL,
  salt     TEXT    NOT NULL,
  PRIMARY KEY (account, order_id)
) STRICT, WITHOUT ROWID;

-- Whose personal data must not come back with the next pull: customers by salted digest of their
-- remote id, and the orders that are known to be theirs or have outlived their retention.
CREATE TABLE erased_customers (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  digest  TEXT    NOT NULL,
  at      INTEGER NOT NULL,                  -- what they order later is theirs anew
  PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_orders (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  order_id TEXT    NOT NULL,
  PRIMARY KEY (account, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
