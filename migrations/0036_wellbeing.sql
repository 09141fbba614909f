-- How a member of staff is, in their own words: read by nobody else unless they share it with who is named as
-- supervising them. Theirs to delete. Owner: care/workforce.
CREATE TABLE wellbeing_note (
    wellbeing_note_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    staff_id INTEGER NOT NULL REFERENCES staff,
    how TEXT NOT NULL CHECK (how IN ('well', 'all_right', 'strained', 'not_coping')),
    words TEXT CHECK (length(words) > 0),
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    noted_at INTEGER NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    UNIQUE (staff_id, nonce)
) STRICT;
