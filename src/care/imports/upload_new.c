/* Uploading a file: where it comes from, the file itself, and where people are whom it gives no practice. */
#include "care/imports/pages/upload_new.tmpl.h"
#include "care/imports/upload_views.h"
#include "care/imports/uploads.h"
#include "care/organisations/organisation.h"
#include "base/utf8.h"
#include "platform/app.h"
#include "platform/http/arriving.h"

enum { SOURCES_NAMED = 5, NAMED_MOST = 100 };

struct uploading {
    struct problems problems;
    struct str source, otherwise;
    const struct form_file *file;
    struct practice_list practices; /* that may be chosen */
    struct upload_insert_params row;
};

/* ---- the page ---- */

static enum err read_practices(struct ctx *c, struct uploading *u)
{
    struct practice_list all;
    enum err err = practices_all(c, &all);
    if (err) return err;
    u->practices = (struct practice_list){ARENA_ARRAY(c->arena, struct practice, all.n + 1), 0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].pcn.v == c->actor->pcn.v) u->practices.items[u->practices.n++] = all.items[i];
    return ERR_NONE;
}

static struct str source_hint(struct ctx *c, enum err *err)
{
    struct upload_sources_list known;
    struct str names[SOURCES_NAMED];
    *err = upload_sources(c->db, c->actor->pcn, SOURCES_NAMED, &known);
    struct str hint =
        STR("The system and the search, such as SystmOne frailty list. Give the same name each time: "
            "then Cairn knows its columns, and who is not in it any more.");
    if (*err || !known.n) return hint;
    for (size_t i = 0; i < known.n; i++) names[i] = known.items[i].source;
    return str_printf(
        c->arena, "%.*s So far: %.*s.", STR_ARG(hint), STR_ARG(str_join(c->arena, names, known.n, STR("; "))));
}

static struct select_field practice_field(struct ctx *c, const struct uploading *u)
{
    struct select_field f = {.name = STR("practice"),
        .label = STR("Practice, if the list does not name it"),
        .hint = STR("People whose row names another practice are never imported."),
        .label_size = SIZE_S,
        .error = problems_at(&u->problems, STR("practice")),
        .items = {ARENA_ARRAY(c->arena, struct option, u->practices.n + 1), 0}};
    f.items.items[f.items.n++] = (struct option){.text = STR("The list names it"), .value = STR("")};
    for (size_t i = 0; i < u->practices.n; i++) {
        const struct practice *p = &u->practices.items[i];
        f.items.items[f.items.n++] =
            (struct option){.text = p->name, .value = p->ods_code, .selected = str_eq(p->ods_code, u->otherwise)};
    }
    return f;
}

static struct reply new_page(struct ctx *c, const struct request *r, const struct uploading *u, int status)
{
    struct upload_new_view *v = ARENA_NEW(c->arena, struct upload_new_view);
    enum err err;
    v->problems = problems_summary(&u->problems);
    v->source = (struct input){.name = STR("source"),
        .label = STR("Where it comes from"),
        .label_size = SIZE_S,
        .hint = source_hint(c, &err),
        .value = u->source,
        .error = problems_at(&u->problems, STR("source"))};
    if (err) return shell_failure(c, err);
    v->file = (struct file_upload){.name = STR("file"),
        .label = STR("The file"),
        .label_size = SIZE_S,
        .hint = STR("A list of people as CSV, a row for each, or FHIR as JSON or NDJSON. Up to 20 megabytes."),
        .accept = STR(".csv,.tsv,.txt,.json,.ndjson,.jsonl"),
        .error = problems_at(&u->problems, STR("file"))};
    v->asks_practice = !c->actor->practice.v;
    if (v->asks_practice) v->otherwise = practice_field(c, u);
    struct page page = {.title = STR("Upload a file"), .main = upload_new_slot(v)};
    page.has_problems = u->problems.n != 0;
    return shell_page(c, r, status, SECTION_IMPORTS, &page);
}

static enum err begin(struct ctx *c, struct uploading **ret)
{
    *ret = ARENA_NEW(c->arena, struct uploading);
    (*ret)->problems.arena = c->arena;
    return read_practices(c, *ret);
}

