/* A demonstration: posts, training, overrides and supervision as somebody has them who is in this state of health.
 */
#include "care/workforce/actions.h"
#include "care/workforce/invented.h"
#include "care/workforce/post.h"
#include "platform/app.h"

/* What isn't as it should be, of one after the other; 0 means that all is well. */
struct health {
    int in_post, supervised, minutes; /* days ago; supervised 0: never */
    enum course missing, ending, waits;
    int ends; /* days from now */
    enum work_setting also, specialist, not_inducted;
    enum staff_link_kind nobody;
    bool answered;
    bool alone; /* nobody supervises them any more */
    int week;   /* hours */
};
// clang-format off
static const struct health HEALTH[] = {
    {900, 26, 60, .ending = COURSE_GOVERNANCE, .ends = 40, .week = 30,
        .waits = COURSE_MOTIVATIONAL, .also = WORK_SETTING_CARE_HOMES},
    {700, 12, 60, .week = 37},
    {1400, 20, 75, .ending = COURSE_GOVERNANCE, .ends = -20, .week = 37},
    {500, 47, 60, .also = WORK_SETTING_LONG_TERM, .week = 8},
    {650, 9, 60, .ending = COURSE_ADULTS_3, .ends = 30, .week = 37},
    {800, 15, 60, .also = WORK_SETTING_CANCER, .specialist = WORK_SETTING_CANCER, .week = 30},
    {1100, 22, 60, .week = 37,
        .also = WORK_SETTING_PERIOPERATIVE, .specialist = WORK_SETTING_PERIOPERATIVE,
        .missing = COURSE_SETTING_TRAINING},
    {1200, 84, 60, .ending = COURSE_CHILDREN_3, .ends = -75, .week = 7},
    {24, 10, 45, .missing = COURSE_COORDINATOR, .answered = true, .week = 37},
    {400, 18, 60, .also = WORK_SETTING_CARE_HOMES, .not_inducted = WORK_SETTING_CARE_HOMES, .week = 30},
    {70, 12, 60, .waits = COURSE_SHARED_DECISIONS, .week = 37},
    {760, 14, 60, .also = WORK_SETTING_DEMENTIA, .week = 37},
    {300, 16, 60, .nobody = STAFF_LINK_CONCERNS, .week = 22},
    {540, 11, 30, .week = 30},
    {980, 6, 60, .week = 37, .answered = true,
        .also = WORK_SETTING_DEMENTIA, .not_inducted = WORK_SETTING_DEMENTIA},
    {460, 39, 60, .ending = COURSE_RECORDS, .ends = 9, .week = 26},
    {620, 13, 60, .alone = true, .week = 30},
    {12, 0, 0, .missing = COURSE_INDUCTION, .week = 37},
    {330, 21, 60, .ending = COURSE_CONSENT, .ends = 52, .also = WORK_SETTING_LEARNING_DISABILITY, .week = 30},
    {410, 4, 60, .nobody = STAFF_LINK_GP, .week = 15},
    {850, 17, 60, .also = WORK_SETTING_END_OF_LIFE, .week = 15},
};
// clang-format on

static const struct health *health_of(const struct workforce_invented *w)
{
    return &HEALTH[w->nth % COUNT_OF(HEALTH)];
}

/* ---- what happened, in its order ---- */

enum { EVERY = 28, LONGEST_BACK = 180, SUPERVISIONS_MOST = 6, YEAR = 365, EVENTS_MOST = 64 };

/* Written down by themselves, not by their supervisor. */
static bool is_their_own(enum invent_what what)
{
    return what == INVENT_WAITING || what == INVENT_ENTRY || what == INVENT_PEERS || what == INVENT_OWN_RATING ||
        what == INVENT_GROUP;
}

