-- Secret addresses at which ordinary calendars fetch how much is due on which day. Owner: care/calendar.
-- The address holds a token of which only the hash is kept. What is behind it counts and names nobody.
CREATE TABLE calendar_feed (
    calendar_feed_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16), -- stands in the events, so that a calendar knows them again
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account,
    pcn_id INTEGER NOT NULL REFERENCES pcn,            -- of the role that it was made in
    made_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX calendar_feed_of ON calendar_feed (account_id, pcn_id) WHERE ended_at IS NULL;