struct reply upload_new_get(struct ctx *c, const struct request *r)
{
    struct uploading *u;
    if (!c->app->background)
        return shell_error(c, 503, STR("This server reads no files. Whoever runs it can import them by command."));
    enum err err = begin(c, &u);
    return err ? shell_failure(c, err) : new_page(c, r, u, 200);
}

/* ---- the form ---- */

static void read_form(struct ctx *c, const struct request *r, struct uploading *u)
{
    u->source = field_text(&r->form, STR("source"), STR("Where it comes from"), UPLOAD_SOURCE_MOST, &u->problems);
    u->otherwise = form_get(&r->form, STR("practice"));
    u->file = form_file(&r->form, STR("file"));
    if (!u->source.n && !problems_at(&u->problems, STR("source")).n)
        problems_add(&u->problems, STR("source"), STR("Say where the file comes from"));
    if (!u->file)
        problems_add(&u->problems, STR("file"), STR("Choose a file"));
    else if (!u->file->bytes.n)
        problems_add(&u->problems, STR("file"), STR("The file is empty. Ask for it again, or choose another"));
    for (size_t i = 0; i < u->practices.n; i++)
        if (str_eq(u->practices.items[i].ods_code, u->otherwise)) u->row.otherwise_id = u->practices.items[i].id;
    if (u->otherwise.n && !u->row.otherwise_id.v)
        problems_add(&u->problems, STR("practice"), STR("Choose a practice of the list"));
    if (c->actor->practice.v) u->row.otherwise_id = c->actor->practice;
}

static enum err fill_row(struct ctx *c, struct uploading *u)
{
    struct source_columns_row known = {0};
    enum err err = source_columns(c->db, c->actor->pcn, u->source, &known);
    if (err && err != ERR_NOT_FOUND) return err;
    u->row.key = uuid_new(c->clock);
    u->row.pcn_id = c->actor->pcn;
    u->row.practice_id = c->actor->practice;
    u->row.account_id = c->actor->account;
    u->row.at = clock_now(c->clock);
    u->row.source = u->source;
    u->row.named = utf8_shorten(c->arena, u->file->file_name, NAMED_MOST);
    if (!u->row.named.n) u->row.named = STR("file");
    u->row.bytes = (int64_t)u->file->bytes.n;
    u->row.state = UPLOAD_ARRIVING;
    u->row.columns = known.columns;
    u->row.columns_given = known.columns.n != 0;
    return ERR_NONE;
}

/* ---- storing it ---- */

static enum err begin_upload(struct ctx *c, void *owner, int64_t *ret_id)
{
    const struct uploading *u = owner;
    return upload_insert(c->db, &u->row, ret_id);
}

static enum err keep_piece(struct ctx *c, int64_t id, int64_t number, struct str packed)
{
    int64_t changed;
    return upload_piece_insert(c->db, (struct upload_id){id}, number, packed, &changed);
}

static enum err end_upload(struct ctx *c, int64_t id)
{
    return upload_arrived(c->db, (struct upload_id){id});
}

static struct reply stored(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct uploading *u = arg;
    if (result == ERR_TOO_LARGE) {
        problems_add(&u->problems, STR("file"),
            STR("This is neither a table nor FHIR, or it is packed. Save the sheet as CSV, or unpack it"));
        return new_page(c, r, u, 422);
    }
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(upload_url(c->arena, u->row.key, ""));
}

static struct reply store(struct ctx *c, struct uploading *u)
{
    struct arriving *a = ARENA_NEW(c->arena, struct arriving);
    *a = (struct arriving){.bytes = u->file->bytes,
        .object_kind = "upload",
        .owner = u,
        .begin = begin_upload,
        .piece = keep_piece,
        .end = end_upload,
        .answer = stored};
    return arriving_reply(a);
}

struct reply upload_new_post(struct ctx *c, const struct request *r)
{
    struct uploading *u;
    enum err err = begin(c, &u);
    if (!err) read_form(c, r, u);
    if (!err && !u->problems.n) err = fill_row(c, u);
    if (err) return shell_failure(c, err);
    return u->problems.n ? new_page(c, r, u, 422) : store(c, u);
}
