/*
 * Coded records: what other systems recorded about a person, as their record here shows it.
 *
 * Clinical facts (conditions, measurements, medicines, allergies), what is planned and agreed elsewhere
 * (appointments, plans, goals, teams, consents), what somebody needs, and who is close to them, come from imports
 * (care/imports) and are never edited: a newer version of the same thing replaces the older one, which stays in
 * the table. Cairn shows them and draws no conclusion: a status is the source's own word. Records that the source
 * took back
 * ("entered in error") are kept and never shown. What is read here goes through scoped_coded_record and leaves the
 * person in the request's trace. Text is as the source wrote it, numbers too ("1.50" stays "1.50"). [004, house
 * §3]
 */
#ifndef CAIRN_CARE_CODED_H
#define CAIRN_CARE_CODED_H

#include "base/clock.h"
#include "nhs/ids.h"
#include "platform/ctx.h"
#include "platform/versions/follow.h"

/* Stored as numbers: append, never reorder. name, label, FHIR resource */
#define CODED_KIND_LIST(X) \
    X(CONDITION, "Condition", "Condition") \
    X(OBSERVATION, "Observation", "Observation") \
    X(PROCEDURE, "Procedure", "Procedure") \
    X(IMMUNISATION, "Immunisation", "Immunization") \
    X(MEDICINE, "Medicine", "MedicationRequest, MedicationStatement") \
    X(ENCOUNTER, "Encounter", "Encounter") \
    X(ALLERGY, "Allergy", "AllergyIntolerance") \
    X(CARE_PLAN, "Care plan", "CarePlan") \
    X(GOAL, "Goal", "Goal") \
    X(CARE_TEAM, "Care team", "CareTeam") \
    X(CONSENT, "Consent", "Consent") \
    X(APPOINTMENT, "Appointment", "Appointment") \
    X(EPISODE, "Care by a service", "EpisodeOfCare") \
    X(NEED, "Communication or access need", "Flag") \
    X(ALERT, "Alert", "Flag") \
    X(RELATED, "Family, carer or other contact", "RelatedPerson, Patient.contact") \
    X(FACT, "Detail", "Patient")

#define CODED_STATUS_LIST(X) \
    X(CURRENT, "Current") \
    X(ENDED, "Ended") \
    X(DONE, "Done") \
    X(PLANNED, "Planned") \
    X(UNCONFIRMED, "Not confirmed") \
    X(NOT_DONE, "Not done") \
    X(NOT_SAID, "") \
    X(IN_ERROR, "Entered in error") \
    X(RULED_OUT, "Ruled out") \
    X(ON_HOLD, "On hold") \
    X(CANCELLED, "Cancelled") \
    X(NOT_ATTENDED, "Not attended") \
    X(BOOKED, "Booked") \
    X(WAITING, "On a waiting list") \
    X(DECLINED, "Declined")

enum coded_kind {
    CODED_KIND_NONE,
#define CODED_KIND_ENUM(name, label, resource) CODED_##name,
    CODED_KIND_LIST(CODED_KIND_ENUM)
#undef CODED_KIND_ENUM
        CODED_KIND_END
};
enum coded_status {
    CODED_STATUS_NONE,
#define CODED_STATUS_ENUM(name, label) CODED_STATUS_##name,
    CODED_STATUS_LIST(CODED_STATUS_ENUM)
#undef CODED_STATUS_ENUM
        CODED_STATUS_END
};
struct str coded_kind_label(enum coded_kind kind);       /* "Condition" */
struct str coded_status_label(enum coded_status status); /* "Current"; empty where the source said nothing */

/* How exactly the source knew when. */
enum coded_precision { CODED_NOT_DATED, CODED_YEAR, CODED_MONTH, CODED_DAY, CODED_TIME };

struct coded {
    int64_t id;
    enum coded_kind kind;
    enum coded_status status;
    struct str system, code; /* both empty where the source gave only words, and in the summary */
    struct str display;      /* never empty */
    enum coded_precision precision;
    struct instant happened_at; /* INSTANT_NONE if not dated; of a day, month or year its beginning */
    struct date ended;
    struct str value, unit; /* "142/94" "mmHg"; STR_NONE where there is none */
    struct str note;        /* further words: an allergy's reaction, what a plan holds; STR_NONE */
    struct str who;         /* who and where: "Dr Sandra Gose, at Leeds Orthopaedic Clinic"; STR_NONE */
    struct str reach;       /* a telephone number, or where somebody lives: not for everybody where an address is
                               protected (person_reach_is_withheld) */
};

struct coded_list {
    struct coded *items;
    size_t n;
};

/* "November 2014", "23 November 2014", "23 November 2014 at 9:05am"; "not dated" */
struct str coded_when(struct arena *a, const struct coded *record);
struct str coded_value_text(struct arena *a, const struct coded *record); /* "142/94 mmHg"; STR_NONE */

/* What to call a record in one line: what it is, and in whose words. "Type 2 diabetes", "Weight: 71.50 kg",
 * "Care plan: Musculoskeletal care", "Wife: Joy Smith". */
struct str coded_title(struct arena *a, const struct coded *record);

/* The summary page's parts, short: what is so now, the latest of each measurement, what is to come. What has ended
 * by its date or its state isn't in them; of allergies an unconfirmed one is, of consents a declined one. */
struct coded_summary {
    struct coded_list now[CODED_KIND_END]; /* by kind: current ones, newest first; of a code one; at most 60 */
    struct coded_list observations;        /* the latest value of each kind of measurement; at most 12 */
    struct coded_list coming;              /* appointments from now on, the next first, cancelled ones too; 8 */
};
MUST_USE enum err coded_summary(struct ctx *c, struct person_id person, struct coded_summary *ret);

/* The timeline: records of every kind from an instant back (INSTANT_NONE: from the newest), of that instant only
 * ids below the one given; newest first, at most `most`; kind CODED_KIND_NONE means all. Undated records are not
 * in it. */
MUST_USE enum err coded_events(struct ctx *c, struct person_id person, enum coded_kind kind, struct instant up_to,
    int64_t below, int64_t most, struct coded_list *ret);

/* The resource as it was received; ERR_NOT_FOUND where there is none of this person's with this id. */
MUST_USE enum err coded_original(struct ctx *c, struct person_id person, int64_t id, struct str *ret_json);

/* For `cairn check`: the next records after one, at most so many: is each original still what its hash says? Ids
 * of those that aren't are added to ids, which has room for `most` more; *ret_last is 0 when there are no more. */
MUST_USE enum err coded_check(struct ctx *c, int64_t after, int most, int64_t *ids, size_t *n, int64_t *ret_last);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows coded_rows_follow;

extern const struct db_statement_file coded_statements;

/* How records come in, for imports. */
#include "care/coded/coded_keys.h"
#include "care/coded/coded_original.h"
#include "care/coded/coded_store.h"

#endif
