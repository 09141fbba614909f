-- The audit's rows with the names of staff. Read only: platform/audit writes them, and nothing changes them.

-- The newest first: up to a number, or, going back, from one on.
-- @many who_looked(person person_id, back bool, first int, beyond int, most int) -> (seq int, at instant, name text?,
--   role int, practice text?, action text, route text, outcome int, reason text)
SELECT a.seq, a.at, s.name, a.role, p.name, a.action, a.route, a.outcome, a.reason
FROM audit a
LEFT JOIN account s ON s.account_id = a.account_id
LEFT JOIN practice p ON p.practice_id = a.practice_id
WHERE a.seq IN (
    SELECT d.seq FROM (SELECT l.seq FROM audit_person l
        WHERE :back = 0 AND l.person_id = :person AND l.seq < :beyond ORDER BY l.seq DESC LIMIT :most) d
    UNION ALL
    SELECT u.seq FROM (SELECT l.seq FROM audit_person l
        WHERE :back = 1 AND l.person_id = :person AND l.seq >= :first ORDER BY l.seq LIMIT :most) u)
ORDER BY a.seq DESC;

-- The number of the last row; 0 if there is none.
-- @one trail_last() -> (seq int)
SELECT coalesce(max(seq), 0) FROM audit;

-- @one trail_at(seq int) -> (at instant)
SELECT at FROM audit WHERE seq = :seq;

-- Rows of one network: what was done in it; of what was done in none, the system's own work, those of who never got in,
-- and the steps of signing in of whoever held a role in this network then. Numbers, not times, bound them: numbers are
-- the order of the table. The newest first; going back, the oldest of them are taken.
-- @many trail_rows(first int, beyond int, account_id account_id?, pcn_id pcn_id, back bool, most int) -> (seq int,
--   at instant, name text?, role int, practice text?, action text, route text, outcome int, reason text,
--   about text?, people int)
SELECT a.seq, a.at, s.name, a.role, p.name, a.action, a.route, a.outcome, a.reason, o.name,
    coalesce(length(a.people), 0) / 8
FROM audit a
LEFT JOIN account s ON s.account_id = a.account_id
LEFT JOIN practice p ON p.practice_id = a.practice_id
LEFT JOIN account o ON a.object_kind = 'account' AND o.account_id = a.object_id
    AND EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = o.account_id AND r.pcn_id = :pcn_id)
WHERE a.seq IN (
    SELECT d.seq FROM (SELECT a.seq FROM audit a
        WHERE :back = 0 AND a.seq >= :first AND a.seq < :beyond AND (:account_id IS NULL OR a.account_id = :account_id)
            AND (a.pcn_id = :pcn_id OR (a.pcn_id IS NULL AND (a.account_id IS NULL
                OR EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id
                    AND (r.ended_at IS NULL OR r.ended_at > a.at)))))
        ORDER BY a.seq DESC LIMIT :most) d
    UNION ALL
    SELECT u.seq FROM (SELECT a.seq FROM audit a
        WHERE :back = 1 AND a.seq >= :first AND a.seq < :beyond AND (:account_id IS NULL OR a.account_id = :account_id)
            AND (a.pcn_id = :pcn_id OR (a.pcn_id IS NULL AND (a.account_id IS NULL
                OR EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = a.account_id AND r.pcn_id = :pcn_id
                    AND (r.ended_at IS NULL OR r.ended_at > a.at)))))
        ORDER BY a.seq LIMIT :most) u)
ORDER BY a.seq DESC;

-- Whose entries can be asked for.
-- @many trail_accounts(pcn_id pcn_id) -> (account_id account_id, key uuid, name text)
SELECT account_id, key, name FROM account s
WHERE EXISTS (SELECT 1 FROM role_held r WHERE r.account_id = s.account_id AND r.pcn_id = :pcn_id)
ORDER BY name, account_id;
