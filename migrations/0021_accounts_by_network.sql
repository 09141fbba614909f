-- An account belongs to the network that it was made in, and its address is unique there. In the whole installation it
-- was: whoever added an account learned that somebody of another network has one. Owner: platform/auth.
-- SQLite takes no UNIQUE away from a column, so the table is made anew.
-- [sqlite]
CREATE TABLE account_by_network (
    account_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    version INTEGER NOT NULL DEFAULT 1,
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 255), -- lower case
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password_hash TEXT,                      -- NULL until the one-time link was used
    second_factor INTEGER NOT NULL DEFAULT 1 CHECK (second_factor IN (0, 1)), -- 0: demonstration accounts only
    totp_seed BLOB,                          -- encrypted; NULL until set up
    totp_last_step INTEGER NOT NULL DEFAULT 0, -- a code is good once
    created_at INTEGER NOT NULL,
    signed_in_at INTEGER,                    -- the last time; NULL: never
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    UNIQUE (email, pcn_id)
) STRICT;
INSERT INTO account_by_network
SELECT a.account_id, a.key, a.version, a.email, a.name, a.state, a.password_hash, a.second_factor, a.totp_seed,
    a.totp_last_step, a.created_at, a.signed_in_at,
    coalesce((SELECT h.pcn_id FROM role_held h WHERE h.account_id = a.account_id ORDER BY h.role_held_id LIMIT 1),
        (SELECT min(pcn_id) FROM pcn))
FROM account a;
DROP TABLE account;
ALTER TABLE account_by_network RENAME TO account;
-- [end]
-- [postgres]
-- ALTER TABLE account ADD COLUMN pcn_id BIGINT REFERENCES pcn;
-- UPDATE account SET pcn_id = coalesce((SELECT h.pcn_id FROM role_held h WHERE h.account_id = account.account_id
--     ORDER BY h.role_held_id LIMIT 1), (SELECT min(n.pcn_id) FROM pcn n));
-- ALTER TABLE account ALTER COLUMN pcn_id SET NOT NULL;
-- ALTER TABLE account DROP CONSTRAINT account_email_key;
-- ALTER TABLE account ADD UNIQUE (email, pcn_id);
-- [end]
