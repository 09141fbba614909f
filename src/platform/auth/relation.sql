-- Relations of one member of staff to one person. Only this file changes the table relation, and role_held's number
-- of what its relations are.

-- What the scope of a role is made of: direct relations before claims. Nothing crosses between networks: a role
-- of one shows nobody of another, whatever a row says; a claim made without a factor doesn't open a restricted record.
-- @many relations_live(role_held_id role_held_id, pcn_id pcn_id, now instant) -> (person_id person_id, claim bool,
--   reason text?, until instant?)
--   unscoped because the scope itself is made of it
SELECT l.person_id, l.kind = 'claim', l.reason, l.until
FROM relation l
JOIN person p ON p.person_id = l.person_id
WHERE l.role_held_id = :role_held_id AND l.ended_at IS NULL AND (l.until IS NULL OR l.until > :now)
    AND p.pcn_id = :pcn_id AND (l.kind <> 'claim' OR l.confirmed = 1 OR p.restricted = 0)
ORDER BY l.person_id, CASE WHEN l.kind = 'claim' THEN 1 ELSE 0 END;

-- @insert relation_insert(key uuid, account_id account_id, role_held_id role_held_id, person_id person_id, kind text,
--   reason text?, words text?, confirmed bool, since instant, until instant?, made_by account_id?)
--   unscoped because a claim is made for somebody who is out of reach until then
INSERT INTO relation (key, account_id, role_held_id, person_id, kind, reason, words, confirmed, since, until, made_by)
VALUES (:key, :account_id, :role_held_id, :person_id, :kind, :reason, :words, :confirmed, :since, :until, :made_by);

-- The longest of them counts.
-- @one relation_same(role_held_id role_held_id, person_id person_id, kind text, until instant?) -> (relation_id relation_id)
--   unscoped because a relation is made once, whether or not its maker sees the person
SELECT relation_id FROM relation
WHERE role_held_id = :role_held_id AND person_id = :person_id AND kind = :kind AND ended_at IS NULL
    AND kind <> 'claim' AND (until IS NULL OR until >= :until)
ORDER BY until IS NOT NULL, relation_id LIMIT 1;

-- One's own, or that of somebody on the team of a person whom one sees: the caller found it in either way.
-- @change relation_set_ended(relation_id relation_id, at instant)
--   unscoped because who ends a relation, or loses a role, need not see the person any more
UPDATE relation SET ended_at = :at WHERE relation_id = :relation_id AND ended_at IS NULL;

-- Nobody could see a restricted record again without a reason, once its team is empty.
-- @one relation_is_last(relation_id relation_id) -> (last bool)
--   unscoped because who ends a relation need not see the person any more
SELECT EXISTS (SELECT 1 FROM relation l JOIN person p ON p.person_id = l.person_id
    WHERE l.relation_id = :relation_id AND l.kind <> 'claim' AND l.ended_at IS NULL AND l.until IS NULL AND p.restricted = 1
        AND NOT EXISTS (SELECT 1 FROM relation o WHERE o.person_id = l.person_id AND o.relation_id <> l.relation_id
            AND o.kind <> 'claim' AND o.ended_at IS NULL AND o.until IS NULL));

-- @change relation_set_ended_of_account(account_id account_id, at instant)
--   unscoped because whoever disables an account sees nobody's record
UPDATE relation SET ended_at = :at WHERE account_id = :account_id AND ended_at IS NULL;

-- @change relation_set_ended_of_role(role_held_id role_held_id, at instant)
--   unscoped because whoever ends a role sees nobody's record
UPDATE relation SET ended_at = :at WHERE role_held_id = :role_held_id AND ended_at IS NULL;

-- What is kept in memory of a role's relations is good for one number only.
-- @change relations_changed(role_held_id role_held_id)
UPDATE role_held SET relations_version = relations_version + 1 WHERE role_held_id = :role_held_id;

-- @change relations_changed_by_one(relation_id relation_id)
--   unscoped because who ends a relation need not see the person any more
UPDATE role_held SET relations_version = relations_version + 1
WHERE role_held_id IN (SELECT role_held_id FROM relation WHERE relation_id = :relation_id);

