PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE accounts (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT    NOT NULL UNIQUE COLLATE NOCASE,
  body        TEXT    NOT NULL,            -- CstAccount
  cursor      TEXT,                        -- where the next pull goes on
  caught_up   INTEGER NOT NULL DEFAULT 0   -- the first sync reached its end once
) STRICT;
INSERT INTO accounts VALUES(1,'demo','{"name":"demo","connector":"constat","info":{"rate":{},"rate_terms":{}}}','17',1);
CREATE TABLE sync_state (
  account      INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  last_attempt INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0,
  last_problem TEXT,
  done         INTEGER NOT NULL DEFAULT 0,
  total        INTEGER NOT NULL DEFAULT 0
) STRICT;
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
INSERT INTO orders VALUES(1,1,'1',1,'OC-1','oc-1','c1','Papeterie du Nord','papeterie du nord','Lille','FR',1795335300,4,5,4,'EUR',0,5400,600,1200,7200,0,'EUR',1,1,'a',4,1795414500,1,1,2,'{"id":"1","number":"OC-1","version":1,"status":"delivered","placed_at":1795335300,"customer":{"id":"c1","name":"Papeterie du Nord","country":"FR","city":"Lille"},"lines":[{"id":"l1","sku":"CUP-12","title":"Tasse à œuf","quantity":12,"delivered":12,"unit_price":450}],"amounts":{"currency":"EUR","goods":5400,"shipping":600,"tax":1200,"total":7200},"refunded":{},"payout":{"currency":"EUR"}}');
INSERT INTO orders VALUES(2,1,'2',1,'OC-2','oc-2','c1','Papeterie du Nord','papeterie du nord','Lille','FR',1795335300,2,2,2,'EUR',0,5400,600,1200,7200,0,'EUR',0,0,NULL,-1,0,0,0,0,'{"id":"2","number":"OC-2","version":1,"status":"to_ship","placed_at":1795335300,"customer":{"id":"c1","name":"Papeterie du Nord","country":"FR","city":"Lille"},"lines":[{"id":"l1","sku":"CUP-12","title":"Tasse à œuf","quantity":12,"delivered":12,"unit_price":450}],"amounts":{"currency":"EUR","goods":5400,"shipping":600,"tax":1200,"total":7200},"refunded":{},"payout":{"currency":"EUR"}}');
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
  body             TEXT    NOT NULL, found_confirmed     INTEGER NOT NULL DEFAULT 0, found_not_confirmed INTEGER NOT NULL DEFAULT 0, found_cannot_tell   INTEGER NOT NULL DEFAULT 0, found_of            INTEGER NOT NULL DEFAULT 0, finder              TEXT, finder_name         TEXT, found_at            INTEGER NOT NULL DEFAULT 0, rule_respond_by INTEGER NOT NULL DEFAULT 0, rule_resolve_by INTEGER NOT NULL DEFAULT 0, last_safe       INTEGER NOT NULL DEFAULT 0,           -- CstIncident
  UNIQUE (account, id)
) STRICT;
INSERT INTO incidents VALUES(1,1,'a','1',1,'P-a','p-a',1,1,1,0,0,1795414500,0,0,1,1795414500,0,0,'OC-1','Papeterie du Nord','papeterie du nord',900,'EUR',0,0,0,0,1101307042276,NULL,NULL,0,0,1,1,2,'{"id":"a","number":"P-a","order":"1","version":1,"reason":"damaged","handler":"brand","state":"submitted","reported_at":1795414500,"waiting_for":"brand","waiting_since":1795414500,"description":"Arrived broken","lines":[{"line":"l1","quantity":2}]}',0,0,0,2,NULL,NULL,0,0,0,0);
CREATE TABLE threads (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  order_id TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  unread   INTEGER NOT NULL,
  body     TEXT    NOT NULL,                 -- CstThread
  PRIMARY KEY (account, order_id)
) STRICT;
INSERT INTO threads VALUES(1,'1',1,1,'{"order":"1","version":1,"messages":[{"id":"m1","author":"customer","body":"Bonjour, deux tasses sont cassées"}]}');
CREATE TABLE desks (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  version  INTEGER NOT NULL,
  body     TEXT    NOT NULL,                 -- CstDesk
  PRIMARY KEY (account, incident)
) STRICT;
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','order_search','order_search',0,'CREATE VIRTUAL TABLE order_search USING fts5 (
  own, talk,
  tokenize = ''unicode61 remove_diacritics 2'', prefix = ''2 3 4'', detail = none, columnsize = 0
)');
CREATE TABLE IF NOT EXISTS 'order_search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO order_search_data VALUES(1,X'021609');
INSERT INTO order_search_data VALUES(10,X'000000000101010001010101');
INSERT INTO order_search_data VALUES(137438953473,X'0000017f0230310102013201010101320201016101010206727269766564010107626f6e6a6f7572010205726f6b656e010107636173736565730102027570010101046465757801020175010101056c696c6c65010101046e6f7264010101026f63010102036575660101010170010208617065746572696501010104736f6e7401010574617373650101060173010003313132010101026172010102626f0102017201010263610102017501010102646501020175010101026c69010101026e6f010101026f63010102016501010102706101010102736f01010274610101000432617272010103626f6e010202726f0101036361730102027570010101036465750101036c696c010101036e6f72010101036f65750101010370617001010103736f6e010103746173010100053361727269010104626f6e6a010203726f6b01010463617373010104646575780101046c696c6c010101046e6f7264010101046f657566010101047061706501010104736f6e740101047461737301010404050405090a080a06070509080607040c07090407050504050505050606060506050607060506060607070707060708070607070808080807');
CREATE TABLE IF NOT EXISTS 'order_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO order_search_idx VALUES(1,X'',2);
CREATE TABLE IF NOT EXISTS 'order_search_content'(id INTEGER PRIMARY KEY, c0, c1);
INSERT INTO order_search_content VALUES(1,'oc-1 papeterie du nord lille cup-12 tasse a oeuf','p-a arrived broken bonjour, deux tasses sont cassees');
INSERT INTO order_search_content VALUES(2,'oc-2 papeterie du nord lille cup-12 tasse a oeuf','');
CREATE TABLE IF NOT EXISTS 'order_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO order_search_config VALUES('version',4);
CREATE TABLE order_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tab     INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, tab)
) STRICT, WITHOUT ROWID;
INSERT INTO order_counts VALUES(1,2,1);
INSERT INTO order_counts VALUES(1,3,0);
INSERT INTO order_counts VALUES(1,4,1);
CREATE TABLE incident_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state   INTEGER NOT NULL,
  to_do   INTEGER NOT NULL,                  -- 1: in To handle
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, state, to_do)
) STRICT, WITHOUT ROWID;
INSERT INTO incident_counts VALUES(1,1,0,1);
INSERT INTO incident_counts VALUES(1,1,1,0);
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
INSERT INTO operations VALUES(1,1,'81451515-247a-4d28-a2f0-72f704a6a330',1,2,'1','a',1795421700,0,0,0,0,'{"account":1,"key":"81451515-247a-4d28-a2f0-72f704a6a330","kind":"refund","state":"queued","order":"1","incident":"a","expected":{}}');
CREATE TABLE drafts (
  key  TEXT    PRIMARY KEY,
  body TEXT    NOT NULL,
  at   INTEGER NOT NULL
) STRICT;
INSERT INTO drafts VALUES('1/1/a/message','{"text":"Chère cliente"}',1795421700);
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
INSERT INTO journal VALUES(1,1,1795421700,1,'1','a',0,'incident_seen',NULL,'{"after":"submitted"}','cf471ee2c9ffe7b8d17d1342f6165ac38fbb63846a47452cea8c31eadf50ff01');
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
  is_unreadable INTEGER NOT NULL DEFAULT 0, is_packed INTEGER NOT NULL DEFAULT 0, is_asked INTEGER NOT NULL DEFAULT 0,  -- fetched, and no picture came of it
  PRIMARY KEY (account, id)
) STRICT;
CREATE TABLE order_salts (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  order_id TEXT    NOT NULL,
  salt     TEXT    NOT NULL,
  PRIMARY KEY (account, order_id)
) STRICT, WITHOUT ROWID;
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
INSERT INTO settings VALUES('undo-window','15');
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
CREATE TABLE photo_bands (
  band        INTEGER NOT NULL,
  account     INTEGER NOT NULL,
  id          TEXT    NOT NULL,
  fingerprint INTEGER NOT NULL,
  PRIMARY KEY (band, account, id),
  FOREIGN KEY (account, id) REFERENCES photos (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE looked (
  account INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  person  TEXT    NOT NULL,                  -- '' when nobody was chosen
  at      INTEGER NOT NULL,
  PRIMARY KEY (account, id, person),
  FOREIGN KEY (account, id) REFERENCES attachments (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE pack (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  PRIMARY KEY (account, incident)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE due_notices (
  account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  incident TEXT    NOT NULL,
  kind     TEXT    NOT NULL,                 -- CstDueNoticeKind
  due      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (account, incident, kind, due)
) STRICT, WITHOUT ROWID;
CREATE TABLE photo_looks (
  account INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  person  TEXT    NOT NULL,                  -- '' when nobody was chosen
  look    TEXT    NOT NULL,                  -- CstPhotoLook
  PRIMARY KEY (account, id, person),
  FOREIGN KEY (account, id) REFERENCES attachments (account, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
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
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','delivery_search','delivery_search',0,'CREATE VIRTUAL TABLE delivery_search USING fts5 (
  words,
  tokenize = ''unicode61 remove_diacritics 2'', prefix = ''2 3 4'', detail = none, columnsize = 0
)');
CREATE TABLE IF NOT EXISTS 'delivery_search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO delivery_search_data VALUES(1,X'');
INSERT INTO delivery_search_data VALUES(10,X'00000000000000');
CREATE TABLE IF NOT EXISTS 'delivery_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS 'delivery_search_content'(id INTEGER PRIMARY KEY, c0);
CREATE TABLE IF NOT EXISTS 'delivery_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO delivery_search_config VALUES('version',4);
CREATE TABLE delivery_counts (
  account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  tab     INTEGER NOT NULL,
  todo    INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (account, tab, todo)
) STRICT, WITHOUT ROWID;
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
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('accounts',1);
INSERT INTO sqlite_sequence VALUES('journal',1);
INSERT INTO sqlite_sequence VALUES('operations',1);
CREATE INDEX orders_by_number   ON orders (number_key, account, tab);
CREATE INDEX orders_by_customer ON orders (customer_key, account, tab);
CREATE INDEX orders_by_date     ON orders (placed_at, account, tab);
CREATE INDEX orders_by_total    ON orders (total, account, tab);
CREATE INDEX orders_by_status   ON orders (status, account, tab);
CREATE INDEX orders_by_problem  ON orders (pressure, problem_since, account, tab);
CREATE INDEX orders_by_tab      ON orders (tab, account);
CREATE INDEX orders_of_customer ON orders (account, customer);
CREATE INDEX orders_held        ON orders (account, held_currency, held) WHERE held <> 0;
CREATE INDEX incidents_of_order    ON incidents (account, order_id);
CREATE INDEX incidents_by_number   ON incidents (number_key, account);
CREATE INDEX incidents_by_date     ON incidents (reported_at, account, state, reason);
CREATE INDEX incidents_by_customer ON incidents (customer_key, account, state, reason);
CREATE INDEX incidents_by_urgency  ON incidents (urgency, account, state, reason);
CREATE INDEX incidents_by_state    ON incidents (state, account, reason);
CREATE INDEX incidents_by_reason   ON incidents (reason, account, state);
CREATE INDEX incidents_to_handle   ON incidents (urgency, account) WHERE todo > 0;
CREATE INDEX incidents_assigned    ON incidents (assigned, account) WHERE assigned IS NOT NULL;
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
CREATE INDEX operations_of_order    ON operations (account, order_id, id);
CREATE INDEX operations_of_incident ON operations (account, incident, id) WHERE incident IS NOT NULL;
CREATE INDEX operations_by_state    ON operations (state, account, id);
CREATE INDEX operations_pending     ON operations (account, id) WHERE state IN (1, 2, 3, 6);
CREATE INDEX journal_of_incident ON journal (account, incident, seq) WHERE incident IS NOT NULL;
CREATE INDEX journal_of_order    ON journal (account, order_id, seq) WHERE order_id IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN
  SELECT raise (ABORT, 'the journal is append-only');
END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN
  SELECT raise (ABORT, 'the journal is append-only');
END;
CREATE INDEX attachments_wanted  ON attachments (account, is_open, cache_state, created_at);
CREATE INDEX attachments_of_incident ON attachments (account, incident);
CREATE INDEX attachments_by_use ON attachments (cache_state, is_open, is_packed, last_used);
CREATE INDEX attachments_packed ON attachments (account, cache_state, created_at) WHERE is_packed = 1;
CREATE INDEX attachments_asked ON attachments (account, cache_state, created_at) WHERE is_asked = 1;
CREATE INDEX attachments_of_order ON attachments (account, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX photos_by_sha256 ON photos (sha256);
CREATE INDEX photo_bands_of_photo ON photo_bands (account, id);
CREATE INDEX incidents_by_last_safe ON incidents (last_safe) WHERE last_safe > 0;
CREATE INDEX incidents_open         ON incidents (row) WHERE settled = 0;
CREATE INDEX case_marks_of_incident ON case_marks (account, incident, id);
CREATE TRIGGER case_marks_no_update BEFORE UPDATE OF kind, name, value, at ON case_marks BEGIN
  SELECT raise (ABORT, 'case marks are append-only');
END;
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
CREATE INDEX delivery_calls_of_delivery ON delivery_calls (account, delivery, id);
CREATE TRIGGER delivery_calls_no_update BEFORE UPDATE OF at, is_reached, again_at, person ON delivery_calls BEGIN
  SELECT raise (ABORT, 'calls are append-only');
END;
PRAGMA writable_schema=OFF;
COMMIT;
