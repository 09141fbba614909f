-- Referrals: who asks for support for whom, why, who has it now, and every step on its way. Owner: care/referrals.
-- Why: docs/adr/0042-a-referral-has-one-owner.md.

-- A link that a care home or charity was given for one referral; its code was read out to them. Nobody is named here
-- but the organisation. Tokens and codes are kept as hashes.
CREATE TABLE referral_link (
    referral_link_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    source TEXT NOT NULL CHECK (source IN ('care_home', 'vcse')),
    partner TEXT NOT NULL CHECK (length(partner) BETWEEN 1 AND 200),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    made_by INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX referral_link_of ON referral_link (pcn_id, made_at);

CREATE TABLE referral (
    referral_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    nonce BLOB NOT NULL UNIQUE CHECK (length(nonce) = 16), -- the form's: sent twice, saved once
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    person_id INTEGER REFERENCES person, -- NULL: nobody has said yet who is meant
    source TEXT NOT NULL CHECK (source IN ('gp', 'nurse', 'pharmacist', 'clinician', 'staff', 'link_worker', 'coach',
        'vcse', 'care_home', 'hospital', 'mdt', 'self', 'carer', 'finding')),
    referrer_id INTEGER REFERENCES account, -- NULL: somebody without an account
    referrer TEXT NOT NULL CHECK (length(referrer) BETWEEN 1 AND 200),
    referrer_reach TEXT, -- how to tell them what became of it
    reasons INTEGER NOT NULL CHECK (reasons BETWEEN 1 AND 1023), -- a bit each, as in referral.h
    words TEXT,  -- why, and what helps
    wants TEXT,  -- what the person wants, in their words
    risks TEXT,  -- what to know before a visit
    urgency TEXT NOT NULL CHECK (urgency IN ('urgent', 'soon', 'routine')),
    wished INTEGER NOT NULL CHECK (wished BETWEEN 0 AND 3), -- enum staff_role; 0: not sure
    agreed TEXT NOT NULL CHECK (agreed IN ('yes', 'best_interests')),
    about_name TEXT, about_born INTEGER, about_nhs_number TEXT, about_reach TEXT, -- as typed by somebody outside
    state TEXT NOT NULL CHECK (state IN ('received', 'asked', 'allocated', 'accepted', 'redirected', 'declined',
        'withdrawn', 'closed')),
    stage INTEGER NOT NULL CHECK (stage = CASE state WHEN 'received' THEN 1 WHEN 'asked' THEN 2 WHEN 'allocated' THEN 3
        WHEN 'accepted' THEN 3 WHEN 'redirected' THEN 4 ELSE 5 END),
    owner_id INTEGER REFERENCES account, -- NULL: the inbox, that is the network's triage team
    received_at INTEGER NOT NULL,
    due_on INTEGER NOT NULL,  -- the working day by which somebody must have decided
    changed_at INTEGER NOT NULL,
    -- One owner, always: the inbox until somebody has it, and nobody can have it before it is known who is meant.
    CHECK ((owner_id IS NOT NULL) = (state IN ('allocated', 'accepted'))),
    CHECK (owner_id IS NULL OR person_id IS NOT NULL),
    CHECK (person_id IS NOT NULL OR about_name IS NOT NULL)
) STRICT;
CREATE INDEX referral_in_box ON referral (pcn_id, stage, due_on, referral_id);
CREATE INDEX referral_about ON referral (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX referral_owned ON referral (owner_id, due_on) WHERE owner_id IS NOT NULL;
CREATE INDEX referral_sent ON referral (referrer_id, changed_at) WHERE referrer_id IS NOT NULL;
-- Before it is known who is meant, whoever sees some practice of the network sees it.
CREATE VIEW scoped_referral AS SELECT f.* FROM referral f
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = f.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted))
    OR (f.person_id IS NULL AND EXISTS (SELECT 1 FROM practice r WHERE r.pcn_id = f.pcn_id
        AND in_scope(r.practice_id, 0, 0)));

-- What happened to it, one row for each version: read by whoever may see the referral, and never changed.
CREATE TABLE referral_step (
    referral_step_id INTEGER PRIMARY KEY,
    referral_id INTEGER NOT NULL REFERENCES referral,
    number INTEGER NOT NULL, -- the version that it made
    step TEXT NOT NULL CHECK (step IN ('received', 'asked', 'answered', 'allocated', 'accepted', 'given_back',
        'redirected', 'declined', 'withdrawn', 'closed', 'amended', 'matched', 'told')),
    reason TEXT CHECK (reason IN ('not_needed', 'other_service', 'not_wanted', 'not_reached', 'duplicate', 'out_of_area')),
    words TEXT,   -- the question, the answer, what changed
    offered TEXT, -- when declined or sent on: what was offered instead, or to whom it went
    at INTEGER NOT NULL,
    account_id INTEGER REFERENCES account,
    by_name TEXT NOT NULL,
    CHECK ((reason IS NOT NULL) = (step = 'declined')),
    CHECK (step NOT IN ('declined', 'redirected') OR offered IS NOT NULL),
    UNIQUE (referral_id, number)
) STRICT;
CREATE VIEW scoped_referral_step AS SELECT s.* FROM referral_step s
    WHERE EXISTS (SELECT 1 FROM scoped_referral f WHERE f.referral_id = s.referral_id);
