-- What matters to a person, in their own words: one document each (docs/adr/0036). Owner: care/about.
CREATE TABLE about_me (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    version INTEGER NOT NULL CHECK (version > 0),
    words TEXT NOT NULL, -- one JSON object: its fields are those of care/about's table
    changed_at INTEGER NOT NULL -- instant
) STRICT;
CREATE VIEW scoped_about_me AS SELECT a.* FROM about_me a
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = a.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
