-- Coded clinical records: what other systems recorded about a person. Owner: care/coded.
-- Written by imports alone and never edited: a newer version of the same thing is a row of its own, and the older one
-- says in which import it was replaced. Narrow, because a network has tens of millions of them; the text of a code is
-- kept once (coded_concept) and the original beside the row, compressed (coded_original).

-- A code as a system worded it. One code may have several wordings; each is kept as it was written.
CREATE TABLE coded_concept (
    concept_id INTEGER PRIMARY KEY,
    system TEXT NOT NULL, -- 'http://snomed.info/sct'; empty where there was only text
    code TEXT NOT NULL,
    display TEXT NOT NULL,
    UNIQUE (code, system, display)
) STRICT;

CREATE TABLE coded_record (
    coded_id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person,
    concept_id INTEGER NOT NULL REFERENCES coded_concept,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 17),      -- enum coded_kind
    status INTEGER NOT NULL CHECK (status BETWEEN 1 AND 15),  -- enum coded_status
    precision INTEGER NOT NULL CHECK (precision BETWEEN 0 AND 4), -- of happened_at, enum coded_precision; 0: not known
    happened_at INTEGER,    -- instant; of a day, month or year its beginning in England
    ended INTEGER,          -- date
    value TEXT,             -- as it was written: "1.50" stays "1.50"
    unit TEXT,
    note TEXT,              -- further words of the source
    who TEXT,               -- who and where, by name: "Dr Sandra Gose, at Leeds Orthopaedic Clinic"
    reach TEXT,             -- how to reach somebody, or where: withheld where an address is protected
    source_key BLOB NOT NULL CHECK (length(source_key) = 16), -- hash of source system, resource type and id
    content INTEGER NOT NULL, -- hash of the resource: the same again changes nothing
    import_id INTEGER NOT NULL REFERENCES import,
    replaced_in INTEGER REFERENCES import, -- a newer version came then
    CHECK ((happened_at IS NULL) = (precision = 0))
) STRICT;
-- By person first: an import brings one person after the other, so it changes few pages of this index at a time.
CREATE UNIQUE INDEX coded_record_source ON coded_record (person_id, source_key) WHERE replaced_in IS NULL;
CREATE VIEW scoped_coded_record AS SELECT r.* FROM coded_record r
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = r.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Which people have a resource with this key: an import asks before it takes one, since what is known as one person's
-- may never become another's. Written in the order of the keys, many at a time, after the records themselves: a key
-- is random, and written alone it would cost a page. Records above coded_source_upto aren't in it yet; an import
-- begins by reading those.
CREATE TABLE coded_source (
    source_hash INTEGER NOT NULL, -- the first eight bytes of source_key
    person_id INTEGER NOT NULL REFERENCES person,
    PRIMARY KEY (source_hash, person_id)
) STRICT, WITHOUT ROWID;
CREATE VIEW scoped_coded_source AS SELECT s.* FROM coded_source s
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = s.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));
CREATE TABLE coded_source_upto (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    coded_id INTEGER NOT NULL
) STRICT;

-- The resource as it came, byte for byte (src/care/coded/coded_original.h).
CREATE TABLE coded_original (
    coded_id INTEGER PRIMARY KEY REFERENCES coded_record,
    body BLOB NOT NULL
) STRICT;
CREATE VIEW scoped_coded_original AS SELECT o.* FROM coded_original o
    WHERE EXISTS (SELECT 1 FROM coded_record r JOIN person p ON p.person_id = r.person_id
        WHERE r.coded_id = o.coded_id AND in_scope(p.practice_id, p.person_id, p.restricted));
