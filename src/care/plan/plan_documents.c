/* The document behind each form: the table, with the answers that depend on whose plan it is. */
#include "base/utf8.h"
#include "care/plan/plan.sql.h"
#include "care/plan/plan_fields.h"
#include "care/tasks/task.h"

enum { NEED_SHOWN = 160, WHOS_MOST = 4 };

static const struct str WORDS[] = {STR_INIT(""),
#define PLAN_KIND_WORD(name, word) STR_INIT(word),
    PLAN_KIND_LIST(PLAN_KIND_WORD)
#undef PLAN_KIND_WORD
};

struct str plan_kind_word(enum plan_kind kind)
{
    MUST((size_t)kind < COUNT_OF(WORDS));
    return WORDS[kind];
}

enum plan_kind plan_kind_from_word(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(WORDS); i++)
        if (str_eq(WORDS[i], word)) return (enum plan_kind)i;
    return PLAN_KIND_NONE;
}

/* ---- sections by their keys ---- */

struct uuid plan_section_key(enum plan_section section)
{
    struct uuid key = {{0}};
    key.bytes[6] = 0x70; /* of the shape of every other: version 7, */
    key.bytes[8] = 0x80; /* variant 2 */
    key.bytes[15] = (uint8_t)(section + 1);
    return key;
}

bool plan_section_of(struct uuid key, enum plan_section *ret)
{
    for (int i = 0; i < PLAN_SECTIONS; i++)
        if (uuid_eq(plan_section_key((enum plan_section)i), key)) {
            *ret = (enum plan_section)i;
            return true;
        }
    return false;
}

/* ---- answers ---- */

struct answers {
    struct term *terms;
    size_t n;
};

static void answer(struct answers *all, struct str code, struct str label)
{
    all->terms[all->n++] = (struct term){code, label};
}

static enum err needs_of(struct ctx *c, const struct person *p, struct answers *ret)
{
    struct plan plan;
    enum err err = plan_read(c, p, &plan);
    if (err) return err;
    ret->terms = ARENA_ARRAY(c->arena, struct term, plan.n + 1);
    for (size_t i = 0; i < plan.n; i++)
        if (plan.items[i].kind == PLAN_NEED)
            answer(ret, uuid_text(c->arena, plan.items[i].key),
                utf8_shorten(c->arena, plan_text(c->arena, &plan.items[i], "words"), NEED_SHOWN));
    return ERR_NONE;
}

/* "staff" is whoever does it already, and for a new step whoever writes it down. */
static enum err whos_of(struct ctx *c, const struct person *p, struct uuid step, struct answers *ret)
{
    struct plan_part_get_row row = {0};
    enum err err = plan_part_get(c->db, p->id, plan_kind_word(PLAN_STEP), step, &row);
    if (err && err != ERR_NOT_FOUND) return err;
    struct arena *a = c->arena;
    bool others = !err && row.owner_id.v && row.owner_id.v != c->actor->account.v;
    struct str me = str_printf(a, "Me, %.*s", STR_ARG(c->actor->name));
    ret->terms = ARENA_ARRAY(a, struct term, WHOS_MOST);
    answer(ret, STR("person"), person_called(a, p));
    answer(ret, STR("staff"), others ? row.owner_name : me);
    if (others) answer(ret, STR("me"), me);
    answer(ret, STR("other"), STR("Somebody else"));
    return ERR_NONE;
}

static enum err clinicians_of(struct ctx *c, const struct person *p, struct answers *ret)
{
    struct task_colleagues all;
    enum err err = task_colleagues(c, p->id, &all);
    if (err) return err;
    struct str clinician = staff_role_label(STAFF_ROLE_CLINICIAN);
    ret->terms = ARENA_ARRAY(c->arena, struct term, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.items[i].role, clinician))
            answer(ret, str_printf(c->arena, "a%lld", (long long)all.items[i].account.v), all.items[i].name);
    return ERR_NONE;
}

static const struct document *with_answers(
    struct arena *a, const struct document *table, const char *name, const struct answers *answers)
{
    struct document *d = ARENA_NEW(a, struct document);
    struct document_field *fields = ARENA_ARRAY(a, struct document_field, table->n);
    struct vocabulary *list = ARENA_NEW(a, struct vocabulary);
    *d = *table;
    *list = (struct vocabulary){answers->terms, answers->n};
    d->n = 0;
    for (size_t i = 0; i < table->n; i++) {
        bool asked = str_eq(table->fields[i].field.state, str_from_cstr(name));
        if (asked && !list->n) continue; /* not asked: what it says stays */
        fields[d->n] = table->fields[i];
        if (asked) fields[d->n].field.codes = list;
        d->n++;
    }
    d->fields = fields;
    return d;
}

enum err plan_document(
    struct ctx *c, const struct person *p, enum plan_kind kind, struct uuid key, const struct document **ret)
{
    struct answers answers = {NULL, 0};
    enum err err = ERR_NONE;
    const char *name = NULL;
    *ret = plan_table(kind, key);
    if (kind == PLAN_GOAL) {
        name = PLAN_GOAL_NEED;
        if (!c->actor->shown) err = needs_of(c, p, &answers); /* some are in others' words */
    } else if (kind == PLAN_STEP) {
        name = PLAN_STEP_WHO;
        err = whos_of(c, p, key, &answers);
    } else if (uuid_eq(key, plan_section_key(PLAN_TOLD))) {
        name = PLAN_TOLD_ASK;
        err = clinicians_of(c, p, &answers);
    }
    if (!err && name) *ret = with_answers(c->arena, *ret, name, &answers);
    if (kind == PLAN_SECTION && c->actor->shown)
        *ret = with_answers(c->arena, *ret, PLAN_NOTED, &(struct answers){0});
    return err;
}
