-- Calendar feeds. Only this file names calendar_feed. What it reads of people's tasks are counts.

-- The feed behind an address, while its account may sign in and holds a role in that network.
-- @one feed_by_token(token_hash blob) -> (key uuid, account_id account_id, pcn_id pcn_id, network text)
SELECT f.key, f.account_id, f.pcn_id, n.name
FROM calendar_feed f JOIN account a ON a.account_id = f.account_id JOIN pcn n ON n.pcn_id = f.pcn_id
WHERE f.token_hash = :token_hash AND f.ended_at IS NULL AND a.state = 'active'
    AND EXISTS (SELECT 1 FROM role_held h WHERE h.account_id = f.account_id AND h.pcn_id = f.pcn_id
        AND h.ended_at IS NULL);

-- Today holds what is overdue.
-- @many feed_counts(owner_id account_id, pcn_id pcn_id, today date, up_to date, most int) -> (day date, act_first int,
--   promises int, contacts int)
--   unscoped because it only counts, for whoever has them to do; whom they are about is not read
SELECT CASE WHEN t.due < :today THEN :today ELSE t.due END AS day, count(*) FILTER (WHERE t.kind = 'act_first'),
    count(*) FILTER (WHERE t.kind = 'promise'), count(*) FILTER (WHERE t.kind = 'contact')
FROM task t JOIN person p ON p.person_id = t.person_id
WHERE t.owner_id = :owner_id AND t.done_at IS NULL AND t.due <= :up_to AND p.pcn_id = :pcn_id
GROUP BY 1 ORDER BY 1 LIMIT :most;

-- @one feed_of(account_id account_id, pcn_id pcn_id) -> (made_at instant)
SELECT made_at FROM calendar_feed WHERE account_id = :account_id AND pcn_id = :pcn_id AND ended_at IS NULL;

-- @insert feed_insert(key uuid, token_hash blob, account_id account_id, pcn_id pcn_id, made_at instant)
INSERT INTO calendar_feed (key, token_hash, account_id, pcn_id, made_at)
VALUES (:key, :token_hash, :account_id, :pcn_id, :made_at);

-- @change feed_end(account_id account_id, pcn_id pcn_id, ended_at instant)
UPDATE calendar_feed SET ended_at = :ended_at
WHERE account_id = :account_id AND pcn_id = :pcn_id AND ended_at IS NULL;
