/* The rules of entries: what may happen in which state. Pure. */
#include "care/coding/coding_entry.h"

static const struct term STATES[] = {
#define CODING_STATE_TERM(name, word, label, colour) {STR_INIT(word), STR_INIT(label)},
    CODING_STATE_LIST(CODING_STATE_TERM)
#undef CODING_STATE_TERM
};
const struct vocabulary coding_states = {STATES, COUNT_OF(STATES)};
static const struct term ACTS[] = {
#define CODING_ACT_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CODING_ACT_LIST(CODING_ACT_TERM)
#undef CODING_ACT_TERM
};
const struct vocabulary coding_acts = {ACTS, COUNT_OF(ACTS)};

/* What isn't here can't happen. Something that was struck through and is in the GP record all the same, or comes
 * there later, has to be taken out; what was found there and is there no more has failed. */
static const unsigned char NEXT[CODING_STATE_END][CODING_ACT_END] = {
    [CODING_IS_WAITING] = {[CODING_ACT_DONE] = CODING_IS_PASTED,
        [CODING_ACT_FAIL] = CODING_IS_FAILED,
        [CODING_ACT_NOT_NEEDED] = CODING_IS_NOT_NEEDED,
        [CODING_TO_FILE] = CODING_IS_FILE,
        [CODING_STRUCK] = CODING_IS_WITHDRAWN,
        [CODING_FOUND] = CODING_IS_FOUND},
    [CODING_IS_PASTED] = {[CODING_ACT_FAIL] = CODING_IS_FAILED,
        [CODING_ACT_NOT_NEEDED] = CODING_IS_NOT_NEEDED,
        [CODING_ACT_AGAIN] = CODING_IS_WAITING,
        [CODING_STRUCK] = CODING_IS_REMOVE,
        [CODING_FOUND] = CODING_IS_FOUND},
    [CODING_IS_FILE] = {[CODING_ACT_DONE] = CODING_IS_PASTED,
        [CODING_ACT_FAIL] = CODING_IS_FAILED,
        [CODING_ACT_NOT_NEEDED] = CODING_IS_NOT_NEEDED,
        [CODING_ACT_AGAIN] = CODING_IS_WAITING,
        [CODING_STRUCK] = CODING_IS_REMOVE,
        [CODING_FOUND] = CODING_IS_FOUND},
    [CODING_IS_FOUND] = {[CODING_STRUCK] = CODING_IS_REMOVE, [CODING_GONE] = CODING_IS_FAILED},
    [CODING_IS_FAILED] = {[CODING_ACT_DONE] = CODING_IS_PASTED,
        [CODING_ACT_NOT_NEEDED] = CODING_IS_NOT_NEEDED,
        [CODING_ACT_AGAIN] = CODING_IS_WAITING,
        [CODING_STRUCK] = CODING_IS_WITHDRAWN,
        [CODING_FOUND] = CODING_IS_FOUND},
    [CODING_IS_NOT_NEEDED] = {[CODING_ACT_AGAIN] = CODING_IS_WAITING,
        [CODING_STRUCK] = CODING_IS_WITHDRAWN,
        [CODING_FOUND] = CODING_IS_FOUND},
    [CODING_IS_WITHDRAWN] = {[CODING_FOUND] = CODING_IS_REMOVE},
    [CODING_IS_REMOVE] = {[CODING_ACT_DONE] = CODING_IS_REMOVED, [CODING_GONE] = CODING_IS_REMOVED},
    [CODING_IS_REMOVED] = {[CODING_ACT_AGAIN] = CODING_IS_REMOVE},
};

enum coding_state coding_next(enum coding_state state, enum coding_act act)
{
    return (enum coding_state)NEXT[state][act];
}

enum coding_state coding_before_found(enum coding_state state, enum coding_state before)
{
    bool given = before == CODING_IS_PASTED || before == CODING_IS_FILE;
    if (state == CODING_IS_FOUND) return before;
    /* Struck through meanwhile: what was given may be there all the same. */
    if (state == CODING_IS_REMOVE) return given ? CODING_IS_REMOVE : CODING_IS_WITHDRAWN;
    return state;
}

bool coding_stands(const struct coded *record)
{
    enum coded_status s = record->status;
    bool so = s == CODED_STATUS_CURRENT || s == CODED_STATUS_ENDED || s == CODED_STATUS_DONE ||
        s == CODED_STATUS_NOT_SAID;
    return so && record->precision >= CODED_DAY;
}

int64_t coding_own_code(const struct coded *record)
{
    struct snomed_id id;
    if (!str_eq(record->system, STR("http://snomed.info/sct"))) return 0;
    if (snomed_parse(record->code, &id) != SNOMED_FAULT_NONE) return 0;
    return snomed_own_term(id).n ? id.v : 0;
}

/* ---- every column that holds a code ---- */

#define OF_OTHERS "it came from another system, and is not Cairn’s to write back"
const struct coding_column coding_columns[] = {
    {"contact", "seen_code", NULL},
    {"contact", "mode_code", NULL},
    {"plan_event", "code", NULL},
    {"gp_entry", "code", "the entries themselves"},
    {"coded_concept", "code", OF_OTHERS},
};
const size_t coding_columns_count = COUNT_OF(coding_columns);
