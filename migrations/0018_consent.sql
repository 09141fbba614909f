-- What somebody agreed to or refused, who may decide for them, and why something may leave without asking them.
-- Owner: care/consent. Why: docs/adr/0035-consent-is-asked-before-anything-leaves.md.

-- Somebody outside the team who may or may not be told something about one person.
CREATE TABLE consent_party (
    consent_party_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    kind TEXT NOT NULL CHECK (kind IN ('carer', 'organisation', 'professional')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    relationship TEXT, -- what they are to the person: 'daughter'
    UNIQUE (person_id, consent_party_id)
) STRICT;
CREATE VIEW scoped_consent_party AS SELECT c.* FROM consent_party c
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = c.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));

-- Everything that was recorded: one row for each decision, assessment of capacity, best-interests decision, attorney
-- and lawful basis. A row is never changed but to be struck through: what counts today is worked out from all of them.
CREATE TABLE consent (
    consent_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    person_id INTEGER NOT NULL REFERENCES person,
    entry TEXT NOT NULL CHECK (entry IN ('decision', 'capacity', 'best_interests', 'attorney', 'basis')),
    -- what it is about; NULL: an attorney, or a decision of some other kind, in words alone
    purpose TEXT CHECK (purpose IN ('record', 'party', 'channel', 'story', 'evaluation', 'survey')),
    channel TEXT CHECK (channel IN ('telephone', 'text', 'email', 'letter', 'visit', 'message')),
    consent_party_id INTEGER,
    answer TEXT CHECK (answer IN ('given', 'refused', 'withdrawn', 'has', 'lacks', 'could_return', 'health', 'property',
        'safeguarding', 'risk_to_life', 'court_order', 'legal_duty')),
    kinds INTEGER NOT NULL DEFAULT 0 CHECK (kinds BETWEEN 0 AND 31), -- of information, a bit each, as in consent.h
    decided_by TEXT CHECK (decided_by IN ('person', 'attorney', 'deputy', 'best_interests', 'parent')),
    how TEXT CHECK (how IN ('said', 'phone', 'written')),
    name TEXT,    -- the parent, the assessor, who decided in their best interests, the attorney
    as_role TEXT, -- 'mother', 'GP'
    happened_on INTEGER NOT NULL, -- day
    words TEXT,   -- the evidence; the decision assessed; what was decided; the power's scope; the reason
    help TEXT,    -- what was done to help; who was consulted; how to reach the attorney
    why TEXT,     -- why the assessor thinks so; which less restrictive options were considered
    understands INTEGER CHECK (understands IN (0, 1)), retains INTEGER CHECK (retains IN (0, 1)),
    weighs INTEGER CHECK (weighs IN (0, 1)), communicates INTEGER CHECK (communicates IN (0, 1)),
    advocate TEXT CHECK (advocate IN ('involved', 'not_needed', 'not_available')),
    advocate_note TEXT,
    seen_on INTEGER, seen_by TEXT, -- the registered document: the day it was seen, and by whom
    review_on INTEGER, until_on INTEGER, -- days
    rests_on INTEGER,      -- the attorney or best-interests decision; of the latter, the assessment
    assessment_id INTEGER, -- of a decision made for the person: that they lacked capacity for it
    account_id INTEGER NOT NULL REFERENCES account, -- who recorded it
    role INTEGER NOT NULL,                          -- as what
    recorded_at INTEGER NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 16), -- the form's: sent twice about one person, saved once
    struck_at INTEGER, struck_by INTEGER REFERENCES account, struck_why TEXT, -- a mistake; never removed
    FOREIGN KEY (person_id, consent_party_id) REFERENCES consent_party (person_id, consent_party_id),
    FOREIGN KEY (person_id, rests_on) REFERENCES consent (person_id, consent_id),
    FOREIGN KEY (person_id, assessment_id) REFERENCES consent (person_id, consent_id),
    CHECK (consent_party_id IS NULL OR (purpose IS NOT NULL AND purpose = 'party')),
    CHECK (channel IS NULL OR (purpose IS NOT NULL AND purpose = 'channel')),
    CHECK (purpose IS NULL OR ((purpose <> 'party' OR consent_party_id IS NOT NULL)
        AND (purpose <> 'channel' OR channel IS NOT NULL))),
    CHECK (answer IS NOT NULL OR entry = 'best_interests'),
    CHECK (entry <> 'decision' OR (purpose IS NOT NULL AND decided_by IS NOT NULL AND how IS NOT NULL
        AND answer IN ('given', 'refused', 'withdrawn'))),
    CHECK (entry <> 'decision' OR decided_by NOT IN ('attorney', 'deputy', 'best_interests')
        OR (rests_on IS NOT NULL AND assessment_id IS NOT NULL)),
    CHECK (entry <> 'capacity' OR answer IN ('has', 'lacks', 'could_return')),
    CHECK (entry <> 'best_interests' OR rests_on IS NOT NULL),
    CHECK (entry <> 'attorney' OR answer IN ('health', 'property')),
    CHECK (entry <> 'basis' OR (purpose IS NOT NULL AND words IS NOT NULL AND until_on IS NOT NULL
        AND answer IN ('safeguarding', 'risk_to_life', 'court_order', 'legal_duty'))),
    CHECK ((struck_at IS NULL) = (struck_by IS NULL)),
    UNIQUE (person_id, nonce),
    UNIQUE (person_id, consent_id)
) STRICT;
CREATE VIEW scoped_consent AS SELECT c.* FROM consent c
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.person_id = c.person_id
        AND in_scope(p.practice_id, p.person_id, p.restricted));
