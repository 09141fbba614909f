-- @many migration_done() -> (number int, name text, hash blob)
SELECT number, name, hash FROM migration ORDER BY number;

-- @insert migration_add(number int, name text, hash blob, at instant)
INSERT INTO migration (number, name, hash, at) VALUES (:number, :name, :hash, :at);

-- @one migration_last() -> (number int)
SELECT coalesce(max(number), 0) FROM migration;
