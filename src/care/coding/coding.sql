-- What is to stand in the GP record. Only this file changes gp_entry and gp_file. view: enum coding_view.

-- Only: one practice; 0: all of the network.
-- @many gp_practices(pcn_id pcn_id, only int) -> (practice_id practice_id, key uuid, name text)
SELECT practice_id, key, name FROM practice WHERE pcn_id = :pcn_id AND (:only = 0 OR practice_id = :only)
ORDER BY name, practice_id;

-- Of those where something is to be done, or was given and not found yet. Of people who died nothing waits.
-- @many gp_counts(pcn_id pcn_id) -> (practice_id practice_id, state text, amount int)
--   shows nobody because it only counts entries
SELECT p.practice_id, e.state, count(*) FROM scoped_gp_entry e JOIN scoped_person p ON p.person_id = e.person_id
WHERE e.state IN ('waiting', 'remove', 'failed', 'pasted', 'file') AND p.pcn_id = :pcn_id
    AND (p.died_known = 0 OR e.state = 'remove')
GROUP BY p.practice_id, e.state;

-- @one gp_counts_about(person_id person_id) -> (waiting int, failed int, given int, found int)
--   shows nobody because it counts about one person, whose record is open
SELECT count(CASE WHEN state IN ('waiting', 'remove') THEN 1 END), count(CASE WHEN state = 'failed' THEN 1 END),
    count(CASE WHEN state IN ('pasted', 'file') THEN 1 END), count(CASE WHEN state = 'found' THEN 1 END)
FROM scoped_gp_entry WHERE person_id = :person_id;

-- @one gp_unseen(practice_id practice_id, cutoff instant) -> (amount int)
--   shows nobody because it only counts entries
SELECT count(*) FROM scoped_gp_entry e JOIN scoped_person p ON p.person_id = e.person_id
WHERE e.state IN ('pasted', 'file') AND e.given_at < :cutoff AND p.practice_id = :practice_id;

-- The last import that can have brought what a practice's record holds: its own, or the network's, with records in it.
-- @one gp_last_import(pcn_id pcn_id, practice_id practice_id) -> (import_id import_id, started_at instant)
SELECT i.import_id, i.started_at FROM import i
WHERE i.pcn_id = :pcn_id AND i.ended_at IS NOT NULL AND i.records_new + i.records_changed + i.records_same > 0
    AND NOT EXISTS (SELECT 1 FROM import_undo u WHERE u.import_id = i.import_id)
    AND NOT EXISTS (SELECT 1 FROM import_upload l WHERE l.import_id = i.import_id AND l.practice_id <> :practice_id)
ORDER BY i.import_id DESC LIMIT 1;

-- Whoever has the oldest entry first; of what is done, the newest.
-- @many gp_people(practice_id practice_id, view int, cutoff instant, most int, skip int) -> (person_id person_id)
--   shows nobody because each is read by itself, which shows them
SELECT f.person_id FROM (SELECT e.person_id AS person_id, CASE WHEN :view = 5 THEN -max(e.happened_on) ELSE min(e.happened_on) END AS place
        FROM scoped_gp_entry e
        WHERE (:view = 1 AND e.state IN ('waiting', 'remove')) OR (:view = 2 AND e.state = 'failed')
            OR (:view = 3 AND e.state IN ('pasted', 'file') AND e.given_at >= :cutoff)
            OR (:view = 4 AND e.state IN ('pasted', 'file') AND e.given_at < :cutoff)
            OR (:view = 5 AND e.state IN ('found', 'not_needed', 'withdrawn', 'removed'))
        GROUP BY e.person_id) f
    JOIN scoped_person p ON p.person_id = f.person_id
WHERE p.practice_id = :practice_id
ORDER BY f.place, f.person_id LIMIT :most OFFSET :skip;

-- @many gp_entries_in(person_id person_id, view int, cutoff instant, most int) -> (gp_entry_id gp_entry_id, key uuid, version int,
--   person_id person_id, code int, happened_on date, name text, role int, state text, why text?, given_by text?,
--   given_at instant?, gp_file_id gp_file_id?, found_at instant?, changed_by text?, changed_at instant?)
--   shows person_id
SELECT e.gp_entry_id, e.key, e.version, e.person_id, e.code, e.happened_on, a.name, e.role, e.state, e.why, g.name,
    e.given_at, e.gp_file_id, i.started_at, b.name, e.changed_at
FROM scoped_gp_entry e JOIN account a ON a.account_id = e.account_id LEFT JOIN account g ON g.account_id = e.given_by
    LEFT JOIN account b ON b.account_id = e.changed_by LEFT JOIN import i ON i.import_id = e.found_import_id
WHERE e.person_id = :person_id AND ((:view = 1 AND e.state IN ('waiting', 'remove'))
    OR (:view = 2 AND e.state = 'failed')
    OR (:view = 3 AND e.state IN ('pasted', 'file') AND e.given_at >= :cutoff)
    OR (:view = 4 AND e.state IN ('pasted', 'file') AND e.given_at < :cutoff)
    OR (:view = 5 AND e.state IN ('found', 'not_needed', 'withdrawn', 'removed')))
ORDER BY e.happened_on, e.gp_entry_id LIMIT :most;

-- ---- one, and those that something happens to ----

-- @one gp_entry_by_key(key uuid) -> (gp_entry_id gp_entry_id, version int, person_id person_id, state text, why text?,
--   given_by account_id?, given_at instant?, gp_file_id gp_file_id?, found_import_id import_id?, found_source uuid?, before_found text?)
--   shows nobody because whoever changes it notes the person
SELECT gp_entry_id, version, person_id, state, why, given_by, given_at, gp_file_id, found_import_id, found_source,
    before_found
