/*
 * People: who they are, how to reach them, what to know before speaking with them.
 *
 * The public face of the slice. A struct person is the whole of what is known of somebody's identity and details;
 * the record's other parts (contacts, tasks, coded records) belong to other slices, which call person_get for the
 * banner and person_first_name for words. Everything read here goes through scoped_person and leaves the person in
 * the request's trace. [002, 003 §5.2, domain §2]
 */
#ifndef CAIRN_CARE_PERSON_H
#define CAIRN_CARE_PERSON_H

#include "base/date.h"
#include "nhs/ids.h"
#include "nhs/nhs_number.h"
#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/http/route.h"
#include "platform/jobs/jobs.h"
#include "ui/layout.h"

struct person {
    struct person_id id;
    struct uuid key;
    int64_t version;
    struct practice_id practice;
    struct str practice_name;
    struct nhs_number nhs_number;
    struct str nhs_number_status; /* 01 to 08 */
    struct str title, given_names, family_name, preferred_name;
    struct date born;
    enum gender gender;
    struct str pronouns;
    struct str address[4], postcode;
    struct str
        lsoa; /* the area, where it is known without a table of postcodes; forgotten when the postcode changes */
    bool protected_address;
    bool withheld;   /* the address is protected and was left out: address, postcode, telephones, email */
    bool restricted; /* seen by its direct team alone (docs/adr/0022) */
    struct str home_phone, mobile_phone, email;
    enum contact_method preferred_contact;
    struct str contact_times; /* "Ring after 11am" */
    bool no_letters;
    struct str language; /* BCP 47 */
    bool interpreter;
    enum written_format written_format;
    struct str communication_note;
    struct str adjustments; /* reasonable adjustments: "441092009 Does lip read; 285055002 Does use hearing aid" */
    enum ethnicity ethnicity;
    struct str named_gp;
    bool died_known;
    struct date died;
    struct str source;
    struct instant changed_at;
};

/* The person, if the actor may see them; ERR_NOT_FOUND otherwise. Leaves them in the trace. A protected address,
 * and whatever else says how to reach them, is left out unless the system itself reads: no page can print it by
 * mistake. */
MUST_USE enum err person_get(struct ctx *c, struct person_id id, struct person *ret);
/* With a protected address, for the few who may see it and for saving; whoever shows it calls
 * person_address_shown. */
MUST_USE enum err person_get_whole(struct ctx *c, struct person_id id, struct person *ret);
/* May the actor see a protected address? By permission, or being on the person's direct team: never by a claim. */
bool person_address_may_be_shown(const struct actor *actor, struct person_id id);
/* It is protected, and the actor isn't one of them. */
bool person_reach_is_withheld(const struct ctx *c, const struct person *p);
/* Makes the row of the page one of its own kind: also where a change before it, such as a draft that was kept, has
 * a row already. */
void person_address_shown(struct ctx *c, const struct person *p);

/* For imports: who has this number in a network, whoever they are; where that record became part of another, who
 * remains. Shows nothing of them; ERR_NOT_FOUND: nobody. */
MUST_USE enum err person_of_number(
    struct ctx *c, struct pcn_id pcn, struct nhs_number number, struct person_id *ret);

/* For struct app_hooks: the address of a record that became part of another leads to who remains, for those who
 * may see that person; *ret_followed says so. */
enum err person_find_by_key(struct ctx *c, struct uuid key, struct person_id *ret, bool *ret_followed);
bool person_key_exists(struct ctx *c, struct uuid key);

/* In an action: a new person; fills id, key (unless set), version; writes the finder's terms and the first
 * version. ERR_EXISTS: the NHS number is somebody else's in the network of their
 * practice. */
MUST_USE enum err person_add(struct ctx *c, struct person *p);
/* In an action: saves every field; p->version is the version the change began from.
 * ERR_CONFLICT if it moved on, or its practice is of another network. */
MUST_USE enum err person_save(struct ctx *c, struct person *p);

/* ---- what others do when a person changes ----
 *
 * Slices above this one listen: app/ has the table (src/app/listeners.c). In the action that changes the person,
 * after their row was written; an error undoes the whole. A member that is NULL hears nothing. */
