-- What is to stand in the GP record, and what became of it: each coded thing that Cairn records about somebody. Owner:
-- care/coding. Why: docs/adr/0052-coded-entries-wait-until-the-gp-record-has-them.md.

-- A file of entries that somebody took. It names nobody: which entries were in it stands with them.
CREATE TABLE gp_file (
    gp_file_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    practice_id INTEGER NOT NULL REFERENCES practice, -- whose people are in it
    account_id INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    entries INTEGER NOT NULL CHECK (entries > 0)
) STRICT;
CREATE INDEX gp_file_of ON gp_file (practice_id);

-- For which practice an entry is, is not kept: a GP record goes along when somebody moves, and only the practice where
-- they are now can write in it.
CREATE TABLE gp_entry (
    gp_entry_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    contact_id INTEGER REFERENCES contact,       -- what it comes from: one of these
    plan_event_id INTEGER REFERENCES plan_event,
    code INTEGER NOT NULL,                       -- SNOMED CT
    happened_on INTEGER NOT NULL,                -- day
    account_id INTEGER NOT NULL REFERENCES account, -- who saw the person, or recorded it
    role INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'pasted', 'file', 'found', 'failed', 'not_needed',
        'withdrawn', 'remove', 'removed')),
    why TEXT,                                    -- it failed, isn't needed, or must be taken out
    given_by INTEGER REFERENCES account,         -- pasted, or taken in a file
    given_at INTEGER,
    gp_file_id INTEGER REFERENCES gp_file,
    changed_by INTEGER REFERENCES account,       -- NULL: an import, or nobody yet
    changed_at INTEGER,
    found_import_id INTEGER REFERENCES import,   -- which brought it from the GP record,
    found_source BLOB CHECK (length(found_source) = 16), -- as which resource (coded_record.source_key),
    before_found TEXT,                           -- and what stands again when that import is taken back
    CHECK ((contact_id IS NULL) <> (plan_event_id IS NULL)),
    CHECK ((found_import_id IS NULL) = (found_source IS NULL)),
    CHECK ((given_by IS NULL) = (given_at IS NULL))
) STRICT;
CREATE INDEX gp_entry_of ON gp_entry (person_id, code, happened_on);
CREATE INDEX gp_entry_in ON gp_entry (state, person_id);
CREATE INDEX gp_entry_contact ON gp_entry (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX gp_entry_file ON gp_entry (gp_file_id) WHERE gp_file_id IS NOT NULL;
CREATE VIEW scoped_gp_entry AS SELECT e.* FROM gp_entry e
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = e.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What was recorded before there was such a list waits, too. A call that nobody answered was no encounter.
-- [sqlite]
INSERT INTO gp_entry (key, person_id, contact_id, code, happened_on, account_id, role)
SELECT randomblob(16), k.person_id, k.contact_id, k.seen_code,
    CAST(julianday(k.happened_at / 1000, 'unixepoch', 'localtime', 'start of day') - 2440587.5 AS INTEGER),
    k.account_id, k.role
FROM contact k WHERE k.seen_code IS NOT NULL AND k.struck_at IS NULL;
INSERT INTO gp_entry (key, person_id, contact_id, code, happened_on, account_id, role)
SELECT randomblob(16), k.person_id, k.contact_id, k.mode_code,
    CAST(julianday(k.happened_at / 1000, 'unixepoch', 'localtime', 'start of day') - 2440587.5 AS INTEGER),
    k.account_id, k.role
FROM contact k WHERE k.mode_code IS NOT NULL AND k.struck_at IS NULL AND k.outcome NOT IN ('no_answer', 'left_message');
INSERT INTO gp_entry (key, person_id, plan_event_id, code, happened_on, account_id, role)
SELECT randomblob(16), x.person_id, x.event_id, x.code, x.happened_on, x.account_id, x.role
FROM plan_event x WHERE x.code IS NOT NULL;
-- [end]
-- [postgres]
-- INSERT INTO gp_entry (key, person_id, contact_id, code, happened_on, account_id, role)
-- SELECT uuid_send(gen_random_uuid()), k.person_id, k.contact_id, k.seen_code,
--     (to_timestamp(k.happened_at / 1000.0) AT TIME ZONE 'Europe/London')::date - DATE '1970-01-01',
--     k.account_id, k.role
-- FROM contact k WHERE k.seen_code IS NOT NULL AND k.struck_at IS NULL;
-- INSERT INTO gp_entry (key, person_id, contact_id, code, happened_on, account_id, role)
-- SELECT uuid_send(gen_random_uuid()), k.person_id, k.contact_id, k.mode_code,
--     (to_timestamp(k.happened_at / 1000.0) AT TIME ZONE 'Europe/London')::date - DATE '1970-01-01',
--     k.account_id, k.role
-- FROM contact k WHERE k.mode_code IS NOT NULL AND k.struck_at IS NULL AND k.outcome NOT IN ('no_answer', 'left_message');
-- INSERT INTO gp_entry (key, person_id, plan_event_id, code, happened_on, account_id, role)
-- SELECT uuid_send(gen_random_uuid()), x.person_id, x.event_id, x.code, x.happened_on, x.account_id, x.role
-- FROM plan_event x WHERE x.code IS NOT NULL;
-- [end]
