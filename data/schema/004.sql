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
