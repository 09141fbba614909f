-- Uploaded tables. Only this file names reference_upload, reference_upload_list and reference_piece.

-- @insert reference_upload_insert(key uuid, pcn_id pcn_id, account_id account_id, at instant, named text, bytes int, state int,
--   kind text?, name text?, version text?, source text?, dated date?)
INSERT INTO reference_upload (key, pcn_id, account_id, at, named, bytes, state, kind, name, version, source, dated)
VALUES (:key, :pcn_id, :account_id, :at, :named, :bytes, :state, :kind, :name, :version, :source, :dated);

-- All of it is there.
-- @exactly reference_upload_arrived(id reference_upload_id)
UPDATE reference_upload SET state = 1 WHERE reference_upload_id = :id AND state = 7;

-- @change reference_piece_add(id reference_upload_id, part int, number int, bytes blob)
INSERT INTO reference_piece (reference_upload_id, part, number, bytes) VALUES (:id, :part, :number, :bytes);

-- @one reference_piece_of(id reference_upload_id, part int, number int) -> (bytes blob)
SELECT bytes FROM reference_piece WHERE reference_upload_id = :id AND part = :part AND number = :number;

-- What an earlier reading found.
-- @change reference_found_forget(id reference_upload_id)
DELETE FROM reference_piece WHERE reference_upload_id = :id AND part > 1;
-- @change reference_lists_forget(id reference_upload_id)
DELETE FROM reference_upload_list WHERE reference_upload_id = :id;

-- The file before what was found in it.
-- @change reference_piece_forget(id reference_upload_id)
DELETE FROM reference_piece WHERE reference_upload_id = :id AND (part, number) IN (SELECT p.part, p.number
    FROM reference_piece p WHERE p.reference_upload_id = :id ORDER BY p.part, p.number LIMIT 1);

-- @one reference_upload_find(key uuid, pcn_id pcn_id) -> (id reference_upload_id, key uuid, pcn_id pcn_id,
--   account_id account_id, who text, at instant, named text, bytes int, state int, kind text?, name text?, version text?,
--   source text?, dated date?, why text?, row_count int, rejected int, passed_over int, listed int, decided_at instant?,
--   decided_by account_id?, decider text?)
SELECT u.reference_upload_id, u.key, u.pcn_id, u.account_id, a.name, u.at, u.named, u.bytes, u.state, u.kind, u.name,
    u.version, u.source, u.dated, u.why, u.row_count, u.rejected, u.passed_over, u.listed, u.decided_at, u.decided_by, b.name
FROM reference_upload u JOIN account a ON a.account_id = u.account_id LEFT JOIN account b ON b.account_id = u.decided_by
WHERE u.key = :key AND u.pcn_id = :pcn_id;

-- The oldest that is to be read or loaded.
-- @one reference_upload_due() -> (key uuid, pcn_id pcn_id)
SELECT key, pcn_id FROM reference_upload WHERE state IN (1, 3) ORDER BY reference_upload_id LIMIT 1;

-- Those that nobody decided on; the newest first.
-- @many reference_uploads_waiting(pcn_id pcn_id, most int) -> (key uuid, who text, at instant, named text, state int)
SELECT u.key, a.name, u.at, u.named, u.state
FROM reference_upload u JOIN account a ON a.account_id = u.account_id
WHERE u.pcn_id = :pcn_id AND u.state IN (1, 2, 3, 5)
ORDER BY u.reference_upload_id DESC LIMIT :most;

-- @change reference_list_add(id reference_upload_id, place int, name text, version text, becomes int, was text?, row_count int,
--   added int, dropped int, changed int)
INSERT INTO reference_upload_list (reference_upload_id, place, name, version, becomes, was, row_count, added, dropped, changed)
VALUES (:id, :place, :name, :version, :becomes, :was, :row_count, :added, :dropped, :changed);

-- What changes comes first.
-- @many reference_lists_of(id reference_upload_id) -> (place int, name text, version text, becomes int, was text?, row_count int,
--   added int, dropped int, changed int)
SELECT place, name, version, becomes, was, row_count, added, dropped, changed FROM reference_upload_list
WHERE reference_upload_id = :id ORDER BY place LIMIT 2000;

-- @exactly reference_upload_checked(id reference_upload_id, was int, state int, kind text?, why text?, row_count int, rejected int,
--   passed_over int, listed int, checked_at instant)
UPDATE reference_upload SET state = :state, kind = :kind, why = :why, row_count = :row_count, rejected = :rejected,
    passed_over = :passed_over, listed = :listed, checked_at = :checked_at
WHERE reference_upload_id = :id AND state = :was;

-- @exactly reference_upload_approve(id reference_upload_id, at instant, by account_id)
UPDATE reference_upload SET state = 3, decided_at = :at, decided_by = :by WHERE reference_upload_id = :id AND state = 2;

-- @exactly reference_upload_done(id reference_upload_id)
UPDATE reference_upload SET state = 4, why = NULL WHERE reference_upload_id = :id AND state = 3;

-- What was approved is not what is there now.
-- @exactly reference_upload_check_again(id reference_upload_id, why text)
UPDATE reference_upload SET state = 1, why = :why, decided_at = NULL, decided_by = NULL
WHERE reference_upload_id = :id AND state = 3;

-- @exactly reference_upload_discard(id reference_upload_id)
UPDATE reference_upload SET state = 6 WHERE reference_upload_id = :id AND state IN (2, 5, 7);

-- @one reference_upload_stale(before instant) -> (id reference_upload_id)
SELECT reference_upload_id FROM reference_upload WHERE state IN (2, 5, 7) AND at < :before
ORDER BY reference_upload_id LIMIT 1;

-- One of which something is left that nobody needs: its file, once it was decided on; all of what was discarded, or is old.
-- @one reference_upload_leftover(before instant) -> (id reference_upload_id)
SELECT u.reference_upload_id FROM reference_upload u
WHERE u.state IN (4, 6) AND EXISTS (SELECT 1 FROM reference_piece p WHERE p.reference_upload_id = u.reference_upload_id
    AND (p.part = 1 OR u.state = 6 OR u.at < :before))
ORDER BY u.reference_upload_id LIMIT 1;
