/* The rows of a file in one group; those that can't be imported; and who stays as an undone import left them. */
#include "care/imports/import_internal.h"

#include "base/limits.h"
#include "care/imports/pages/review.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"
#include "wire/csv_write.h"

static const struct worklist_column PEOPLE[] = {{.heading = STR_INIT("Person")}, {.heading = STR_INIT("Born")},
    {.heading = STR_INIT("Practice")}, {.heading = STR_INIT("Row"), .numeric = true},
    {.heading = STR_INIT("What")}};
static const struct worklist_column REFUSED[] = {{.heading = STR_INIT("Row"), .numeric = true},
    {.heading = STR_INIT("What")}, {.heading = STR_INIT("Why not")}};
static const struct worklist_column STAY[] = {
    {.heading = STR_INIT("Person")}, {.heading = STR_INIT("Born")}, {.heading = STR_INIT("Why they stay")}};

struct listing {
    struct import_review review;
    struct worklist_kind kind;
    struct worklist_filter filter;
    struct worklist w;
    struct worklist_choice choices[IMPORT_GROUPS + 1];
    enum import_group group;
    bool stay;
};

/* ---- a person of the file, or of ours ---- */

/* From the row itself: somebody who isn't here, or may not be. */
static bool from_body(struct str body, struct fhir_row *ret)
{
    size_t needed;
    return body.n && fhir_row_next(&body, ret, &needed) == ERR_NONE && ret->kind == FHIR_ROW_PATIENT;
}

static void name_cells(struct ctx *c, const struct person *p, struct worklist_cell *cells)
{
    cells[0].text = person_list_name(c->arena, p);
    if (!cells[0].text.n) cells[0].text = STR("Name not known");
    cells[0].number = p->nhs_number.v ? nhs_number_display(c->arena, p->nhs_number) : STR_NONE;
    cells[1].text = person_born_and_age(c->arena, p, clock_today(c->clock));
    cells[1].none = STR("Not known");
}

static enum err person_cells(
    struct ctx *c, const struct import_rows_of_row *row, enum import_group group, struct worklist_cell *cells)
{
    struct fhir_row said;
    struct person p = {.born = DATE_NONE, .died = DATE_NONE};
    bool of_file = group == IMPORT_NEW || group == IMPORT_ALIKE || !row->person_id.v;
    if (of_file && from_body(row->body, &said)) {
        (void)patient_merge(PATIENT_IS_NEW, NULL, &said.patient, &p);
        name_cells(c, &p, cells);
        return ERR_NONE;
    }
    enum err err = row->person_id.v ? person_get(c, row->person_id, &p) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND) {
        cells[0].text = STR("Not here any more");
        return ERR_NONE;
    }
    if (err) return err;
    name_cells(c, &p, cells);
    cells[0].href = person_url(c->arena, &p, "/details");
    return ERR_NONE;
}

static struct str what_words(struct arena *a, const struct import_rows_of_row *row, enum import_group group)
{
    if (group == IMPORT_CHANGED || group == IMPORT_MOVED)
        return row->what.n ? str_printf(a, "Changes: %.*s", STR_ARG(row->what)) : STR_NONE;
    if (group != IMPORT_ALIKE) return STR_NONE;
    if (row->decision == IMPORT_ADD) return STR("To be added");
    if (row->decision == IMPORT_JOIN) return STR("The same person");
    return row->decision == IMPORT_LEAVE ? STR("Left out") : STR("Not decided");
}

