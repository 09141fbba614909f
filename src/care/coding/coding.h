/*
 * What is to stand in the GP record: every coded thing that Cairn records about somebody, and what became of it.
 *
 * Whoever records something with a code calls coding_record() in the same action; the entry then waits until
 * somebody has pasted it into the GP record or taken it there in a file, and until an import brings it from there,
 * which is the only proof. What is struck through before it was given is taken back; later, Cairn asks for its
 * removal. For which practice an entry is follows from where the person is registered now: their GP record goes
 * along when they move. The GP's practice is of the network, so giving it an entry is direct care within the team;
 * sharing_ask() is asked all the same, for each person and each time. [domain §6, standards §1 group 1;
 * docs/adr/0052]
 */
#ifndef CAIRN_CARE_CODING_H
#define CAIRN_CARE_CODING_H

#include "care/coded/coded.h"
#include "care/people/person.h"
#include "nhs/snomed.h"

/* Everything that has a code of its own and what has one besides: which table's column it is, and how it gets
 * here; or why it doesn't. A test compares this with the schema, so that no coded column is forgotten. */
struct coding_column {
    const char *table, *column;
    const char *not_because; /* NULL: coding_record() is called where it is written */
};
extern const struct coding_column coding_columns[];
extern const size_t coding_columns_count;

/* In an action: somebody recorded something that has these codes; 0 is none. */
struct coding_recorded {
    struct person_id person;
    struct contact_id contact; /* what it comes from: one of these two */
    struct plan_event_id event;
    struct uuid of; /* its key, from which the entry's is made; not set: a new one */
    struct date on;
    struct account_id by;
    enum staff_role role;
    struct snomed_id codes[2];
};
MUST_USE enum err coding_record(struct ctx *c, const struct coding_recorded *r);
/* In an action: the contact was struck through. */
MUST_USE enum err coding_contact_struck(struct ctx *c, struct contact_id contact);

/* ---- for imports, in their actions ---- */
/* A record came that wasn't there, or came changed. */
MUST_USE enum err coding_import_brought(struct ctx *c, const struct coded_new *row);
/* What this import had found for somebody isn't found any more. */
MUST_USE enum err coding_import_taken_back(struct ctx *c, struct person_id person, struct import_id import);

/* ---- for who looks ---- */
struct coding_counts {
    int64_t waiting, failed, given, found;
};
MUST_USE enum err coding_counts_about(struct ctx *c, struct person_id person, struct coding_counts *ret);
/* Of all whom the actor sees, for My day: it names nobody. */
MUST_USE enum err coding_calls(struct ctx *c, struct coding_counts *ret);

/* In an action, for a demonstration: what the weeks made of somebody's entries. chance: below 1000. */
MUST_USE enum err coding_settle_invented(struct ctx *c, struct person_id person, unsigned chance);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows gp_entry_rows_follow;

extern const struct route_table coding_routes;
extern const struct db_statement_file coding_statements;

#endif
