/* A list of people leaves as a file: a page that says what leaves and asks why, then some people at a time. */
#include "base/limits.h"
#include "care/people/pages/people.tmpl.h"
#include "care/people/people_page.h"
#include "care/people/person_listed.h"
#include "platform/audit/audit.h"
#include "platform/sheet/sheet.h"

/* So many to a row of the audit, so that the writer isn't held for long. */
enum { PEOPLE_AT_ONCE = 400, PLACE_WORDS = 512 };

#define EXPORT_REASON_LIST(X) \
    X("letters", "To write to them or ring them") \
    X("meeting", "For a meeting about them") \
    X("compare", "To compare with another system") \
    X("downtime", "To work from while Cairn can’t be reached") \
    X("asked", "An information governance lead asked for it")
static const struct worklist_choice REASONS[] = {
#define REASON_ROW(word, label) {STR_INIT(word), STR_INIT(label)},
    EXPORT_REASON_LIST(REASON_ROW)
#undef REASON_ROW
};
static const struct worklist_choice FORMATS[] = {
    {STR_INIT("xlsx"), STR_INIT("Excel (XLSX)")}, {STR_INIT("csv"), STR_INIT("CSV, for any spreadsheet")}};
static const enum sheet_kind KINDS[] = {SHEET_XLSX, SHEET_CSV};

static const struct str HEADINGS[] = {STR_INIT("Family name"), STR_INIT("Given names"), STR_INIT("Preferred name"),
    STR_INIT("NHS number"), STR_INIT("Born"), STR_INIT("Died"), STR_INIT("Practice"), STR_INIT("Last contact"),
    STR_INIT("Next step due"), STR_INIT("Language"), STR_INIT("Interpreter"), STR_INIT("Written format"),
    STR_INIT("Restricted record")};

/* One export on its way: it lives in the request's arena before the mark, what a lot of people needs after it. */
struct exporting {
    struct problems problems;
    struct people_choices choices;
    struct worklist list;
    struct people_asked asked;
    struct str reason, format;
    struct sheet *sheet;
    int64_t written;
    bool last, marked;
    struct arena_mark mark;
    char words[PLACE_WORDS]; /* of the place that the next lot begins after */
};

/* ---- the page that asks ---- */

static struct radios radios_of(struct ctx *c, const struct problems *p, const char *name, const char *legend,
    const struct worklist_choice *choices, size_t n, struct str chosen)
{
    struct str id = str_from_cstr(name);
    struct radios r = {.name = id,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(p, id)};
    r.items.items = ARENA_ARRAY(c->arena, struct choice, n);
    for (size_t i = 0; i < n; i++)
        r.items.items[r.items.n++] = (struct choice){
            .value = choices[i].word, .label = choices[i].label, .checked = str_eq(choices[i].word, chosen)};
    return r;
}

