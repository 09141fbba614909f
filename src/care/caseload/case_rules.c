/* What may follow what, and when the next contact is due: pure. */
#include "care/caseload/case_store.h"

#define TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
static const struct term STATES[] = {CASE_STATE_LIST(TERM)};
static const struct term STEPS[] = {CASE_STEP_LIST(TERM)};
static const struct term PAUSES[] = {CASE_PAUSE_LIST(TERM)};
static const struct term OUTCOMES[] = {CASE_OUTCOME_LIST(TERM)};
#undef TERM
const struct vocabulary case_states = {STATES, COUNT_OF(STATES)}, case_steps = {STEPS, COUNT_OF(STEPS)},
                        case_pauses = {PAUSES, COUNT_OF(PAUSES)}, case_outcomes = {OUTCOMES, COUNT_OF(OUTCOMES)};

bool case_may(const struct care_case *k, enum case_step step)
{
    switch (step) {
    case CASE_STEP_CHANGED:
    case CASE_STEP_PAUSED: return k->state == CASE_IS_ACTIVE || k->state == CASE_IS_MONITORING;
    case CASE_STEP_RESUMED: return k->state == CASE_IS_PAUSED;
    case CASE_STEP_GIVEN:
    case CASE_STEP_PLANNED:
    case CASE_STEP_CLOSED: return k->state != CASE_IS_CLOSED;
    case CASE_STEP_REOPENED: return k->state == CASE_IS_CLOSED;
    case CASE_STEP_OPENED:
    case CASE_STEP_NONE: return false;
    }
    return false;
}

enum case_state case_after(enum case_state from, enum case_step step)
{
    if (step == CASE_STEP_PAUSED) return CASE_IS_PAUSED;
    if (step == CASE_STEP_CLOSED) return CASE_IS_CLOSED;
    return step == CASE_STEP_RESUMED || step == CASE_STEP_REOPENED ? CASE_IS_ACTIVE : from;
}

int case_rhythm(enum case_weight weight, enum case_state state)
{
    static const int every[] = {0,
#define EVERY(name, word, label, days, length) days,
        CASE_WEIGHT_LIST(EVERY)
#undef EVERY
    };
    return every[state == CASE_IS_MONITORING ? CASE_WEIGHT_LIGHT : weight];
}
