-- What lists of people are sorted and filtered by, a narrow row each. Owner: care/people; one function writes it
-- (person_listed_write), and cairn check proves every row. Why: docs/adr/0029-lists-cost-alike.md.
-- A day that there is none of is 9999999, so that each order has one direction and no gaps: it comes after all others.
CREATE TABLE person_listed (
    person_id INTEGER PRIMARY KEY REFERENCES person,
    practice_id INTEGER NOT NULL REFERENCES practice,
    restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
    died INTEGER NOT NULL CHECK (died IN (0, 1)),
    name_order TEXT NOT NULL,      -- family name, then given names, folded
    born INTEGER NOT NULL,
    last_contact INTEGER NOT NULL, -- the day on which somebody last reached them
    next_due INTEGER NOT NULL,     -- the day on which the first open task about them is due
    interpreter INTEGER NOT NULL CHECK (interpreter IN (0, 1)),
    language TEXT NOT NULL,        -- "en" where nothing else is known
    written_format TEXT NOT NULL   -- "standard" where nothing else is known
) STRICT;
CREATE INDEX person_listed_by_name ON person_listed (practice_id, name_order, person_id);
CREATE INDEX person_listed_by_age ON person_listed (practice_id, born, person_id);
CREATE INDEX person_listed_by_contact ON person_listed (practice_id, last_contact, person_id);
CREATE INDEX person_listed_by_due ON person_listed (practice_id, next_due, person_id);
-- The few for whom something is out of the ordinary, and whom a list is filtered for.
CREATE INDEX person_listed_interpreter ON person_listed (practice_id, person_id) WHERE interpreter = 1;
CREATE INDEX person_listed_language ON person_listed (practice_id, language, person_id) WHERE language <> 'en';
CREATE INDEX person_listed_format ON person_listed (practice_id, written_format, person_id)
    WHERE written_format <> 'standard';

CREATE VIEW scoped_person_listed AS SELECT * FROM person_listed
    WHERE in_scope(practice_id, person_id, restricted);
