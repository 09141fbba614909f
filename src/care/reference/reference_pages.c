/* /admin/reference: which published tables are loaded, in which version, from where, and how to load newer ones.
 */
#include "care/reference/pages/reference.tmpl.h"
#include "care/reference/reference.h"
#include "care/reference/reference.sql.h"
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

static struct reference_line line_of(struct arena *a, const struct reference_set_rows_row *row)
{
    struct str day = date_long(a, instant_date(row->loaded_at));
    return (struct reference_line){.name = row->name,
        .version = row->version,
        .dated = date_is_set(row->dated) ? date_long(a, row->dated) : STR("Not stated"),
        .source = row->source,
        .rows = str_printf(a, "%lld", (long long)row->row_count),
        .rejected = row->rejected ? str_printf(a, "%lld", (long long)row->rejected) : STR("None"),
        .loaded = row->who.n ? str_printf(a, "%.*s by %.*s", STR_ARG(day), STR_ARG(row->who)) : day,
        .older = !row->current};
}

static struct reference_group group_of(struct arena *a, int kind, const struct reference_set_rows_list *rows)
{
    struct str word = vocabulary_code(&reference_kinds, kind);
    struct reference_group g = {.heading = vocabulary_label(&reference_kinds, kind),
        .what = KINDS[kind].what,
        .where = KINDS[kind].where,
        .command = KINDS[kind].command};
    g.caption = g.heading;
    g.lines.items = ARENA_ARRAY(a, struct reference_line, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        if (str_eq(rows->items[i].kind, word)) g.lines.items[g.lines.n++] = line_of(a, &rows->items[i]);
    return g;
}

static struct reply reference_get(struct ctx *c, const struct request *r)
{
    struct reference_set_rows_list rows;
    struct reference_view *v = ARENA_NEW(c->arena, struct reference_view);
    enum err err = reference_set_rows(c->db, &rows);
    if (err) return shell_failure(c, err);
    v->groups.items = ARENA_ARRAY(c->arena, struct reference_group, reference_kinds.n);
    for (int kind = 1; kind <= (int)reference_kinds.n; kind++)
        v->groups.items[v->groups.n++] = group_of(c->arena, kind, &rows);
    struct page page = {.title = STR("Published tables"), .main = reference_page_slot(v)};
    return shell_page(c, r, 200, SECTION_REFERENCE, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/reference", REFERENCE, NOBODY, ADMIN, STAYS, READS, NO_BODY, reference_get),
};
const struct route_table reference_routes = ROUTE_TABLE(ROUTES);
