-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2.

-- ── Photos ──────────────────────────────────────────────────────────────────────────────────────
-- Everything here belongs to an attachment and goes with it (R12).

ALTER TABLE attachments ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 0;  -- wanted by the offline pack
ALTER TABLE attachments ADD COLUMN is_asked INTEGER NOT NULL DEFAULT 0;   -- somebody looked for it

DROP INDEX attachments_by_use;
CREATE INDEX attachments_by_use ON attachments (cache_state, is_open, is_packed, last_used);
CREATE INDEX attachments_packed ON attachments (account, cache_state, created_at) WHERE is_packed = 1;
CREATE INDEX attachments_asked ON attachments (account, cache_state, created_at) WHERE is_asked = 1;
CREATE INDEX attachments_of_order ON attachments (account, order_id) WHERE order_id IS NOT NULL;

-- What the bytes themselves say, found out once after they came.
CREATE TABLE photos (
  account     INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  examined_at INTEGER NOT NULL,
  sha256      TEXT    NOT NULL,
  fingerprint INTEGER,                       -- of the picture as people see it, NULL when it has none
  thumbnail   INTEGER NOT NULL DEFAULT 0,    -- bytes of the small picture beside the file, 0 without
  body        TEXT    NOT NULL,              -- CstPhotoFacts
  PRIMARY KEY (account, id),
  FOREIGN KEY (account, id) REFERENCES attachments (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX photos_by_sha256 ON photos (sha256);

-- A fingerprint in four pieces of 16 bits, numbered: pictures that look alike share one, or nearly.
CREATE TABLE photo_bands (
  band        INTEGER NOT NULL,
  account     INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  fingerprint INTEGER NOT NULL,
  PRIMARY KEY (band, account, id),
  FOREIGN KEY (account, id) REFERENCES photos (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX photo_bands_of_photo ON photo_bands (account, id);

-- Who looked at what on this computer.
CREATE TABLE looked (
  account INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  person  TEXT    NOT NULL,                  -- '' when nobody was chosen
  at      INTEGER NOT NULL,
  PRIMARY KEY (account, id, person),
  FOREIGN KEY (account, id) REFERENCES attachments (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The incidents that were prepared for work without a network.
CREATE TABLE pack (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  PRIMARY KEY (account, incident)
) STRICT, WITHOUT ROWID;

-- ── Findings ────────────────────────────────────────────────────────────────────────────────────
-- What holds now of an incident's findings, in pieces, and who said the latest.

ALTER TABLE incidents ADD COLUMN found_confirmed     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN found_not_confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN found_cannot_tell   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN found_of            INTEGER NOT NULL DEFAULT 0;  -- pieces reported
ALTER TABLE incidents ADD COLUMN finder              TEXT;
ALTER TABLE incidents ADD COLUMN finder_name         TEXT;
ALTER TABLE incidents ADD COLUMN found_at            INTEGER NOT NULL DEFAULT 0;

-- Before, a finding spoke of the whole incident; the next word about the order says it more exactly.
UPDATE incidents SET
  found_of = max (1, coalesce ((SELECT sum (value ->> 'quantity') FROM json_each (incidents.body -> 'lines')), 0));
UPDATE incidents SET
  found_confirmed = iif (finding = 1, found_of, 0),
  found_not_confirmed = iif (finding = 2, found_of, 0),
  found_cannot_tell = iif (finding = 3, found_of, 0)
WHERE finding_count > 0;
UPDATE incidents SET finder = newest ->> 'person', finder_name = newest ->> 'name', found_at = newest ->> 'at'
FROM (SELECT account, incident, body -> '$.findings[#-1]' AS newest FROM desks) AS d
WHERE d.account = incidents.account AND d.incident = incidents.id AND newest ->> 'at' IS NOT NULL;

-- ── Rules ───────────────────────────────────────────────────────────────────────────────────────
-- What the playbook of the site says beside the site's own word, and when one has to decide at the latest.

ALTER TABLE incidents ADD COLUMN rule_respond_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN rule_resolve_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN last_safe       INTEGER NOT NULL DEFAULT 0;

CREATE INDEX incidents_by_last_safe ON incidents (last_safe) WHERE last_safe > 0;
CREATE INDEX incidents_open         ON incidents (row) WHERE settled = 0;

-- R8: the file as it was when the incident was first seen.
CREATE TABLE playbook_texts (
  digest   TEXT PRIMARY KEY,
  playbook TEXT NOT NULL,
  xml      TEXT NOT NULL
) STRICT;

CREATE TABLE rule_pins (
  account   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident  TEXT    NOT NULL,
  playbook  TEXT    NOT NULL,
  digest    TEXT    NOT NULL REFERENCES playbook_texts (digest),
  pinned_at INTEGER NOT NULL,
  PRIMARY KEY (account, incident)
) STRICT, WITHOUT ROWID;

-- What people noted while a case went its way: ticks, answers, moments, pauses, evidence. Only ever added to; the
-- latest of a name counts, and an empty value takes it back.
CREATE TABLE case_marks (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident    TEXT    NOT NULL,
  kind        TEXT    NOT NULL,              -- CstCaseMarkKind
  name        TEXT    NOT NULL,
  value       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  person      TEXT,
  person_name TEXT
) STRICT;

CREATE INDEX case_marks_of_incident ON case_marks (account, incident, id);

CREATE TRIGGER case_marks_no_update BEFORE UPDATE OF kind, name, value, at ON case_marks BEGIN
  SELECT raise (ABORT, 'case marks are append-only');
END;

-- Which due times people were told of; each once.
CREATE TABLE due_notices (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  kind     TEXT    NOT NULL,                 -- CstDueNoticeKind
  due      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (account, incident, kind, due)
) STRICT, WITHOUT ROWID;
