/* Loading a table: the file, and what it doesn't say of itself. */
#include "care/reference/pages/reference_new.tmpl.h"
#include "care/reference/reference_uploads.h"
#include "care/reference/reference_views.h"
#include "base/utf8.h"
#include "nhs/vocabulary.h"
#include "platform/app.h"
#include "platform/http/arriving.h"

enum { NAMED_MOST = 100 };

struct sending {
    struct problems problems;
    struct field_date dated;
    struct str kind;
    const struct form_file *file;
    struct reference_upload_insert_params row;
};

/* ---- the page ---- */

static struct input text_field(
    const struct sending *s, const char *name, const char *label, const char *hint, struct str value)
{
    return (struct input){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .optional = true,
        .hint = str_from_cstr(hint),
        .value = value,
        .error = problems_at(&s->problems, str_from_cstr(name))};
}

static struct select_field kind_field(struct ctx *c, const struct sending *s)
{
    struct select_field f = {.name = STR("kind"),
        .label = STR("What it is"),
        .label_size = SIZE_S,
        .error = problems_at(&s->problems, STR("kind")),
        .items = {ARENA_ARRAY(c->arena, struct option, reference_kinds.n + 1), 0}};
    f.items.items[f.items.n++] = (struct option){.text = STR("Cairn finds out by its columns"), .value = STR("")};
    for (int kind = 1; kind <= (int)reference_kinds.n; kind++) {
        struct str word = vocabulary_code(&reference_kinds, kind);
        f.items.items[f.items.n++] = (struct option){
            .text = vocabulary_label(&reference_kinds, kind), .value = word, .selected = str_eq(word, s->kind)};
    }
    return f;
}

static struct reply new_page(struct ctx *c, const struct request *r, const struct sending *s, int status)
{
    struct reference_new_view *v = ARENA_NEW(c->arena, struct reference_new_view);
    v->problems = problems_summary(&s->problems);
    v->file = (struct file_upload){.name = STR("file"),
        .label = STR("The file"),
        .label_size = SIZE_S,
        .hint =
            STR("As it was published, not opened in a spreadsheet before: CSV, or the JSON of bank holidays. Up "
                "to 20 megabytes; whoever runs this installation can load up to 48 by command."),
        .accept = STR(".csv,.tsv,.txt,.json"),
        .error = problems_at(&s->problems, STR("file"))};
    v->kind = kind_field(c, s);
    v->name = text_field(s, "name", "Its name",
        "The name of the file, unless the file says another. A newer version takes the place of the list with the "
        "same name.",
        s->row.name);
    v->version = text_field(s, "version", "Its version",
        "As its publisher calls it, such as 2026-10. Otherwise it is the year of an index, or today.",
        s->row.version);
    v->source = text_field(s, "source", "Who publishes it", "", s->row.source);
    v->dated = (struct date_input){.name = STR("dated"),
        .legend = STR("The date of its data"),
        .legend_size = SIZE_S,
        .optional = true,
        .hint = STR("For example, 31 10 2026"),
        .day = s->dated.day,
        .month = s->dated.month,
        .year = s->dated.year,
        .error = problems_at(&s->problems, STR("dated"))};
    struct page page = {.title = STR("Load a table"), .main = reference_new_slot(v)};
    page.has_problems = s->problems.n != 0;
    return shell_page(c, r, status, SECTION_REFERENCE, &page);
}

static struct reply refuse(struct ctx *c, enum err err, struct str why)
{
    return err ? shell_failure(c, err) : shell_error(c, 403, why);
}

struct reply reference_new_get(struct ctx *c, const struct request *r)
{
    struct sending *s = ARENA_NEW(c->arena, struct sending);
    struct str why;
    bool may;
    enum err err = reference_may_load(c, &may, &why);
    return err || !may ? refuse(c, err, why) : new_page(c, r, s, 200);
}

/* ---- the form ---- */

static void read_form(struct ctx *c, const struct request *r, struct sending *s)
{
    int kind;
    struct problems *p = &s->problems;
    s->kind = form_get(&r->form, STR("kind"));
    if (s->kind.n && !vocabulary_find(&reference_kinds, s->kind, &kind))
        problems_add(p, STR("kind"), STR("Choose what it is from the list"));
    s->file = form_file(&r->form, STR("file"));
    if (!s->file)
        problems_add(p, STR("file"), STR("Choose a file"));
    else if (!s->file->bytes.n)
        problems_add(p, STR("file"), STR("The file is empty. Get it again, or choose another"));
    s->row.name = field_text(&r->form, STR("name"), STR("Its name"), LIMIT_LINE, p);
    s->row.version = field_text(&r->form, STR("version"), STR("Its version"), LIMIT_LINE, p);
    s->row.source = field_text(&r->form, STR("source"), STR("Who publishes it"), LIMIT_LINE, p);
    s->dated = field_date(&r->form, STR("dated"), STR("The date of its data"), p);
    if (date_is_set(s->dated.date) && s->dated.date.v > clock_today(c->clock).v)
        problems_add(p, STR("dated"), STR("The date of its data must be today or in the past"));
    s->row.dated = s->dated.date;
}

static void fill_row(struct ctx *c, struct sending *s)
{
    s->row.key = uuid_new(c->clock);
    s->row.pcn_id = c->actor->pcn;
    s->row.account_id = c->actor->account;
    s->row.at = clock_now(c->clock);
    s->row.named = utf8_shorten(c->arena, s->file->file_name, NAMED_MOST);
    if (!s->row.named.n) s->row.named = STR("file");
    s->row.bytes = (int64_t)s->file->bytes.n;
    s->row.state = TABLE_ARRIVING;
    s->row.kind = s->kind.n ? s->kind : STR_NONE;
}

/* ---- storing it ---- */

static enum err begin_upload(struct ctx *c, void *owner, int64_t *ret_id)
{
    const struct sending *s = owner;
    return reference_upload_insert(c->db, &s->row, ret_id);
}

static enum err keep_piece(struct ctx *c, int64_t id, int64_t number, struct str packed)
{
    int64_t changed;
    return reference_piece_add(c->db, (struct reference_upload_id){id}, PART_FILE, number, packed, &changed);
}

static enum err end_upload(struct ctx *c, int64_t id)
{
    return reference_upload_arrived(c->db, (struct reference_upload_id){id});
}

static struct reply stored(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct sending *s = arg;
    if (result == ERR_TOO_LARGE) {
        problems_add(&s->problems, STR("file"),
            STR("This is not a table, or it is packed. Save the sheet as CSV, or unpack it"));
        return new_page(c, r, s, 422);
    }
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(reference_upload_url(c->arena, s->row.key, ""));
}

struct reply reference_new_post(struct ctx *c, const struct request *r)
{
    struct sending *s = ARENA_NEW(c->arena, struct sending);
    struct arriving *a = ARENA_NEW(c->arena, struct arriving);
    struct str why;
    bool may;
    enum err err = reference_may_load(c, &may, &why);
    if (err || !may) return refuse(c, err, why);
    s->problems.arena = c->arena;
    read_form(c, r, s);
    if (s->problems.n) return new_page(c, r, s, 422);
    fill_row(c, s);
    *a = (struct arriving){.bytes = s->file->bytes,
        .object_kind = "table",
        .owner = s,
        .begin = begin_upload,
        .piece = keep_piece,
        .end = end_upload,
        .answer = stored};
    return arriving_reply(a);
}
