-- Contacts with and about people, and what was promised. Owner: care/contacts (contact), care/tasks (task).
CREATE TABLE contact (
    contact_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    account_id INTEGER NOT NULL REFERENCES account, -- who made the contact
    role INTEGER NOT NULL,                          -- as what
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('spoke', 'no_answer', 'left_message', 'text_or_email', 'visit',
        'something_else')),
    mode TEXT NOT NULL CHECK (mode IN ('telephone', 'video', 'face_to_face', 'home_visit', 'care_home_visit',
        'text', 'email', 'letter')),
    direction TEXT NOT NULL DEFAULT 'out' CHECK (direction IN ('out', 'in')),
    with_whom TEXT NOT NULL CHECK (with_whom IN ('person', 'carer', 'professional', 'someone_else')),
    with_name TEXT,
    note TEXT,
    minutes INTEGER CHECK (minutes BETWEEN 0 AND 1440),
    explained INTEGER NOT NULL DEFAULT 0 CHECK (explained IN (0, 1)), -- role, limits, confidentiality [003 section 5.2]
    seen_code INTEGER,         -- 148481000000101 where a care co-ordinator saw the person, else NULL
    mode_code INTEGER,         -- SNOMED CT code of the kind of encounter
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice about one person, saved once
    struck_at INTEGER, struck_by INTEGER REFERENCES account, struck_why TEXT, -- corrected, never removed
    UNIQUE (person_id, nonce)
) STRICT;
CREATE INDEX contact_with ON contact (person_id, happened_at);
CREATE INDEX contact_by ON contact (account_id, recorded_at);
CREATE VIEW scoped_contact AS SELECT c.* FROM contact c
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = c.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Anything promised has one owner and a date (domain section 8).
CREATE TABLE task (
    task_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    owner_id INTEGER NOT NULL REFERENCES account,
    kind TEXT NOT NULL CHECK (kind IN ('act_first', 'promise', 'contact')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    due INTEGER NOT NULL,
    promised_on INTEGER NOT NULL,
    from_contact_id INTEGER REFERENCES contact,
    done_at INTEGER,
    done_contact_id INTEGER REFERENCES contact
) STRICT;
CREATE INDEX task_due_for ON task (owner_id, due) WHERE done_at IS NULL;
CREATE INDEX task_about ON task (person_id, due) WHERE done_at IS NULL;
CREATE INDEX task_done_by ON task (owner_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX task_done_about ON task (person_id, done_at) WHERE done_at IS NOT NULL;
CREATE VIEW scoped_task AS SELECT t.* FROM task t
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = t.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));
