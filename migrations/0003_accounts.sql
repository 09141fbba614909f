-- Who may sign in, as what, and the sessions they are in. Owner: platform/auth.
-- Secrets are never stored readable: passwords as Argon2id, seeds encrypted, tokens and codes as keyed hashes.
CREATE TABLE account (
    account_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    email TEXT NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 255), -- lower case
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password_hash TEXT,                      -- NULL until the one-time link was used
    second_factor INTEGER NOT NULL DEFAULT 1 CHECK (second_factor IN (0, 1)), -- 0: demonstration accounts only
    totp_seed BLOB,                          -- encrypted; NULL until set up
    totp_last_step INTEGER NOT NULL DEFAULT 0, -- a code is good once
    created_at INTEGER NOT NULL,
    signed_in_at INTEGER                     -- the last time; NULL: never
) STRICT;

-- A member of staff can hold several roles, each in a whole network or in one practice of it.
CREATE TABLE role_held (
    role_held_id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account,
    role INTEGER NOT NULL CHECK (role > 0), -- enum staff_role
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    practice_id INTEGER REFERENCES practice, -- NULL: the whole network
    ended_at INTEGER,
    -- Raised whenever the people whom the role sees by relations may have changed: the server keeps them in memory for
    -- as long as the number that its snapshot shows is the one they were read under (docs/adr/0026).
    relations_version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX role_held_by ON role_held (account_id);
CREATE UNIQUE INDEX role_held_once ON role_held (account_id, role, pcn_id, ifnull(practice_id, 0))
    WHERE ended_at IS NULL;

-- One-time links: first set-up and resets. The newest unused one of an account counts.
CREATE TABLE account_link (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account,
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    used_at INTEGER,
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    session_id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- What its form token is made of: the hash that it began with, or that the second factor gave it. It stays when the
    -- cookie's token changes: an older tab's form must not be refused because another tab signed in again.
    form_secret BLOB NOT NULL CHECK (length(form_secret) = 32),
    account_id INTEGER NOT NULL REFERENCES account,
    role_held_id INTEGER REFERENCES role_held, -- NULL until chosen
    stage TEXT NOT NULL CHECK (stage IN ('password', 'whole', 'ended')),
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    wrong_tries INTEGER NOT NULL DEFAULT 0, -- at the second factor, or after idling; the fifth ends the session
    -- What was sent after the session had gone idle, kept so that signing in again brings it back.
    held_path TEXT,
    held_body TEXT
) STRICT;
CREATE INDEX session_of ON session (account_id) WHERE stage <> 'ended';

-- Failed sign-ins, by a keyed hash of the account's address or of the network address.
CREATE TABLE sign_in_failure (
    failure_id INTEGER PRIMARY KEY,
    whom BLOB NOT NULL CHECK (length(whom) = 32),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_of ON sign_in_failure (whom, at);
