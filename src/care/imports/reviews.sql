-- Imports that are reviewed. Only this file names import_review, import_piece, import_row, import_refusal,
-- import_mapping and import_touch.

-- ---- the file ----

-- @insert import_review_insert(key uuid, pcn_id pcn_id, practice_id practice_id?, account_id account_id, role int,
--   uploaded_at instant, source text, named text, bytes int, columns text?)
INSERT INTO import_review (key, pcn_id, practice_id, account_id, role, uploaded_at, source, named, bytes, state,
    columns)
VALUES (:key, :pcn_id, :practice_id, :account_id, :role, :uploaded_at, :source, :named, :bytes, 'uploaded',
    :columns);

-- @change import_piece_add(review int, number int, body blob)
INSERT INTO import_piece (import_review_id, number, body) VALUES (:review, :number, :body);

-- @one import_piece_read(review int, number int) -> (body blob)
SELECT body FROM import_piece WHERE import_review_id = :review AND number = :number;

-- @change import_pieces_drop(review int, most int)
DELETE FROM import_piece WHERE import_review_id = :review AND number IN (SELECT number FROM import_piece
    WHERE import_review_id = :review ORDER BY number LIMIT :most);

-- @one import_review_row(key uuid, pcn_id pcn_id, to_do bool) -> (id int, key uuid, version int, state text,
--   practice_id practice_id?, account_id account_id, role int, pcn_id pcn_id, decided_by account_id?,
--   undone_by account_id?, who text, uploaded_at instant,
--   source text, named text, columns text?, why text?, bytes int, groups int, import_id import_id?, decided_who text?,
--   undone_who text?, decided_at instant?, undone_at instant?)
SELECT r.import_review_id, r.key, r.version, r.state, r.practice_id, r.account_id, r.role, r.pcn_id, r.decided_by, r.undone_by, a.name, r.uploaded_at,
    r.source, r.named, r.columns, r.why, r.bytes, r.groups, r.import_id, d.name, u.name, r.decided_at, r.undone_at
FROM import_review r JOIN account a ON a.account_id = r.account_id
    LEFT JOIN account d ON d.account_id = r.decided_by LEFT JOIN account u ON u.account_id = r.undone_by
WHERE (:to_do = 0 AND r.key = :key AND r.pcn_id = :pcn_id)
    OR (:to_do = 1 AND r.import_review_id = (SELECT min(q.import_review_id) FROM import_review q
        WHERE q.state IN ('uploaded', 'approved', 'undoing', 'discarding')));

-- @many import_reviews_open(pcn_id pcn_id, practice_id practice_id?, most int) -> (key uuid, state text, who text, uploaded_at instant,
--   source text, named text)
SELECT r.key, r.state, a.name, r.uploaded_at, r.source, r.named
FROM import_review r JOIN account a ON a.account_id = r.account_id
WHERE r.pcn_id = :pcn_id AND (:practice_id IS NULL OR r.practice_id = :practice_id) AND r.state <> 'discarding' AND r.state <> 'discarded' AND r.state <> 'done' AND r.state <> 'undone'
ORDER BY r.import_review_id DESC LIMIT :most;

-- @exactly import_review_set(review int, was text, state text, columns text?, why text?)
UPDATE import_review SET state = :state, version = version + 1, columns = coalesce(:columns, columns), why = :why
WHERE import_review_id = :review AND state = :was;

-- @exactly import_review_decide(review int, version int, state text, groups int, by account_id, at instant)
UPDATE import_review SET state = :state, version = version + 1, groups = :groups, decided_by = :by,
    decided_at = :at
WHERE import_review_id = :review AND version = :version AND state IN ('waiting', 'columns', 'refused');

-- @exactly import_review_undo(review int, version int, by account_id, at instant)
UPDATE import_review SET state = 'undoing', version = version + 1, undone_by = :by, undone_at = :at
WHERE import_review_id = :review AND version = :version AND state = 'done';

-- @one import_review_import(review int) -> (import_id import_id?)
SELECT import_id FROM import_review WHERE import_review_id = :review;

-- @exactly import_review_became(review int, import_id import_id)
UPDATE import_review SET import_id = :import_id WHERE import_review_id = :review AND import_id IS NULL;

