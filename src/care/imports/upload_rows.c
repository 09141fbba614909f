/* The rows that the check found: by kind, close matches with what somebody decides, what is not imported as a
 * file. */
#include "care/imports/pages/upload_rows.tmpl.h"
#include "care/imports/upload_views.h"
#include "care/imports/uploads.h"
#include "care/people/person.h"
#include "platform/app.h"
#include "platform/sheet/sheet.h"

static const struct worklist_choice SHOWN[] = {
#define SHOWN_CHOICE(name, word, label) {STR_INIT(word), STR_INIT(label)},
    IMPORT_FOUND_LIST(SHOWN_CHOICE)
#undef SHOWN_CHOICE
};
static const struct worklist_filter FILTERS[] = {{.name = STR_INIT("show"),
    .label = STR_INIT("Show"),
    .any = STR_INIT("All rows"),
    .choices = SHOWN,
    .n = COUNT_OF(SHOWN)}};
static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Person")}, {.heading = STR_INIT("Row")},
    {.heading = STR_INIT("What was found")}, {.heading = STR_INIT("More")}};
static const struct worklist_kind KIND = {.name = "upload-rows",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Rows of the file"),
    .empty = STR_INIT("Nothing was found.")};

struct listing {
    struct upload_find_row upload;
    struct worklist_kind kind;
    struct worklist_filter filters[COUNT_OF(FILTERS)];
    struct worklist list;
    struct upload_rows_some_list rows;
    struct worklist_span span;
};

/* ---- who it is: as they are here, else as the file says ---- */

struct named {
    struct str name;
    struct date born;
    struct nhs_number number;
    struct url href;
};

static struct named named_here(struct arena *a, const struct upload_rows_some_row *row)
{
    const struct person p = {.given_names = row->given, .family_name = row->family};
    return (struct named){person_list_name(a, &p), row->person_born, row->person_number,
        url_with_id(a, "/people/", row->person_key, "/details")};
}

static struct named nobody(struct str name)
{
    return (struct named){.name = name, .born = DATE_NONE};
}

static struct named named_in(struct arena *a, const struct upload_rows_some_row *row)
{
    if (row->name.n) return (struct named){.name = row->name, .born = row->born, .number = row->nhs_number};
    if (row->person_id.v) return named_here(a, row);
    return nobody(uuid_is_set(row->person_key) ? STR("A record that you may not see") : STR("Not named"));
}

static struct str born_words(struct arena *a, struct date born)
{
    return date_is_set(born) ? str_printf(a, "born %.*s", STR_ARG(date_short(a, born))) : STR_NONE;
}

static void add_row(struct ctx *c, const struct upload_rows_some_row *row, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    struct named who = named_in(a, row);
    cells[0].text = who.name;
    cells[0].href = who.href;
    if (who.number.v) cells[0].number = nhs_number_display(a, who.number);
    cells[0].quiet = born_words(a, who.born);
    if (row->place) cells[1].text = str_printf(a, "%lld", (long long)row->place);
    cells[1].none = row->found == FOUND_REFUSED ? STR("The whole file") : STR("In the last list");
    cells[2].text = import_found_label((enum import_found)row->found);
    cells[3].text = row->words;
    cells[3].none = STR("Nothing");
}

/* ---- close matches ---- */

static struct button choice(
    struct arena *a, const struct upload_rows_some_row *row, const char *name, const char *text)
{
    return (struct button){.text = str_from_cstr(text),
        .name = str_from_cstr(name),
        .value = str_printf(a, "%lld", (long long)row->place),
        .small = true,
        .once = true,
        .kind = BUTTON_SECONDARY,
        .hidden_text = str_printf(a, ": row %lld, %.*s", (long long)row->place, STR_ARG(row->name))};
}

