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
