-- Messages that go out by email: to whom, from what they are made, and what became of them. Owner: care/messages.
-- What a message says is not here: it is made from the letter, or the step of the referral, when it is sent, so that
-- what stands against it then counts. Why: docs/adr/0056-mail-leaves-through-one-child.md.
CREATE TABLE message (
    message_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16), -- of its Message-ID, too: sent again, it is the same message
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    person_id INTEGER REFERENCES person, -- about whom; NULL: a referral about somebody whom nobody has found yet
    kind TEXT NOT NULL CHECK (kind IN ('letter', 'referral')),
    source_id INTEGER NOT NULL, -- the letter, the referral's step
    source_key BLOB NOT NULL CHECK (length(source_key) = 16), -- of the letter, the referral
    to_address TEXT NOT NULL CHECK (length(to_address) BETWEEN 3 AND 254),
    -- left: nothing sends here, it is to be copied. other_way: somebody told them otherwise, and said so
    state TEXT NOT NULL CHECK (state IN ('left', 'waiting', 'sending', 'sent', 'failed', 'cancelled', 'other_way')),
    doubtful INTEGER NOT NULL DEFAULT 0 CHECK (doubtful IN (0, 1)), -- one try may have arrived without our knowing
    tries INTEGER NOT NULL DEFAULT 0,
    code INTEGER, -- what the mail server said last
    said TEXT,    -- its words, or ours: why not
    queued_at INTEGER NOT NULL,
    queued_by INTEGER REFERENCES account, -- NULL: somebody outside, whose referral came
    next_at INTEGER,
    changed_at INTEGER NOT NULL,
    CHECK ((next_at IS NOT NULL) = (state = 'waiting')),
    UNIQUE (kind, source_id)
) STRICT;
CREATE INDEX message_due ON message (next_at) WHERE state = 'waiting';
CREATE INDEX message_open ON message (pcn_id, message_id) WHERE state IN ('left', 'waiting', 'sending', 'failed');
CREATE INDEX message_stopped ON message (queued_by) WHERE state IN ('failed', 'cancelled');
CREATE INDEX message_about ON message (person_id) WHERE person_id IS NOT NULL;
-- As a referral is: before it is known who is meant, whoever sees some practice of the network sees it.
CREATE VIEW scoped_message AS SELECT m.* FROM message m
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = m.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted))
    OR (m.person_id IS NULL AND EXISTS (SELECT 1 FROM practice r WHERE r.pcn_id = m.pcn_id
        AND in_scope(r.practice_id, 0, 0)));