static struct work_row match_of(struct ctx *c, const struct upload_rows_some_row *row, bool open)
{
    struct arena *a = c->arena;
    struct upload_choice *both = ARENA_NEW(a, struct upload_choice);
    struct named here = row->person_id.v ? named_here(a, row) : nobody(STR("a record that you may not see"));
    both->same = choice(a, row, "same", "Same person");
    both->other = choice(a, row, "other", "Two people");
    struct work_row w = {.name = row->name,
        .born = date_is_set(row->born) ? date_short(a, row->born) : STR("date not known"),
        .nhs_number = row->nhs_number.v ? nhs_number_display(a, row->nhs_number) : STR_NONE,
        .reason = str_printf(a, "Row %lld may be %.*s, %.*s", (long long)row->place, STR_ARG(here.name),
            STR_ARG(born_words(a, here.born))),
        .evidence = here.number.v ? str_printf(a, "%.*s. Here with NHS number %.*s", STR_ARG(row->words),
                                        STR_ARG(nhs_number_display(a, here.number))) :
                                    row->words,
        .due = row->decided.set ?
            (struct tag){
                .text = row->decided.v == 1 ? STR("Same person") : STR("Two people"), .colour = TAG_GREEN} :
            (struct tag){.text = STR("Left out"), .colour = TAG_GREY}};
    if (open) w.more = upload_choice_buttons_slot(both);
    return w;
}

static void add_matches(struct ctx *c, const struct listing *l, struct upload_rows_view *v)
{
    bool open = l->upload.state == UPLOAD_REVIEW;
    v->close = true;
    v->action = upload_url(c->arena, l->upload.key, "/match");
    v->matches = (struct work_group){.heading = STR("Close matches"),
        .id = STR("matches"),
        .quiet = STR("A row of the file, and who it may be here. Ask the practice where you are not sure"),
        .none = STR("There is none."),
        .rows = {ARENA_ARRAY(c->arena, struct work_row, l->span.shown + 1), l->span.shown}};
    for (size_t i = 0; i < l->span.shown; i++)
        v->matches.rows.items[i] = match_of(c, &l->rows.items[worklist_at(&l->span, i)], open);
}

/* ---- the page ---- */

static struct worklist_place place_of(const struct upload_rows_some_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].import_row_id : 0};
}

/* False: the address has words that there aren't. */
static bool read_list(struct ctx *c, const struct request *r, struct listing *l, enum err *err)
{
    *err = upload_get(c, request_id(r, 0), &l->upload);
    if (*err) return true;
    l->kind = KIND;
    l->kind.path = upload_url(c->arena, l->upload.key, "/rows");
    memcpy(l->filters, FILTERS, sizeof FILTERS);
    if (!worklist_read(c, r, &l->kind, l->filters, COUNT_OF(FILTERS), &l->list)) return false;
    int64_t after = l->list.begun ? l->list.place.id : 0;
    *err = upload_rows_some(c->db, l->upload.upload_id, (int64_t)l->filters[0].chosen, l->list.back, after,
        WORKLIST_PAGE + 1, &l->rows);
    if (!*err) l->span = worklist_span_ordered(&l->list, l->rows.n);
    return true;
}

static const struct shell_notice NOTICES[] = {{"decided", "Kept. It counts when you approve"}};

