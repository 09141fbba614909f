-- Letters. Only this file names the table letter, and nothing in it changes or removes one.

-- @insert letter_insert(key uuid, person_id person_id, account_id account_id, role int, written_at instant, about text,
--   format text, language text, addressee text, address text?, called text, body text, phone text, sender text,
--   sender_from text, nonce uuid)
INSERT INTO letter (key, person_id, account_id, role, written_at, about, format, language, addressee, address, called,
    body, phone, sender, sender_from, nonce)
VALUES (:key, :person_id, :account_id, :role, :written_at, :about, :format, :language, :addressee, :address, :called,
    :body, :phone, :sender, :sender_from, :nonce);

-- @one letter_row(key uuid) -> (letter_id letter_id, key uuid, person_id person_id, account_id account_id, by_name text,
--   role int, written_at instant, about text, format text, language text, addressee text, address text?, called text,
--   body text, phone text, sender text, sender_from text)
--   shows person_id
SELECT l.letter_id, l.key, l.person_id, l.account_id, a.name, l.role, l.written_at, l.about, l.format, l.language,
    l.addressee, l.address, l.called, l.body, l.phone, l.sender, l.sender_from
FROM scoped_letter l JOIN account a ON a.account_id = l.account_id
WHERE l.key = :key;

-- @many letter_rows(person_id person_id, up_to instant, below int, most int) -> (letter_id letter_id, key uuid,
--   person_id person_id, account_id account_id, by_name text, written_at instant, about text, format text)
--   shows person_id
SELECT l.letter_id, l.key, l.person_id, l.account_id, a.name, l.written_at, l.about, l.format
FROM scoped_letter l JOIN account a ON a.account_id = l.account_id
WHERE l.person_id = :person_id
    AND (l.written_at < :up_to OR (l.written_at = :up_to AND l.letter_id < :below))
ORDER BY l.written_at DESC, l.letter_id DESC LIMIT :most;

-- @one letter_of_nonce(person_id person_id, nonce uuid) -> (key uuid)
--   shows nobody because it only tells where a form that was sent twice leads
SELECT key FROM scoped_letter WHERE person_id = :person_id AND nonce = :nonce;

-- The number that somebody gave in their own last letter.
-- @one letter_last_phone(account_id account_id) -> (phone text)
--   shows nobody because it is the author's own number
SELECT phone FROM scoped_letter WHERE account_id = :account_id ORDER BY letter_id DESC LIMIT 1;

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change letter_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE letter SET person_id = :to_id
WHERE letter_id IN (SELECT letter_id FROM scoped_letter WHERE person_id = :from_id)
    AND letter_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'letter');