static enum err list_rows(struct ctx *c, struct listing *l, struct worklist_view *v)
{
    struct import_rows_of_list rows;
    int64_t place = l->w.begun ? l->w.place.id : 0;
    enum err err = import_rows_of(c->db, l->review.id, l->group, l->w.back, place, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(&l->w, rows.n);
#define PLACE_AT(at) ((struct worklist_place){.id = (at) < rows.n ? rows.items[at].number : 0})
    worklist_view(c, &l->w, &s, PLACE_AT(s.from), PLACE_AT(s.from + s.shown - 1), v);
#undef PLACE_AT
    for (size_t i = 0; !err && i < s.shown; i++) {
        const struct import_rows_of_row *row = &rows.items[worklist_at(&s, i)];
        struct worklist_cell *cells = worklist_add(c->arena, &l->kind, v);
        err = person_cells(c, row, l->group, cells);
        cells[2].text = row->practice;
        if (row->place) cells[3].text = reviewed_number(c->arena, row->place);
        cells[3].none = STR("None");
        cells[4].text = what_words(c->arena, row, l->group);
        cells[4].none = STR("Nothing else");
    }
    return err;
}

/* ---- what can't be imported ---- */

static struct str thing(struct str kind)
{
    return kind.n ? kind : STR("The file");
}

static enum err list_refusals(struct ctx *c, struct listing *l, struct worklist_view *v)
{
    struct import_refusals_list rows;
    int64_t place = l->w.begun ? l->w.place.id : 0;
    enum err err = import_refusals(c->db, l->review.id, l->w.back, place, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(&l->w, rows.n);
#define PLACE_AT(at) ((struct worklist_place){.id = (at) < rows.n ? rows.items[at].number : 0})
    worklist_view(c, &l->w, &s, PLACE_AT(s.from), PLACE_AT(s.from + s.shown - 1), v);
#undef PLACE_AT
    for (size_t i = 0; i < s.shown; i++) {
        const struct import_refusals_row *row = &rows.items[worklist_at(&s, i)];
        struct worklist_cell *cells = worklist_add(c->arena, &l->kind, v);
        cells[0].text = row->place ? reviewed_number(c->arena, row->place) : STR("All");
        cells[1].text = thing(row->kind);
        cells[2].text = row->reason;
    }
    return ERR_NONE;
}

/* ---- who stays ---- */

static enum err list_stays(struct ctx *c, struct listing *l, struct worklist_view *v)
{
    struct import_touches_stay_list rows;
    struct person_id place = {l->w.begun ? l->w.place.id : 0};
    enum err err = import_touches_stay(c->db, l->review.import, l->w.back, place, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(&l->w, rows.n);
#define PLACE_AT(at) ((struct worklist_place){.id = (at) < rows.n ? rows.items[at].person_id.v : 0})
    worklist_view(c, &l->w, &s, PLACE_AT(s.from), PLACE_AT(s.from + s.shown - 1), v);
#undef PLACE_AT
    for (size_t i = 0; !err && i < s.shown; i++) {
        const struct import_touches_stay_row *row = &rows.items[worklist_at(&s, i)];
        struct worklist_cell *cells = worklist_add(c->arena, &l->kind, v);
        struct person p;
        err = person_get(c, row->person_id, &p);
        if (!err) name_cells(c, &p, cells);
        if (!err) cells[0].href = person_url(c->arena, &p, "/details");
        if (err == ERR_NOT_FOUND) cells[0].text = STR("Not here any more");
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
        cells[2].text = row->stays;
    }
    return err;
}

/* ---- the page ---- */

static void describe(struct arena *a, struct listing *l)
{
    bool refused = !l->stay && l->group == IMPORT_REFUSED;
    l->kind.columns = l->stay ? STAY : refused ? REFUSED : PEOPLE;
    l->kind.column_count = l->stay ? COUNT_OF(STAY) : refused ? COUNT_OF(REFUSED) : COUNT_OF(PEOPLE);
    l->kind.caption = l->stay ? STR("Stay as the import left them") : import_group_heading(l->group);
    l->kind.empty = STR("Nobody.");
    l->kind.path = reviewed_url(a, &l->review, "/rows");
    l->kind.name = "import-rows";
}

/* False: the address names a group that there isn't. */
static bool read_listing(struct ctx *c, const struct request *r, struct listing *l)
{
    struct str word = form_get(&r->query, STR("group"));
    bool known = false;
    for (int group = 0; group < IMPORT_GROUPS; group++) {
        l->choices[group] = (struct worklist_choice){
            import_group_word((enum import_group)group), import_group_heading((enum import_group)group)};
        if (!str_eq(l->choices[group].word, word)) continue;
        l->group = (enum import_group)group;
        known = true;
    }
    l->stay = str_eq(word, STR("stay"));
    l->choices[IMPORT_GROUPS] = (struct worklist_choice){STR("stay"), STR("Stay as the import left them")};
    l->filter = (struct worklist_filter){
        .name = STR("group"), .label = STR("Group"), .choices = l->choices, .n = COUNT_OF(l->choices)};
    describe(c->arena, l);
    return (known || l->stay) && worklist_read(c, r, &l->kind, &l->filter, 1, &l->w);
}

struct reply reviewed_rows_get(struct ctx *c, const struct request *r)
{
    struct listing *l = ARENA_NEW(c->arena, struct listing);
    struct review_rows_view *v = ARENA_NEW(c->arena, struct review_rows_view);
    enum err err = reviewed_of(c, r, &l->review);
    if (err) return shell_failure(c, err);
    if (!read_listing(c, r, l)) return worklist_unreadable(c);
    bool refused = !l->stay && l->group == IMPORT_REFUSED;
    err = l->stay ? list_stays(c, l, &v->list) :
        refused   ? list_refusals(c, l, &v->list) :
                    list_rows(c, l, &v->list);
    if (err) return shell_failure(c, err);
    worklist_head_cells(&l->kind, &v->list);
    v->list.filters.n = v->list.chips.n = 0; /* the group is the page, not a filter */
    v->top = (struct page_top){l->kind.caption, l->review.named};
    v->back = (struct link){.text = STR("Back to the import"), .href = reviewed_url(c->arena, &l->review, "")};
    if (refused) {
        v->said =
            STR("Rows of other practices' people are counted here by their line. Nothing else of them was kept.");
        v->download = reviewed_url(c->arena, &l->review, "/not-imported");
    }
    struct page page = {
        .title = worklist_title(c->arena, &l->w, STR("Rows of an import")), .main = import_rows_page_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

/* ---- as a file ---- */

enum { REFUSALS_AT_A_TIME = 1000, REFUSALS_FILE_MOST = 6 * 1024 * 1024 };

struct reply reviewed_refused_get(struct ctx *c, const struct request *r)
{
    struct import_review review;
    struct import_refusals_list rows = {0};
    enum err err = reviewed_of(c, r, &review);
    struct buf out = buf_new(c->arena, 16384, REFUSALS_FILE_MOST);
    const struct str heading[] = {STR("Row"), STR("What"), STR("Why it is not imported")};
    if (err) return shell_failure(c, err);
    csv_begin(&out);
    csv_row(&out, heading, COUNT_OF(heading));
    for (int64_t after = 0; !err;) {
        err = import_refusals(c->db, review.id, false, after, REFUSALS_AT_A_TIME, &rows);
        if (err || !rows.n || out.overflow) break;
        for (size_t i = 0; i < rows.n; i++) {
            char row[24];
            int n = snprintf(row, sizeof row, "%lld", (long long)rows.items[i].place);
            const struct str cells[] = {
                {row, rows.items[i].place ? (size_t)n : 0}, thing(rows.items[i].kind), rows.items[i].reason};
            csv_row(&out, cells, COUNT_OF(cells));
        }
        after = rows.items[rows.n - 1].number;
    }
    if (err || out.overflow) return shell_failure(c, err ? err : ERR_TOO_LARGE);
    return reply_attachment(STR("text/csv; charset=utf-8"), STR("not-imported.csv"), buf_str(&out));
}
