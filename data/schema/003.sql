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
