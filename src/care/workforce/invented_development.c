/* A demonstration: portfolios, how competencies are seen, appraisals and groups of peers, in every state. */
#include "care/workforce/actions.h"
#include "care/workforce/development.sql.h"
#include "care/workforce/goal.h"
#include "care/workforce/invented.h"
#include "care/workforce/peer_group.h"

enum { NEW = 60, HALF_YEAR = 183, YEAR = 365, ENTRIES_MOST = 8, GROUPS = 3 };

// clang-format off
static const struct {
    enum portfolio_kind kind;
    enum competency competency;
    int minutes;
    struct str words;
} SAID[] = {
    {PORTFOLIO_EXAMPLE, COMPETENCY_PLAN, 0,
        STR_INIT("Sat with somebody and her daughter twice before we wrote anything down. The second time "
            "she said what she had not said with the family in the room. I ask now whether somebody "
            "would rather talk alone first.")},
    {PORTFOLIO_REFLECTION, COMPETENCY_NEEDS, 0,
        STR_INIT("I rang about a missed appointment and nearly rang off. The real reason was the bus. I "
            "leave a pause now before I say goodbye.")},
    {PORTFOLIO_FEEDBACK, COMPETENCY_TEAMWORK, 0,
        STR_INIT("The district nurse said that the list before the care home round saves her half a morning.")},
    {PORTFOLIO_EXAMPLE, COMPETENCY_TRANSITIONS, 0,
        STR_INIT("Rang the ward the day before a discharge, and the equipment was there on the day. I wrote "
            "down whom to ask for.")},
    {PORTFOLIO_REFLECTION, COMPETENCY_PROFESSIONALISM, 0,
        STR_INIT("I was asked whether a tablet could be left out. I said that I can’t answer that and who "
            "can, and stayed on the line until it was passed on.")},
    {PORTFOLIO_EXAMPLE, COMPETENCY_COMMUNITY, 0,
        STR_INIT("Went along to the lunch club the first time. It was the walk in that was hard, not the "
            "lunch.")},
    {PORTFOLIO_FEEDBACK, COMPETENCY_INTERPERSONAL, 0,
        STR_INIT("A thank-you card: nobody had asked before what a good day looks like.")},
    {PORTFOLIO_READING, COMPETENCY_LEARNING, 40,
        STR_INIT("Read how another network plans reviews by the month of birth. To try with two practices.")},
};
static const struct {
    enum portfolio_kind kind;
    struct str words;
} PEERS[] = {
    {PORTFOLIO_PEER_MEETING, STR_INIT("Talked about people who don’t answer the phone. Two new ideas to try.")},
    {PORTFOLIO_SHARE_AND_LEARN,
        STR_INIT("National session about shared decisions. I keep the three questions by the phone.")},
    {PORTFOLIO_ACTION_LEARNING,
        STR_INIT("My question was how to end support well. I plan the last talk when we begin.")},
};
static const struct {
    struct str name, about, meets;
    int next; /* days from now */
} MEETING[GROUPS] = {
    {
        STR_INIT("Care home round"),
        STR_INIT("Everybody who works with care homes"),
        STR_INIT("Every two weeks at 1pm, by video"), 5},
    {
        STR_INIT("New in the role"),
        STR_INIT("The first year: questions that one doesn’t like to ask"),
        STR_INIT("Every week at 12pm, staff room at Elm Street"), 2},
    {
        STR_INIT("Action learning set"),
        STR_INIT("One question each, eight at most"),
        STR_INIT("Once a month at 3pm, by video"), 0},
};
// clang-format on

/* ---- what happened ---- */

static const struct {
    struct str what, how;
    enum competency competency;
    int by;     /* days from now */
    bool ended; /* it was reached */
} GOALS_SAID[] = {
    {STR_INIT("Chair the meeting about the care home round"), STR_INIT("With the matron first, then alone"),
        COMPETENCY_TEAMWORK, 120, false},
    {STR_INIT("Be at ease when somebody talks about dying"), STR_INIT("Two days with the hospice team"),
        COMPETENCY_INTERPERSONAL, 60, false},
    {STR_INIT("Help people to use the NHS App"), STR_INIT("A session with the digital team"),
        COMPETENCY_DIGITAL_SERVICES, -30, true},
    {STR_INIT("Write plans that people would call theirs"), STR_INIT("Three read with the supervisor"),
        COMPETENCY_PLAN, -12, false},
};

