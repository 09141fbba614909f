/* How far somebody is in each competency. */
#include "care/workforce/competencies.h"

#include "care/workforce/workforce_facts.h"

struct str competency_area_label(enum competency_area area)
{
    static const struct str labels[AREA_COUNT] = {[AREA_CARE] = STR_INIT("Personalised care"),
        [AREA_RELATIONSHIPS] = STR_INIT("Relationships"),
        [AREA_COMMUNICATION] = STR_INIT("Communication"),
        [AREA_LEARNING] = STR_INIT("Continuous learning")};
    return labels[area];
}

enum competency_area competency_area(enum competency competency)
{
#define AREA(name, word, label, area) AREA_##area,
    static const enum competency_area each[] = {AREA_NONE, COMPETENCY_LIST(AREA)};
#undef AREA
    MUST((size_t)competency < COUNT_OF(each));
    return each[competency];
}

bool portfolio_stands(const struct portfolio_entry *e)
{
    return !instant_is_set(e->struck_at);
}

bool portfolio_shows(const struct portfolio_entry *e, enum competency competency)
{
    return e->competency == competency && portfolio_is_evidence(e->kind) && portfolio_stands(e);
}

bool portfolio_waits(const struct portfolio_entry *e)
{
    return portfolio_stands(e) && e->own && portfolio_is_evidence(e->kind) && !instant_is_set(e->answered_at);
}

struct competency_standing competency_standing_of(const struct staff_facts *s, enum competency competency)
{
    struct competency_standing ret = {.own = LEVEL_NONE};
    for (size_t i = 0; i < s->ratings.n; i++) {
        const struct competency_rating *r = &s->ratings.items[i];
        enum competency_level *level = r->own ? &ret.own : &ret.theirs;
        if (r->competency == competency && !*level) *level = r->level; /* the newest comes first */
    }
    for (size_t i = 0; i < s->portfolio.n; i++) {
        const struct portfolio_entry *e = &s->portfolio.items[i];
        if (!portfolio_shows(e, competency)) continue;
        ret.evidence++;
        ret.waits += portfolio_waits(e);
    }
    return ret;
}

bool competency_may_rate(
    const struct staff_facts *s, enum competency competency, enum competency_level level, bool own)
{
    return level != LEVEL_SIGNED_OFF || (!own && competency_standing_of(s, competency).evidence != 0);
}
