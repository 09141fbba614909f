-- Cases: who supports whom, how closely, what comes next, and how it ended. Owner: care/caseload.
-- Why: docs/adr/0046-a-case-has-one-named-co-ordinator.md.

CREATE TABLE care_case (
    care_case_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3), -- enum staff_role: as what they are supported
    coordinator_id INTEGER NOT NULL REFERENCES account, -- the named co-ordinator: always one, also of what is closed
    setting TEXT NOT NULL CHECK (setting IN ('general', 'cancer', 'end_of_life', 'learning_disability', 'dementia',
        'anticipatory', 'elective', 'care_homes', 'long_term', 'perioperative', 'children')),
    weight TEXT NOT NULL CHECK (weight IN ('light', 'steady', 'intensive')),
    state TEXT NOT NULL CHECK (state IN ('active', 'monitoring', 'paused', 'closed')),
    open INTEGER NOT NULL CHECK (open = CASE state WHEN 'closed' THEN 0 ELSE 1 END),
    next_contact INTEGER NOT NULL, -- days; while it is paused, when it is looked at again
    review_on INTEGER NOT NULL,
    opened_on INTEGER NOT NULL,
    first_contact_on INTEGER, -- since it was opened, or opened again
    closed_on INTEGER,
    pause_why TEXT CHECK (pause_why IN ('hospital', 'away', 'asked', 'unwell', 'waiting', 'other')),
    moving_on INTEGER NOT NULL DEFAULT 0 CHECK (moving_on IN (0, 1)), -- it is planned in case_closing
    CHECK ((state = 'paused') = (pause_why IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CHECK (open = 1 OR moving_on = 0)
) STRICT;
-- One case of each kind of support at a time, and so one named co-ordinator.
CREATE UNIQUE INDEX care_case_once ON care_case (person_id, role) WHERE open = 1;
CREATE INDEX care_case_about ON care_case (person_id);
CREATE INDEX care_case_of ON care_case (coordinator_id, open, next_contact, care_case_id);
CREATE INDEX care_case_all ON care_case (pcn_id, open, next_contact, care_case_id);
-- Counted for everybody's hours from the index alone.
CREATE INDEX care_case_load ON care_case (pcn_id, open, coordinator_id, state, weight, role);
CREATE VIEW scoped_care_case AS SELECT k.* FROM care_case k
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = k.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- What happened to it, one row for each version, never changed.
CREATE TABLE case_step (
    case_step_id INTEGER PRIMARY KEY,
    care_case_id INTEGER NOT NULL REFERENCES care_case,
    number INTEGER NOT NULL, -- the version that it made
    step TEXT NOT NULL CHECK (step IN ('opened', 'changed', 'paused', 'resumed', 'given', 'planned', 'closed', 'reopened')),
    words TEXT,
    at INTEGER NOT NULL,
    account_id INTEGER REFERENCES account,
    by_name TEXT NOT NULL,
    UNIQUE (care_case_id, number)
) STRICT;
CREATE VIEW scoped_case_step AS SELECT s.* FROM case_step s
    WHERE EXISTS (SELECT 1 FROM scoped_care_case k WHERE k.care_case_id = s.care_case_id);

-- Moving on: planned with the person, and done when the case is closed. An earlier one stays when it is opened again.
CREATE TABLE case_closing (
    case_closing_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    care_case_id INTEGER NOT NULL REFERENCES care_case,
    outcome TEXT CHECK (outcome IN ('reached', 'partly', 'stopped', 'not_reached', 'moved', 'elsewhere', 'died')),
    close_on INTEGER,  -- day: when it is to be
    reached TEXT,      -- goals reached
    themselves TEXT,   -- what the person does themselves now
    ring TEXT,         -- who to ring if things change
    links TEXT,        -- what they were linked to
    check_in INTEGER,  -- day: when somebody asks how it goes, if they want that
    closed_at INTEGER,
    closed_by INTEGER REFERENCES account,
    CHECK (closed_at IS NULL OR outcome IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX case_closing_planned ON case_closing (care_case_id) WHERE closed_at IS NULL;
CREATE INDEX case_closing_of ON case_closing (care_case_id);
CREATE VIEW scoped_case_closing AS SELECT s.* FROM case_closing s
    WHERE EXISTS (SELECT 1 FROM scoped_care_case k WHERE k.care_case_id = s.care_case_id);