struct reply upload_rows_get(struct ctx *c, const struct request *r)
{
    enum err err;
    struct listing *l = ARENA_NEW(c->arena, struct listing);
    if (!read_list(c, r, l, &err)) return worklist_unreadable(c);
    if (err) return shell_failure(c, err);
    struct upload_rows_view *v = ARENA_NEW(c->arena, struct upload_rows_view);
    const struct worklist_span *s = &l->span;
    v->top = (struct page_top){STR("Rows of the file"),
        str_printf(c->arena, "%.*s, from %.*s", STR_ARG(l->upload.named), STR_ARG(l->upload.source))};
    v->back = upload_url(c->arena, l->upload.key, "");
    v->download = upload_url(c->arena, l->upload.key, "/not-imported.csv");
    worklist_view(
        c, &l->list, s, place_of(&l->rows, s->from), place_of(&l->rows, s->from + s->shown - 1), &v->list);
    if (l->filters[0].chosen == FOUND_ALIKE)
        add_matches(c, l, v);
    else
        for (size_t i = 0; i < s->shown; i++) add_row(c, &l->rows.items[worklist_at(s, i)], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {
        .title = worklist_title(c->arena, &l->list, STR("Rows of the file")), .main = upload_rows_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

/* ---- deciding on a close match ---- */

struct deciding {
    struct upload_find_row upload;
    int64_t place, decided;
};

static enum err decide(struct ctx *c, void *arg)
{
    const struct deciding *d = arg;
    int64_t changed;
    c->audit->object_kind = STR("upload");
    c->audit->object_id = d->upload.upload_id.v;
    if (d->upload.state != UPLOAD_REVIEW) return ERR_CONFLICT;
    enum err err =
        upload_row_decide(c->db, d->upload.upload_id, d->place, (struct db_maybe_int){true, d->decided}, &changed);
    return err || changed ? err : ERR_CONFLICT;
}

static struct url matches_url(struct arena *a, const struct upload_find_row *u)
{
    return url_with_query(a, upload_url(a, u->key, "/rows"), "show", import_found_word(FOUND_ALIKE));
}

static struct reply decided(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct deciding *d = arg;
    (void)r;
    if (result == ERR_CONFLICT)
        return reply_see_other(
            url_with_query(c->arena, upload_url(c->arena, d->upload.key, ""), "done", STR("moved-on")));
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, matches_url(c->arena, &d->upload), "done", STR("decided")));
}

struct reply upload_match_post(struct ctx *c, const struct request *r)
{
    struct deciding *d = ARENA_NEW(c->arena, struct deciding);
    struct str same = form_get(&r->form, STR("same")), other = form_get(&r->form, STR("other"));
    d->decided = same.n ? 1 : 2;
    enum err err = upload_get(c, request_id(r, 0), &d->upload);
    if (err) return shell_failure(c, err);
    if (!str_int(same.n ? same : other, 1, INT32_MAX, &d->place))
        return reply_see_other(matches_url(c->arena, &d->upload)); /* no button was pressed */
    return reply_write(decide, decided, d);
}

/* ---- what is not imported, as a file: rows and reasons, nobody's name ---- */

enum { ROWS_AT_ONCE = 1000 };

static enum err put_rows(struct ctx *c, struct upload_id id, struct sheet *sheet)
{
    int64_t after = 0;
    for (;;) {
        struct upload_refused_list rows;
        struct arena_mark mark = arena_mark(c->arena);
        enum err err = upload_refused(c->db, id, after, ROWS_AT_ONCE, &rows);
        for (size_t i = 0; !err && i < rows.n; i++) {
            const struct upload_refused_row *row = &rows.items[i];
            struct str cells[] = {
                row->place ? str_printf(c->arena, "%lld", (long long)row->place) : STR("The whole file"),
                row->words};
            sheet_row(sheet, c->arena, cells);
            after = row->import_row_id;
        }
        bool last = err || rows.n < ROWS_AT_ONCE;
        arena_rewind(c->arena, mark);
        if (last) return err;
    }
}

struct reply upload_refused_get(struct ctx *c, const struct request *r)
{
    static const struct str HEADINGS[] = {STR_INIT("Row"), STR_INIT("Why it is not imported")};
    struct upload_find_row u;
    struct sheet *sheet;
    struct reply_file file = {.set = true, .name = STR("not-imported.csv")};
    enum err err = upload_get(c, request_id(r, 0), &u);
    if (err) return shell_failure(c, err);
    err = sheet_begin(c->arena, SHEET_CSV, c->app->directory, HEADINGS, COUNT_OF(HEADINGS), &sheet);
    if (err) return shell_error_page(c, 503);
    err = put_rows(c, u.upload_id, sheet);
    if (err) sheet_abandon(sheet);
    if (!err) err = sheet_end(sheet, &file.file, &file.bytes);
    return err ? shell_error_page(c, 503) : reply_download(sheet_type(SHEET_CSV), file);
}
