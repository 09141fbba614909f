-- What was typed and isn't saved yet. Every statement names the author and the network they work in: nobody else
-- reads a draft, nor its author in another network.

-- @one draft_about_person(account_id account_id, pcn_id pcn_id, key uuid, form text, person_id person_id)
--   -> (person_id person_id, began_at instant, saved_at instant, body text?)
--   shows person_id
SELECT p.person_id, d.began_at, d.saved_at, d.body
FROM scoped_draft d JOIN scoped_person p ON p.person_id = d.person_id
WHERE d.account_id = :account_id AND d.pcn_id = :pcn_id AND d.key = :key AND d.form = :form
    AND d.person_id = :person_id AND d.body IS NOT NULL;

-- @one draft_about_nobody(account_id account_id, pcn_id pcn_id, key uuid, form text)
--   -> (began_at instant, saved_at instant, body text?)
--   shows nobody because it is about somebody who is not here yet, in their author's own words
SELECT began_at, saved_at, body FROM scoped_draft
WHERE account_id = :account_id AND pcn_id = :pcn_id AND key = :key AND form = :form AND person_id IS NULL
    AND body IS NOT NULL;

-- @many draft_times(account_id account_id, pcn_id pcn_id, form text, person_id person_id?, most int)
--   -> (key uuid, saved_at instant)
--   shows nobody because a list of drafts says when each was saved and nothing else
SELECT key, saved_at FROM scoped_draft
WHERE account_id = :account_id AND pcn_id = :pcn_id AND form = :form
    AND coalesce(person_id, 0) = coalesce(:person_id, 0) AND body IS NOT NULL
ORDER BY saved_at DESC, draft_id DESC LIMIT :most;

-- @one draft_state(account_id account_id, pcn_id pcn_id, key uuid) -> (form text, person_id person_id?, body text?)
--   shows nobody because it is asked before the author's own words are written over
SELECT form, person_id, body FROM scoped_draft
WHERE account_id = :account_id AND pcn_id = :pcn_id AND key = :key;

-- @one draft_count(account_id account_id, pcn_id pcn_id) -> (drafts int)
--   shows nobody because it only counts how many there are
SELECT count(*) FROM scoped_draft WHERE account_id = :account_id AND pcn_id = :pcn_id AND body IS NOT NULL;

-- @change draft_insert(account_id account_id, pcn_id pcn_id, key uuid, form text, person_id person_id?, body text?,
--   at instant)
INSERT INTO draft (account_id, pcn_id, key, form, person_id, body, began_at, saved_at)
VALUES (:account_id, :pcn_id, :key, :form, :person_id, :body, :at, :at);

-- @change draft_write(account_id account_id, pcn_id pcn_id, key uuid, body text?, at instant)
UPDATE draft SET body = :body, saved_at = :at
WHERE draft_id IN (SELECT draft_id FROM scoped_draft
    WHERE account_id = :account_id AND pcn_id = :pcn_id AND key = :key);

-- @change draft_sweep(saved_before instant, ended_before instant)
DELETE FROM draft
WHERE draft_id IN (SELECT draft_id FROM scoped_draft
    WHERE saved_at < :saved_before OR (body IS NULL AND saved_at < :ended_before));

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change draft_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE draft SET person_id = :to_id
WHERE draft_id IN (SELECT draft_id FROM scoped_draft WHERE person_id = :from_id)
    AND draft_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'draft');
