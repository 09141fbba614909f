#include "platform/auth/relation.h"

#include "platform/app.h"
#include "platform/auth/auth.sql.h"
#include "platform/auth/permission.h"
#include "platform/auth/relation.sql.h"
#include "platform/auth/relation_cache.h"

struct word {
    struct str word, label;
};
static const struct word KINDS[] = {{STR_INIT(""), STR_INIT("")},
#define KIND_ROW(name, word, label) {STR_INIT(word), STR_INIT(label)},
    RELATION_KIND_LIST(KIND_ROW)
#undef KIND_ROW
};
static const struct word REASONS[] = {{STR_INIT(""), STR_INIT("")},
#define REASON_ROW(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CLAIM_REASON_LIST(REASON_ROW)
#undef REASON_ROW
};

struct str relation_word(enum relation_kind kind)
{
    MUST(kind && (size_t)kind < COUNT_OF(KINDS));
    return KINDS[kind].word;
}

struct str relation_label(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(KINDS); i++)
        if (str_eq(KINDS[i].word, word)) return KINDS[i].label;
    return word;
}

struct str claim_reason_word(enum claim_reason reason)
{
    MUST(reason && (size_t)reason < COUNT_OF(REASONS));
    return REASONS[reason].word;
}

enum claim_reason claim_reason_from_word(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(REASONS); i++)
        if (str_eq(REASONS[i].word, word)) return (enum claim_reason)i;
    return CLAIM_NONE;
}

struct str claim_reason_label(struct str word)
{
    enum claim_reason reason = claim_reason_from_word(word);
    return reason ? REASONS[reason].label : word;
}

/* ---- writing ---- */

static bool is_in_order(const struct relation *r)
{
    if (r->kind != RELATION_CLAIM) return r->kind && !r->hours && !r->confirmed;
    return !r->until.v && r->reason && r->hours >= 1 && r->hours <= CLAIM_HOURS_MOST &&
        r->words.n <= CLAIM_WORDS_MOST;
}

static struct instant ends_at(const struct relation *r, struct instant now)
{
    if (!r->hours) return r->until.v ? r->until : INSTANT_NONE;
    return (struct instant){now.v + (int64_t)r->hours * 60 * 60 * 1000};
}

enum err relation_begin(struct ctx *c, struct relation *r)
{
    struct relation_same_row same;
    struct instant now = clock_now(c->clock);
    bool claim = r->kind == RELATION_CLAIM;
    if (!is_in_order(r)) return ERR_REFUSED;
    enum err err = relation_same(c->db, r->role_held, r->person, relation_word(r->kind), ends_at(r, now), &same);
    if (err != ERR_NOT_FOUND) return err ? err : ERR_EXISTS;
    const struct relation_insert_params row = {.key = uuid_is_set(r->key) ? r->key : uuid_new(c->clock),
        .account_id = r->account,
        .role_held_id = r->role_held,
        .person_id = r->person,
        .kind = relation_word(r->kind),
        .reason = claim ? claim_reason_word(r->reason) : STR_NONE,
        .words = r->words.n ? r->words : STR_NONE,
        .confirmed = r->confirmed,
        .since = now,
        .until = ends_at(r, now),
        .made_by = c->actor->account};
    int64_t changed;
    err = relations_changed(c->db, r->role_held, &changed);
    return err ? err : relation_insert(c->db, &row, &r->id.v);
}

enum err relation_end(struct ctx *c, struct relation_id id)
{
    int64_t changed;
    struct relation_is_last_row is;
    enum err err = relation_is_last(c->db, id, &is);
    if (err || is.last) return err ? err : ERR_REFUSED;
    err = relations_changed_by_one(c->db, id, &changed);
    if (!err) err = relation_set_ended(c->db, id, clock_now(c->clock), &changed);
    return !err && !changed ? ERR_CONFLICT : err;
}

enum err relations_end_of_account(struct ctx *c, struct account_id account)
{
    int64_t changed;
    enum err err = relations_changed_of_account(c->db, account, &changed);
    return err ? err : relation_set_ended_of_account(c->db, account, clock_now(c->clock), &changed);
}

