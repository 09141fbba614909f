/*
 * The list of slices: their routes, statements and jobs, joined. Adding a slice means adding its lines here.
 */
#ifndef CAIRN_APP_MODULES_H
#define CAIRN_APP_MODULES_H

#include "platform/app.h"
#include "platform/db/db.h"
#include "platform/jobs/jobs.h"

extern const struct db_statement_file *const MODULE_STATEMENTS[];
extern const size_t MODULE_STATEMENT_COUNT;
struct periodic_job_list {
    struct periodic_job *items;
    size_t n;
};
struct periodic_job_list modules_jobs(struct arena *a);
extern const struct app_hooks MODULE_HOOKS;
struct router *modules_router(void);

#endif
