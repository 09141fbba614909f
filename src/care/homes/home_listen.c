/* What a change to a person means for where they live: a death ends a stay, and so does another address. */
#include "care/homes/homes_store.h"

#include "platform/versions/versions.h"

static bool is_at(const struct care_home_stay_now_of_row *stay, struct str postcode)
{
    return stay->postcode.n && str_eq(stay->postcode, postcode);
}

/* Two records of one person that were joined may each have a stay: every one ends. */
static enum err died(struct ctx *c, const struct person *p)
{
    struct care_home_stay_now_of_row stay;
    struct date day = date_is_set(p->died) ? p->died : clock_today(c->clock);
    enum err err;
    while (!(err = care_home_stay_now_of(c->db, p->id, &stay))) {
        bool late = date_is_set(stay.moved_in) && date_before(day, stay.moved_in);
        err = care_home_move_out(c, &stay, late ? stay.moved_in : day, STR("died"));
        if (err) break;
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err lives_after_all(struct ctx *c, const struct person *p)
{
    struct care_home_stays_until_death_list ended;
    enum err err = care_home_stays_until_death(c->db, p->id, &ended);
    for (size_t i = 0; !err && i < ended.n; i++) {
        const struct care_home_stays_until_death_row *s = &ended.items[i];
        err = care_home_stay_reopen(c->db, s->stay_id, s->version, clock_now(c->clock));
        if (!err) err = version_save(c, STR("care-home-stay"), s->stay_id.v, s->version + 1, s->words);
    }
    return err;
}

/* They were registered at the home's postcode and are now somewhere else. Whoever was never registered there, or
 * is only now, stays. A task about a protected address doesn't name the home. */
static enum err moved(struct ctx *c, const struct person *before, const struct person *after)
{
    struct care_home_stay_now_of_row stay;
    if (!after->postcode.n || str_eq(before->postcode, after->postcode)) return ERR_NONE;
    enum err err = care_home_stay_now_of(c->db, after->id, &stay);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (!is_at(&stay, before->postcode) || is_at(&stay, after->postcode)) return ERR_NONE;
    if (after->protected_address) stay.home = STR("their care home");
    return care_home_move_out(c, &stay, clock_today(c->clock), STR("elsewhere"));
}

static enum err changed(struct ctx *c, const struct person *before, const struct person *after)
{
    if (before->died_known != after->died_known)
        return after->died_known ? died(c, after) : lives_after_all(c, after);
    return after->died_known ? ERR_NONE : moved(c, before, after);
}

const struct person_listener homes_listener = {.changed = changed};
