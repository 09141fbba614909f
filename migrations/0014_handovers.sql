-- What a colleague took over from somebody who leaves or moves. Owner: care/access. Why: src/care/access/README.md.
-- It is kept so that it can be undone, and so that the page can say who did it.
CREATE TABLE handover (
    handover_id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    from_id INTEGER NOT NULL REFERENCES account,
    to_id INTEGER NOT NULL REFERENCES account,
    made_by INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE INDEX handover_from ON handover (from_id, pcn_id);

-- Each task with the version that it had afterwards, and the relation that was made for it, if one was.
CREATE TABLE handover_task (
    handover_id INTEGER NOT NULL REFERENCES handover,
    task_id INTEGER NOT NULL REFERENCES task,
    version INTEGER NOT NULL,
    relation_id INTEGER REFERENCES relation,
    PRIMARY KEY (handover_id, task_id)
) STRICT, WITHOUT ROWID;
