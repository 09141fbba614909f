-- Care homes, who lives in them, their rounds, and what stands in the way of ordering medicines. Owner: care/homes.
-- A home belongs to a network and says nothing about anybody who lives there: all its staff see it.
CREATE TABLE care_home (
    care_home_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    ods_code TEXT CHECK (length(ods_code) BETWEEN 1 AND 9),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    address TEXT, postcode TEXT, phone TEXT,
    manager TEXT,           -- whom to speak with there
    lead TEXT,              -- the clinician who leads the home's care, by name and practice
    round_day INTEGER CHECK (round_day BETWEEN 1 AND 7), -- 1 Monday
    proxy TEXT NOT NULL CHECK (proxy IN ('not_yet', 'under_way', 'some', 'working')), -- ordering medicines for residents
    proxy_note TEXT,
    changed_at INTEGER NOT NULL,
    UNIQUE (pcn_id, ods_code)
) STRICT;

-- Something that stands in the way, most of all of ordering medicines. It names no resident.
CREATE TABLE care_home_issue (
    care_home_issue_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16), -- made with the form: sent twice, it is one issue
    care_home_id INTEGER NOT NULL REFERENCES care_home,
    words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    raised_at INTEGER NOT NULL,
    raised_by INTEGER NOT NULL REFERENCES account,
    settled_at INTEGER,
    settled_by INTEGER REFERENCES account,
    settled_how TEXT,
    CHECK ((settled_at IS NULL) = (settled_by IS NULL))
) STRICT;
CREATE INDEX care_home_issue_of ON care_home_issue (care_home_id, raised_at);

-- That a round was held. Who was seen in it are contacts, whose nonce is this key.
CREATE TABLE care_home_round (
    care_home_round_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    care_home_id INTEGER NOT NULL REFERENCES care_home,
    held_on INTEGER NOT NULL,
    lead TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account, -- who recorded it
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX care_home_round_of ON care_home_round (care_home_id, held_on);

-- That somebody lives or lived there: a document each (docs/adr/0036), with the columns that lists need beside it.
CREATE TABLE care_home_stay (
    care_home_stay_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 16), -- made with the form: sent twice, it is one stay
    person_id INTEGER NOT NULL REFERENCES person,
    care_home_id INTEGER NOT NULL REFERENCES care_home,
    moved_in INTEGER,       -- date; NULL: not known
    moved_out INTEGER,      -- date; NULL: they live there
    left_for TEXT CHECK (left_for IN ('home', 'another_home', 'hospital', 'died', 'elsewhere', 'mistake')),
    version INTEGER NOT NULL CHECK (version > 0),
    words TEXT NOT NULL,    -- one JSON object: its fields are those of care/homes's table
    asked INTEGER NOT NULL DEFAULT 0 CHECK (asked BETWEEN 0 AND 2), -- 1: to be seen in the round, 2: sooner
    changed_at INTEGER NOT NULL,
    UNIQUE (person_id, key),
    CHECK ((moved_out IS NULL) = (left_for IS NULL))
) STRICT;
CREATE INDEX care_home_stay_now ON care_home_stay (care_home_id, person_id) WHERE moved_out IS NULL;
CREATE VIEW scoped_care_home_stay AS SELECT s.* FROM care_home_stay s
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = s.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What was given and reviewed, for a whole home at once: few of the records are of these kinds. Owner: care/coded.
CREATE INDEX coded_record_given ON coded_record (person_id, kind, happened_at)
    WHERE replaced_in IS NULL AND (kind = 3 OR kind = 4);
