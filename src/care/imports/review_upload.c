/* /admin/imports/new: a file is uploaded, to be checked. */
#include "care/imports/import_working.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "care/imports/pages/upload.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"
#include "care/organisations/organisation.h"
#include "wire/file_text.h"

enum { PIECES_MOST = LIMIT_BODY_LARGEST / IMPORT_PIECE_BYTES + 1, SOURCES_SHOWN = 5, SOURCE_MOST = 60 };

struct uploading {
    struct problems problems;
    struct practice_list practices;
    struct import_review review;
    struct str pieces[PIECES_MOST];
    size_t n;
};

/* ---- the page ---- */

static struct str sources_hint(struct ctx *c)
{
    struct import_sources_list list;
    struct str names[SOURCES_SHOWN];
    struct str hint =
        STR("Such as “EMIS, frailty search”. The next file from the same source is compared with this one, "
            "and its columns are known");
    if (import_sources(c->db, c->actor->pcn, SOURCES_SHOWN, &list) || !list.n) return hint;
    for (size_t i = 0; i < list.n; i++) names[i] = list.items[i].source;
    struct str used = str_join(c->arena, names, list.n, STR("; "));
    return str_printf(c->arena, "%.*s. Used before: %.*s", STR_ARG(hint), STR_ARG(used));
}

static void add_practices(struct ctx *c, const struct uploading *u, struct upload_view *v)
{
    struct option_list *list = &v->practice.items;
    v->practice = (struct select_field){.name = STR("practice"),
        .label = STR("Whose people is it about?"),
        .hint = STR("People of any other practice are left out and not shown")};
    list->items = ARENA_ARRAY(c->arena, struct option, u->practices.n + 1);
    list->items[list->n++] =
        (struct option){.text = STR("Every practice of the network: each row says which"), .value = STR("")};
    for (size_t i = 0; i < u->practices.n; i++) {
        const struct practice *p = &u->practices.items[i];
        if (p->pcn.v != c->actor->pcn.v) continue;
        list->items[list->n++] =
            (struct option){.text = p->name, .value = p->ods_code, .selected = p->id.v == u->review.practice.v};
    }
    v->has_practices = !c->actor->practice.v && list->n > 2;
}

static struct reply upload_page(struct ctx *c, const struct request *r, const struct uploading *u, int status)
{
    struct upload_view *v = ARENA_NEW(c->arena, struct upload_view);
    v->problems = problems_summary(&u->problems);
    v->file = (struct file_upload){.name = STR("file"),
        .label = STR("The file"),
        .hint =
            STR("A list of people as CSV or text with tabs, as GP systems export it; or FHIR, as JSON or NDJSON. "
                "Up to 20 megabytes"),
        .accept = STR(".csv,.tsv,.txt,.json,.ndjson"),
        .error = problems_at(&u->problems, STR("file"))};
    v->source = (struct input){.name = STR("source"),
        .label = STR("Where does it come from?"),
        .hint = sources_hint(c),
        .value = u->review.source,
        .width = 30,
        .error = problems_at(&u->problems, STR("source"))};
    add_practices(c, u, v);
    struct page page = {
        .title = STR("Upload a file"), .has_problems = u->problems.n != 0, .main = import_upload_slot(v)};
    return shell_page(c, r, status, SECTION_IMPORTS, &page);
}

struct reply upload_get(struct ctx *c, const struct request *r)
{
    struct uploading *u = ARENA_NEW(c->arena, struct uploading);
    enum err err = practices_all(c, &u->practices);
    u->problems.arena = c->arena;
    return err ? shell_failure(c, err) : upload_page(c, r, u, 200);
}

/* ---- sending it ---- */

static void read_practice(struct ctx *c, const struct form *form, struct uploading *u)
{
    struct str code = form_get(form, STR("practice"));
    u->review.practice = c->actor->practice;
    for (size_t i = 0; !c->actor->practice.v && code.n && i < u->practices.n; i++)
        if (u->practices.items[i].pcn.v == c->actor->pcn.v && str_eq(u->practices.items[i].ods_code, code))
            u->review.practice = u->practices.items[i].id;
}

/* Compressed at once: what waits for the writer is small. */
static bool pack(struct arena *a, struct str bytes, struct uploading *u)
{
    while (bytes.n) {
        size_t n = bytes.n < IMPORT_PIECE_BYTES ? bytes.n : IMPORT_PIECE_BYTES;
        if (u->n == PIECES_MOST || !arena_has_room(a, 3 * IMPORT_PIECE_BYTES)) return false;
        u->pieces[u->n++] = import_pack(a, str_slice(bytes, 0, n));
        bytes = str_skip(bytes, n);
    }
    return true;
}

static void read_file(struct ctx *c, const struct form *form, struct uploading *u)
{
    const struct form_file *file = form_file(form, STR("file"));
    if (!file) {
        problems_add(&u->problems, STR("file"), STR("Choose a file"));
        return;
    }
    size_t looked = file->bytes.n < FILE_LOOK_BYTES ? file->bytes.n : FILE_LOOK_BYTES;
    struct file_look look = file_look_at(str_slice(file->bytes, 0, looked), looked == file->bytes.n);
    struct str why = file_no_text(&look);
    u->review.named = utf8_is_plain(file->file_name) && file->file_name.n ?
        utf8_shorten(c->arena, file->file_name, 80) :
        STR("A file without a name");
    u->review.bytes = (int64_t)file->bytes.n;
    if (!why.p && !pack(c->arena, file->bytes, u)) why = STR("This is no list of people: it can't be stored");
    if (why.p) problems_add(&u->problems, STR("file"), why);
}

static enum err save(struct ctx *c, void *arg)
{
    const struct uploading *u = arg;
    const struct import_review_insert_params row = {.key = u->review.key,
        .pcn_id = c->actor->pcn,
        .practice_id = u->review.practice,
        .account_id = c->actor->account,
        .role = c->actor->role,
        .uploaded_at = clock_now(c->clock),
        .source = u->review.source,
        .named = u->review.named,
        .bytes = u->review.bytes,
        .columns = u->review.columns};
    int64_t id, changed;
    enum err err = import_review_insert(c->db, &row, &id);
    for (size_t i = 0; !err && i < u->n; i++)
        err = import_piece_add(c->db, id, (int64_t)i, u->pieces[i], &changed);
    c->audit->object_kind = STR("import_review");
    c->audit->object_id = id;
    return err;
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct uploading *u = arg;
    (void)r;
    if (result) return shell_failure(c, result);
    return reply_see_other(
        url_with_query(c->arena, reviewed_url(c->arena, &u->review, ""), "done", STR("uploaded")));
}

struct reply upload_post(struct ctx *c, const struct request *r)
{
    struct import_mapping_of_row mapping;
    struct uploading *u = ARENA_NEW(c->arena, struct uploading);
    enum err err = practices_all(c, &u->practices);
    if (err) return shell_failure(c, err);
    u->problems.arena = c->arena;
    u->review.source = field_text(&r->form, STR("source"), STR("Where it comes from"), SOURCE_MOST, &u->problems);
    if (!u->review.source.n && !problems_at(&u->problems, STR("source")).n)
        problems_add(&u->problems, STR("source"), STR("Say where the file comes from"));
    read_practice(c, &r->form, u);
    read_file(c, &r->form, u);
    if (u->problems.n) return upload_page(c, r, u, 422);
    err = import_mapping_of(c->db, c->actor->pcn, u->review.source, &mapping);
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    if (!err) u->review.columns = mapping.columns;
    u->review.key = uuid_new(c->clock);
    return reply_write(save, saved, u);
}
