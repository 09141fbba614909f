/* The residents of a home leave as a file for the team, with why. */
#include "base/limits.h"
#include "care/consent/consent.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/stay.tmpl.h"
#include "platform/audit/audit.h"
#include "platform/sheet/sheet.h"

static const struct term REASON_TERMS[] = {{STR_INIT("meeting"), STR_INIT("For a round or a meeting about them")},
    {STR_INIT("vaccinations"), STR_INIT("To plan vaccinations or reviews")},
    {STR_INIT("compare"), STR_INIT("To compare with the home’s own list")},
    {STR_INIT("downtime"), STR_INIT("To work from while Cairn can’t be reached")}};
static const struct vocabulary REASONS = {REASON_TERMS, COUNT_OF(REASON_TERMS)};
static const struct term FORMAT_TERMS[] = {
    {STR_INIT("xlsx"), STR_INIT("Excel (XLSX)")}, {STR_INIT("csv"), STR_INIT("CSV, for any spreadsheet")}};
static const struct vocabulary FORMATS = {FORMAT_TERMS, COUNT_OF(FORMAT_TERMS)};
static const enum sheet_kind KINDS[] = {SHEET_XLSX, SHEET_CSV};

static const struct str HEADINGS[] = {STR_INIT("Family name"), STR_INIT("Given names"), STR_INIT("NHS number"),
    STR_INIT("Born"), STR_INIT("Practice"), STR_INIT("Room"), STR_INIT("Moved in"), STR_INIT("To look at"),
    STR_INIT("What about"), STR_INIT("Last contact"), STR_INIT("Next step due"), STR_INIT("Vaccinations"),
    STR_INIT("Medicines reviewed"), STR_INIT("Plan reviewed"), STR_INIT("What matters written"),
    STR_INIT("Ordering medicines"), STR_INIT("Restricted record")};

struct exporting {
    struct care_home home;
    struct problems problems;
    int reason, format;
    struct sheet *sheet;
};

static struct radios radios_of(struct ctx *c, const struct exporting *e, const char *name, const char *legend,
    const struct vocabulary *list, int chosen)
{
    struct radios r = {.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&e->problems, str_from_cstr(name))};
    r.items = choices_of(c->arena, list, vocabulary_code(list, chosen));
    return r;
}

static struct reply export_page(struct ctx *c, const struct request *r, const struct exporting *e, int status)
{
    struct home_export_view *v = ARENA_NEW(c->arena, struct home_export_view);
    v->problems = problems_summary(&e->problems);
    v->home = e->home.name;
    v->action = care_home_url(c->arena, e->home.key, "/export");
    v->back = care_home_url(c->arena, e->home.key, "");
    v->reason = radios_of(c, e, "reason", "What is it for?", &REASONS, e->reason);
    v->format = radios_of(c, e, "format", "Which kind of file?", &FORMATS, e->format);
    struct page page = {.title = STR("Export the residents of a care home"),
        .narrow = true,
        .has_problems = e->problems.n != 0,
        .back = v->back,
        .main = home_export_slot(v)};
    return shell_page(c, r, status, SECTION_CARE_HOMES, &page);
}

static enum err begin(struct ctx *c, const struct request *r, const struct form *form, struct exporting *e)
{
    *e = (struct exporting){.problems = {.arena = c->arena}};
    if (!vocabulary_find(&REASONS, form_get(form, STR("reason")), &e->reason)) e->reason = 0;
    if (!vocabulary_find(&FORMATS, form_get(form, STR("format")), &e->format)) e->format = 0;
    return care_home_read(c, request_id(r, 0), &e->home);
}

struct reply home_export_get(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    enum err err = begin(c, r, r->held ? &r->form : &r->query, e);
    return err ? shell_failure(c, err) : export_page(c, r, e, 200);
}

static struct str asked_words(int asked)
{
    return asked == 2 ? STR("Today or tomorrow") : asked ? STR("Next round") : STR("");
}

