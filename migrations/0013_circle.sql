-- Who is around a person: family, carers and friends, professionals and services, one document each (docs/adr/0036).
-- Owner: care/circle.
CREATE TABLE circle_entry (
    entry_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 16), -- made with the form: sent twice, it is one entry
    person_id INTEGER NOT NULL REFERENCES person,
    side TEXT NOT NULL CHECK (side IN ('family', 'services')),
    version INTEGER NOT NULL CHECK (version > 0),
    words TEXT NOT NULL, -- one JSON object: its fields are those of care/circle's tables
    changed_at INTEGER NOT NULL, -- instant
    UNIQUE (person_id, side, key)
) STRICT;
CREATE VIEW scoped_circle_entry AS SELECT e.* FROM circle_entry e
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = e.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
