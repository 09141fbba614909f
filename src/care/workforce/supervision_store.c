/* Supervision is logged by who supervised, and what was agreed is done by who said so. */
#include "care/workforce/actions.h"
#include "care/workforce/post.h"
#include "care/workforce/state.h"
#include "care/workforce/workforce.sql.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct supervision *v, struct str struck_why)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "kind", vocabulary_code(&talk_kinds, (int)v->kind));
    state_day(&s, "held_on", v->held_on);
    state_number(&s, "minutes", v->minutes);
    state_text(&s, "agenda", v->agenda);
    state_text(&s, "agreed", v->agreed);
    state_text(&s, "struck_why", struck_why);
    return state_end(&s);
}

static struct str action_state(struct arena *a, struct str title, struct date due, bool done)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "title", title);
    state_day(&s, "due", due);
    if (done) state_text(&s, "done", STR("yes"));
    return state_end(&s);
}

static bool was_sent(const struct staff_facts *s, struct uuid nonce)
{
    for (size_t i = 0; i < s->sessions.n; i++)
        if (uuid_eq(s->sessions.items[i].nonce, nonce)) return true;
    return false;
}

static enum err insert_actions(struct ctx *c, const struct staff_facts *s, const struct supervision_saving *saving)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < saving->agreed_count; i++) {
        const struct supervision_agreed *one = &saving->agreed[i];
        struct account_id owner = one->by_supervisor ? c->actor->account : s->account;
        struct supervision_action_id id;
        err = supervision_action_insert(c->db, one->key, saving->session.id, owner, one->title, one->due, &id.v);
        if (!err)
            err = version_save(
                c, STR("supervision_action"), id.v, 1, action_state(c->arena, one->title, one->due, false));
    }
    return err;
}

static enum err insert(struct ctx *c, const struct staff_facts *s, struct supervision_saving *saving)
{
    struct supervision *v = &saving->session;
    const struct supervision_insert_params row = {.key = v->key,
        .staff_id = s->id,
        .supervisor_id = c->actor->account,
        .kind = vocabulary_code(&talk_kinds, (int)v->kind),
        .held_on = v->held_on,
        .minutes = v->minutes,
        .agenda = v->agenda,
        .agreed = v->agreed,
        .recorded_at = clock_now(c->clock),
        .nonce = v->nonce};
    enum err err = supervision_insert(c->db, &row, &v->id.v);
    if (!err) err = insert_actions(c, s, saving);
    return err ? err : version_save(c, STR("supervision"), v->id.v, 1, state_of(c->arena, v, STR_NONE));
}

enum err supervision_save(struct ctx *c, struct account_id whose, struct supervision_saving *saving)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.supervises) return ERR_REFUSED;
    if (was_sent(&s, saving->session.nonce)) return ERR_EXISTS;
    err = staff_ensure(c, &s);
    return err ? err : insert(c, &s, saving);
}

enum err supervision_strike(struct ctx *c, struct uuid key, struct str why)
{
    struct supervision_words_row row;
    enum err err = supervision_words(c->db, key, c->actor->pcn, c->actor->account, &row);
    if (err) return err;
    if (row.supervisor_id.v != c->actor->account.v) return ERR_REFUSED;
    int kind;
    MUST(vocabulary_find(&talk_kinds, row.kind, &kind));
    err = supervision_set_struck(c->db, row.supervision_id, row.version, clock_now(c->clock), why);
    const struct supervision v = {.kind = (enum talk_kind)kind,
        .held_on = row.held_on,
        .minutes = row.minutes,
        .agenda = row.agenda,
        .agreed = row.agreed};
    return err ?
        err :
        version_save(c, STR("supervision"), row.supervision_id.v, row.version + 1, state_of(c->arena, &v, why));
}

enum err supervision_action_finish(struct ctx *c, struct uuid key)
{
    struct supervision_action_row_row row;
    enum err err = supervision_action_row(c->db, key, c->actor->account, c->actor->pcn, &row);
    if (err) return err;
    if (instant_is_set(row.done_at)) return ERR_NONE;
    err = supervision_action_set_done(c->db, row.supervision_action_id, row.version, clock_now(c->clock));
    return err ? err :
                 version_save(c, STR("supervision_action"), row.supervision_action_id.v, row.version + 1,
                     action_state(c->arena, row.title, row.due, true));
}