-- @change relations_changed_of_account(account_id account_id)
UPDATE role_held SET relations_version = relations_version + 1 WHERE account_id = :account_id;

-- @change relations_changed_about(person_id person_id)
--   unscoped because whoever restricts a record, or moves the person away, may not see them any more
UPDATE role_held SET relations_version = relations_version + 1
WHERE role_held_id IN (SELECT role_held_id FROM relation WHERE person_id = :person_id AND ended_at IS NULL);

-- Two records of one person are joined, or parted again: the rows that a merge names (care/duplicates).
-- @change relation_follow(from_id person_id, to_id person_id, merge_id int)
UPDATE relation SET person_id = :to_id
WHERE relation_id IN (SELECT relation_id FROM scoped_relation WHERE person_id = :from_id)
    AND relation_id IN (SELECT row_id FROM person_merge_row WHERE merge_id = :merge_id AND kind = 'relation');

-- A role has a relation to a person once. Where both records have it, the one that came along is ended for as long as
-- they are one: the ledger says which (was = 1).
-- @change relation_end_second(person_id person_id, merge_id int, at instant)
UPDATE relation SET ended_at = :at
WHERE relation_id IN (SELECT relation_id FROM scoped_relation WHERE person_id = :person_id AND ended_at IS NULL)
    AND relation_id IN (SELECT n.row_id FROM person_merge_row n JOIN scoped_person_merge m ON m.merge_id = n.merge_id
        WHERE n.merge_id = :merge_id AND n.kind = 'relation' AND n.was = 1 AND m.kept_id = :person_id);

-- Before they are parted it begins again, unless the one that stayed was ended meanwhile: then both were.
-- @change relation_begin_second(person_id person_id, merge_id int)
UPDATE relation SET ended_at = NULL
WHERE relation_id IN (SELECT relation_id FROM scoped_relation WHERE person_id = :person_id AND ended_at IS NOT NULL)
    AND relation_id IN (SELECT row_id FROM person_merge_row
        WHERE merge_id = :merge_id AND kind = 'relation' AND was = 1)
    AND EXISTS (SELECT 1 FROM scoped_relation o WHERE o.person_id = :person_id
        AND o.role_held_id = relation.role_held_id AND o.kind = relation.kind AND o.ended_at IS NULL);

-- Where one goes that a third record had too, the third's takes its place.
-- @change relation_take_place(person_id person_id, merge_id int)
UPDATE relation SET ended_at = NULL
WHERE relation_id IN (SELECT relation_id FROM scoped_relation WHERE person_id = :person_id AND ended_at IS NOT NULL)
    AND relation_id IN (SELECT min(o.relation_id) FROM scoped_relation l
        JOIN scoped_relation o ON o.person_id = l.person_id AND o.role_held_id = l.role_held_id AND o.kind = l.kind
        JOIN person_merge_row n ON n.kind = 'relation' AND n.row_id = o.relation_id AND n.was = 1
        JOIN scoped_person_merge m ON m.merge_id = n.merge_id AND m.kept_id = l.person_id AND m.undone_at IS NULL
        WHERE l.person_id = :person_id AND l.ended_at IS NULL AND o.ended_at IS NOT NULL
            AND o.relation_id NOT IN (SELECT row_id FROM person_merge_row
                WHERE merge_id = :merge_id AND kind = 'relation')
            AND l.relation_id IN (SELECT row_id FROM person_merge_row
                WHERE merge_id = :merge_id AND kind = 'relation')
            AND NOT EXISTS (SELECT 1 FROM scoped_relation s
                WHERE s.person_id = l.person_id AND s.role_held_id = l.role_held_id AND s.kind = l.kind
                    AND s.ended_at IS NULL AND s.relation_id NOT IN (SELECT row_id FROM person_merge_row
                        WHERE merge_id = :merge_id AND kind = 'relation'))
        GROUP BY l.role_held_id, l.kind);
