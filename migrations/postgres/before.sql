-- Run by the tables' owner before pending migrations: what a row-level policy and a scoped_ view ask on PostgreSQL.
-- The one place where in_scope() is defined there; on SQLite it is src/platform/db/sqlite_guard.c.
--
-- Both settings are made by the driver (src/platform/db/postgres_scope.c) for one transaction at a time, and are
-- gone with it. Where they were not made, nobody is in scope. Plain enough to be inlined into the query.
CREATE OR REPLACE FUNCTION scope_is_everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('cairn.everything', true) = 'on', false)
$$;

-- cairn.practices is like ",1,17,204,".
CREATE OR REPLACE FUNCTION in_scope(practice_id bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('cairn.everything', true) = 'on', false)
        OR coalesce(strpos(current_setting('cairn.practices', true), ',' || practice_id::text || ',') > 0, false)
$$;