static void put(struct ctx *c, struct exporting *e, const struct resident *r)
{
    struct arena *a = c->arena;
    const struct person *p = &r->person;
    struct str flu = r->given.flu_declined ? STR("Flu declined") : STR_NONE;
    const struct str cells[] = {p->family_name, p->given_names, nhs_number_display(a, p->nhs_number),
        date_iso(a, p->born), p->practice_name, care_home_stay_word(a, "room", r->words), date_iso(a, r->moved_in),
        asked_words(r->asked), r->asked ? care_home_stay_word(a, "ask_words", r->words) : STR(""),
        date_iso(a, r->last_contact), date_iso(a, r->next_due),
        str_join(a, (const struct str[]){flu, r->given.words}, 2, STR(", ")), date_iso(a, r->medicines),
        date_iso(a, r->plan), r->about ? STR("Yes") : STR("No"), care_home_stay_word(a, "ordering", r->words),
        p->restricted ? STR("Yes") : STR("")};
    _Static_assert(COUNT_OF(cells) == COUNT_OF(HEADINGS), "a cell for each heading");
    sheet_row(e->sheet, a, cells);
}

/* Whoever refused a co-ordination record, or died, is in no list that leaves the screen. */
static enum err may_leave(struct ctx *c, const struct resident *r, bool *ret)
{
    *ret = false;
    return r->person.died_known ? ERR_NONE : consent_allows_record(c, r->person.id, ret);
}

/* Whoever isn't in the file was read and not shown: the trace begins where it stood before they were. */
static enum err put_all(struct ctx *c, struct exporting *e, const struct residents *all, size_t before)
{
    bool *leave = ARENA_ARRAY(c->arena, bool, all->n + 1);
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < all->n; i++) err = may_leave(c, &all->items[i], &leave[i]);
    trace_keep(c->trace, before);
    for (size_t i = 0; !err && i < all->n; i++) {
        if (!leave[i]) continue;
        put(c, e, &all->items[i]);
        trace_saw(c->trace, all->items[i].person.id);
    }
    return err;
}

/* Who is in it stands in the trace already; the row says what for. */
static enum err note(struct ctx *c, void *arg)
{
    const struct exporting *e = arg;
    c->audit->action = STR("export");
    c->audit->reason = REASONS.terms[e->reason - 1].code;
    return ERR_NONE;
}

static struct reply finished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct exporting *e = arg;
    (void)r;
    enum sheet_kind kind = KINDS[e->format - 1];
    struct reply_file file = {.set = true};
    if (result) {
        sheet_abandon(e->sheet);
        return shell_error_page(c, 503);
    }
    if (sheet_end(e->sheet, &file.file, &file.bytes)) return shell_error_page(c, 503);
    struct str day = date_iso(c->arena, clock_today(c->clock)), ending = sheet_ending(kind);
    file.name = str_printf(c->arena, "cairn-care-home-%.*s%.*s", STR_ARG(day), STR_ARG(ending));
    return reply_download(sheet_type(kind), file);
}

struct reply home_export_post(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    struct residents all;
    enum err err = begin(c, r, &r->form, e);
    if (err) return shell_failure(c, err);
    if (!e->reason) problems_add(&e->problems, STR("reason"), STR("Choose what the list is for"));
    if (!e->format) problems_add(&e->problems, STR("format"), STR("Choose which kind of file"));
    if (e->problems.n) return export_page(c, r, e, 422);
    size_t before = c->trace->n;
    err = residents_read(c, e->home.id, true, &all);
    if (!err)
        err = sheet_begin(
            c->arena, KINDS[e->format - 1], c->app->directory, HEADINGS, COUNT_OF(HEADINGS), &e->sheet);
    if (err) return shell_error_page(c, 503);
    err = put_all(c, e, &all, before);
    if (err) return finished(c, r, e, err);
    return reply_write(note, finished, e);
}
