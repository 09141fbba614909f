-- What matters to a person. Only this file names about_me.

-- @one about_get(person_id person_id) -> (person_id person_id, version int, words text)
--   shows person_id
SELECT person_id, version, words FROM scoped_about_me WHERE person_id = :person_id;

-- @exactly about_insert(person_id person_id, words text, changed_at instant)
INSERT INTO about_me (person_id, version, words, changed_at)
SELECT person_id, 1, :words, :changed_at FROM scoped_person WHERE person_id = :person_id
    AND NOT EXISTS (SELECT 1 FROM scoped_about_me a WHERE a.person_id = :person_id);

-- @exactly about_update(person_id person_id, version int, words text, changed_at instant)
UPDATE about_me SET version = version + 1, words = :words, changed_at = :changed_at
WHERE person_id IN (SELECT person_id FROM scoped_about_me WHERE person_id = :person_id) AND version = :version;

-- What stands in records that became part of this one: it is not mixed in, and not lost.
-- @many about_of_joined(person_id person_id) -> (person_id person_id, words text)
--   shows person_id
WITH RECURSIVE away(id, depth) AS (
    SELECT m.person_id, 1 FROM scoped_person_merged m WHERE m.into_id = :person_id
    UNION ALL
    SELECT n.person_id, a.depth + 1 FROM scoped_person_merged n JOIN away a ON n.into_id = a.id WHERE a.depth < 16)
SELECT b.person_id, b.words FROM scoped_about_me b JOIN away w ON w.id = b.person_id ORDER BY b.person_id;
