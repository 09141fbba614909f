#include "app/modules.h"

#include "app/assets_route.h"
#include "care/about/about_me.h"
#include "care/access/access.h"
#include "app/check.sql.h"
#include "care/accounts/accounts.h"
#include "care/appointments/appointment.h"
#include "care/backups/backups.h"
#include "care/calendar/calendar.h"
#include "care/caseload/caseload.h"
#include "care/circle/circle.h"
#include "care/coded/coded.h"
#include "care/consent/consent.h"
#include "care/coding/coding.h"
#include "care/contacts/contact.h"
#include "care/design/design.h"
#include "care/duplicates/duplicates.h"
#include "care/gaps/gaps.h"
#include "care/home/home.h"
#include "care/homes/homes.h"
#include "care/imports/imports.h"
#include "care/letters/letter.h"
#include "care/messages/message.h"
#include "care/notices/notices.h"
#include "care/organisations/organisation.h"
#include "care/people/person.h"
#include "care/plan/plan.h"
#include "care/record/record.h"
#include "care/reference/reference.h"
#include "care/referrals/referral.h"
#include "care/screen/screen.h"
#include "care/shell/shell.h"
#include "care/trail/trail.h"
#include "care/workforce/workforce.h"
#include "platform/audit/audit.sql.h"
#include "platform/auth/auth.sql.h"
#include "platform/auth/relation.sql.h"
#include "platform/backup/backup.sql.h"
#include "platform/db/migrate.sql.h"
#include "platform/drafts/drafts.h"
#include "platform/http/route.h"
#include "platform/installation/installation.sql.h"
#include "platform/versions/versions.sql.h"

const struct db_statement_file *const MODULE_STATEMENTS[] = {
    &migrate_statements,
    &audit_statements,
    &versions_statements,
    &drafts_statements,
    &installation_statements,
    &auth_statements,
    &relation_statements,
    &reference_statements,
    &reference_uploads_statements,
    &organisation_statements,
    &person_statements,
    &person_listed_statements,
    &people_list_statements,
    &about_statements,
    &circle_statements,
    &task_statements,
    &task_step_statements,
    &consent_statements,
    &notices_statements,
    &coding_statements,
    &contact_statements,
    &messages_statements,
    &letter_statements,
    &caseload_statements,
    &handing_statements,
    &cover_statements,
    &plan_statements,
    &appointment_statements,
    &referral_statements,
    &homes_statements,
    &gap_kinds_statements,
    &gaps_statements,
    &home_statements,
    &calendar_statements,
    &coded_statements,
    &trail_statements,
    &workforce_statements,
    &development_statements,
    &imports_statements,
    &import_undo_statements,
    &uploads_statements,
    &duplicates_statements,
    &access_statements,
    &backup_statements,
    &check_statements,
};
const size_t MODULE_STATEMENT_COUNT = COUNT_OF(MODULE_STATEMENTS);

struct periodic_job_list modules_jobs(struct arena *a)
{
    const struct {
        const struct periodic_job *jobs;
        size_t n;
    } tables[] = {
        {account_jobs, account_jobs_count},
        {person_jobs, person_jobs_count},
        {access_jobs, access_jobs_count},
        {draft_jobs, draft_jobs_count},
        {duplicate_jobs, duplicate_jobs_count},
        {task_jobs, task_jobs_count},
        {caseload_jobs, caseload_jobs_count},
        {gap_jobs, gap_jobs_count},
    };
    size_t total = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++) total += tables[i].n;
    struct periodic_job_list list = {ARENA_ARRAY(a, struct periodic_job, total), 0};
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (size_t k = 0; k < tables[i].n; k++) list.items[list.n++] = tables[i].jobs[k];
    return list;
}

const struct app_hooks MODULE_HOOKS = {
    .person_find = person_find_by_key,
    .person_exists = person_key_exists,
    .error_page = shell_error_page,
    .not_saved_page = shell_not_saved_page,
    .not_shown_page = screen_instead_page,
    .other_role_page = shell_other_role_page,
};

struct router *modules_router(void)
{
    const struct route_table tables[] = {
        asset_routes,
        account_routes,
        person_routes,
        task_routes,
        consent_routes,
        notice_routes,
        coding_routes,
        contact_routes,
        caseload_routes,
        referral_routes,
        gap_routes,
        home_routes,
        calendar_routes,
        workforce_routes,
        trail_routes,
        record_routes,
        letter_routes,
        message_routes,
        plan_routes,
        appointment_routes,
        homes_routes,
        import_routes,
        duplicate_routes,
        reference_routes,
        access_routes,
        about_routes,
        circle_routes,
        screen_routes,
        backup_routes,
        design_routes,
    };
    return router_new(tables, COUNT_OF(tables));
}
