/*
 * The schema on PostgreSQL, as its owner makes it, and what the role that serves finds there.
 *
 * Two roles: the owner makes the tables and migrates them (`cairn init`, `cairn upgrade`), the runtime role
 * serves. It must not be able to lift the row-level policies: a superuser, a role with BYPASSRLS or CREATEROLE,
 * the owner of a table or a member of its role, or one that may create anything is refused before anything is
 * read.
 */
#ifndef CAIRN_PLATFORM_DB_POSTGRES_SCHEMA_H
#define CAIRN_PLATFORM_DB_POSTGRES_SCHEMA_H

#include "platform/db/migrate.h"
#include "platform/db/postgres_internal.h"

/* As the owner, bound to an arena and the system's scope: makes the schema, runs what is pending, and gives the
 * runtime role its rights. */
MUST_USE enum err postgres_migrate(
    struct db *owner, struct str runtime_role, const struct clock *clock, const struct migration_list *list);

/* As the runtime role, bound likewise. ERR_NOT_FOUND: no schema; ERR_OLDER: migrations are pending; ERR_NEWER and
 * ERR_DAMAGED as migrate() has them; ERR_REFUSED: the role may do too much. The log says what. */
MUST_USE enum err postgres_check(struct db *db, const struct migration_list *list);

#endif