static bool talks_late(size_t nth)
{
    return nth % 6 == 1;
}

static void add_talks(const struct workforce_invented *w, int in_post, struct inventing *to)
{
    if (in_post > YEAR) {
        int since_due = (int)(w->nth * 53 % 290) + 30;
        int ago = talks_late(w->nth) ? YEAR + 20 : w->nth % 7 == 6 ? YEAR - 20 : since_due;
        if (ago < in_post) invent_add(to, INVENT_TALK, (int)TALK_APPRAISAL, ago);
    } else if (in_post > HALF_YEAR && w->nth % 4 == 0) {
        invent_add(to, INVENT_TALK, (int)TALK_DEVELOPMENT, in_post - HALF_YEAR + 1);
    }
}

static void add_portfolio(const struct workforce_invented *w, int in_post, struct inventing *to)
{
    int entries = in_post < NEW ? 0 : (int)(w->nth * 5 + 6) % (ENTRIES_MOST + 1);
    for (int i = 0; i < entries; i++) {
        invent_add(to, INVENT_ENTRY, (int)((w->nth + (size_t)i) % COUNT_OF(SAID)), 150 - 17 * i);
        if (i + 1 < entries || w->nth % 3 != 2) invent_add(to, INVENT_ANSWER, i, 145 - 17 * i);
    }
    if (in_post < 2 * NEW) return;
    invent_add(to, INVENT_OWN_RATING, 0, 100);
    if (w->nth % 5 != 4) invent_add(to, INVENT_RATING, 0, 20);
}

void invent_development(const struct workforce_invented *w, int in_post, struct inventing *to)
{
    add_talks(w, in_post, to);
    add_portfolio(w, in_post, to);
    if (in_post > HALF_YEAR && w->nth % 5 != 3) {
        size_t first = w->nth % COUNT_OF(GOALS_SAID);
        invent_add(to, INVENT_GOAL, (int)first, 90);
        if (w->nth % 2) invent_add(to, INVENT_GOAL, (int)((first + 1) % COUNT_OF(GOALS_SAID)), 90);
    }
    int last = talks_late(w->nth) ? 41 : (int)(w->nth * 3 % 25) + 1;
    for (int ago = last; ago < in_post && ago < 90 && w->nth % 4 != 2; ago += 28)
        invent_add(to, INVENT_PEERS, (int)(w->nth + (size_t)ago) % (int)COUNT_OF(PEERS), ago);
    if (w->nth % 5 != 1) invent_add(to, INVENT_GROUP, 0, in_post < 120 ? 3 : 100);
}

/* ---- making it ---- */

static enum err write_talk(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    struct supervision_saving s = {.session = {.key = uuid_seeded(clock_now(c->clock), keys),
                                       .nonce = uuid_seeded(clock_now(c->clock), keys),
                                       .kind = (enum talk_kind)e->detail,
                                       .held_on = e->day,
                                       .minutes = 75,
                                       .agenda = STR("The year, what went well, and the competencies one by one"),
                                       .agreed = STR("Two days with the frailty team, and the coaching course")}};
    s.agreed[s.agreed_count++] = (struct supervision_agreed){.key = uuid_seeded(clock_now(c->clock), keys),
        .title = STR("Book the coaching course"),
        .due = date_add_days(e->whose->today, 40)};
    return supervision_save(c, e->whose->account, &s);
}

static enum err write_entry(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    bool peers = e->what == INVENT_PEERS;
    struct portfolio_saving s = {.words = peers ? PEERS[e->detail].words : SAID[e->detail].words,
        .entry = {.key = uuid_seeded(clock_now(c->clock), keys),
            .nonce = uuid_seeded(clock_now(c->clock), keys),
            .kind = peers ? PEERS[e->detail].kind : SAID[e->detail].kind,
            .competency = peers ? COMPETENCY_NONE : SAID[e->detail].competency,
            .minutes = peers ? 60 : SAID[e->detail].minutes,
            .done_on = e->day}};
    return portfolio_save(c, e->whose->account, &s);
}