static struct reply export_page(struct ctx *c, const struct request *r, const struct exporting *e, int status)
{
    struct people_export_view *v = ARENA_NEW(c->arena, struct people_export_view);
    struct worklist_hidden_list hidden = worklist_hidden(c->arena, &e->list);
    v->problems = problems_summary(&e->problems);
    v->back = worklist_url(c->arena, &e->list, people_list_kind.path);
    v->said = worklist_said(c->arena, &e->list);
    v->hidden.items = hidden.items;
    v->hidden.n = hidden.n;
    v->reason = radios_of(c, &e->problems, "reason", "What is it for?", REASONS, COUNT_OF(REASONS), e->reason);
    v->format = radios_of(c, &e->problems, "format", "Which kind of file?", FORMATS, COUNT_OF(FORMATS), e->format);
    struct page page = {.title = STR("Export a list of people"),
        .narrow = true,
        .has_problems = e->problems.n != 0,
        .back = v->back,
        .main = people_export_page_slot(v)};
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static enum err begin(struct ctx *c, const struct form *form, struct exporting *e, bool *ret_readable)
{
    *e = (struct exporting){.problems = {.arena = c->arena}};
    enum err err = people_choices(c, &e->choices);
    *ret_readable =
        !err && worklist_read_form(form, &people_list_kind, e->choices.filters, e->choices.n, &e->list);
    if (*ret_readable) e->asked = people_asked_for(c, &e->choices, &e->list);
    return err;
}

struct reply people_export_get(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    bool readable;
    enum err err = begin(c, &r->query, e, &readable);
    if (err) return shell_failure(c, err);
    return readable ? export_page(c, r, e, 200) : worklist_unreadable(c);
}

/* ---- people, a lot at a time ---- */

static struct str day_text(struct arena *a, int64_t listed)
{
    return listed == LISTED_NO_DAY ? STR("") : date_iso(a, (struct date){(int32_t)listed});
}

static struct str died_text(struct arena *a, const struct person *p)
{
    if (!p->died_known) return STR("");
    return date_is_set(p->died) ? date_iso(a, p->died) : STR("Yes, date not known");
}

static void put_person(struct ctx *c, struct exporting *e, const struct people_line *line)
{
    const struct person *p = &line->person;
    struct arena *a = c->arena;
    bool format = p->written_format != WRITTEN_FORMAT_NONE;
    const struct str cells[] = {p->family_name, p->given_names, p->preferred_name,
        nhs_number_display(a, p->nhs_number), date_iso(a, p->born), died_text(a, p), p->practice_name,
        day_text(a, line->last_contact), day_text(a, line->next_due),
        p->language.n ? language_label(p->language) : STR(""), p->interpreter ? STR("Needed") : STR(""),
        format ? written_format_label(p->written_format) : STR(""), p->restricted ? STR("Yes") : STR("")};
    _Static_assert(COUNT_OF(cells) == COUNT_OF(HEADINGS), "a cell for each heading");
    sheet_row(e->sheet, a, cells);
    e->written++;
}

/* Where the next lot begins: kept from what is rewound. */
static void keep_place(struct exporting *e, const struct people_place *place)
{
    MUST(place->words.n <= sizeof e->words);
    e->asked.begun = true;
    e->asked.after = *place;
    e->asked.after.words = (struct str){e->words, place->words.n};
    if (place->words.n) memcpy(e->words, place->words.p, place->words.n);
}

static enum err put_some(struct ctx *c, struct exporting *e)
{
    struct people_places places;
    e->asked.most = PEOPLE_AT_ONCE;
    enum err err = people_list_next(c, &e->asked, &places);
    for (size_t i = 0; !err && i < places.n; i++) {
        struct people_line line;
        err = people_list_person(c, places.items[i].person, &line);
        if (!err) put_person(c, e, &line);
        if (err == ERR_NOT_FOUND) err = ERR_NONE;
    }
    if (err) return err;
    e->last = places.n < PEOPLE_AT_ONCE;
    if (places.n) keep_place(e, &places.items[places.n - 1]);
    return e->written > LIMIT_EXPORT_PEOPLE ? ERR_TOO_LARGE : ERR_NONE;
}

/* Whom the lot shows stands in the trace already; the row says what for. */
static enum err note(struct ctx *c, void *arg)
{
    const struct exporting *e = arg;
    c->audit->action = STR("export");
    c->audit->reason = e->reason;
    return ERR_NONE;
}

static struct reply failed(struct ctx *c, struct exporting *e, enum err err)
{
    sheet_abandon(e->sheet);
    if (err != ERR_TOO_LARGE) return shell_error_page(c, 503);
    return shell_error(c, 413, STR("This list is too long for one file. Filter it, for example by practice."));
}

static struct reply finished(struct ctx *c, struct exporting *e)
{
    enum sheet_kind kind = KINDS[str_eq(e->format, FORMATS[1].word)];
    struct reply_file file = {.set = true};
    enum err err = sheet_end(e->sheet, &file.file, &file.bytes);
    if (err) return shell_error_page(c, 503);
    struct str day = date_iso(c->arena, clock_today(c->clock)), ending = sheet_ending(kind);
    file.name = str_printf(c->arena, "cairn-list-%.*s%.*s", STR_ARG(day), STR_ARG(ending));
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

static bool is_one_of(struct str word, const struct worklist_choice *choices, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(choices[i].word, word)) return true;
    return false;
}

struct reply people_export_post(struct ctx *c, const struct request *r)
{
    struct exporting *e = ARENA_NEW(c->arena, struct exporting);
    bool readable;
    enum err err = begin(c, &r->form, e, &readable);
    if (err) return shell_failure(c, err);
    if (!readable) return worklist_unreadable(c);
    e->reason = form_get(&r->form, STR("reason"));
    e->format = form_get(&r->form, STR("format"));
    if (!is_one_of(e->reason, REASONS, COUNT_OF(REASONS)))
        problems_add(&e->problems, STR("reason"), STR("Choose what the list is for"));
    if (!is_one_of(e->format, FORMATS, COUNT_OF(FORMATS)))
        problems_add(&e->problems, STR("format"), STR("Choose which kind of file"));
    if (e->problems.n) return export_page(c, r, e, 422);
    enum sheet_kind kind = KINDS[str_eq(e->format, FORMATS[1].word)];
    err = sheet_begin(c->arena, kind, c->app->directory, HEADINGS, COUNT_OF(HEADINGS), &e->sheet);
    if (!err && (err = put_some(c, e))) return failed(c, e, err);
    return err ? shell_error_page(c, 503) : reply_write(note, go_on, e);
}
