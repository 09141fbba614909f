-- What was backed up, and when a restore was last proven. Owner: platform/backup.
-- A row is written before its copy is made, so a restored installation knows its own number and goes on from there.
CREATE TABLE backup (
    backup_id INTEGER PRIMARY KEY, -- the sequence number that the file itself carries
    began_at INTEGER NOT NULL,     -- instant
    ended_at INTEGER,              -- NULL: under way, or interrupted
    bytes INTEGER
) STRICT;

CREATE TABLE backup_proof (
    backup_proof_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,        -- instant: when it was tried
    sequence INTEGER NOT NULL,  -- of the backup that was restored
    made_at INTEGER NOT NULL,   -- instant: when that backup was made
    good INTEGER NOT NULL CHECK (good IN (0, 1)),
    result TEXT NOT NULL        -- one line, in our words
) STRICT;
