-- The people Cairn is for. Owner: care/people.
-- Dates are days since 1970-01-01; an unknown date is NULL. nhs_number is the number as an integer, check digit
-- verified by the program before it gets here (standards section 4.5).
CREATE TABLE person (
    person_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    practice_id INTEGER NOT NULL,
    pcn_id INTEGER NOT NULL, -- of the practice: the same person in two networks is two rows (ADR 25)
    nhs_number INTEGER CHECK (nhs_number BETWEEN 1000000000 AND 9999999999),
    nhs_number_status TEXT NOT NULL DEFAULT '03', -- 01 to 08
    title TEXT, given_names TEXT, family_name TEXT, preferred_name TEXT,
    born INTEGER,
    gender TEXT NOT NULL DEFAULT 'unknown' CHECK (gender IN ('female', 'male', 'other', 'unknown')),
    pronouns TEXT,
    address_1 TEXT, address_2 TEXT, address_3 TEXT, address_4 TEXT, postcode TEXT,
    protected_address INTEGER NOT NULL DEFAULT 0 CHECK (protected_address IN (0, 1)),
    lsoa TEXT,                -- the small area that they live in, where it is known without a table of postcodes
    home_phone TEXT, mobile_phone TEXT, email TEXT,
    preferred_contact TEXT,   -- code of standards section 3.2
    contact_times TEXT,       -- "Ring after 11am"
    no_letters INTEGER NOT NULL DEFAULT 0 CHECK (no_letters IN (0, 1)),
    language TEXT,            -- BCP 47
    interpreter INTEGER NOT NULL DEFAULT 0 CHECK (interpreter IN (0, 1)),
    written_format TEXT,      -- code of the Accessible Information list
    communication_note TEXT,
    adjustments TEXT,         -- reasonable adjustments: "441092009 Does lip read; 285055002 Does use hearing aid"
    ethnicity TEXT,
    named_gp TEXT,
    died INTEGER,             -- day of death; known to have died without a day: died_known
    died_known INTEGER NOT NULL DEFAULT 0 CHECK (died_known IN (0, 1)),
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)), -- seen by its direct team alone (ADR 22)
    source TEXT NOT NULL,     -- 'typed', 'fhir', 'demonstration'
    changed_at INTEGER NOT NULL,
    CHECK (died IS NULL OR died_known = 1),
    FOREIGN KEY (practice_id, pcn_id) REFERENCES practice (practice_id, pcn_id),
    UNIQUE (pcn_id, nhs_number)
) STRICT;
CREATE INDEX person_of_practice ON person (practice_id, family_name);

CREATE VIEW scoped_person AS SELECT * FROM person WHERE in_scope(practice_id, person_id, restricted);

-- What the finder looks up: a kind letter and normalised text (nhs/person_query.h). There is no way from a person to
-- their terms but to make them again: a second index would double what adding somebody costs. A release that makes
-- terms differently has to empty this table and fill it anew; a term that nobody would make any more finds a
-- candidate who is then not shown.
CREATE TABLE person_term (
    term TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    practice_id INTEGER NOT NULL REFERENCES practice,
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)), -- the person's, so that no join is needed
    PRIMARY KEY (term, person_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW scoped_person_term AS SELECT * FROM person_term
    WHERE in_scope(practice_id, person_id, restricted);

-- A search is posted, answered by a redirect, and read back by the one who made it: nothing typed stands in an
-- address. Swept away with the session's day.
CREATE TABLE person_search (
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    account_id INTEGER NOT NULL REFERENCES account,
    pcn_id INTEGER NOT NULL REFERENCES pcn, -- the network it was made in, and is read in
    typed TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_search_by ON person_search (account_id, at);