void invent_add(struct inventing *to, enum invent_what what, int detail, int days_ago)
{
    /* Nothing was written down before there was an installation. */
    int written = days_ago < LONGEST_BACK ? days_ago : LONGEST_BACK;
    MUST(to->events->n < EVENTS_MOST);
    to->events->items[to->events->n++] = (struct workforce_event){.whose = to->whose,
        .what = (int)what,
        .detail = detail,
        .day = date_add_days(to->whose->today, -days_ago),
        .written = date_add_days(to->whose->today, -written),
        .by_themselves = is_their_own(what)};
}

static enum course own_course(enum staff_role role)
{
    if (role == STAFF_ROLE_LINK_WORKER) return COURSE_LINK_WORKER;
    return role == STAFF_ROLE_HEALTH_COACH ? COURSE_HEALTH_COACH : COURSE_COORDINATOR;
}

static bool has_done(const struct workforce_invented *w, enum course course)
{
    const struct health *h = health_of(w);
    if (course == h->missing || course == h->waits || course_has_setting(course)) return false;
    if (course == COURSE_ADULTS_1 || course == COURSE_ADULTS_2) return false; /* the third level covers them */
    if (course == COURSE_CHILDREN_1 || course == COURSE_CHILDREN_2) return false;
    if (course <= COURSE_HEALTH_COACH) return course == own_course(w->role);
    return course < COURSE_CARE_CERTIFICATE || w->nth % 3 == 0;
}

/* Days ago. What ends is done so long ago that it ends on its day; nothing is done long before they began. */
static int done_ago(const struct workforce_invented *w, enum course course, int nth)
{
    const struct health *h = health_of(w);
    int years = course_months(course) / 12;
    if (course == h->ending) return years * YEAR + years / 3 - h->ends;
    int ago = h->in_post - 5 - nth;
    int longest = years ? years * YEAR - 100 - nth : ago;
    return ago < longest ? (ago > 1 ? ago : 1) : longest;
}

static void add_training(struct inventing *to)
{
    const struct health *h = health_of(to->whose);
    int nth = 0;
    for (enum course course = COURSE_NONE + 1; course < COURSE_COUNT; course++)
        if (has_done(to->whose, course))
            invent_add(to, INVENT_TRAINING, (int)course, done_ago(to->whose, course, nth++));
    if (h->also && h->also != h->not_inducted)
        invent_add(to, INVENT_TRAINING, (int)COURSE_SETTING_INDUCTION,
            done_ago(to->whose, COURSE_SETTING_INDUCTION, nth++));
    if (h->specialist && h->missing != COURSE_SETTING_TRAINING)
        invent_add(
            to, INVENT_TRAINING, (int)COURSE_SETTING_TRAINING, done_ago(to->whose, COURSE_SETTING_TRAINING, nth));
    if (h->waits) invent_add(to, INVENT_WAITING, (int)h->waits, 3);
}

static void add_supervision(struct inventing *to)
{
    const struct health *h = health_of(to->whose);
    int first = h->supervised + EVERY * (SUPERVISIONS_MOST - 1);
    for (int ago = first; h->supervised && ago >= h->supervised; ago -= EVERY)
        if (ago < h->in_post && ago < LONGEST_BACK) invent_add(to, INVENT_SUPERVISION, ago == h->supervised, ago);
}

struct workforce_events workforce_invented_events(struct arena *a, const struct workforce_invented *w)
{
    struct workforce_events events = {ARENA_ARRAY(a, struct workforce_event, EVENTS_MOST), 0};
    struct inventing to = {w, &events};
    invent_add(&to, INVENT_POST, 0, health_of(w)->in_post);
    add_training(&to);
    add_supervision(&to);
    invent_development(w, health_of(w)->in_post, &to);
    if (health_of(w)->answered) invent_add(&to, INVENT_OVERRIDE, 0, 6);
    return events;
}

/* ---- making it ---- */

