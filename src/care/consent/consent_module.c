/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/consent/consent.h"
#include "care/consent/consent_pages.h"

/* A form, what it sends, and what is kept of it while it is typed. */
#define FORM(path, permission, noun) \
    ROUTE(GET, path, permission, PERSON, VIEW, STAYS, READS, NO_BODY, noun##_get), \
        ROUTE(POST, path, permission, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, noun##_post), \
        ROUTE(POST, path "/draft", permission, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM, noun##_draft_post)

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person/consent", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, consent_get),
    ROUTE(GET, "/people/:person/consent/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY,
        consent_history_get),
    FORM("/people/:person/consent/decision", CONSENT_RECORD, entry_decision),
    FORM("/people/:person/consent/capacity", CAPACITY_RECORD, entry_capacity),
    FORM("/people/:person/consent/best-interests", CAPACITY_RECORD, entry_best_interests),
    FORM("/people/:person/consent/attorney", CAPACITY_RECORD, entry_attorney),
    FORM("/people/:person/consent/lawful-basis", LAWFUL_BASIS, entry_basis),
    ROUTE(GET, "/people/:person/consent/:consent/strike", CONSENT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY,
        consent_strike_get),
    ROUTE(POST, "/people/:person/consent/:consent/strike", CONSENT_RECORD, PERSON, CHANGE, STAYS, TOKEN,
        LIMIT_BODY_FORM, consent_strike_post),
    ROUTE(GET, "/people/:person/consent/:party/note", CONSENT_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY,
        consent_note_get),
};
const struct route_table consent_routes = ROUTE_TABLE(ROUTES);