-- ---- saved columns ----

-- @one import_mapping_of(pcn_id pcn_id, source text) -> (columns text)
SELECT columns FROM import_mapping WHERE pcn_id = :pcn_id AND source = :source;

-- @change import_mapping_keep(pcn_id pcn_id, source text, columns text, account_id account_id, at instant)
INSERT INTO import_mapping (pcn_id, source, columns, account_id, saved_at)
VALUES (:pcn_id, :source, :columns, :account_id, :at)
ON CONFLICT (pcn_id, source) DO UPDATE SET columns = excluded.columns, account_id = excluded.account_id,
    saved_at = excluded.saved_at;

-- @many import_sources(pcn_id pcn_id, most int) -> (source text)
SELECT source FROM import_review WHERE pcn_id = :pcn_id AND source <> '' GROUP BY source
ORDER BY max(import_review_id) DESC LIMIT :most;

-- ---- rows ----

-- @change import_row_add(review int, number int, group_is int, place int, practice_id practice_id?, person_id person_id?,
--   owner int, what text?, body blob?)
--   unscoped because an import itself decides whose record a row is about
INSERT INTO import_row (import_review_id, number, group_is, place, practice_id, person_id, owner, what, body)
VALUES (:review, :number, :group_is, :place, :practice_id, :person_id, :owner, :what, :body);

-- @change import_refusal_add(review int, number int, place int, elsewhere bool, kind text, reason text)
INSERT INTO import_refusal (import_review_id, number, place, elsewhere, kind, reason)
VALUES (:review, :number, :place, :elsewhere, :kind, :reason)
ON CONFLICT (import_review_id, number) DO UPDATE SET reason = excluded.reason;

-- A check that begins anew, and what nobody needs any more: some rows at a time.
-- @change import_rows_drop(review int, most int)
DELETE FROM import_row WHERE import_row_id IN (SELECT import_row_id FROM scoped_import_row
    WHERE import_review_id = :review ORDER BY number LIMIT :most);

-- @change import_refusals_drop(review int, most int)
DELETE FROM import_refusal WHERE import_review_id = :review AND number IN (SELECT number FROM import_refusal
    WHERE import_review_id = :review ORDER BY number LIMIT :most);

-- What was decided upon leaves its list behind, without what stood in the file.
-- @change import_rows_empty(review int, after int, up_to int)
UPDATE import_row SET body = NULL
WHERE import_review_id = :review AND number > :after AND number <= :up_to
    AND import_row_id IN (SELECT import_row_id FROM scoped_import_row WHERE import_review_id = :review AND number > :after
        AND number <= :up_to);

-- @one import_rows_last(review int) -> (number int)
--   unscoped because it is the length of a file
SELECT coalesce(max(number), 0) FROM import_row WHERE import_review_id = :review;

-- Those that were approved, in their order, with the records of whoever was.
-- @many import_rows_approved(review int, groups int, after int, most int) -> (number int, body blob?)
--   shows nobody because an import itself leaves a trace of whom it changes
SELECT r.number, r.body FROM scoped_import_row r
WHERE r.import_review_id = :review AND r.number > :after AND r.body IS NOT NULL AND (
    (r.group_is > 0 AND r.group_is <> 6 AND (:groups >> r.group_is) & 1 = 1 AND (r.group_is <> 4 OR r.decision IN (1, 2)))
    OR (r.group_is = 0 AND (r.owner = 0 OR EXISTS (SELECT 1 FROM scoped_import_row o
        WHERE o.import_review_id = :review AND o.number = r.owner AND o.group_is <> 6 AND (:groups >> o.group_is) & 1 = 1
            AND (o.group_is <> 4 OR o.decision IN (1, 2))))))
ORDER BY r.number LIMIT :most;

-- @one import_row_joined(review int, number int) -> (person_id person_id?)
--   unscoped because an import must know whose record a row is before it may write there
SELECT person_id FROM import_row
WHERE import_review_id = :review AND number = :number AND group_is = 4 AND decision = 2 AND person_id IS NOT NULL;

-- @change import_row_done(review int, number int, person_id person_id)
UPDATE import_row SET person_id = :person_id
WHERE import_review_id = :review AND number = :number
    AND import_row_id IN (SELECT import_row_id FROM scoped_import_row WHERE import_review_id = :review AND number = :number);

