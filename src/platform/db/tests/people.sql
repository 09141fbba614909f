-- Statements of the tests: one of each kind, every type.

-- @insert practice_insert(name text)
INSERT INTO practice (name) VALUES (:name);

-- @insert person_insert(key uuid, practice_id practice_id, family_name text, born date?, photograph blob?,
--                       height real?, died bool, made_at instant, flags int?)
INSERT INTO person (key, practice_id, family_name, born, photograph, height, died, made_at, flags)
VALUES (:key, :practice_id, :family_name, :born, :photograph, :height, :died, :made_at, :flags);

-- @one person_by_key(key uuid)
--   -> (person_id person_id, key_again uuid, version int, family text, born date?, photograph blob?, height real?,
--       died bool, made_at instant, flags int?)
--   shows person_id
SELECT person_id, key, version, family_name, born, photograph, height, died, made_at, flags
FROM scoped_person -- "quotes", back\slashes and what??/ looks like a trigraph
WHERE key = :key;

-- @many people_all() -> (person_id person_id, family text)
--   shows person_id
SELECT person_id, family_name FROM scoped_person ORDER BY person_id;

-- @one people_count() -> (people int)
--   shows nobody because it is only a number
SELECT count(*) FROM scoped_person;

-- @one people_count_of_all() -> (people int)
--   unscoped because the test compares with the whole table
SELECT count(*) FROM person;

-- @many people_twice() -> (person_id person_id)
--   shows person_id
SELECT person_id FROM scoped_person UNION ALL SELECT person_id FROM scoped_person;

-- @exactly person_rename(person_id person_id, version int, family_name text)
UPDATE person SET family_name = :family_name, version = version + 1
WHERE person_id = :person_id AND version = :version AND person_id IN (SELECT person_id FROM scoped_person);

-- @change people_mark_died(practice_id practice_id)
UPDATE person SET died = 1
WHERE practice_id = :practice_id AND person_id IN (SELECT person_id FROM scoped_person WHERE died = 0);

-- @insert contact_insert(person_id person_id, note text)
INSERT INTO contact (person_id, note) VALUES (:person_id, :note);

-- @insert contact_insert_once(contact_id contact_id, person_id person_id, note text)
INSERT INTO contact (contact_id, person_id, note) VALUES (:contact_id, :person_id, :note) ON CONFLICT DO NOTHING;

-- @change contacts_delete(person_id person_id)
DELETE FROM contact WHERE person_id = :person_id AND person_id IN (SELECT person_id FROM scoped_person);

-- @change person_delete(person_id person_id)
DELETE FROM person WHERE person_id = :person_id AND person_id IN (SELECT person_id FROM scoped_person);

-- @many contacts_with_names() -> (contact_id contact_id, family text)
--   shows nobody because the test looks at views on views
SELECT contact_id, family_name FROM contact_names ORDER BY contact_id;

-- @one change_count() -> (changes int)
SELECT count(*) FROM change;

-- @one born_as_asked(born int) -> (born date)
SELECT :born;

-- @one any_value() -> (height real)
SELECT 'not a number';

-- @one endless() -> (n_rows int)
WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < 1000000000)
SELECT count(*) FROM counter;

-- @change people_restrict(restricted bool)
UPDATE person SET restricted = :restricted WHERE person_id IN (SELECT person_id FROM scoped_person);
