/* The states of resources, each in its own words, as the few that Cairn knows. [house §3, standards §3] */
#include "wire/fhir_read.h"

#define KIND(kind) (1u << (kind))

static const struct {
    unsigned kinds; /* bits */
    struct str word;
    enum fhir_status status;
} statuses[] = {
    {~0u, STR_INIT("entered-in-error"), IN_ERROR},
    {~0u, STR_INIT("cancelled"), NOT_DONE},
    {~0u, STR_INIT("not-done"), NOT_DONE},
    {KIND(PROCEDURE) | KIND(IMMUNISATION) | KIND(MEDICINE) | KIND(CARE_PLAN) | KIND(GOAL), STR_INIT("completed"),
        DONE},
    {KIND(OBSERVATION), STR_INIT("final"), DONE},
    {KIND(OBSERVATION), STR_INIT("amended"), DONE},
    {KIND(OBSERVATION), STR_INIT("corrected"), DONE},
    {KIND(OBSERVATION), STR_INIT("preliminary"), UNCONFIRMED},
    {KIND(OBSERVATION), STR_INIT("registered"), UNCONFIRMED},
    {KIND(MEDICINE) | KIND(CARE_PLAN) | KIND(GOAL) | KIND(CARE_TEAM) | KIND(CONSENT) | KIND(EPISODE) | KIND(ALERT),
        STR_INIT("active"), CURRENT},
    {KIND(MEDICINE) | KIND(CARE_PLAN) | KIND(CONSENT), STR_INIT("draft"), PLANNED},
    {KIND(MEDICINE) | KIND(PROCEDURE), STR_INIT("on-hold"), CURRENT},
    {KIND(MEDICINE) | KIND(PROCEDURE), STR_INIT("stopped"), ENDED},
    {KIND(MEDICINE), STR_INIT("intended"), PLANNED},
    {KIND(MEDICINE), STR_INIT("not-taken"), NOT_DONE},
    {KIND(PROCEDURE), STR_INIT("preparation"), PLANNED},
    {KIND(PROCEDURE) | KIND(ENCOUNTER), STR_INIT("in-progress"), CURRENT},
    {KIND(ENCOUNTER), STR_INIT("finished"), DONE},
    {KIND(ENCOUNTER) | KIND(EPISODE) | KIND(GOAL), STR_INIT("planned"), PLANNED},
    {KIND(ENCOUNTER) | KIND(APPOINTMENT), STR_INIT("arrived"), CURRENT},
    {KIND(ENCOUNTER), STR_INIT("triaged"), CURRENT},
    {KIND(ENCOUNTER), STR_INIT("onleave"), CURRENT},
    {KIND(ENCOUNTER) | KIND(APPOINTMENT) | KIND(EPISODE) | KIND(GOAL), STR_INIT("cancelled"), CANCELLED},
    {KIND(CARE_PLAN) | KIND(GOAL), STR_INIT("on-hold"), ON_HOLD},
    {KIND(CARE_PLAN), STR_INIT("revoked"), ENDED},
    {KIND(GOAL) | KIND(CARE_TEAM) | KIND(CONSENT) | KIND(APPOINTMENT), STR_INIT("proposed"), PLANNED},
    {KIND(GOAL), STR_INIT("accepted"), PLANNED},
    {KIND(GOAL) | KIND(CONSENT), STR_INIT("rejected"), DECLINED},
    {KIND(CARE_TEAM), STR_INIT("suspended"), ON_HOLD},
    {KIND(CARE_TEAM) | KIND(CONSENT) | KIND(ALERT), STR_INIT("inactive"), ENDED},
    {KIND(EPISODE), STR_INIT("waitlist"), WAITING},
    {KIND(EPISODE), STR_INIT("onhold"), ON_HOLD},
    {KIND(EPISODE), STR_INIT("finished"), ENDED},
    {KIND(APPOINTMENT), STR_INIT("pending"), PLANNED},
    {KIND(APPOINTMENT), STR_INIT("booked"), BOOKED},
    {KIND(APPOINTMENT), STR_INIT("checked-in"), CURRENT},
    {KIND(APPOINTMENT), STR_INIT("fulfilled"), DONE},
    {KIND(APPOINTMENT), STR_INIT("noshow"), NOT_ATTENDED},
    {KIND(APPOINTMENT), STR_INIT("waitlist"), WAITING},
};

/* Conditions and allergies: whether it is so, and whether it still is. An allergy that is over is over, whoever
 * confirmed it; one that nobody confirmed may still harm somebody. */
static enum fhir_status judged_status(struct json_value v, int kind, bool ended)
{
    struct str verified = fhir_first_code(json_get(v, STR("verificationStatus")));
    struct str clinical = fhir_first_code(json_get(v, STR("clinicalStatus")));
    bool over = str_eq(clinical, STR("inactive")) || str_eq(clinical, STR("resolved"));
    if (str_eq(verified, STR("entered-in-error"))) return IN_ERROR;
    if (str_eq(verified, STR("refuted"))) return RULED_OUT;
    if (kind == ALLERGY && over) return ENDED;
    if (verified.n && !str_eq(verified, STR("confirmed"))) return UNCONFIRMED;
    if (str_eq(clinical, STR("active")) || str_eq(clinical, STR("recurrence")) || str_eq(clinical, STR("relapse")))
        return CURRENT;
    return clinical.n || ended ? ENDED : NOT_SAID;
}

/* What is asked for is not yet so. */
static enum fhir_status by_intent(struct json_value v, int kind, enum fhir_status status)
{
    bool against = false;
    if (kind == MEDICINE && json_as_bool(json_get(v, STR("doNotPerform")), &against) && against) return NOT_DONE;
    struct str intent = json_as_text(json_get(v, STR("intent")));
    bool proposed = str_eq(intent, STR("proposal")) || (kind == MEDICINE && str_eq(intent, STR("plan"))) ||
        (kind == CARE_PLAN && str_eq(intent, STR("option")));
    return proposed && (kind == MEDICINE || status == CURRENT) ? PLANNED : status;
}

static enum fhir_status by_activity(struct json_value v, enum fhir_status otherwise)
{
    bool active = true;
    if (json_as_bool(json_get(v, STR("active")), &active) && !active) return ENDED;
    return otherwise;
}

enum fhir_status fhir_status_of(struct json_value v, struct str type, int kind, bool ended)
{
    if (kind == CONDITION || kind == ALLERGY) return judged_status(v, kind, ended);
    if (kind == RELATED) return by_activity(v, CURRENT);
    struct str word = json_as_text(json_get(v, kind == GOAL ? STR("lifecycleStatus") : STR("status")));
    unsigned bit = KIND(kind == NEED ? ALERT : kind);
    enum fhir_status status = NOT_SAID;
    for (size_t i = 0; i < COUNT_OF(statuses); i++)
        if ((statuses[i].kinds & bit) && str_eq(statuses[i].word, word)) status = statuses[i].status;
    if (status == IN_ERROR || (kind != MEDICINE && kind != CARE_PLAN)) return status;
    return str_eq(type, STR("MedicationStatement")) ? status : by_intent(v, kind, status);
}