-- Behind a row, or, going back, those before it.
-- @many import_rows_of(review int, group_is int, back bool, place int, most int) -> (number int, place int, person_id person_id?,
--   practice text, what text?, decision int, body blob?)
--   shows nobody because whoever is named is read, or noted, by the page
SELECT r.number, r.place, r.person_id, p.name, r.what, r.decision, r.body
FROM scoped_import_row r JOIN practice p ON p.practice_id = r.practice_id
WHERE r.import_row_id IN (
    SELECT d.import_row_id FROM (SELECT import_row_id FROM scoped_import_row
        WHERE :back = 0 AND import_review_id = :review AND group_is = :group_is AND number > :place
        ORDER BY number LIMIT :most) d
    UNION ALL
    SELECT u.import_row_id FROM (SELECT import_row_id FROM scoped_import_row
        WHERE :back = 1 AND import_review_id = :review AND group_is = :group_is AND number < :place
        ORDER BY number DESC LIMIT :most) u)
ORDER BY r.number;

-- @change import_row_decide(review int, number int, decision int)
UPDATE import_row SET decision = :decision
WHERE import_review_id = :review AND number = :number AND group_is = 4
    AND import_row_id IN (SELECT import_row_id FROM scoped_import_row WHERE import_review_id = :review AND number = :number);

-- @many import_refusals(review int, back bool, place int, most int) -> (number int, place int, elsewhere bool, kind text,
--   reason text)
SELECT number, place, elsewhere, kind, reason FROM import_refusal
WHERE import_review_id = :review AND number IN (
    SELECT d.number FROM (SELECT number FROM import_refusal
        WHERE :back = 0 AND import_review_id = :review AND number > :place ORDER BY number LIMIT :most) d
    UNION ALL
    SELECT u.number FROM (SELECT number FROM import_refusal
        WHERE :back = 1 AND import_review_id = :review AND number < :place ORDER BY number DESC LIMIT :most) u)
ORDER BY number;

-- @many import_rows_counted(review int) -> (group_is int, counted int, open int)
--   unscoped because numbers of rows say nothing of anybody
--   shows nobody because it only counts
SELECT group_is, count(*), coalesce(sum(CASE WHEN group_is = 4 AND decision = 0 THEN 1 ELSE 0 END), 0)
FROM import_row WHERE import_review_id = :review GROUP BY group_is;

-- @one import_refusals_counted(review int) -> (counted int, elsewhere int)
SELECT count(*), coalesce(sum(elsewhere), 0) FROM import_refusal WHERE import_review_id = :review;

-- Who was in the list that this source sent before, and is in this one no more.
-- @one import_review_before(review int) -> (id int)
SELECT b.import_review_id FROM import_review r JOIN import_review b ON b.pcn_id = r.pcn_id AND b.source = r.source
    AND b.practice_id IS NOT DISTINCT FROM r.practice_id AND b.state = 'done' AND b.import_review_id < r.import_review_id
WHERE r.import_review_id = :review AND r.source <> '' ORDER BY b.import_review_id DESC LIMIT 1;

-- @many import_rows_gone(review int, earlier int, after int, most int) -> (number int, person_id person_id?, practice_id practice_id?,
--   here bool)
--   unscoped because a file is compared with the one before, whoever is in it
--   shows nobody because whoever is named is read by the page
SELECT b.number, b.person_id, b.practice_id,
    EXISTS (SELECT 1 FROM import_row r WHERE r.person_id = b.person_id AND r.import_review_id = :review)
FROM import_row b
WHERE b.import_review_id = :earlier AND b.number > :after AND b.group_is BETWEEN 1 AND 5 AND b.person_id IS NOT NULL
ORDER BY b.number LIMIT :most;

-- ---- what imports did ----

-- @change import_touch_add(import_id import_id, person_id person_id, change int, version int, practice_before practice_id?,
--   row_before blob?)
--   unscoped because an import itself decides whose record a row is about
INSERT INTO import_touch (import_id, person_id, change, version, practice_before, row_before)
VALUES (:import_id, :person_id, :change, :version, :practice_before, :row_before)
ON CONFLICT (import_id, person_id) DO NOTHING;

