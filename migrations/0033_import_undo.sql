-- Imports that are taken back. Why: docs/adr/0050. Owner: care/imports, but for person_withdrawn.

-- What stood there before, so that exactly that comes back. NULL: noted by a version that didn't keep it, or nothing did.
ALTER TABLE import_change ADD COLUMN version INTEGER; -- of the person's details, which the import made
ALTER TABLE import_change ADD COLUMN moved_from INTEGER REFERENCES practice; -- NULL: it didn't move them
ALTER TABLE import_change ADD COLUMN source_key BLOB; -- who they are to the source (import_person)
ALTER TABLE import_change ADD COLUMN said BLOB;       -- what the source had said of them until then
CREATE INDEX import_change_in ON import_change (import_id, import_change_id);

-- What one import brought somebody, and what it replaced.
CREATE INDEX coded_record_of_import ON coded_record (import_id, person_id);
CREATE INDEX coded_record_replaced ON coded_record (replaced_in, person_id) WHERE replaced_in IS NOT NULL;

CREATE TABLE import_undo (
    import_undo_id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL UNIQUE REFERENCES import,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    practice_id INTEGER REFERENCES practice, -- whoever asked works for it alone
    account_id INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    reached INTEGER NOT NULL DEFAULT 0, -- import_change_id: those up to it are dealt with
    ended_at INTEGER,
    people_gone INTEGER NOT NULL DEFAULT 0,
    people_back INTEGER NOT NULL DEFAULT 0,
    people_left INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_undo_due ON import_undo (import_undo_id) WHERE ended_at IS NULL;

-- Of whom something stays as the import left it, and why.
CREATE TABLE import_undo_left (
    import_undo_left_id INTEGER PRIMARY KEY,
    import_undo_id INTEGER NOT NULL REFERENCES import_undo,
    person_id INTEGER NOT NULL REFERENCES person,
    why INTEGER NOT NULL CHECK (why BETWEEN 1 AND 7) -- enum import_left
) STRICT;
CREATE INDEX import_undo_left_of ON import_undo_left (import_undo_id, import_undo_left_id);
CREATE INDEX import_undo_left_person ON import_undo_left (person_id);
CREATE VIEW scoped_import_undo_left AS SELECT l.* FROM import_undo_left l
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = l.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Who came by mistake and was taken back before anybody worked with them: they are in no list, found by nothing, and have
-- no address any more. The row and its versions stay, because the audit speaks of them. Owner: care/people.
CREATE TABLE person_withdrawn (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    at INTEGER NOT NULL
) STRICT;
-- The moment is looked at because SQLite tells the guard of a view only with a column that isn't the row's own number.
CREATE VIEW scoped_person_withdrawn AS SELECT w.* FROM person_withdrawn w
    WHERE w.at > 0 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = w.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
