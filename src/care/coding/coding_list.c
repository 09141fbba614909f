/* Reading entries: which practice, which of them, person by person. */
#include "care/coding/coding.sql.h"
#include "care/coding/coding_pages.h"
#include "care/consent/consent.h"
#include "care/reference/reference.h"
#include "platform/audit/audit.h"

static const struct term VIEWS[] = {
#define CODING_VIEW_TERM(name, word, label, none) {STR_INIT(word), STR_INIT(label)},
    CODING_VIEW_LIST(CODING_VIEW_TERM)
#undef CODING_VIEW_TERM
};
static const struct vocabulary VIEW_WORDS = {VIEWS, COUNT_OF(VIEWS)};

static void count(struct coding_counts *to, struct str word, int64_t n)
{
    int state = 0;
    if (!vocabulary_find(&coding_states, word, &state)) return;
    if (state == CODING_IS_WAITING || state == CODING_IS_REMOVE) to->waiting += n;
    if (state == CODING_IS_FAILED) to->failed += n;
    if (state == CODING_IS_PASTED || state == CODING_IS_FILE) to->given += n;
}

enum err coding_calls(struct ctx *c, struct coding_counts *ret)
{
    struct gp_counts_list all;
    *ret = (struct coding_counts){0};
    enum err err = gp_counts(c->db, c->actor->pcn, &all);
    for (size_t i = 0; !err && i < all.n; i++) count(ret, all.items[i].state, all.items[i].amount);
    return err;
}

enum err coding_practices_read(struct ctx *c, struct coding_practices *ret)
{
    struct gp_practices_list rows;
    struct gp_counts_list counts;
    enum err err = gp_practices(c->db, c->actor->pcn, c->actor->practice.v, &rows);
    if (!err) err = gp_counts(c->db, c->actor->pcn, &counts);
    if (err) return err;
    *ret = (struct coding_practices){ARENA_ARRAY(c->arena, struct coding_practice, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        struct coding_practice *p = &ret->items[i];
        *p = (struct coding_practice){
            .id = rows.items[i].practice_id, .key = rows.items[i].key, .name = rows.items[i].name};
        for (size_t k = 0; k < counts.n; k++)
            if (counts.items[k].practice_id.v == p->id.v)
                count(&p->counts, counts.items[k].state, counts.items[k].amount);
    }
    return ERR_NONE;
}

/* ---- what was asked for ---- */

/* An import is made from what the record held some days before, and the practice needs some to paste. */
static enum err read_cutoff(struct ctx *c, struct coding_asked *ret)
{
    struct gp_last_import_row row;
    struct holidays holidays;
    enum err err = gp_last_import(c->db, c->actor->pcn, ret->practice.id, &row);
    ret->cutoff = (struct instant){0}; /* without an import nothing should have been seen */
    ret->last_import = INSTANT_NONE;
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    err = reference_holidays(c, &holidays);
    if (err) return err;
    ret->last_import = row.started_at;
    struct date day = add_working_days(holidays, instant_date(row.started_at), -CODING_DAYS_UNTIL_SEEN);
    ret->cutoff = instant_from_local(day, 0, 0);
    return ERR_NONE;
}

enum err coding_asked_for(struct ctx *c, const struct form *form, struct coding_asked *ret)
{
    struct coding_practices all;
    struct str key = form_get(form, STR("practice"));
    int view;
    *ret = (struct coding_asked){.view = CODING_VIEW_WAITING, .page = 1, .most = CODING_PEOPLE_PAGE};
    if (vocabulary_find(&VIEW_WORDS, form_get(form, STR("view")), &view)) ret->view = (enum coding_view)view;
    if (!str_int(form_get(form, STR("page")), 1, 100000, &ret->page)) ret->page = 1;
    enum err err = coding_practices_read(c, &all);
    if (err) return err;
    for (size_t i = 0; i < all.n; i++)
        if (all.n == 1 || str_eq(uuid_text(c->arena, all.items[i].key), key)) {
            ret->practice = all.items[i];
            return read_cutoff(c, ret);
        }
    return key.n ? ERR_NOT_FOUND : ERR_NONE;
}

struct str coding_view_word(enum coding_view view)
{
    return vocabulary_code(&VIEW_WORDS, (int)view);
}

struct url coding_url(struct arena *a, const struct coding_asked *asked, enum coding_view view, int64_t page)
{
    struct url url = url_with_query(a, URL("/gp-record"), "practice", uuid_text(a, asked->practice.key));
    if (view != CODING_VIEW_WAITING) url = url_with_query(a, url, "view", coding_view_word(view));
    return page > 1 ? url_with_query(a, url, "page", str_printf(a, "%lld", (long long)page)) : url;
}

/* ---- who, and what ---- */

/* What a page or file says of many doesn't stand in the audit as if it were about the last of them. */
enum err coding_ask(struct ctx *c, const struct person *p, bool *ret_may, struct str *ret_words)
{
    static const struct sharing WITHIN = {.purpose = CONSENT_RECORD};
    struct sharing_answer answer;
    struct audit_entry about = {0};
    if (c->audit) about = *c->audit;
    enum err err = sharing_ask(c, p, &WITHIN, &answer);
    if (c->audit) *c->audit = about;
    if (err) return err;
    *ret_may = answer.permit != NULL && !p->died_known;
    *ret_words =
        p->died_known ? STR("They have died: nothing more is written to the GP record from here.") : answer.words;
    return ERR_NONE;
}

static struct coding_line line_of(const struct gp_entries_in_row *row)
{
    int state = 0;
    struct coding_line line = {.key = row->key,
        .version = row->version,
        .on = row->happened_on,
        .name = row->name,
        .role = (enum staff_role)row->role,
        .why = row->why,
        .given_by = row->given_by,
        .changed_by = row->changed_by,
        .given_at = row->given_at,
        .found_at = row->found_at,
        .changed_at = row->changed_at};
    if (vocabulary_find(&coding_states, row->state, &state)) line.state = (enum coding_state)state;
    if (!snomed_from_int(row->code, &line.code)) line.code = (struct snomed_id){0};
    return line;
}

static enum err read_one(
    struct ctx *c, const struct coding_asked *asked, struct person_id id, struct coding_person *ret)
{
    struct gp_entries_in_list rows;
    enum err err = person_get(c, id, &ret->person);
    if (!err) err = coding_ask(c, &ret->person, &ret->may, &ret->may_words);
    if (!err) err = gp_entries_in(c->db, id, asked->view, asked->cutoff, CODING_ENTRIES_EACH, &rows);
    if (err) return err;
    ret->lines = ARENA_ARRAY(c->arena, struct coding_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) ret->lines[ret->n++] = line_of(&rows.items[i]);
    return ERR_NONE;
}

enum err coding_people_read(struct ctx *c, const struct coding_asked *asked, struct coding_people *ret)
{
    struct gp_people_list rows;
    *ret = (struct coding_people){0};
    enum err err = gp_people(c->db, asked->practice.id, asked->view, asked->cutoff, asked->most + 1,
        (asked->page - 1) * asked->most, &rows);
    if (err) return err;
    ret->items = ARENA_ARRAY(c->arena, struct coding_person, rows.n);
    ret->more = rows.n > (size_t)asked->most;
    for (size_t i = 0; !err && i < rows.n && i < (size_t)asked->most; i++) {
        err = read_one(c, asked, rows.items[i].person_id, &ret->items[ret->n]);
        ret->n++;
    }
    return err;
}