struct person_listener {
    enum err (*changed)(struct ctx *c, const struct person *before, const struct person *after);
    /* Two records became one, or two again: their rows are where they belong by then. */
    enum err (*joined)(struct ctx *c, const struct person *kept, const struct person *away);
    enum err (*parted)(struct ctx *c, const struct person *kept, const struct person *away);
    /* Another system has them at a practice outside the network; empty: not any more. */
    enum err (*elsewhere)(struct ctx *c, struct person_id person, struct str practice);
    /* What must be known first, for the top of every page of the record; for the reader, so it may fail. */
    enum err (*noted)(struct ctx *c, const struct person *p, struct page_notes *ret);
    /* Who their named co-ordinator is, in words for the banner; STR_NONE: nobody. For the reader, likewise. */
    enum err (*coordinated)(struct ctx *c, const struct person *p, struct str *ret);
};
extern const struct person_listener *const PERSON_LISTENERS[];
extern const size_t PERSON_LISTENER_COUNT;
/* In an action, for imports. */
MUST_USE enum err person_elsewhere(struct ctx *c, struct person_id id, struct str practice);
MUST_USE enum err person_practice_name(struct ctx *c, struct practice_id id, struct str *ret);

/* In an action, after a contact or a task of theirs is another: their row in lists, made anew. Whatever in this
 * slice changes a person calls it itself. ERR_CONFLICT: their record became part of another's a moment ago. */
MUST_USE enum err person_listed_write(struct ctx *c, struct person_id id);

/* In actions. Somebody who came by mistake and with whom nobody worked: they are in no list, found by nothing,
 * have no address, and their NHS number is free again. Their row and its versions stay. */
MUST_USE enum err person_withdraw(struct ctx *c, struct person_id id);
bool person_is_withdrawn(struct ctx *c, struct person_id id);

/* Whether their details say what they said in a version. ERR_NOT_FOUND: there is no such version. */
MUST_USE enum err person_is_as_in(struct ctx *c, struct person_id id, int64_t version, bool *ret);

/* In an action: what a version changed is put back, as far as nobody changed the same since; moved_from: the
 * practice that it moved them away from, 0 if none. *ret_all: nothing of it stays. ERR_NOT_FOUND: there is no such
 * version, or none before it. ERR_REFUSED: two records were joined in this one, and whose version it is isn't
 * known. */
MUST_USE enum err person_take_back(
    struct ctx *c, struct person_id id, int64_t version, struct practice_id moved_from, bool *ret_all);

/* In an action: restricts the record or lifts that, with a version. ERR_CONFLICT: it is so already. */
MUST_USE enum err person_restrict(struct ctx *c, struct person_id id, bool restricted);

/* ---- for words on pages ---- */
struct str person_called(struct arena *a, const struct person *p);      /* "Amina": how to speak of them */
struct str person_full_name(struct arena *a, const struct person *p);   /* "Amina Rahman" */
struct str person_list_name(struct arena *a, const struct person *p);   /* "RAHMAN, Amina" */
struct str person_formal_name(struct arena *a, const struct person *p); /* "RAHMAN, Amina (Mrs)", of the banner */
struct str person_born_and_age(struct arena *a, const struct person *p, struct date today);
struct str person_adjustments(struct arena *a, const struct person *p); /* their terms alone: "Does lip read; …" */
struct str person_phone(const struct person *p); /* the number to ring first; STR_NONE if none */
struct url person_url(struct arena *a, const struct person *p, const char *after); /* "/people/<key>" + after */
struct person_banner *person_banner_view(struct ctx *c, const struct person *p);
struct know person_know_view(struct ctx *c, const struct person *p); /* "Before you get in touch" */
/* Summary, About me, Timeline, Details, Team, Who looked …: those the actor may open, and while they look on
 * those that are theirs to see. current is one of these. */
struct link_list person_subnav(struct ctx *c, const struct person *p, struct str current);
/* A page of the record: banner, sub-navigation, title; the caller adds main. */
struct page person_page(struct ctx *c, const struct person *p, struct str current, struct str title);

/* For `cairn check`: the next people after one, at most so many: does each row agree with its last version, and
 * with what the person is found by? Adds what doesn't to the list, which has room for 200; *ret_last is 0 when
 * there are no more. */
struct person_fault {
    struct person_id person;
    const char *what;
};
struct person_fault_list {
    struct person_fault *items;
    size_t n;
};
MUST_USE enum err people_check(
    struct ctx *c, struct person_id after, int most, struct person_fault_list *list, struct person_id *ret_last);

extern const struct route_table person_routes;
extern const struct db_statement_file person_statements, person_listed_statements, people_list_statements;
extern const struct periodic_job person_jobs[]; /* forgets searches after 12 hours */
extern const size_t person_jobs_count;

/* Two records of one person, for care/duplicates. */
#include "care/people/person_alike.h"
#include "care/people/person_pair.h"
/* How an installation is filled with very many, for the demonstration. */
#include "care/people/person_many.h"

#endif
