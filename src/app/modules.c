#include "app/modules.h"

#include "app/assets_route.h"
#include "care/coded/coded.h"
#include "care/imports/import.h"
#include "care/organisations/organisation.h"
#include "care/people/person.h"
#include "care/shell/shell.h"
#include "platform/audit/audit.sql.h"
#include "platform/auth/auth.sql.h"
#include "platform/db/migrate.sql.h"
#include "platform/http/route.h"
#include "platform/installation/installation.sql.h"
#include "platform/versions/versions.sql.h"

const struct db_statement_file *const MODULE_STATEMENTS[] = {
    &migrate_statements,
    &audit_statements,
    &versions_statements,
    &installation_statements,
    &auth_statements,
    &organisation_statements,
    &person_statements,
    &coded_statements,
    &imports_statements,
};
const size_t MODULE_STATEMENT_COUNT = COUNT_OF(MODULE_STATEMENTS);

const struct periodic_job MODULE_JOBS[] = {
    {.name = "person.sweep", .every_seconds = 600, .audited = false, .action = person_sweep},
};
const size_t MODULE_JOB_COUNT = COUNT_OF(MODULE_JOBS);

const struct app_hooks MODULE_HOOKS = {
    .person_find = person_find_by_key,
    .person_exists = person_key_exists,
    .error_page = shell_error_page,
};

struct router *modules_router(void)
{
    const struct route_table tables[] = {
        asset_routes,
        person_routes,
    };
    return router_new(tables, COUNT_OF(tables));
}
