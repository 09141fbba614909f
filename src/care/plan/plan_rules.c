/* What the plan is worth, from what stands in it: pure. */
#include "care/plan/plan_fields.h"

bool plan_step_is_done(struct arena *a, const struct plan_part *step)
{
    if (instant_is_set(step->done_at) && !step->not_done) return true;
    return str_eq(plan_text(a, step, "state"), STR("done"));
}

bool plan_goal_is_open(struct arena *a, const struct plan_part *goal)
{
    struct str state = plan_text(a, goal, "state");
    return !str_eq(state, STR("achieved")) && !str_eq(state, STR("unwanted"));
}

static bool says_what_matters(struct arena *a, const struct plan *plan)
{
    return merge_value(a, plan->about, STR("most_important")).n != 0;
}

static size_t goals_in(const struct plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n; i++) n += plan->items[i].kind == PLAN_GOAL;
    return n;
}

void plan_criteria(struct arena *a, const struct plan *plan, struct plan_criterion ret[PLAN_CRITERIA])
{
    static const struct {
        struct str text, missing;
        const char *field;
    } ROWS[PLAN_CRITERIA] = {
        {STR_INIT("The person is at the centre of making and agreeing the plan, and decides who is involved"),
            STR_INIT("Write down how they led it"), "centre"},
        {STR_INIT("They talked about what matters to them, and about their health and life as a whole"),
            STR_INIT("Write down what was talked about"), "talked"},
        {STR_INIT("They agreed what they want to reach, together with the professionals concerned"),
            STR_INIT("Write down how goals were agreed"), "outcomes"},
        {STR_INIT("There is a plan they can share: what matters, what they want to reach, and how"),
            STR_INIT("Write down who has it, or will have it"), "shared"},
    };
    const struct plan_part *made = plan_section(plan, PLAN_MADE);
    for (size_t i = 0; i < PLAN_CRITERIA; i++)
        ret[i] = (struct plan_criterion){.text = ROWS[i].text,
            .evidence = plan_text(a, made, ROWS[i].field),
            .missing = ROWS[i].missing,
            .section = PLAN_MADE};
    if (!plan_text(a, made, "took_part").n) {
        ret[0].evidence = STR_NONE;
        ret[0].missing = STR("Write down who took part, and how they led it");
    }
    if (!says_what_matters(a, plan)) {
        ret[1].evidence = STR_NONE;
        ret[1].missing = STR("Nothing is written yet about what matters to them: begin with “About me”");
    }
    if (!goals_in(plan)) {
        ret[2].evidence = STR_NONE;
        ret[2].missing = STR("There is no goal yet");
    }
}

enum plan_state plan_state_of(const struct plan *plan, const struct plan_events *all, struct date today)
{
    const struct plan_event *agreed = plan_event_last(all, PLAN_AGREED),
                            *reviewed = plan_event_last(all, PLAN_REVIEWED);
    const struct plan_event *declined = plan_event_last(all, PLAN_DECLINED);
    if (declined && (!agreed || agreed->id.v < declined->id.v)) return PLAN_IS_DECLINED;
    if (!agreed) return plan->n ? PLAN_DRAFT : PLAN_EMPTY;
    struct date due = reviewed && reviewed->id.v > agreed->id.v ? reviewed->review_on : agreed->review_on;
    if (date_is_set(due) && !date_before(today, due)) return PLAN_REVIEW_DUE;
    return plan->mark == agreed->mark ? PLAN_IS_AGREED : PLAN_TO_AGREE;
}
