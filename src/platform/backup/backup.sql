-- Backups and proofs. Only this file names backup and backup_proof.

-- @insert backup_insert(began_at instant)
INSERT INTO backup (began_at) VALUES (:began_at);

-- @exactly backup_end(backup_id int, ended_at instant, bytes int)
UPDATE backup SET ended_at = :ended_at, bytes = :bytes WHERE backup_id = :backup_id;

-- @insert backup_proof_insert(at instant, sequence int, made_at instant, good bool, result text)
INSERT INTO backup_proof (at, sequence, made_at, good, result) VALUES (:at, :sequence, :made_at, :good, :result);

-- @one backup_last() -> (backup_id int, began_at instant, ended_at instant?, bytes int?)
SELECT backup_id, began_at, ended_at, bytes FROM backup
WHERE ended_at IS NOT NULL AND bytes IS NOT NULL ORDER BY backup_id DESC LIMIT 1;

-- @one backup_unfinished(after int) -> (total int)
SELECT count(*) FROM backup WHERE ended_at IS NULL AND backup_id > :after;

-- @one backup_proof_last() -> (at instant, sequence int, made_at instant, good bool, result text)
SELECT at, sequence, made_at, good, result FROM backup_proof ORDER BY backup_proof_id DESC LIMIT 1;

-- @one backup_proof_good() -> (at instant)
SELECT at FROM backup_proof WHERE good = 1 ORDER BY backup_proof_id DESC LIMIT 1;
