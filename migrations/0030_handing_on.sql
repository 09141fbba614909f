-- Cases that went from one colleague to another, so that both are told. Owner: care/caseload.
-- Why: docs/adr/0046-a-case-has-one-named-co-ordinator.md.

-- What was handed on at once. It says nothing of a person; whom it is about, and why, stands in the steps of the cases.
CREATE TABLE case_handing (
    case_handing_id INTEGER PRIMARY KEY,
    pcn_id INTEGER NOT NULL REFERENCES pcn,
    from_id INTEGER REFERENCES account, -- NULL: opened, or opened again, for whoever has it now
    to_id INTEGER NOT NULL REFERENCES account,
    made_by INTEGER NOT NULL REFERENCES account,
    at INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    tasks INTEGER NOT NULL, -- what was promised, and went along
    from_read_at INTEGER,   -- who did it themselves, or left, has nothing to read
    to_read_at INTEGER
) STRICT;
CREATE INDEX case_handing_from ON case_handing (from_id) WHERE from_read_at IS NULL;
CREATE INDEX case_handing_to ON case_handing (to_id) WHERE to_read_at IS NULL;
CREATE TABLE case_handed (
    case_handing_id INTEGER NOT NULL REFERENCES case_handing,
    care_case_id INTEGER NOT NULL REFERENCES care_case,
    PRIMARY KEY (case_handing_id, care_case_id)
) STRICT, WITHOUT ROWID;
CREATE VIEW scoped_case_handed AS SELECT s.* FROM case_handed s
    WHERE EXISTS (SELECT 1 FROM scoped_care_case k WHERE k.care_case_id = s.care_case_id);