enum err relations_end_of_role(struct ctx *c, struct role_held_id role_held)
{
    int64_t changed;
    enum err err = relations_changed(c->db, role_held, &changed);
    return err ? err : relation_set_ended_of_role(c->db, role_held, clock_now(c->clock), &changed);
}

enum err relations_person_changed(struct ctx *c, struct person_id person)
{
    int64_t changed;
    return relations_changed_about(c->db, person, &changed);
}

/* ---- reading ---- */

static enum err load_practices(struct ctx *c, struct actor *actor)
{
    struct practices_in_reach_list reach;
    enum err err = practices_in_reach(c->db, actor->pcn, actor->practice, &reach);
    if (err) return err;
    int64_t *ids = ARENA_ARRAY(c->arena, int64_t, reach.n);
    for (size_t i = 0; i < reach.n; i++) ids[i] = reach.items[i].practice_id.v;
    actor->scope.practice_ids = ids;
    actor->scope.n = reach.n;
    return ERR_NONE;
}

/* Of several relations to one person the first counts: a direct one, if there is any. */
static enum err read_people(struct ctx *c, struct actor *actor)
{
    struct relations_live_list live;
    enum err err = relations_live(c->db, actor->role_held, actor->pcn, clock_now(c->clock), &live);
    if (err || !live.n) return err;
    int64_t *ids = ARENA_ARRAY(c->arena, int64_t, live.n);
    struct actor_relation *relations = ARENA_ARRAY(c->arena, struct actor_relation, live.n);
    size_t n = 0;
    for (size_t i = 0; i < live.n; i++) {
        const struct relations_live_row *row = &live.items[i];
        if (n && ids[n - 1] == row->person_id.v) continue;
        ids[n] = row->person_id.v;
        relations[n++] = (struct actor_relation){
            .claim = row->claim, .reason = (int)claim_reason_from_word(row->reason), .until = row->until};
    }
    actor->scope.person_ids = ids;
    actor->scope.person_count = n;
    actor->relations = relations;
    return ERR_NONE;
}

static enum err load_people(struct ctx *c, struct actor *actor)
{
    struct instant now = clock_now(c->clock);
    if (relation_cache_find(c->app->relations, c->arena, now, actor)) return ERR_NONE;
    enum err err = read_people(c, actor);
    if (!err) relation_cache_keep(c->app->relations, now, actor);
    return err;
}

enum err relations_load(struct ctx *c, struct actor *actor)
{
    enum role_reach reach = role_reach((enum staff_role)actor->role);
    if (reach == REACH_NOBODY) return ERR_NONE;
    enum err err = reach == REACH_PRACTICE ? load_practices(c, actor) : ERR_NONE;
    return err ? err : load_people(c, actor);
}

static const struct str BEFORE = STR_INIT("claim: ");

struct str relation_audit_reason(struct arena *a, const struct actor *actor, struct person_id person)
{
    const struct actor_relation *relation = actor_relation(actor, person);
    if (!relation || !relation->claim) return STR_NONE;
    return str_printf(a, "%.*s%.*s", STR_ARG(BEFORE), STR_ARG(REASONS[relation->reason].word));
}

struct str claim_reason_in_audit(struct str words)
{
    return str_starts(words, BEFORE) ? claim_reason_label(str_skip(words, BEFORE.n)) : STR_NONE;
}

enum err relation_rows_follow(struct ctx *c, struct person_id from, struct person_id to, int64_t merge)
{
    int64_t changed;
    enum err err = relations_changed_about(c->db, from, &changed);
    if (!err) err = relation_begin_second(c->db, from, merge, &changed);
    if (!err) err = relation_take_place(c->db, from, merge, &changed);
    if (!err) err = relation_follow(c->db, from, to, merge, &changed);
    if (!err) err = relation_end_second(c->db, to, merge, clock_now(c->clock), &changed);
    return err ? err : relations_changed_about(c->db, to, &changed);
}
