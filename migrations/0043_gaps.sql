-- What is missing in somebody's support: found by the program, shown on My day, dismissed by people. Owner: care/gaps.
-- Why: docs/adr/0055-gaps-are-found-and-kept.md.

-- What is missing now, as the last look found it. Made from other tables and from nothing else: a job compares and
-- corrects it, so that a list of thousands is read along an index, and counted.
CREATE TABLE gap (
    gap_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    person_id INTEGER NOT NULL REFERENCES person,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40), -- a word of the slice's table of kinds
    about BLOB NOT NULL CHECK (length(about) = 16), -- the key of the case, goal, carer, consent that it is about
    owner_id INTEGER REFERENCES account, -- whose it is to close; NULL: nobody's, so a supervisor's
    role INTEGER NOT NULL,               -- as what they have it; 0: as none
    place INTEGER NOT NULL, -- by consequence, from 1; from the table of kinds
    since INTEGER NOT NULL, -- day
    fact INTEGER NOT NULL,  -- changes when what it rests on does
    put_off INTEGER, -- day: dismissed up to and with it
    UNIQUE (person_id, kind, about)
) STRICT;
CREATE INDEX gap_of ON gap (pcn_id, owner_id, place, since, gap_id);
CREATE INDEX gap_all ON gap (pcn_id, place, since, gap_id);
CREATE VIEW scoped_gap AS SELECT g.* FROM gap g
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = g.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Somebody said that a gap need not be closed, or not yet, and why. It counts as long as what it was said of is so.
CREATE TABLE gap_dismissal (
    gap_dismissal_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    about BLOB NOT NULL CHECK (length(about) = 16),
    fact INTEGER NOT NULL,
    why TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 500),
    until_on INTEGER, -- day, included; NULL: until what it rests on changes
    account_id INTEGER NOT NULL REFERENCES account,
    dismissed_at INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by INTEGER REFERENCES account,
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX gap_dismissal_about ON gap_dismissal (person_id, kind);
CREATE VIEW scoped_gap_dismissal AS SELECT d.* FROM gap_dismissal d
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = d.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What lists and counts ask of a document, beside its words. Owners: care/circle (circle_entry), care/plan (plan_part).
-- Somebody who cares without being paid: whether anybody asked what they need, and since when they do no more.
ALTER TABLE circle_entry ADD COLUMN cares INTEGER NOT NULL DEFAULT 0 CHECK (cares IN (0, 1));
ALTER TABLE circle_entry ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));
ALTER TABLE circle_entry ADD COLUMN ended INTEGER; -- day
-- When somebody began or ceased to care, or what happens if they can't became another; NULL: not since this was kept.
ALTER TABLE circle_entry ADD COLUMN care_changed_at INTEGER; -- instant
-- Where a goal or a step is; whether a need is met; which part of life a need is about; who does a step.
ALTER TABLE plan_part ADD COLUMN state TEXT;
ALTER TABLE plan_part ADD COLUMN domain TEXT;
ALTER TABLE plan_part ADD COLUMN done_by TEXT;
ALTER TABLE plan_part ADD COLUMN added_at INTEGER; -- instant; NULL: before this was kept
-- [sqlite]
UPDATE circle_entry SET cares = 1 WHERE json_extract(words, '$.cares') = 1;
UPDATE circle_entry SET asked = 1 WHERE json_extract(words, '$.needs') <> '';
UPDATE circle_entry SET ended = julianday(json_extract(words, '$.ended')) - 2440587.5
    WHERE json_extract(words, '$.ended') <> '';
UPDATE plan_part SET state = json_extract(words, '$.met') WHERE kind = 'need';
UPDATE plan_part SET state = json_extract(words, '$.state') WHERE kind IN ('goal', 'step');
UPDATE plan_part SET done_by = json_extract(words, '$.who') WHERE kind = 'step';
-- [end]
-- [postgres]
-- SELECT set_config('cairn.everything', 'on', true); -- for this transaction: policies bind the owner, too
-- UPDATE circle_entry SET cares = 1 WHERE words::jsonb ->> 'cares' = 'true';
-- UPDATE circle_entry SET asked = 1 WHERE words::jsonb ->> 'needs' <> '';
-- UPDATE circle_entry SET ended = (words::jsonb ->> 'ended')::date - DATE '1970-01-01'
--     WHERE words::jsonb ->> 'ended' <> '';
-- UPDATE plan_part SET state = words::jsonb ->> 'met' WHERE kind = 'need';
-- UPDATE plan_part SET state = words::jsonb ->> 'state' WHERE kind IN ('goal', 'step');
-- UPDATE plan_part SET done_by = words::jsonb ->> 'who' WHERE kind = 'step';
-- [end]
CREATE INDEX plan_part_needs ON plan_part (person_id, state) WHERE kind = 'need';
