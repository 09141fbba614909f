-- What somebody typed into a form and has not saved yet. Owner: platform/drafts. Why: docs/adr/0021.
-- A draft belongs to its author alone. It is about a person, or about nobody who is here yet (the form that adds one).
CREATE TABLE draft (
    draft_id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account, -- the author
    pcn_id INTEGER NOT NULL REFERENCES pcn,         -- the network they typed it in: it is not there in another
    key BLOB NOT NULL CHECK (length(key) = 16),     -- of one opened form: two tabs are two drafts
    form TEXT NOT NULL CHECK (form <> ''),          -- a word of the slice that owns the form
    person_id INTEGER REFERENCES person,
    body TEXT, -- the fields, JSON; NULL: saved or discarded, and a copy that arrives late is not kept again
    began_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (account_id, pcn_id, key)
) STRICT;
CREATE INDEX draft_saved ON draft (saved_at);
CREATE VIEW scoped_draft AS SELECT d.* FROM draft d
    WHERE d.person_id IS NULL
        OR EXISTS (SELECT 1 FROM person p WHERE p.person_id = d.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));
