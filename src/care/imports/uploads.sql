-- Uploaded files. Only this file names import_upload, import_piece, import_row and import_source.

-- @insert upload_insert(key uuid, pcn_id pcn_id, practice_id practice_id?, otherwise_id practice_id?, account_id account_id,
--   at instant, source text, named text, bytes int, state int, columns text?, columns_given bool)
INSERT INTO import_upload (key, pcn_id, practice_id, otherwise_id, account_id, at, source, named, bytes, state, columns,
    columns_given)
VALUES (:key, :pcn_id, :practice_id, :otherwise_id, :account_id, :at, :source, :named, :bytes, :state, :columns,
    :columns_given);

-- All of it is there.
-- @exactly upload_arrived(upload_id upload_id)
UPDATE import_upload SET state = 1 WHERE import_upload_id = :upload_id AND state = 7;

-- @change upload_piece_insert(upload_id upload_id, number int, bytes blob)
INSERT INTO import_piece (import_upload_id, number, bytes) VALUES (:upload_id, :number, :bytes);

-- @one upload_piece(upload_id upload_id, number int) -> (bytes blob)
SELECT bytes FROM import_piece WHERE import_upload_id = :upload_id AND number = :number;

-- @change upload_piece_forget(upload_id upload_id)
DELETE FROM import_piece WHERE import_upload_id = :upload_id
    AND number = (SELECT min(number) FROM import_piece WHERE import_upload_id = :upload_id);

-- only: a practice, 0 for all of the network's.
-- @one upload_find(key uuid, pcn_id pcn_id, only int) -> (upload_id upload_id, key uuid, pcn_id pcn_id, practice_id practice_id?,
--   otherwise_id practice_id?, account_id account_id, who text, at instant, source text, named text, bytes int, state int,
--   columns text?, columns_given bool, why text?, checked_at instant?, approved_at instant?, approved_by account_id?,
--   approver text?, import_id import_id?, import_key uuid?, records_new int, records_same int)
SELECT u.import_upload_id, u.key, u.pcn_id, u.practice_id, u.otherwise_id, u.account_id, a.name, u.at, u.source, u.named,
    u.bytes, u.state, u.columns, u.columns_given, u.why, u.checked_at, u.approved_at, u.approved_by, b.name, u.import_id,
    i.key, u.records_new, u.records_same
FROM import_upload u JOIN account a ON a.account_id = u.account_id LEFT JOIN account b ON b.account_id = u.approved_by
    LEFT JOIN import i ON i.import_id = u.import_id
WHERE u.key = :key AND u.pcn_id = :pcn_id AND (:only = 0 OR u.practice_id = :only);

-- The oldest that is to be checked or imported.
-- @one upload_due() -> (key uuid, pcn_id pcn_id)
SELECT key, pcn_id FROM import_upload WHERE state IN (1, 3) ORDER BY import_upload_id LIMIT 1;

-- Those that nobody decided on, and what was decided lately; the newest first.
-- @many uploads_list(pcn_id pcn_id, only int, most int) -> (key uuid, who text, at instant, source text, named text, state int)
SELECT u.key, a.name, u.at, u.source, u.named, u.state
FROM import_upload u JOIN account a ON a.account_id = u.account_id
WHERE u.pcn_id = :pcn_id AND (:only = 0 OR u.practice_id = :only) AND u.state IN (1, 2, 3, 5)
ORDER BY u.import_upload_id DESC LIMIT :most;

-- @many upload_sources(pcn_id pcn_id, most int) -> (source text)
SELECT source FROM import_upload WHERE pcn_id = :pcn_id AND state IN (2, 3, 4)
GROUP BY source ORDER BY max(import_upload_id) DESC LIMIT :most;

-- @exactly upload_checked(upload_id upload_id, was int, state int, columns text?, why text?, checked_at instant, records_new int,
--   records_same int)
UPDATE import_upload SET state = :state, columns = :columns, why = :why, checked_at = :checked_at,
    records_new = :records_new, records_same = :records_same
WHERE import_upload_id = :upload_id AND state = :was;

-- @exactly upload_approve(upload_id upload_id, approved_at instant, approved_by account_id)
UPDATE import_upload SET state = 3, approved_at = :approved_at, approved_by = :approved_by
WHERE import_upload_id = :upload_id AND state = 2;

-- @exactly upload_done(upload_id upload_id, import_id import_id)
UPDATE import_upload SET state = 4, import_id = :import_id WHERE import_upload_id = :upload_id AND state = 3;

-- @exactly upload_discard(upload_id upload_id)
UPDATE import_upload SET state = 6 WHERE import_upload_id = :upload_id AND state IN (2, 5, 7);

-- @exactly upload_check_again(upload_id upload_id, columns text)
UPDATE import_upload SET state = 1, columns = :columns, columns_given = 1, why = NULL
WHERE import_upload_id = :upload_id AND state IN (2, 5);

-- @one upload_stale(before instant) -> (upload_id upload_id)
SELECT import_upload_id FROM import_upload WHERE state IN (2, 5, 7) AND at < :before ORDER BY import_upload_id LIMIT 1;

