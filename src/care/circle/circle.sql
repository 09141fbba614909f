-- Who is around a person. Only this file names circle_entry.

-- @many circle_entries(person_id person_id, most int) -> (entry_id circle_entry_id, key uuid, person_id person_id,
--   side text, version int, words text)
--   shows person_id
SELECT entry_id, key, person_id, side, version, words FROM scoped_circle_entry
WHERE person_id = :person_id ORDER BY entry_id LIMIT :most;

-- @one circle_entry_get(person_id person_id, side text, key uuid) -> (entry_id circle_entry_id, person_id person_id,
--   version int, words text)
--   shows person_id
SELECT entry_id, person_id, version, words FROM scoped_circle_entry
WHERE person_id = :person_id AND side = :side AND key = :key;

-- @one circle_entry_count(person_id person_id) -> (entries int)
--   shows nobody because how many there are names nobody
SELECT count(*) FROM scoped_circle_entry WHERE person_id = :person_id;

-- @insert circle_entry_insert(key uuid, person_id person_id, side text, words text, cares bool, asked bool, ended date?,
--   care_changed_at instant?, changed_at instant)
INSERT INTO circle_entry (key, person_id, side, version, words, cares, asked, ended, care_changed_at, changed_at)
VALUES (:key, :person_id, :side, 1, :words, :cares, :asked, :ended, :care_changed_at, :changed_at);

-- @exactly circle_entry_update(entry_id circle_entry_id, version int, words text, cares bool, asked bool, ended date?,
--   care_changed_at instant?, changed_at instant)
UPDATE circle_entry SET version = version + 1, words = :words, cares = :cares, asked = :asked, ended = :ended,
    care_changed_at = coalesce(:care_changed_at, care_changed_at), changed_at = :changed_at
WHERE entry_id IN (SELECT entry_id FROM scoped_circle_entry WHERE entry_id = :entry_id) AND version = :version;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change circle_entry_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE circle_entry SET person_id = :to_id
WHERE entry_id IN (SELECT entry_id FROM scoped_circle_entry WHERE person_id = :from_id)
    AND entry_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'circle_entry');
