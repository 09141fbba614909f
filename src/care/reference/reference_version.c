/* One version of one list: taking it back, so that the version before counts again, or letting it count. */
#include "care/reference/pages/reference_version.tmpl.h"
#include "care/reference/reference.sql.h"
#include "care/reference/reference_seed.h"
#include "care/reference/reference_uploads.h"
#include "care/reference/reference_views.h"
#include "nhs/vocabulary.h"

struct version {
    struct reference_set_find_row set;
    struct reference_set_before_row before; /* its id is 0: there is none */
    int64_t versions;                       /* of this list */
};

static enum err read_version(struct ctx *c, struct uuid key, struct version *ret)
{
    struct reference_set_versions_row amount;
    const struct reference_set_find_row *s = &ret->set;
    *ret = (struct version){.versions = 0};
    enum err err = reference_set_find(c->db, key, c->actor->pcn, &ret->set);
    if (err) return err;
    err = reference_set_versions(c->db, s->kind, s->name, &amount);
    if (err) return err;
    ret->versions = amount.amount;
    err = reference_set_before(c->db, s->kind, s->name, s->reference_set_id, &ret->before);
    if (err == ERR_NOT_FOUND) ret->before = (struct reference_set_before_row){.version = STR_NONE};
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static bool is_needed(const struct reference_set_find_row *s)
{
    return str_eq(s->kind, vocabulary_code(&reference_kinds, REFERENCE_CODES)) &&
        (str_eq(s->name, REFERENCE_ADJUSTMENTS) || str_eq(s->name, REFERENCE_SEED_CODES));
}

/* Why the version that counts can't be taken back; STR_NONE: it can. */
static struct str stays_because(const struct version *v)
{
    if (v->before.reference_set_id.v) return STR_NONE;
    if (reference_is_seed(v->set.source))
        return STR(
            "This list comes with Cairn and can’t be taken back. To have another, load a newer one under the "
            "same name.");
    if (v->versions > 1)
        return STR("There is no older version. Open the version that should count instead, and use that.");
    if (is_needed(&v->set))
        return STR(
            "This is the only version of a list that forms offer answers from. Load the right one under the "
            "same name: it takes this one’s place.");
    return STR_NONE;
}

/* ---- the page ---- */

static void add_fact(struct reference_version_view *v, const char *key, struct str value)
{
    v->facts.rows.items[v->facts.rows.n++] = (struct summary_row){.key = str_from_cstr(key), .value = value};
}

static void show_facts(struct arena *a, const struct reference_set_find_row *s, struct reference_version_view *v)
{
    enum { FACTS = 6 };
    struct str day = date_long(a, instant_date(s->loaded_at));
    v->facts.rows.items = ARENA_ARRAY(a, struct summary_row, FACTS);
    add_fact(v, "Does it count",
        s->current ? STR("Yes: this is what is looked up") :
                     STR("No: it is kept, and another version counts, or none"));
    add_fact(v, "Date of its data", date_is_set(s->dated) ? date_long(a, s->dated) : STR("Not stated"));
    add_fact(v, "Published by", s->source.n ? s->source : STR("Not stated"));
    add_fact(v, "Rows", str_thousands(a, s->row_count));
    add_fact(v, "Rows that could not be taken", s->rejected ? str_thousands(a, s->rejected) : STR("None"));
    add_fact(v, "Loaded", s->who.n ? str_printf(a, "%.*s by %.*s", STR_ARG(day), STR_ARG(s->who)) : day);
}

static void show_action(struct arena *a, const struct version *v, struct reference_version_view *ret)
{
    const struct reference_set_find_row *s = &v->set;
    if (!s->current) {
        ret->action_heading = STR("Use this version");
        ret->consequences =
            STR("It counts for everybody who uses this installation, in place of the one that counts "
                "now. That one is kept, and can be used again.");
        ret->button = STR("Use this version");
        ret->action = url_with_id(a, "/admin/reference/versions/", s->key, "/use");
        return;
    }
    ret->why_not = stays_because(v);
    if (ret->why_not.n) return;
    ret->warns = true;
    ret->action_heading = STR("Take this version back");
    ret->button = STR("Take it back");
    ret->action = url_with_id(a, "/admin/reference/versions/", s->key, "/take-back");
    if (v->before.reference_set_id.v)
        ret->consequences = str_printf(a,
            "Version %.*s counts again for everybody who uses this installation. This one is kept, and can be "
            "used "
            "again.",
            STR_ARG(v->before.version));
    else
        ret->consequences =
            STR("There is no other version, so nothing is looked up in this list any more: pages leave "
                "out what stood in it. It is kept, and can be used again.");
}

static const struct shell_notice NOTICES[] = {{"used", "This version counts now"},
    {"taken-back", "This version is taken back"}, {"moved-on", "Somebody else has changed which version counts"}};

struct reply reference_version_get(struct ctx *c, const struct request *r)
{
    struct version version;
    struct str why;
    bool may;
    struct reference_version_view *v = ARENA_NEW(c->arena, struct reference_version_view);
    enum err err = read_version(c, request_id(r, 0), &version);
    if (!err) err = reference_may_load(c, &may, &why);
    if (err) return shell_failure(c, err);
    v->top =
        (struct page_top){version.set.name, str_printf(c->arena, "Version %.*s", STR_ARG(version.set.version))};
    show_facts(c->arena, &version.set, v);
    if (may)
        show_action(c->arena, &version, v);
    else
        v->why_not = why;
    struct page page = {.title = STR("One version of a table"), .main = reference_version_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_REFERENCE, &page);
}

/* ---- doing it ---- */

static void trace(struct ctx *c, const struct version *v)
{
    c->audit->object_kind = STR("reference");
    c->audit->object_id = v->set.reference_set_id.v;
}

/* What stands in the database now counts, not what the page showed. */
static enum err take_back(struct ctx *c, void *arg)
{
    const struct version *shown = arg;
    struct version v;
    trace(c, shown);
    enum err err = read_version(c, shown->set.key, &v);
    if (!err && (!v.set.current || stays_because(&v).n)) err = ERR_CONFLICT;
    if (!err) err = reference_set_leave(c->db, v.set.reference_set_id);
    if (!err && v.before.reference_set_id.v) err = reference_set_again(c->db, v.before.reference_set_id);
    return err;
}

static enum err use(struct ctx *c, void *arg)
{
    const struct version *v = arg;
    int64_t changed;
    trace(c, v);
    enum err err = reference_set_retire(c->db, v->set.kind, v->set.name, &changed);
    return err ? err : reference_set_again(c->db, v->set.reference_set_id);
}

static struct reply answered(struct ctx *c, const struct version *v, enum err result, const char *word)
{
    struct url page = url_with_id(c->arena, "/admin/reference/versions/", v->set.key, "");
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(url_with_query(c->arena, page, "done", result ? STR("moved-on") : str_from_cstr(word)));
}

static struct reply taken_back(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return answered(c, arg, result, "taken-back");
}

static struct reply used(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return answered(c, arg, result, "used");
}

static struct reply change(struct ctx *c, const struct request *r, action_fn action, then_fn then)
{
    struct version *v = ARENA_NEW(c->arena, struct version);
    struct str why;
    bool may;
    enum err err = read_version(c, request_id(r, 0), v);
    if (!err) err = reference_may_load(c, &may, &why);
    if (err) return shell_failure(c, err);
    return may ? reply_write(action, then, v) : shell_error(c, 403, why);
}

struct reply reference_take_back_post(struct ctx *c, const struct request *r)
{
    return change(c, r, take_back, taken_back);
}

struct reply reference_use_post(struct ctx *c, const struct request *r)
{
    return change(c, r, use, used);
}
