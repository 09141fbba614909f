/* The portfolio is added to, answered and struck through; competencies are rated. */
#include "care/workforce/actions.h"
#include "care/workforce/development.sql.h"
#include "care/workforce/post.h"
#include "care/workforce/state.h"
#include "platform/versions/versions.h"

static struct str state_of(struct arena *a, const struct portfolio_entry *e, struct str words, struct str answer)
{
    struct state s;
    state_begin(&s, a);
    state_text(&s, "kind", vocabulary_code(&portfolio_kinds, (int)e->kind));
    state_text(&s, "competency", vocabulary_code(&competencies, (int)e->competency));
    state_day(&s, "done_on", e->done_on);
    state_number(&s, "minutes", e->minutes);
    state_text(&s, "words", words);
    state_text(&s, "answer", answer);
    state_text(&s, "struck_why", e->struck_why);
    return state_end(&s);
}

static bool was_sent(const struct staff_facts *s, struct uuid nonce)
{
    for (size_t i = 0; i < s->portfolio.n; i++)
        if (uuid_eq(s->portfolio.items[i].nonce, nonce)) return true;
    return false;
}

static enum err insert(struct ctx *c, const struct staff_facts *s, struct portfolio_saving *saving)
{
    struct portfolio_entry *e = &saving->entry;
    const struct portfolio_insert_params row = {.key = e->key,
        .staff_id = s->id,
        .kind = vocabulary_code(&portfolio_kinds, (int)e->kind),
        .competency = vocabulary_code(&competencies, (int)e->competency),
        .done_on = e->done_on,
        .minutes = {e->minutes != 0, e->minutes},
        .words = saving->words,
        .recorded_by = c->actor->account,
        .recorded_at = clock_now(c->clock),
        .nonce = e->nonce};
    enum err err = portfolio_insert(c->db, &row, &e->id.v);
    return err ?
        err :
        version_save(c, STR("portfolio_entry"), e->id.v, 1, state_of(c->arena, e, saving->words, STR_NONE));
}

enum err portfolio_save(struct ctx *c, struct account_id whose, struct portfolio_saving *saving)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.self && !reach.supervises) return ERR_REFUSED;
    if (was_sent(&s, saving->entry.nonce)) return ERR_EXISTS;
    if (s.portfolio.n >= PORTFOLIO_MOST) return ERR_TOO_LARGE;
    err = staff_ensure(c, &s);
    return err ? err : insert(c, &s, saving);
}

bool portfolio_may_answer(const struct ctx *c, const struct staff_reach *reach, const struct portfolio_entry *e)
{
    return reach->supervises && portfolio_stands(e) && !instant_is_set(e->answered_at) &&
        e->recorded_by.v != c->actor->account.v;
}

bool portfolio_may_strike(const struct ctx *c, const struct portfolio_entry *e)
{
    return portfolio_stands(e) && e->recorded_by.v == c->actor->account.v;
}

/* The reach of the actor, asked anew, and the words as they stand. */
static enum err open_again(struct ctx *c, struct account_id whose, const struct portfolio_entry *e,
    struct staff_reach *reach, struct portfolio_words_row *words)
{
    struct staff_facts s;
    enum err err = staff_open_by_id(c, whose, &s, reach);
    return err ? err : portfolio_words(c->db, e->key, c->actor->pcn, words);
}

enum err portfolio_answer(
    struct ctx *c, struct account_id whose, const struct portfolio_entry *e, struct str answer)
{
    struct staff_reach reach;
    struct portfolio_words_row row;
    enum err err = open_again(c, whose, e, &reach, &row);
    if (err) return err;
    if (!portfolio_may_answer(c, &reach, e)) return ERR_REFUSED;
    err = portfolio_set_answered(c->db, e->id, e->version, answer, c->actor->account, clock_now(c->clock));
    return err ?
        err :
        version_save(c, STR("portfolio_entry"), e->id.v, e->version + 1, state_of(c->arena, e, row.words, answer));
}

enum err portfolio_strike(struct ctx *c, struct account_id whose, const struct portfolio_entry *e, struct str why)
{
    struct staff_reach reach;
    struct portfolio_words_row row;
    struct portfolio_entry struck = *e;
    enum err err = open_again(c, whose, e, &reach, &row);
    if (err) return err;
    if (!portfolio_may_strike(c, e)) return ERR_REFUSED;
    struck.struck_why = why;
    err = portfolio_set_struck(c->db, e->id, e->version, clock_now(c->clock), why);
    return err ? err :
                 version_save(c, STR("portfolio_entry"), e->id.v, e->version + 1,
                     state_of(c->arena, &struck, row.words, row.answer));
}

/* ---- competencies ---- */

static enum err rate(
    struct ctx *c, const struct staff_facts *s, bool own, enum competency which, enum competency_level level)
{
    struct competency_standing stands = competency_standing_of(s, which);
    if (!level || level == (own ? stands.own : stands.theirs)) return ERR_NONE;
    if (!competency_may_rate(s, which, level, own)) return ERR_CONFLICT;
    struct competency_rating_id id;
    return rating_insert(c->db, s->id, vocabulary_code(&competencies, (int)which),
        vocabulary_code(&competency_levels, (int)level), own, c->actor->account, clock_now(c->clock), &id.v);
}

enum err ratings_save(struct ctx *c, struct account_id whose, const struct rating_saving *saving)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, whose, &s, &reach);
    if (err) return err;
    if (!reach.self && !reach.supervises) return ERR_REFUSED;
    if (s.ratings.n + COMPETENCY_COUNT > RATINGS_MOST) return ERR_TOO_LARGE;
    err = staff_ensure(c, &s);
    for (enum competency each = COMPETENCY_NONE + 1; !err && each < COMPETENCY_COUNT; each++)
        err = rate(c, &s, reach.self, each, saving->levels[each]);
    return err;
}
