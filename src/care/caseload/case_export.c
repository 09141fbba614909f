/* A caseload leaves as a file for the team: why is asked first, then some cases at a time. */
#include "base/limits.h"
#include "care/caseload/case_list.h"
#include "care/caseload/pages/case_export.tmpl.h"
#include "care/consent/consent.h"
#include "platform/audit/audit.h"
#include "platform/sheet/sheet.h"

/* So many to a row of the audit, so that the writer isn't held for long. */
enum { CASES_AT_ONCE = 400 };

static const struct term REASON_TERMS[] = {
    {STR_INIT("meeting"), STR_INIT("For supervision or a meeting about them")},
    {STR_INIT("contact"), STR_INIT("To plan contacts and visits")},
    {STR_INIT("handover"), STR_INIT("To hand the cases to a colleague")},
    {STR_INIT("downtime"), STR_INIT("To work from while Cairn can’t be reached")}};
static const struct vocabulary REASONS = {REASON_TERMS, COUNT_OF(REASON_TERMS)};
static const struct term FORMAT_TERMS[] = {
    {STR_INIT("xlsx"), STR_INIT("Excel (XLSX)")}, {STR_INIT("csv"), STR_INIT("CSV, for any spreadsheet")}};
static const struct vocabulary FORMATS = {FORMAT_TERMS, COUNT_OF(FORMAT_TERMS)};
static const enum sheet_kind KINDS[] = {SHEET_XLSX, SHEET_CSV};

static const struct str HEADINGS[] = {STR_INIT("Family name"), STR_INIT("Given names"), STR_INIT("NHS number"),
    STR_INIT("Born"), STR_INIT("Practice"), STR_INIT("Co-ordinator"), STR_INIT("Supported by"),
    STR_INIT("Complexity"), STR_INIT("Setting"), STR_INIT("State"), STR_INIT("Since"), STR_INIT("First contact"),
    STR_INIT("Next contact"), STR_INIT("Review"), STR_INIT("Restricted record")};

/* It lives in the request's arena before the mark, what a lot of cases needs after it. */
struct exporting {
    struct problems problems;
    struct caseload_choices choices;
    struct worklist list;
    struct caseload_asked asked;
    int reason, format;
    struct sheet *sheet;
    int64_t written;
    bool last, marked;
    struct arena_mark mark;
};

/* ---- the page that asks ---- */

static struct radios radios_of(struct ctx *c, const struct exporting *e, const char *name, const char *legend,
    const struct vocabulary *list, int chosen)
{
    return (struct radios){.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&e->problems, str_from_cstr(name)),
        .items = choices_of(c->arena, list, vocabulary_code(list, chosen))};
}

static struct reply export_page(struct ctx *c, const struct request *r, const struct exporting *e, int status)
{
    struct case_export_view *v = ARENA_NEW(c->arena, struct case_export_view);
    struct worklist_hidden_list hidden = worklist_hidden(c->arena, &e->list);
    struct str said = worklist_said(c->arena, &e->list);
    struct str whose = e->asked.mine ? STR("Your caseload") :
        e->asked.coordinator.v       ? str_printf(c->arena, "The caseload of %.*s", STR_ARG(e->asked.name)) :
                                       STR("Everybody’s cases");
    v->problems = problems_summary(&e->problems);
    v->back = worklist_url(c->arena, &e->list, caseload_kind.path);
    v->said = str_join(c->arena, (const struct str[]){whose, said}, 2, STR(". "));
    v->hidden.items = hidden.items;
    v->hidden.n = hidden.n;
    v->reason = radios_of(c, e, "reason", "What is it for?", &REASONS, e->reason);
    v->format = radios_of(c, e, "format", "Which kind of file?", &FORMATS, e->format);
    struct page page = {.title = STR("Export a caseload"),
        .narrow = true,
        .has_problems = e->problems.n != 0,
        .back = v->back,
        .main = case_export_slot(v)};
    return shell_page(c, r, status, SECTION_CASELOAD, &page);
}

static enum err begin(struct ctx *c, const struct form *form, struct exporting *e)
{
    *e = (struct exporting){.problems = {.arena = c->arena}};
    enum err err = caseload_choices(c, &e->choices);
    if (err) return err;
    if (!worklist_read_form(form, &caseload_kind, e->choices.filters, e->choices.n, &e->list)) return ERR_INVALID;
    e->asked = caseload_asked_for(c, &e->choices, &e->list);
    e->asked.with_covered = true;
    e->asked.most = CASES_AT_ONCE;
    if (!vocabulary_find(&REASONS, form_get(form, STR("reason")), &e->reason)) e->reason = 0;
    if (!vocabulary_find(&FORMATS, form_get(form, STR("format")), &e->format)) e->format = 0;
    return ERR_NONE;
}

