/*
 * What a role may do: one table, read by the route table, the navigation and the permission matrix.
 *
 * A permission says what may be done; the scope (whose records) comes from where the role is held and from
 * relations. A role that isn't given a permission here doesn't have it: nothing is implied. Roles are those of
 * domain §1.
 */
#ifndef CAIRN_PLATFORM_PERMISSION_H
#define CAIRN_PLATFORM_PERMISSION_H

#include "nhs/vocabulary.h"

#define PERMISSION_LIST(X) \
    X(PUBLIC, "open to anybody, signed in or not") \
    X(ANYBODY, "open to anybody; who is signed in sees it in their own frame") \
    X(HALF_SIGNED_IN, "for somebody between password and second factor, or whose session has gone idle") \
    X(SIGNED_IN, "for anybody signed in") \
    X(MY_DAY, "see what is due and overdue for oneself") \
    X(PEOPLE_FIND, "find a person") \
    X(PERSON_DETAILS, "see a person's details: who they are and how to reach them") \
    X(PERSON_RECORD, "see a person's record: summary, timeline, contacts") \
    X(PEOPLE_EXPORT, "take a list of people out of Cairn as a file") \
    X(PERSON_EDIT, "change a person's details") \
    X(DUPLICATES, "say which records are of one person, and join them") \
    X(ABOUT_EDIT, "write down what matters to a person, in their words") \
    X(CIRCLE_EDIT, "say who is around a person, and what each does") \
    X(PLAN_EDIT, "write a person's plan with them, and record that it was agreed or reviewed") \
    X(CARE_HOMES, "see care homes and who lives there, and say what is so there") \
    X(CONTACT_RECORD, "record a contact and what comes next") \
    X(CONSENT_RECORD, "record what a person agreed to or refused") \
    X(CAPACITY_RECORD, "record assessments of capacity, best-interests decisions, attorneys and deputies") \
    X(LAWFUL_BASIS, "record why something may be shared without asking the person") \
    X(REFER, "send a referral and see what became of it") \
    X(TRIAGE, "work the inbox of referrals: give, ask, send on, decline") \
    X(CASELOAD, "see caseloads within reach, and open, change, give and close cases") \
    X(GP_RECORD, "bring coded entries into the GP record, and say what became of them") \
    X(WHO_LOOKED, "see who looked at a person's record") \
    X(TEAM, "say who supports a person, and so sees their record") \
    X(RELATIONS_OWN, "see the people one supports or has opened with a reason") \
    X(CLAIM, "open a record outside one's own people, with a stated reason and for a while") \
    X(RESTRICT, "restrict a record to its direct team, and lift that") \
    X(PROTECTED_ADDRESS, "see a protected address without being on the person's team") \
    X(IMPORTS, "see and run imports") \
    X(STAFF_SEE, "see who works here and in which role") \
    X(ACCOUNTS, "add, change and disable accounts") \
    X(LEAVERS, "see what somebody who leaves or moves leaves behind") \
    X(HAND_OVER, "give what somebody has to do to a colleague, and take that back") \
    X(DEVELOPMENT_OWN, "see one’s own training, readiness and supervision, and record training") \
    X(TEAM_SEE, "see who of the team may take referrals, and the pages of those within reach") \
    X(READINESS_ALL, "see the training and readiness of everybody where the role is held") \
    X(POST_KEEP, "say when colleagues began, their hours and settings, and who is there for them") \
    X(TRAINING_KEEP, "record and confirm colleagues’ training, and answer for somebody who isn’t ready yet") \
    X(SUPERVISE, "log supervision with those one supervises") \
    X(ACCESS_REVIEW, "review how records were opened, and who holds which role") \
    X(AUDIT, "search the audit") \
    X(REFERENCE, "see which published tables are loaded, and in which version") \
    X(REFERENCE_LOAD, "load published tables for the whole installation, and say which version counts")

/* 0 is no permission, so that a route that forgot to say is refused at start. */
enum permission {
    PERMISSION_NONE,
#define PERMISSION_ENUM(name, text) PERMISSION_##name,
    PERMISSION_LIST(PERMISSION_ENUM)
#undef PERMISSION_ENUM
        PERMISSION_COUNT
};

#define PERMISSION_BIT(p) (UINT64_C(1) << (p))

uint64_t permissions_of(enum staff_role role);
const char *permission_name(enum permission p); /* "PERSON_RECORD" */
const char *permission_text(enum permission p); /* in plain words */

/* Whose records a role reaches at all; what it may do with them is what it is permitted. */
enum role_reach {
    REACH_NOBODY = 1, /* never a person's record */
    REACH_RELATIONS,  /* only people they have a relation to (platform/auth/relation.h) */
    REACH_PRACTICE,   /* the people of where the role is held, and those */
};
enum role_reach role_reach(enum staff_role role);

#endif
