-- Imports. Only this file names import_person, import_actor and import_change, and changes import.

-- @insert import_insert(key uuid, pcn_id pcn_id, started_at instant, account_id account_id?, source text, files int, named text)
INSERT INTO import (key, pcn_id, started_at, account_id, source, files, named)
VALUES (:key, :pcn_id, :started_at, :account_id, :source, :files, :named);

-- @insert import_invented_insert(key uuid, pcn_id pcn_id, at instant, source text, named text)
INSERT INTO import (key, pcn_id, started_at, source, files, named, invented)
VALUES (:key, :pcn_id, :at, :source, 0, :named, 1);

-- @exactly import_end(import_id import_id, ended_at instant?, people_new int, people_changed int, people_same int,
--   records_new int, records_changed int, records_same int, not_read int, rejected int)
UPDATE import SET ended_at = :ended_at, people_new = :people_new, people_changed = :people_changed,
    people_same = :people_same, records_new = :records_new, records_changed = :records_changed,
    records_same = :records_same, not_read = :not_read, rejected = :rejected
WHERE import_id = :import_id;

-- The newest first: before one, or, going back, those after it. only: the practice whose uploads are theirs; 0: all are.
-- @many import_list(pcn_id pcn_id, only int, back bool, place int, most int) -> (import_id import_id, started_at instant,
--   ended_at instant?, who text?, source text, files int, named text, people_new int, people_changed int,
--   people_same int, records_new int, records_changed int, records_same int, not_read int, rejected int, key uuid,
--   theirs bool, asked_back bool, taken_back instant?)
SELECT i.import_id, i.started_at, i.ended_at, a.name, i.source, i.files, i.named, i.people_new, i.people_changed,
    i.people_same, i.records_new, i.records_changed, i.records_same, i.not_read, i.rejected, i.key,
    :only = 0 OR EXISTS (SELECT 1 FROM import_upload p WHERE p.import_id = i.import_id AND p.practice_id = :only),
    u.import_id IS NOT NULL, u.ended_at
FROM import i LEFT JOIN account a ON a.account_id = i.account_id LEFT JOIN import_undo u ON u.import_id = i.import_id
WHERE i.import_id IN (
    SELECT d.import_id FROM (SELECT import_id FROM import
        WHERE :back = 0 AND pcn_id = :pcn_id AND import_id < :place ORDER BY import_id DESC LIMIT :most) d
    UNION ALL
    SELECT u.import_id FROM (SELECT import_id FROM import
        WHERE :back = 1 AND pcn_id = :pcn_id AND import_id > :place ORDER BY import_id LIMIT :most) u)
ORDER BY i.import_id DESC;

-- @one import_person_find(source_key uuid) -> (person_id person_id?, refused_in import_id?, last_row blob?, key uuid?,
--   practice_id practice_id?)
--   unscoped because an import must know whose record a source's patient is before it may write there
SELECT i.person_id, i.refused_in, i.last_row, p.key, p.practice_id
FROM import_person i LEFT JOIN person p ON p.person_id = i.person_id WHERE i.source_key = :source_key;

-- @change import_person_keep(source_key uuid, person_id person_id, last_row blob?)
--   unscoped because an import itself decides whose record a source's patient is
INSERT INTO import_person (source_key, person_id, last_row) VALUES (:source_key, :person_id, :last_row)
ON CONFLICT (source_key) DO UPDATE SET person_id = excluded.person_id, last_row = excluded.last_row,
    refused_in = NULL;

-- @change import_person_refuse(source_key uuid, refused_in import_id)
--   unscoped because an import itself decides whose record a source's patient is
INSERT INTO import_person (source_key, refused_in) VALUES (:source_key, :refused_in)
ON CONFLICT (source_key) DO UPDATE SET refused_in = excluded.refused_in;

-- @change import_identifier_keep(source_key uuid, person_id person_id, refused_in import_id)
--   unscoped because an import itself decides whose record a source's patient is
INSERT INTO import_person (source_key, person_id) VALUES (:source_key, :person_id)
ON CONFLICT (source_key) DO UPDATE SET person_id = NULL, refused_in = :refused_in
    WHERE import_person.person_id IS NOT NULL AND import_person.person_id <> excluded.person_id;

-- @one import_actor_find(source_key uuid) -> (ods_code text?, name text?, of_key uuid?, at_key uuid?)
SELECT ods_code, name, of_key, at_key FROM import_actor WHERE source_key = :source_key;

-- @change import_actor_keep(source_key uuid, ods_code text?, name text?, of_key uuid?, at_key uuid?)
INSERT INTO import_actor (source_key, ods_code, name, of_key, at_key)
VALUES (:source_key, :ods_code, :name, :of_key, :at_key)
ON CONFLICT (source_key) DO UPDATE SET ods_code = excluded.ods_code, name = excluded.name,
    of_key = excluded.of_key, at_key = excluded.at_key
    WHERE import_actor.ods_code IS DISTINCT FROM excluded.ods_code
        OR import_actor.name IS DISTINCT FROM excluded.name
        OR import_actor.of_key IS DISTINCT FROM excluded.of_key
        OR import_actor.at_key IS DISTINCT FROM excluded.at_key;

-- Two records of one person are joined, or parted again: what their sources say next lands on whoever remains.
-- @change import_person_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE import_person SET person_id = :to_id
WHERE import_person_id IN (SELECT import_person_id FROM scoped_import_person WHERE person_id = :from_id)
    AND import_person_id IN (SELECT row_id FROM person_merge_row
        WHERE merge_id = :merge_id AND kind = 'import_person');

-- @one import_change_noted(person_id person_id, import_id import_id) -> (amount int)
--   unscoped because an import notes whomever it brought something
SELECT count(*) FROM import_change WHERE person_id = :person_id AND import_id = :import_id;

-- @insert import_change_insert(import_id import_id, person_id person_id, kind int, version int?,
--   moved_from practice_id?, source_key uuid?, said blob?)
INSERT INTO import_change (import_id, person_id, kind, version, moved_from, source_key, said)
VALUES (:import_id, :person_id, :kind, :version, :moved_from, :source_key, :said);

-- The newest first, from a moment on.
-- @many import_changes_about(person_id person_id, at instant, below int, most int) -> (import_change_id int, at instant,
--   source text, named text, who text?, kind int, taken_back instant?)
--   shows nobody because whoever asks reads that person
SELECT h.import_change_id, i.started_at, i.source, i.named, a.name, h.kind,
    CASE WHEN NOT EXISTS (SELECT 1 FROM scoped_import_undo_left l
        WHERE l.person_id = h.person_id AND l.import_undo_id = u.import_undo_id) THEN u.ended_at END
FROM scoped_import_change h JOIN import i ON i.import_id = h.import_id LEFT JOIN account a ON a.account_id = i.account_id
    LEFT JOIN import_undo u ON u.import_id = h.import_id
WHERE h.person_id = :person_id
    AND (i.started_at < :at OR (i.started_at = :at AND h.import_change_id < :below))
ORDER BY i.started_at DESC, h.import_change_id DESC LIMIT :most;

-- @change import_change_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE import_change SET person_id = :to_id
WHERE import_change_id IN (SELECT import_change_id FROM scoped_import_change WHERE person_id = :from_id)
    AND import_change_id IN (SELECT row_id FROM person_merge_row
        WHERE merge_id = :merge_id AND kind = 'import_change');
