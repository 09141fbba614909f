-- Who comes next in a list, a page at a time: only this file and person_listed.sql name person_listed, and this one only
-- reads. Each statement says who and in which order; nobody is shown until their own row is read (people_list_shown).
--
-- A walk goes along an index of one practice from a place in it, and leaves out whom a filter doesn't let through: for
-- filters that most people pass. A gathering takes the few whom a rare filter lets through and sorts them. Bounds of
-- filters stand as "born + 0", so that no other index than the walk's own is taken.

-- @many people_walk_name(practice_id practice_id, after_words text, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, 0, name_order
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (name_order, person_id) > (:after_words, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY name_order, person_id LIMIT :most;

-- @many people_walk_name_down(practice_id practice_id, after_words text, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, 0, name_order
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (name_order, person_id) < (:after_words, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY name_order DESC, person_id DESC LIMIT :most;

-- @many people_walk_age(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, born, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (born, person_id) > (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY born, person_id LIMIT :most;

-- @many people_walk_age_down(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, born, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (born, person_id) < (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY born DESC, person_id DESC LIMIT :most;

-- @many people_walk_contact(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, last_contact, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (last_contact, person_id) > (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY last_contact, person_id LIMIT :most;

-- @many people_walk_contact_down(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, last_contact, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (last_contact, person_id) < (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY last_contact DESC, person_id DESC LIMIT :most;

-- @many people_walk_due(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, next_due, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (next_due, person_id) > (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY next_due, person_id LIMIT :most;

-- @many people_walk_due_down(practice_id practice_id, after_number int, after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT person_id, next_due, ''
FROM scoped_person_listed
WHERE practice_id = :practice_id AND (next_due, person_id) < (:after_number, :after_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
ORDER BY next_due DESC, person_id DESC LIMIT :most;

-- @many people_gather_contact(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND last_contact >= :contact_from AND last_contact <= :contact_to
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @many people_gather_due(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND next_due >= :due_from AND next_due <= :due_to
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @many people_gather_interpreter(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND interpreter = 1
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @many people_gather_language(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND language = :language AND language <> 'en'
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @many people_gather_format(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND written_format = :written_format AND written_format <> 'standard'
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @many people_gather_age(practice_id practice_id, sort_by int, sign int, after_number int, after_words text,
--   after_id int, most int, born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE practice_id = :practice_id AND born >= :born_from AND born <= :born_to
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- Those to whom the actor has a relation (claims too, where they are asked for), or about whom they have an open task.
-- @many people_gather_related(role_held_id role_held_id, owner_id account_id, claims bool, now instant,
--   practice_id practice_id?, sort_by int, sign int, after_number int, after_words text, after_id int, most int,
--   born_from int, born_to int, contact_from int, contact_to int,
--   due_from int, due_to int, died bool, interpreter bool, language text?, written_format text?)
--   -> (person_id person_id, number int, words text)
--   shows nobody because it says only who comes next; each is read before they are shown
SELECT k.person_id, k.number, k.words
FROM (SELECT person_id, CASE :sort_by WHEN 1 THEN 0 WHEN 2 THEN born WHEN 3 THEN last_contact ELSE next_due END * :sign AS number,
        CASE WHEN :sort_by = 1 THEN name_order ELSE '' END AS words, person_id * :sign AS tie
    FROM scoped_person_listed
    WHERE person_id IN (
            SELECT person_id FROM scoped_relation
            WHERE role_held_id = :role_held_id AND ended_at IS NULL AND (until IS NULL OR until > :now)
                AND (:claims = 1 OR kind <> 'claim')
            UNION SELECT person_id FROM scoped_task WHERE owner_id = :owner_id AND done_at IS NULL)
        AND (:practice_id IS NULL OR practice_id = :practice_id)
    AND died <= :died AND born + 0 >= :born_from AND born + 0 <= :born_to
    AND last_contact + 0 >= :contact_from AND last_contact + 0 <= :contact_to
    AND next_due + 0 >= :due_from AND next_due + 0 <= :due_to
    AND (:interpreter = 0 OR interpreter = 1) AND (:language IS NULL OR language = :language)
    AND (:written_format IS NULL OR written_format = :written_format)
    ) k
WHERE k.number > :after_number OR (k.number = :after_number AND (
    CASE WHEN :sign = 1 THEN k.words > :after_words ELSE k.words < :after_words END
    OR (k.words = :after_words AND k.tie > :after_id)))
ORDER BY k.number, CASE WHEN :sign = 1 THEN k.words ELSE '' END, CASE WHEN :sign = 1 THEN '' ELSE k.words END DESC,
    k.tie
LIMIT :most;

-- @one people_list_shown(person_id person_id) -> (person_id person_id, key uuid, title text?, given_names text?,
--   family_name text?, preferred_name text?, born date?, nhs_number nhs_number?, practice text, restricted bool,
--   died_known bool, died date?, interpreter bool, language text?, written_format text?, contact_times text?,
--   last_contact int, next_due int, noted bool)
--   shows person_id
SELECT p.person_id, p.key, p.title, p.given_names, p.family_name, p.preferred_name, p.born, p.nhs_number, r.name,
    p.restricted, p.died_known, p.died, p.interpreter, p.language, p.written_format, p.contact_times, l.last_contact,
    l.next_due, EXISTS (SELECT 1 FROM scoped_notice n WHERE n.person_id = p.person_id AND n.closed_at IS NULL)
FROM scoped_person p
JOIN scoped_person_listed l ON l.person_id = p.person_id
JOIN practice r ON r.practice_id = p.practice_id
WHERE p.person_id = :person_id;