-- One of which something is left that nobody needs: its file, once it was decided on; the rows of what was discarded, or
-- followed by a newer list of the same source.
-- @one upload_leftover() -> (upload_id upload_id)
--   shows nobody because it is about what is to be forgotten
SELECT u.import_upload_id FROM import_upload u
WHERE u.state IN (4, 6) AND (EXISTS (SELECT 1 FROM import_piece p WHERE p.import_upload_id = u.import_upload_id)
    OR ((u.state = 6 OR EXISTS (SELECT 1 FROM import_upload n WHERE n.pcn_id = u.pcn_id AND n.source = u.source
            AND n.state = 4 AND n.practice_id IS NOT DISTINCT FROM u.practice_id
            AND n.import_upload_id > u.import_upload_id))
        AND EXISTS (SELECT 1 FROM scoped_import_row w WHERE w.import_upload_id = u.import_upload_id)))
ORDER BY u.import_upload_id LIMIT 1;

-- What the same source's last list brought.
-- @one upload_before(upload_id upload_id, pcn_id pcn_id, only int, source text) -> (upload_id upload_id)
SELECT import_upload_id FROM import_upload
WHERE pcn_id = :pcn_id AND source = :source AND state = 4 AND import_upload_id < :upload_id
    AND coalesce(practice_id, 0) = :only
ORDER BY import_upload_id DESC LIMIT 1;

-- @change source_keep(pcn_id pcn_id, name text, columns text)
INSERT INTO import_source (pcn_id, name, columns) VALUES (:pcn_id, :name, :columns)
ON CONFLICT (pcn_id, name) DO UPDATE SET columns = excluded.columns;

-- @one source_columns(pcn_id pcn_id, name text) -> (columns text)
SELECT columns FROM import_source WHERE pcn_id = :pcn_id AND name = :name;

-- @insert upload_row_insert(upload_id upload_id, place int, found int, practice_id practice_id?, person_key uuid?, name text?,
--   born date?, nhs_number nhs_number?, words text?)
INSERT INTO import_row (import_upload_id, place, found, practice_id, person_key, name, born, nhs_number, words)
VALUES (:upload_id, :place, :found, :practice_id, :person_key, :name, :born, :nhs_number, :words);

-- @change upload_rows_forget(upload_id upload_id, most int)
DELETE FROM import_row WHERE import_row_id IN (SELECT import_row_id FROM scoped_import_row
    WHERE import_upload_id = :upload_id ORDER BY import_row_id LIMIT :most);

-- @many upload_row_counts(upload_id upload_id) -> (found int, amount int, decided int)
--   shows nobody because it counts rows
SELECT found, count(*), count(decided) FROM scoped_import_row WHERE import_upload_id = :upload_id GROUP BY found;

-- @many upload_row_keys(upload_id upload_id) -> (person_key uuid?, practice_id practice_id?)
--   shows nobody because it compares two lists, and names nobody
SELECT person_key, practice_id FROM scoped_import_row
WHERE import_upload_id = :upload_id AND found <= 4 AND person_key IS NOT NULL AND practice_id IS NOT NULL
ORDER BY person_key;

-- Rows of one kind, or of all (0), as they were found: after one, or, going back, those after it.
-- @many upload_rows_some(upload_id upload_id, found int, back bool, after int, most int) -> (import_row_id int, place int, found int,
--   person_key uuid?, name text?, born date?, nhs_number nhs_number?, words text?, decided int?, person_id person_id?,
--   family text?, given text?, person_born date?, person_number nhs_number?)
--   shows person_id
SELECT w.import_row_id, w.place, w.found, w.person_key, w.name, w.born, w.nhs_number, w.words, w.decided, p.person_id, p.family_name,
    p.given_names, p.born, p.nhs_number
FROM scoped_import_row w LEFT JOIN scoped_person p ON p.key = w.person_key
WHERE w.import_row_id IN (
    SELECT d.import_row_id FROM (SELECT import_row_id FROM scoped_import_row
        WHERE :back = 0 AND import_upload_id = :upload_id AND (:found = 0 OR found = :found) AND import_row_id > :after
        ORDER BY import_row_id LIMIT :most) d
    UNION ALL
    SELECT u.import_row_id FROM (SELECT import_row_id FROM scoped_import_row
        WHERE :back = 1 AND import_upload_id = :upload_id AND (:found = 0 OR found = :found) AND import_row_id < :after
        ORDER BY import_row_id DESC LIMIT :most) u)
ORDER BY w.import_row_id;

-- @many upload_refused(upload_id upload_id, after int, most int) -> (import_row_id int, place int, words text?)
--   shows nobody because a row that is not taken names nobody
SELECT import_row_id, place, words FROM scoped_import_row
WHERE import_upload_id = :upload_id AND found = 7 AND import_row_id > :after ORDER BY import_row_id LIMIT :most;

-- @many upload_decisions(upload_id upload_id) -> (place int, person_key uuid?, decided int?)
--   shows nobody because it is for the import itself
SELECT place, person_key, decided FROM scoped_import_row
WHERE import_upload_id = :upload_id AND found = 5 AND decided IS NOT NULL AND person_key IS NOT NULL ORDER BY place;

-- @change upload_row_decide(upload_id upload_id, place int, decided int?)
UPDATE import_row SET decided = :decided
WHERE import_row_id IN (SELECT import_row_id FROM scoped_import_row
    WHERE import_upload_id = :upload_id AND found = 5 AND place = :place);