static enum err write_answer(struct ctx *c, const struct workforce_event *e)
{
    static const struct str answers[] = {STR_INIT("That shows it well. Bring it to the next meeting of the team."),
        STR_INIT("Good. What would you do in the same place next time?"),
        STR_INIT("I saw the same on the round. Look at the plan’s review date as well.")};
    struct staff_facts s;
    enum err err = staff_facts_of(c, e->whose->account, &s);
    const struct portfolio_entry *oldest = NULL;
    for (size_t i = 0; !err && i < s.portfolio.n; i++)
        if (portfolio_waits(&s.portfolio.items[i])) oldest = &s.portfolio.items[i];
    if (!oldest) return err;
    return portfolio_answer(c, e->whose->account, oldest, answers[(size_t)e->detail % COUNT_OF(answers)]);
}

static enum competency_level invented_level(
    const struct workforce_invented *w, enum competency which, bool own, bool shown)
{
    if (shown) return own ? LEVEL_CONFIDENT : LEVEL_SIGNED_OFF;
    if (own) return (enum competency_level)(1 + (w->nth + (size_t)which) % 3);
    return which % 3 == 0 ? LEVEL_SUPPORTED : LEVEL_NONE;
}

static enum err write_rating(struct ctx *c, const struct workforce_event *e)
{
    bool own = e->what == INVENT_OWN_RATING;
    struct rating_saving saving = {.levels = {LEVEL_NONE}};
    struct staff_facts s;
    enum err err = staff_facts_of(c, e->whose->account, &s);
    for (enum competency each = COMPETENCY_NONE + 1; !err && each < COMPETENCY_COUNT; each++) {
        bool shown = competency_standing_of(&s, each).evidence != 0;
        saving.levels[each] = invented_level(e->whose, each, own, shown);
    }
    return err ? err : ratings_save(c, e->whose->account, &saving);
}

/* The first ones start a group each, the others join one. */
static enum err write_group(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    struct peer_groups_list rows;
    enum err err = peer_groups(c->db, c->actor->pcn, c->actor->account, &rows);
    if (err) return err;
    if (rows.n >= GROUPS) return peer_group_belong(c, rows.items[e->whose->nth % rows.n].key, true);
    int next = MEETING[rows.n].next;
    struct peer_group g = {.key = uuid_seeded(clock_now(c->clock), keys),
        .nonce = uuid_seeded(clock_now(c->clock), keys),
        .name = MEETING[rows.n].name,
        .about = MEETING[rows.n].about,
        .meets = MEETING[rows.n].meets,
        .next_on = next ? date_add_days(e->whose->today, next) : DATE_NONE};
    return peer_group_make(c, &g);
}

static enum err write_goal(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    struct date today = e->whose->today;
    struct goal g = {.key = uuid_seeded(clock_now(c->clock), keys),
        .nonce = uuid_seeded(clock_now(c->clock), keys),
        .what = GOALS_SAID[e->detail].what,
        .how = GOALS_SAID[e->detail].how,
        .competency = GOALS_SAID[e->detail].competency,
        .by_on = date_add_days(today, GOALS_SAID[e->detail].by)};
    enum err err = goal_add(c, e->whose->account, &g);
    if (err || !GOALS_SAID[e->detail].ended) return err;
    g.version = 1;
    return goal_end(c, &g, true, STR("It is part of the day now"));
}

enum err invent_development_write(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    switch ((enum invent_what)e->what) {
    case INVENT_TALK: return write_talk(c, e, keys);
    case INVENT_ENTRY:
    case INVENT_PEERS: return write_entry(c, e, keys);
    case INVENT_ANSWER: return write_answer(c, e);
    case INVENT_RATING:
    case INVENT_OWN_RATING: return write_rating(c, e);
    case INVENT_GOAL: return write_goal(c, e, keys);
    case INVENT_GROUP: return write_group(c, e, keys);
    default: return ERR_NONE;
    }
}
