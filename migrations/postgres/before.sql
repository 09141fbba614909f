-- Run by the tables' owner before pending migrations: what a row-level policy and a scoped_ view ask on PostgreSQL.
-- The one place where in_scope() is defined there; on SQLite it is src/platform/db/sqlite_guard.c.
--
-- Both settings are made by the driver (src/platform/db/postgres_scope.c) for one transaction at a time, and are
-- gone with it. Where they were not made, nobody is in scope. Plain enough to be inlined into the query.
-- 'leaving' is for the one change that puts a record out of its author's own sight: the policies, which look at the new
-- row too, let it pass, while the scoped_ view in its WHERE still says which records it may change at all.
CREATE OR REPLACE FUNCTION scope_is_everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('cairn.everything', true) IN ('on', 'leaving'), false)
$$;

-- cairn.practices and cairn.people are like ",1,17,204,". A restricted record isn't the practice's any more.
CREATE OR REPLACE FUNCTION in_scope(practice_id bigint, person_id bigint, restricted bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('cairn.everything', true) = 'on', false)
        OR coalesce(restricted = 0
            AND strpos(current_setting('cairn.practices', true), ',' || practice_id::text || ',') > 0, false)
        OR coalesce(strpos(current_setting('cairn.people', true), ',' || person_id::text || ',') > 0, false)
$$;
