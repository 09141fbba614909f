/* What waits as a file for the practice's system: whatever is in it counts as given until an import shows it, or
 * the file is taken back. Restricted records are left out: they are pasted by hand, by those who may see them. */
#include "care/coding/coding.sql.h"
#include "care/coding/coding_pages.h"
#include "platform/app.h"
#include "platform/audit/audit.h"
#include "platform/sheet/sheet.h"

static const struct str HEADINGS[] = {STR_INIT("NHS number"), STR_INIT("Family name"), STR_INIT("Given names"),
    STR_INIT("Born"), STR_INIT("SNOMED CT code"), STR_INIT("Term"), STR_INIT("Date"), STR_INIT("Note")};

struct filing {
    struct coding_page page;
    struct uuid key;
    struct filed {
        const struct coding_person *person;
        const struct coding_line *line;
    } items[CODING_FILE_MOST];
    size_t n;
};

/* The oldest first, as many as a file takes. Who isn't in it was read and not shown. */
static enum err choose(struct ctx *c, struct filing *f)
{
    size_t before = c->trace->n;
    f->page.asked.most = CODING_FILE_MOST;
    enum err err = coding_people_read(c, &f->page.asked, &f->page.people);
    if (err) return err;
    trace_keep(c->trace, before);
    for (size_t i = 0; i < f->page.people.n; i++) {
        const struct coding_person *p = &f->page.people.items[i];
        if (!p->may || p->person.restricted) continue;
        for (size_t l = 0; l < p->n && f->n < CODING_FILE_MOST; l++) {
            if (p->lines[l].state != CODING_IS_WAITING) continue;
            f->items[f->n++] = (struct filed){p, &p->lines[l]};
            trace_saw(c->trace, p->person.id);
        }
    }
    return ERR_NONE;
}

/* ---- they count as given, all or none ---- */

static enum err may_go(struct ctx *c, const struct filed *one)
{
    struct person p;
    bool may;
    struct str words;
    enum err err = person_get(c, one->person->person.id, &p);
    if (!err) err = coding_ask(c, &p, &may, &words);
    return err ? err : may && !p.restricted ? ERR_NONE : ERR_CONFLICT;
}

static enum err mark(struct ctx *c, void *arg)
{
    const struct filing *f = arg;
    struct gp_file_id id;
    enum err err = gp_file_insert(
        c->db, f->key, f->page.asked.practice.id, c->actor->account, clock_now(c->clock), (int64_t)f->n, &id.v);
    for (size_t i = 0; !err && i < f->n; i++) {
        struct coding_entry e;
        const struct coding_happened h = {.act = CODING_TO_FILE, .file = id};
        if (!i || f->items[i].person != f->items[i - 1].person) err = may_go(c, &f->items[i]);
        if (!err) err = coding_entry_read(c, f->items[i].line->key, &e);
        if (!err && e.version != f->items[i].line->version) err = ERR_CONFLICT;
        if (!err) err = coding_happen(c, &e, &h);
    }
    c->audit->action = STR("export");
    c->audit->reason = STR("for the GP record");
    return err;
}

/* ---- and leave ---- */

static void put(struct ctx *c, struct sheet *sheet, const struct filed *one)
{
    struct arena *a = c->arena;
    const struct person *p = &one->person->person;
    const struct str cells[] = {nhs_number_display(a, p->nhs_number), p->family_name, p->given_names,
        date_iso(a, p->born), snomed_digits(a, one->line->code), snomed_own_term(one->line->code),
        date_iso(a, one->line->on), coding_note(a, one->line)};
    _Static_assert(COUNT_OF(cells) == COUNT_OF(HEADINGS), "a cell for each heading");
    sheet_row(sheet, a, cells);
}

static struct reply marked(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct filing *f = arg;
    struct sheet *sheet;
    struct reply_file file = {.set = true};
    if (result == ERR_CONFLICT || result == ERR_REFUSED) {
        problems_add(&f->page.problems, STR("entry"),
            STR("A colleague has just changed one of them. Nothing was taken: try again"));
        f->page.asked.most = CODING_PEOPLE_PAGE;
        return coding_page_reply(c, r, &f->page, 409);
    }
    if (result) return shell_failure(c, result);
    if (sheet_begin(c->arena, SHEET_CSV, c->app->directory, HEADINGS, COUNT_OF(HEADINGS), &sheet))
        return shell_error_page(c, 503);
    for (size_t i = 0; i < f->n; i++) put(c, sheet, &f->items[i]);
    if (sheet_end(sheet, &file.file, &file.bytes)) return shell_error_page(c, 503);
    struct str day = date_iso(c->arena, clock_today(c->clock)), ending = sheet_ending(SHEET_CSV);
    file.name = str_printf(c->arena, "cairn-gp-record-%.*s%.*s", STR_ARG(day), STR_ARG(ending));
    return reply_download(sheet_type(SHEET_CSV), file);
}

struct reply gp_file_post(struct ctx *c, const struct request *r)
{
    struct filing *f = ARENA_NEW(c->arena, struct filing);
    f->page.problems.arena = c->arena;
    f->key = uuid_new(c->clock);
    enum err err = coding_asked_for(c, &r->form, &f->page.asked);
    if (!err && !f->page.asked.practice.id.v) return reply_see_other(URL("/gp-record"));
    f->page.asked.view = CODING_VIEW_WAITING;
    f->page.asked.page = 1;
    if (!err) err = choose(c, f);
    if (err) return shell_failure(c, err);
    if (f->n) return reply_write(mark, marked, f);
    problems_add(&f->page.problems, STR("entry"),
        STR("There is nothing that may go into a file. Restricted records are pasted by hand"));
    f->page.asked.most = CODING_PEOPLE_PAGE;
    return coding_page_reply(c, r, &f->page, 422);
}

/* ---- taken back ---- */

struct taking_back {
    struct uuid file;
};

static enum err take_back(struct ctx *c, void *arg)
{
    const struct taking_back *t = arg;
    struct gp_entries_of_file_list all;
    enum err err = gp_entries_of_file(c->db, t->file, CODING_FILE_MOST, &all);
    if (!err && !all.n) return ERR_NOT_FOUND;
    for (size_t i = 0; !err && i < all.n; i++) {
        struct coding_entry e;
        const struct coding_happened h = {.act = CODING_ACT_AGAIN};
        err = coding_entry_read(c, all.items[i].key, &e);
        if (!err) err = coding_happen(c, &e, &h);
    }
    return err;
}

static struct reply taken_back(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/gp-record?done=back"));
}

struct reply gp_file_back_post(struct ctx *c, const struct request *r)
{
    struct taking_back *t = ARENA_NEW(c->arena, struct taking_back);
    t->file = request_id(r, 0);
    return reply_write(take_back, taken_back, t);
}
