/*
 * The narrow integer ids of rows, each a type of its own: a person_id can't be passed where a practice_id belongs.
 *
 * They never leave the program: addresses show UUIDs (base/uuid.h). 0 means "none".
 */
#ifndef CAIRN_NHS_IDS_H
#define CAIRN_NHS_IDS_H

#include "base/base.h"

#define ID_LIST(X) \
    X(pcn) \
    X(practice) \
    X(staff) \
    X(account) \
    X(session) \
    X(person) \
    X(contact) \
    X(task) \
    X(import) \
    X(role_held) \
    X(relation) \
    X(review) \
    X(draft) \
    X(circle_entry) \
    X(reference_set) \
    X(reference_upload) \
    X(letter) \
    X(consent) \
    X(consent_party) \
    X(referral) \
    X(referral_link) \
    X(training) \
    X(supervision) \
    X(supervision_action) \
    X(readiness_override) \
    X(portfolio_entry) \
    X(competency_rating) \
    X(development_goal) \
    X(wellbeing_note) \
    X(peer_group) \
    X(notice) \
    X(closing_step) \
    X(upload) \
    X(care_home) \
    X(care_home_stay) \
    X(care_case) \
    X(case_closing) \
    X(plan_part) \
    X(plan_event) \
    X(case_cover) \
    X(message) \
    X(appointment_part) \
    X(gp_entry) \
    X(gp_file) \
    X(gap) \
    X(gap_dismissal)

#define ID_TYPE(noun) \
    struct noun##_id { \
        int64_t v; \
    };
ID_LIST(ID_TYPE)
#undef ID_TYPE

#endif
