-- Letters to people, as they were given. Owner: care/letters.
-- A letter is written once and never changed: no statement does. What it says of the address is what stood on it; a
-- protected address never does. Headings are in `language`, the text is as its author wrote it.
CREATE TABLE letter (
    letter_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    person_id INTEGER NOT NULL REFERENCES person,
    account_id INTEGER NOT NULL REFERENCES account, -- who wrote it
    role INTEGER NOT NULL,                          -- as what
    written_at INTEGER NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('tried', 'introducing', 'visit', 'agreed', 'ended', 'review')),
    format TEXT NOT NULL,      -- code of the Accessible Information list
    language TEXT NOT NULL,    -- of the headings
    addressee TEXT NOT NULL,   -- "Mrs Amina Rahman"
    address TEXT,              -- lines; NULL: handed over, none stands on it
    called TEXT NOT NULL,      -- "Amina": after "Dear"
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 8000),
    phone TEXT NOT NULL,       -- to ring
    sender TEXT NOT NULL,
    sender_from TEXT NOT NULL, -- the practice, as it was called
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    UNIQUE (person_id, nonce)
) STRICT;
CREATE INDEX letter_to ON letter (person_id, written_at);
CREATE INDEX letter_by ON letter (account_id, letter_id);
CREATE VIEW scoped_letter AS SELECT l.* FROM letter l
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = l.person_id AND in_scope(p.practice_id, p.person_id, p.restricted));
