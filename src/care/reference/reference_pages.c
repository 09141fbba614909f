/* /admin/reference: which published tables are loaded, in which version, from where, and how to load newer ones;
 * what waits for somebody's decision. */
#include "care/reference/pages/reference.tmpl.h"
#include "care/reference/reference.h"
#include "care/reference/reference.sql.h"
#include "care/reference/reference_uploads.h"
#include "care/reference/reference_views.h"
#include "nhs/vocabulary.h"

static const struct {
    struct str what, where, command;
} KINDS[] = {
    [REFERENCE_CODES] = {STR_INIT("SNOMED CT codes by name, for searches and for the answers that forms offer."),
        STR_INIT("opencodelists.org, the primary care domain reference set portal, or a list of your own with the "
                 "columns category, code and term."),
        STR_INIT("cairn import codes --data DIRECTORY LIST.csv")},
    [REFERENCE_ORGANISATIONS] = {STR_INIT("Names of practices, networks and others by their ODS code."),
        STR_INIT("The Organisation Data Service’s downloads, such as epraccur and ePCN, as they are."),
        STR_INIT("cairn import organisations --data DIRECTORY epraccur.csv")},
    [REFERENCE_DEPRIVATION] = {STR_INIT("How deprived an area is, compared with all of England."),
        STR_INIT("English Indices of Deprivation on GOV.UK: the file with all ranks and deciles, as CSV."),
        STR_INIT("cairn import deprivation --data DIRECTORY FILE.csv")},
    [REFERENCE_POSTCODES] =
        {STR_INIT("In which area a postcode lies. Without it, deprivation is not shown by postcode."),
            STR_INIT("The ONS Postcode Directory: the files for your postcode areas, in its folder multi_csv."),
            STR_INIT("cairn import postcodes --data DIRECTORY FILE.csv")},
    [REFERENCE_HOLIDAYS] =
        {STR_INIT("Days that are not working days. Of each year the list that was loaded last counts."),
            STR_INIT("www.gov.uk/bank-holidays.json, as it is."),
            STR_INIT("cairn import holidays --data DIRECTORY bank-holidays.json")},
};

static struct reference_line line_of(struct ctx *c, const struct reference_set_rows_row *row)
{
    struct arena *a = c->arena;
    struct str day = date_long(a, instant_date(row->loaded_at));
    struct url href = URL_NONE;
    if (actor_may(c->actor, PERMISSION_REFERENCE_LOAD))
        href = url_with_id(a, "/admin/reference/versions/", row->key, "");
    return (struct reference_line){.name = row->name,
        .version = row->version,
        .dated = date_is_set(row->dated) ? date_long(a, row->dated) : STR("Not stated"),
        .source = row->source,
        .rows = str_printf(a, "%lld", (long long)row->row_count),
        .rejected = row->rejected ? str_printf(a, "%lld", (long long)row->rejected) : STR("None"),
        .loaded = row->who.n ? str_printf(a, "%.*s by %.*s", STR_ARG(day), STR_ARG(row->who)) : day,
        .href = href,
        .older = !row->current};
}

static struct reference_group group_of(struct ctx *c, int kind, const struct reference_set_rows_list *rows)
{
    struct str word = vocabulary_code(&reference_kinds, kind);
    struct reference_group g = {.heading = vocabulary_label(&reference_kinds, kind),
        .what = KINDS[kind].what,
        .where = KINDS[kind].where,
        .command = KINDS[kind].command};
    g.caption = g.heading;
    g.lines.items = ARENA_ARRAY(c->arena, struct reference_line, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        if (str_eq(rows->items[i].kind, word)) g.lines.items[g.lines.n++] = line_of(c, &rows->items[i]);
    return g;
}

/* ---- what waits for somebody ---- */

enum { UPLOADS_SHOWN = 20 };

static enum err add_uploads(struct ctx *c, struct reference_view *v)
{
    struct arena *a = c->arena;
    struct reference_uploads_waiting_list rows;
    enum err err = reference_uploads_waiting(c->db, c->actor->pcn, UPLOADS_SHOWN, &rows);
    if (err) return err;
    v->waiting.items.items = ARENA_ARRAY(a, struct line, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct reference_uploads_waiting_row *row = &rows.items[i];
        v->waiting.items.items[v->waiting.items.n++] = (struct line){.text = row->named,
            .text_href = reference_upload_url(a, row->key, ""),
            .below = str_printf(a, "%.*s, %.*s", STR_ARG(row->who), STR_ARG(instant_long(a, row->at))),
            .tag = reference_upload_tag((enum reference_upload_state)row->state)};
    }
    return ERR_NONE;
}

static struct reply reference_get(struct ctx *c, const struct request *r)
{
    struct reference_set_rows_list rows;
    struct reference_view *v = ARENA_NEW(c->arena, struct reference_view);
    enum err err = reference_set_rows(c->db, c->actor->pcn, &rows);
    if (!err) err = reference_may_load(c, &v->may_load, &v->why_not);
    if (!err && actor_may(c->actor, PERMISSION_REFERENCE_LOAD)) err = add_uploads(c, v);
    if (err) return shell_failure(c, err);
    v->groups.items = ARENA_ARRAY(c->arena, struct reference_group, reference_kinds.n);
    for (int kind = 1; kind <= (int)reference_kinds.n; kind++)
        v->groups.items[v->groups.n++] = group_of(c, kind, &rows);
    struct page page = {.title = STR("Published tables"), .main = reference_page_slot(v)};
    return shell_page(c, r, 200, SECTION_REFERENCE, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/reference", REFERENCE, NOBODY, ADMIN, STAYS, READS, NO_BODY, reference_get),
    ROUTE(GET, "/admin/reference/new", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, READS, NO_BODY, reference_new_get),
    ROUTE(POST, "/admin/reference/new", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, TOKEN, TABLE_FILE_MOST,
        reference_new_post),
    ROUTE(GET, "/admin/reference/uploads/:table", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        reference_upload_page_get),
    ROUTE(GET, "/admin/reference/uploads/:table/not-taken.csv", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, READS,
        NO_BODY, reference_refused_get),
    ROUTE(GET, "/admin/reference/uploads/:table/changes.csv", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        reference_changes_get),
    ROUTE(POST, "/admin/reference/uploads/:table/approve", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, TOKEN,
        LIMIT_BODY_FORM, reference_approve_post),
    ROUTE(POST, "/admin/reference/uploads/:table/discard", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, TOKEN,
        LIMIT_BODY_FORM, reference_discard_post),
    ROUTE(GET, "/admin/reference/versions/:set", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        reference_version_get),
    ROUTE(POST, "/admin/reference/versions/:set/take-back", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, TOKEN,
        LIMIT_BODY_FORM, reference_take_back_post),
    ROUTE(POST, "/admin/reference/versions/:set/use", REFERENCE_LOAD, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        reference_use_post),
};
const struct route_table reference_routes = ROUTE_TABLE(ROUTES);