FROM scoped_gp_entry WHERE key = :key;

-- @many gp_entries_from(contact_id contact_id) -> (key uuid)
--   shows nobody because whoever changes it notes the person
SELECT key
FROM scoped_gp_entry WHERE contact_id = :contact_id ORDER BY gp_entry_id;

-- What is in a file still, as far as its reader sees it.
-- @many gp_entries_of_file(key uuid, most int) -> (key uuid)
--   shows nobody because whoever changes it notes the person
SELECT e.key
FROM scoped_gp_entry e JOIN gp_file f ON f.gp_file_id = e.gp_file_id
WHERE f.key = :key AND e.state = 'file' ORDER BY e.gp_entry_id LIMIT :most;

-- What an import may have found: what was given before what waits, the oldest first.
-- @many gp_entries_like(person_id person_id, code int, happened_on date) -> (key uuid)
--   shows nobody because whoever changes it notes the person
SELECT key
FROM scoped_gp_entry
WHERE person_id = :person_id AND code = :code AND happened_on = :happened_on AND found_source IS NULL
ORDER BY CASE WHEN state IN ('pasted', 'file') THEN 0 WHEN state IN ('waiting', 'failed') THEN 1 ELSE 2 END, gp_entry_id
LIMIT 1;

-- @many gp_entries_found_as(person_id person_id, source_key uuid) -> (key uuid, code int, happened_on date)
--   shows nobody because whoever changes it notes the person
SELECT key, code, happened_on
FROM scoped_gp_entry WHERE person_id = :person_id AND found_source = :source_key;

-- @many gp_entries_found_in(person_id person_id, import_id import_id) -> (key uuid)
--   shows nobody because whoever changes it notes the person
SELECT key
FROM scoped_gp_entry WHERE person_id = :person_id AND found_import_id = :import_id;

-- Whether the GP record has it already, as a resource that no other entry was found as.
-- @one gp_in_record(person_id person_id, code text, from_at instant, to_at instant) -> (source_key uuid, import_id import_id)
--   shows nobody because it looks only for what was recorded just now
SELECT r.source_key, r.import_id FROM scoped_coded_record r JOIN coded_concept k ON k.concept_id = r.concept_id
WHERE r.person_id = :person_id AND r.replaced_in IS NULL AND r.precision >= 3 AND r.status IN (1, 2, 3, 7)
    AND r.happened_at >= :from_at AND r.happened_at < :to_at AND k.code = :code AND k.system = 'http://snomed.info/sct'
    AND NOT EXISTS (SELECT 1 FROM scoped_gp_entry e WHERE e.person_id = r.person_id AND e.found_source = r.source_key)
ORDER BY r.coded_id LIMIT 1;

-- ---- changes ----

-- @insert gp_entry_insert(key uuid, person_id person_id, contact_id contact_id?, plan_event_id plan_event_id?, code int,
--   happened_on date, account_id account_id, role int)
INSERT INTO gp_entry (key, person_id, contact_id, plan_event_id, code, happened_on, account_id, role)
VALUES (:key, :person_id, :contact_id, :plan_event_id, :code, :happened_on, :account_id, :role);

-- @exactly gp_entry_set(gp_entry_id gp_entry_id, version int, state text, why text?, given_by account_id?, given_at instant?,
--   gp_file_id gp_file_id?, changed_by account_id?, changed_at instant, found_import_id import_id?, found_source uuid?,
--   before_found text?)
UPDATE gp_entry SET version = version + 1, state = :state, why = :why, given_by = :given_by, given_at = :given_at,
    gp_file_id = :gp_file_id, changed_by = :changed_by, changed_at = :changed_at, found_import_id = :found_import_id,
    found_source = :found_source, before_found = :before_found
WHERE gp_entry_id IN (SELECT gp_entry_id FROM scoped_gp_entry WHERE gp_entry_id = :gp_entry_id) AND version = :version;

-- @insert gp_file_insert(key uuid, practice_id practice_id, account_id account_id, at instant, entries int)
INSERT INTO gp_file (key, practice_id, account_id, at, entries)
VALUES (:key, :practice_id, :account_id, :at, :entries);

-- Files of which something is in no GP record yet; how much of it, as far as its reader sees it.
-- @many gp_files(practice_id practice_id, most int) -> (key uuid, name text, at instant, entries int, still int)
--   shows nobody because it only counts entries
SELECT f.key, a.name, f.at, f.entries, s.still
FROM (SELECT e.gp_file_id AS gp_file_id, count(*) AS still FROM scoped_gp_entry e WHERE e.state = 'file'
        GROUP BY e.gp_file_id) s
    JOIN gp_file f ON f.gp_file_id = s.gp_file_id JOIN account a ON a.account_id = f.account_id
WHERE f.practice_id = :practice_id ORDER BY f.gp_file_id DESC LIMIT :most;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change gp_entry_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE gp_entry SET person_id = :to_id
WHERE gp_entry_id IN (SELECT gp_entry_id FROM scoped_gp_entry WHERE person_id = :from_id)
    AND gp_entry_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'gp_entry');

-- ---- for a demonstration ----

-- @many gp_entries_old(person_id person_id, before date, most int) -> (key uuid)
--   shows nobody because what is done with them notes the person
SELECT key FROM scoped_gp_entry WHERE person_id = :person_id AND state = 'waiting' AND happened_on < :before
ORDER BY gp_entry_id LIMIT :most;

-- @one gp_import_of(person_id person_id) -> (import_id import_id)
--   shows nobody because what is done with it notes the person
SELECT import_id FROM scoped_coded_record WHERE person_id = :person_id ORDER BY import_id DESC LIMIT 1;