-- @many import_touches_to_undo(import_id import_id, most int) -> (person_id person_id, change int, version int,
--   practice_before practice_id?, row_before blob?)
--   shows nobody because the undoing leaves a trace of whom it changes
SELECT person_id, change, version, practice_before, row_before FROM scoped_import_touch
WHERE import_id = :import_id AND undone = 0 ORDER BY person_id LIMIT :most;

-- @exactly import_touch_undone(import_id import_id, person_id person_id, undone int, stays text?)
UPDATE import_touch SET undone = :undone, stays = :stays
WHERE import_id = :import_id AND person_id = :person_id
    AND import_touch_id IN (SELECT import_touch_id FROM scoped_import_touch WHERE import_id = :import_id AND person_id = :person_id);

-- Whether somebody wrote about a person since, in whatever part of their record: each change leaves its trace.
-- @one import_written_since(person_id person_id, import_id import_id) -> (written bool)
--   unscoped because an undoing asks whether there was anybody, not who
--   shows nobody because it says only whether something was written
SELECT EXISTS (SELECT 1 FROM audit_person ap JOIN audit a ON a.seq = ap.seq
    WHERE ap.person_id = :person_id AND a.outcome = 1 AND a.route NOT LIKE 'GET %'
        AND (a.account_id IS NOT NULL OR a.object_kind = 'import')
        AND NOT (a.object_kind = 'import' AND a.object_id = :import_id)
        AND a.seq > (SELECT min(b.seq) FROM audit_person bp JOIN audit b ON b.seq = bp.seq
            WHERE bp.person_id = :person_id AND b.object_kind = 'import' AND b.object_id = :import_id));

-- @change import_person_back(person_id person_id, last_row blob?)
--   unscoped because an import itself decides whose record a source's patient is
UPDATE import_person SET last_row = :last_row WHERE import_person_id IN (SELECT import_person_id FROM scoped_import_person WHERE person_id = :person_id)
    AND last_row IS NOT NULL;

-- @change import_person_gone(person_id person_id)
DELETE FROM import_person
WHERE import_person_id IN (SELECT import_person_id FROM scoped_import_person WHERE person_id = :person_id);

-- @many import_touches_stay(import_id import_id, back bool, place person_id, most int) -> (person_id person_id, stays text)
--   shows nobody because whoever is named is read by the page
SELECT t.person_id, coalesce(t.stays, '') FROM scoped_import_touch t
WHERE t.import_touch_id IN (
    SELECT d.import_touch_id FROM (SELECT import_touch_id FROM scoped_import_touch
        WHERE :back = 0 AND import_id = :import_id AND undone = 2 AND person_id > :place
        ORDER BY person_id LIMIT :most) d
    UNION ALL
    SELECT u.import_touch_id FROM (SELECT import_touch_id FROM scoped_import_touch
        WHERE :back = 1 AND import_id = :import_id AND undone = 2 AND person_id < :place
        ORDER BY person_id DESC LIMIT :most) u)
ORDER BY t.person_id;

-- @one import_touches_counted(import_id import_id) -> (undone int, stay int)
--   unscoped because numbers of rows say nothing of anybody
--   shows nobody because it only counts
SELECT coalesce(sum(CASE WHEN undone = 1 THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN undone = 2 THEN 1 ELSE 0 END), 0)
FROM import_touch WHERE import_id = :import_id;

-- For the timeline: the newest first.
-- @many import_events_of(person_id person_id, up_to instant, below int, most int) -> (person_id person_id, import_id import_id,
--   at instant, change int, undone int, source text, named text, who text?, at_undone instant?)
--   shows person_id
SELECT t.person_id, i.import_id, i.started_at, t.change, t.undone, i.source, i.named, a.name, r.undone_at
FROM scoped_import_touch t JOIN import i ON i.import_id = t.import_id
    LEFT JOIN account a ON a.account_id = i.account_id LEFT JOIN import_review r ON r.import_id = i.import_id
WHERE t.person_id = :person_id AND i.invented = 0 AND i.started_at <= :up_to AND (i.started_at < :up_to OR i.import_id < :below)
ORDER BY i.started_at DESC, i.import_id DESC LIMIT :most;
