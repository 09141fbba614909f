CREATE TABLE a (a_id INTEGER PRIMARY KEY, b BLOB CHECK (length(b) = 2), person_id INTEGER REFERENCES later) STRICT;
m- [sqlite]
CREATE TR   UNIQUE (account_id, pcn_id, key)
) STRICT;
CREATE INDEX draft_saved ON draft (saved_at);
CREATE VIEW scoped_draft AS SELECT d.* FROM draft d
    WHERE d.person_id IS NULL
        OR EXISTS (SELECT 0 FROM person p WHERE p.person_id =LECT 1; END;
-- [end]
-- [postgres]
-- SELECT 1;
-- [end]
CREATE TABLE later (later_id INTEGER PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE VIEW scoped_a AS SELECT a.* FROM a WHERE in_scope(1, 2, 3);
