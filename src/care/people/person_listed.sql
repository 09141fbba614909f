-- What lists of people are made from. Only this file names person_listed.

-- Everything a row of it is made from, as it now stands. "Reached" leaves out calls that nobody answered.
-- @one person_listed_facts(person_id person_id) -> (practice_id practice_id, restricted bool, died_known bool,
--   family_name text?, given_names text?, born date?, interpreter bool, language text?, written_format text?,
--   last_contact instant?, next_due date?, merged bool)
--   unscoped because the row follows the person, whoever changed something about them
--   shows nobody because it is written down again and shown by nobody
SELECT p.practice_id, p.restricted, p.died_known, p.family_name, p.given_names, p.born, p.interpreter, p.language,
    p.written_format,
    (SELECT max(k.happened_at) FROM contact k WHERE k.person_id = p.person_id AND k.struck_at IS NULL
        AND k.outcome <> 'no_answer' AND k.outcome <> 'left_message'),
    (SELECT min(t.due) FROM task t WHERE t.person_id = p.person_id AND t.done_at IS NULL),
    EXISTS (SELECT 1 FROM person_merged m WHERE m.person_id = p.person_id)
        OR EXISTS (SELECT 1 FROM person_withdrawn w WHERE w.person_id = p.person_id)
FROM person p WHERE p.person_id = :person_id;

-- @change person_listed_put(person_id person_id, practice_id practice_id, restricted bool, died bool, name_order text,
--   born int, last_contact int, next_due int, interpreter bool, language text, written_format text)
--   unscoped because whoever restricts a record, or moves the person away, may not see them any more
INSERT INTO person_listed (person_id, practice_id, restricted, died, name_order, born, last_contact, next_due,
    interpreter, language, written_format)
VALUES (:person_id, :practice_id, :restricted, :died, :name_order, :born, :last_contact, :next_due, :interpreter,
    :language, :written_format)
ON CONFLICT (person_id) DO UPDATE SET practice_id = excluded.practice_id, restricted = excluded.restricted,
    died = excluded.died, name_order = excluded.name_order, born = excluded.born,
    last_contact = excluded.last_contact, next_due = excluded.next_due, interpreter = excluded.interpreter, language = excluded.language, written_format = excluded.written_format;

-- @change person_listed_forget(person_id person_id)
--   unscoped because a record that became part of another is in no list, whoever sees which of them
DELETE FROM person_listed WHERE person_id = :person_id;

-- @one person_listed_row(person_id person_id) -> (practice_id practice_id, restricted bool, died bool, name_order text,
--   born int, last_contact int, next_due int, interpreter bool, language text, written_format text)
--   shows nobody because the check of the whole data says only which rows disagree
SELECT practice_id, restricted, died, name_order, born, last_contact, next_due, interpreter, language, written_format
FROM scoped_person_listed WHERE person_id = :person_id;