struct reply case_export_get(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    enum err err = begin(c, r->held ? &r->form : &r->query, e);
    if (err == ERR_INVALID) return worklist_unreadable(c);
    return err ? shell_failure(c, err) : export_page(c, r, e, 200);
}

/* ---- cases, a lot at a time ---- */

static struct str day_of(struct arena *a, struct date day)
{
    return date_is_set(day) ? date_iso(a, day) : STR("");
}

static void put(struct ctx *c, struct exporting *e, const struct case_line *line)
{
    struct arena *a = c->arena;
    const struct person *p = &line->person;
    const struct care_case *k = &line->k;
    const struct str cells[] = {p->family_name, p->given_names, nhs_number_display(a, p->nhs_number),
        day_of(a, p->born), p->practice_name, k->coordinator_name, staff_role_label(k->role),
        vocabulary_label(&case_weights, (int)k->weight), vocabulary_label(&work_settings, (int)k->setting),
        case_tag(k).text, day_of(a, k->opened_on), day_of(a, k->first_contact_on), day_of(a, k->next_contact),
        day_of(a, k->review_on), p->restricted ? STR("Yes") : STR("")};
    _Static_assert(COUNT_OF(cells) == COUNT_OF(HEADINGS), "a cell for each heading");
    sheet_row(e->sheet, a, cells);
    trace_saw(c->trace, p->id);
    e->written++;
}

/* Whoever refused a co-ordination record, or died, is in no list that leaves the screen; read and not shown, they
 * leave no trace. */
static enum err put_some(struct ctx *c, struct exporting *e)
{
    struct case_lines lines;
    size_t before = c->trace->n;
    enum err err = case_lines_read(c, &e->asked, &lines);
    bool *leave = ARENA_ARRAY(c->arena, bool, err ? 1 : lines.n + 1);
    for (size_t i = 0; !err && i < lines.n; i++)
        if (!lines.items[i].person.died_known) err = consent_allows_record(c, lines.items[i].person.id, &leave[i]);
    if (err) return err;
    trace_keep(c->trace, before);
    for (size_t i = 0; i < lines.n; i++)
        if (leave[i]) put(c, e, &lines.items[i]);
    e->last = lines.n < CASES_AT_ONCE;
    if (!lines.n) return ERR_NONE;
    e->asked.after = lines.items[lines.n - 1].k.next_contact.v;
    e->asked.after_id = lines.items[lines.n - 1].k.id.v;
    return e->written > LIMIT_EXPORT_PEOPLE ? ERR_TOO_LARGE : ERR_NONE;
}

/* Whom the lot shows stands in the trace already; the row says what for. */
static enum err note(struct ctx *c, void *arg)
{
    const struct exporting *e = arg;
    c->audit->action = STR("export");
    c->audit->reason = vocabulary_code(&REASONS, e->reason);
    return ERR_NONE;
}

static struct reply failed(struct ctx *c, struct exporting *e, enum err err)
{
    sheet_abandon(e->sheet);
    if (err != ERR_TOO_LARGE) return shell_error_page(c, 503);
    return shell_error(c, 413, STR("This list is too long for one file. Filter it, for example by colleague."));
}

static struct reply finished(struct ctx *c, struct exporting *e)
{
    enum sheet_kind kind = KINDS[e->format - 1];
    struct reply_file file = {.set = true};
    if (sheet_end(e->sheet, &file.file, &file.bytes)) return shell_error_page(c, 503);
    struct str day = date_iso(c->arena, clock_today(c->clock)), ending = sheet_ending(kind);
    file.name = str_printf(c->arena, "cairn-caseload-%.*s%.*s", STR_ARG(day), STR_ARG(ending));
    return reply_download(sheet_type(kind), file);
}

/* The lot before is in the audit, durably: nothing of it has left yet. */
static struct reply go_on(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct exporting *e = arg;
    (void)r;
    if (result) return failed(c, e, result);
    if (e->last) return finished(c, e);
    if (e->marked)
        arena_rewind(c->arena, e->mark);
    else
        e->mark = arena_mark(c->arena);
    e->marked = true;
    enum err err = put_some(c, e);
    return err ? failed(c, e, err) : reply_write(note, go_on, e);
}

struct reply case_export_post(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    enum err err = begin(c, &r->form, e);
    if (err == ERR_INVALID) return worklist_unreadable(c);
    if (err) return shell_failure(c, err);
    if (!e->reason) problems_add(&e->problems, STR("reason"), STR("Choose what the list is for"));
    if (!e->format) problems_add(&e->problems, STR("format"), STR("Choose which kind of file"));
    if (e->problems.n) return export_page(c, r, e, 422);
    err = sheet_begin(c->arena, KINDS[e->format - 1], c->app->directory, HEADINGS, COUNT_OF(HEADINGS), &e->sheet);
    if (!err && (err = put_some(c, e))) return failed(c, e, err);
    return err ? shell_error_page(c, 503) : reply_write(note, go_on, e);
}