static enum err write_post(struct ctx *c, const struct workforce_event *e)
{
    const struct workforce_invented *w = e->whose;
    const struct health *h = health_of(w);
    const struct workforce_colleague *there[STAFF_LINK_COUNT] = {[STAFF_LINK_FIRST_CONTACT] = &w->supervisor,
        [STAFF_LINK_CONCERNS] = &w->gp,
        [STAFF_LINK_GP] = &w->gp,
        [STAFF_LINK_DAY_TO_DAY] = &w->supervisor,
        [STAFF_LINK_CLINICAL] = &w->clinician};
    struct staff_post post = {.start_on = e->day,
        .week = h->week * 60,
        .administration = h->week * 6,
        .supervision = 30,
        .development = h->week * 3,
        .travel = 25,
        .settings = WORK_SETTING_BIT(WORK_SETTING_GENERAL) | (h->also ? WORK_SETTING_BIT(h->also) : 0),
        .specialisms = h->specialist ? WORK_SETTING_BIT(h->specialist) : 0,
        .new_to_care = h->in_post < LONGEST_BACK / 2};
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++) {
        if (!there[kind] || kind == h->nobody || (h->alone && staff_link_supervises(kind))) continue;
        post.links[kind] = there[kind]->account;
        post.link_names[kind] = there[kind]->name;
    }
    return staff_post_save(c, w->account, 0, &post);
}

static enum err write_training(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    const struct health *h = health_of(e->whose);
    enum course course = (enum course)e->detail;
    struct training t = {.key = uuid_seeded(clock_now(c->clock), keys),
        .nonce = uuid_seeded(clock_now(c->clock), keys),
        .course = course,
        .setting = course_has_setting(course) ? h->also : WORK_SETTING_NONE,
        .done_on = e->day,
        .expires_on = DATE_NONE,
        .evidence = course == COURSE_INDUCTION || course == COURSE_SETTING_INDUCTION ?
            STR("Induction checklist, signed by both") :
            STR("Certificate seen, copy in the shared folder"),
        .confirmed_at = INSTANT_NONE,
        .struck_at = INSTANT_NONE};
    if (e->by_themselves) t.evidence = STR("Certificate by email from the trainer");
    return training_save(c, e->whose->account, &t);
}

static enum err write_supervision(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    const struct workforce_invented *w = e->whose;
    bool last = e->detail != 0;
    struct supervision_saving s = {.session = {.key = uuid_seeded(clock_now(c->clock), keys),
                                       .nonce = uuid_seeded(clock_now(c->clock), keys),
                                       .kind = TALK_DAY_TO_DAY,
                                       .held_on = e->day,
                                       .minutes = last ? health_of(w)->minutes : 60,
                                       .agenda = STR("Who is hard to reach, and the list for next month"),
                                       .agreed = STR("Keep mornings free for visits")}};
    if (last)
        s.agreed[s.agreed_count++] = (struct supervision_agreed){.key = uuid_seeded(clock_now(c->clock), keys),
            .title = STR("Write down what the care home round needs"),
            .due = date_add_days(w->today, (int)(w->nth % 9) - 2)};
    return supervision_save(c, w->account, &s);
}

static enum err write_override(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    enum work_setting away = health_of(e->whose)->not_inducted;
    struct readiness_override o = {.key = uuid_seeded(clock_now(c->clock), keys),
        .nonce = uuid_seeded(clock_now(c->clock), keys),
        .role = e->whose->role,
        .setting = away ? away : WORK_SETTING_GENERAL,
        .reason = STR("Takes over from a colleague who is ill; the course is booked"),
        .from_on = e->day,
        .until_on = date_add_days(e->day, OVERRIDE_DAYS_MOST - 7)};
    return override_save(c, e->whose->account, &o);
}

enum err workforce_invent(struct ctx *c, const struct workforce_event *e, struct random_seeded *keys)
{
    MUST(c->app->demonstration);
    switch ((enum invent_what)e->what) {
    case INVENT_POST: return write_post(c, e);
    case INVENT_TRAINING:
    case INVENT_WAITING: return write_training(c, e, keys);
    case INVENT_SUPERVISION: return write_supervision(c, e, keys);
    case INVENT_OVERRIDE: return write_override(c, e, keys);
    default: return invent_development_write(c, e, keys);
    }
}
