/* Joining two records: whether it may be, what follows, and the ledger of it. */
#include "care/duplicates/duplicates.h"

#include "care/about/about_me.h"
#include "care/appointments/appointment.h"
#include "care/caseload/caseload.h"
#include "care/circle/circle.h"
#include "care/coded/coded.h"
#include "care/coding/coding.h"
#include "care/consent/consent.h"
#include "care/contacts/contact.h"
#include "care/duplicates/duplicates.sql.h"
#include "care/gaps/gaps.h"
#include "care/homes/homes.h"
#include "care/imports/imports.h"
#include "care/letters/letter.h"
#include "care/messages/message.h"
#include "care/notices/notices.h"
#include "care/plan/plan.h"
#include "care/referrals/referral.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"
#include "platform/drafts/drafts.h"

/* ---- the table of all tables ---- */

#define IN_THE_AUDIT "what somebody saw was what stood there then: the past is not rewritten"

const struct follows duplicates_tables[] = {
    {"consent", NULL, consent_follow}, /* with it the parties that it is about */
    {"consent_party", "they go with the decisions about them", NULL},
    {"contact", NULL, contact_rows_follow},
    {"task", NULL, task_rows_follow},
    {"notice", NULL, notice_rows_follow}, /* but of a death */
    {"closing_step", "it goes with a death, which stays with the record that says so", NULL},
    {"circle_entry", NULL, circle_entry_rows_follow},
    {"letter", NULL, letter_rows_follow},
    {"message", NULL, message_rows_follow},
    {"plan_part", NULL, plan_part_rows_follow}, /* but sections: each record has its own, shown together */
    {"plan_event", NULL, plan_event_rows_follow},
    {"appointment_part", NULL, appointment_part_rows_follow},
    {"gp_entry", NULL, gp_entry_rows_follow},
    {"referral", NULL, referral_rows_follow}, /* with it its steps */
    {"care_home_stay", NULL, care_home_stay_rows_follow},
    {"care_case", NULL, care_case_rows_follow}, /* with it its steps, and how it ended */
    {"coded_record", NULL, coded_rows_follow},  /* with it what is known of its sources */
    {"coded_source", "they go with the records that they lead to", NULL},
    {"import_person", NULL, import_person_rows_follow},
    {"import_change", NULL, import_change_rows_follow},
    {"import_row", "a list under review: who they are is looked up anew when it is approved", NULL},
    {"gap_dismissal", NULL, gap_dismissal_rows_follow},
    {"gap", "made anew from what it is about, which follows", NULL},
    {"relation", NULL, relation_rows_follow},
    {"draft", NULL, draft_rows_follow},
    {"person", "it is what is joined", NULL},
    {"person_term", "made from the person's row", NULL},
    {"person_listed", "made from the person's row", NULL},
    {"person_merged", "it says who was joined", NULL},
    {"person_withdrawn", "whoever is taken back has no page from which they could be joined", NULL},
    {"import_undo_left", "a list that is looked through once, of the records as they were then", NULL},
    {"person_merge", "the ledger itself", NULL},
    {"duplicate_pair", "it is about two records, not about a person", NULL},
    {"about_me", "one for each record: the other's stays whole, and is shown with the one of who remains", NULL},
    {"audit_person", IN_THE_AUDIT, NULL},
    {"access_seen", IN_THE_AUDIT, NULL},
    {"access_look_up", IN_THE_AUDIT, NULL},
};
const size_t duplicates_tables_count = COUNT_OF(duplicates_tables);

/* ---- whether ---- */

static bool numbers_contradict(const struct person_pair *p)
{
    const struct person *k = &p->kept, *o = &p->away;
    return k->nhs_number.v && o->nhs_number.v && k->nhs_number.v != o->nhs_number.v &&
        str_eq(k->nhs_number_status, STR("01")) && str_eq(o->nhs_number_status, STR("01"));
}

/* Somebody died, and somebody spoke with the other after that day: one of the two isn't right. */
static enum err lived_after(
    struct ctx *c, const struct person *died, const struct person *other, struct str *ret_refused)
{
    struct record_lives_after_row row;
    if (ret_refused->n || !died->died_known || !date_is_set(died->died)) return ERR_NONE;
    struct instant next_day = instant_from_local((struct date){died->died.v + 1}, 0, 0);
    enum err err = record_lives_after(c->db, other->id, next_day, &row);
    if (err || !instant_is_set(row.happened_at)) return err;
    struct arena *a = c->arena;
    *ret_refused = str_printf(a,
        "One record says that they died on %.*s, and on %.*s somebody spoke with the other. Find out which is "
        "right, and correct the date of death or the contact first.",
        STR_ARG(date_long(a, died->died)), STR_ARG(date_long(a, instant_date(row.happened_at))));
    return ERR_NONE;
}

static enum err two_co_ordinators(struct ctx *c, const struct person_pair *pair, struct str *ret_refused)
{
    bool both;
    enum err err = cases_of_both(c, pair->kept.id, pair->away.id, &both);
    if (!err && both && !ret_refused->n)
        *ret_refused = STR("Both have an open case of one kind of support, and nobody can have two named "
                           "co-ordinators for it. Agree who goes on, and close the other case first.");
    return err;
}

static enum err is_signpost(struct ctx *c, const struct person *p, struct str *ret_refused)
{
    struct person_id remains;
    enum err err = person_remaining(c, p->id, &remains);
    if (!err && remains.v != p->id.v)
        *ret_refused = STR("One of them is part of another record already. Open it to see which, and compare with "
                           "that one.");
    return err;
}

enum err joining_refusal(struct ctx *c, const struct person_pair *pair, struct str *ret)
{
    struct people_of_one_network_row network;
    *ret = STR_NONE;
    enum err err = is_signpost(c, &pair->kept, ret);
    if (!err) err = is_signpost(c, &pair->away, ret);
    if (!err) err = people_of_one_network(c->db, pair->kept.id, pair->away.id, &network);
    if (err || ret->n) return err;
    if (pair->kept.id.v == pair->away.id.v)
        *ret = STR("This is one record. Choose another to compare it with.");
    else if (!network.same)
        *ret = STR("They are in two networks, whose records never meet. Ask the other practice to close theirs.");
    else if (numbers_contradict(pair))
        *ret = STR(
            "Both have an NHS number that was verified, and the numbers differ: the NHS knows them as two "
            "people. If one number is wrong, correct it first. If not, say that they are not the same person.");
    else if (pair->kept.restricted != pair->away.restricted)
        *ret =
            STR("One of the records is restricted and the other is not. Ask a supervisor or clinician to restrict "
                "both, or to lift the restriction, first.");
    else if (pair->withheld)
        *ret = STR("An address is protected, and joining the records would show it. Ask a supervisor, who may see "
                   "it, to compare them.");
    if (!err && !ret->n) err = two_co_ordinators(c, pair, ret);
    if (!err && !ret->n) err = lived_after(c, &pair->kept, &pair->away, ret);
    return err ? err : lived_after(c, &pair->away, &pair->kept, ret);
}

/* ---- doing it ---- */

static enum err follow_all(struct ctx *c, struct person_id from, struct person_id to, int64_t merge)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < COUNT_OF(duplicates_tables); i++)
        if (duplicates_tables[i].follow) err = duplicates_tables[i].follow(c, from, to, merge);
    return err;
}

static enum err decide(struct ctx *c, struct person_id x, struct person_id y, struct str decision, struct str why)
{
    int64_t changed;
    bool decided = decision.n != 0;
    struct instant now = clock_now(c->clock);
    const struct duplicate_pair_decide_params row = {.one_id = x.v < y.v ? x : y,
        .other_id = x.v < y.v ? y : x,
        .decision = decision,
        .why = why,
        .by = decided ? c->actor->account : (struct account_id){0},
        .at = decided ? now : INSTANT_NONE,
        .found_at = now};
    return duplicate_pair_decide(c->db, &row, &changed);
}

enum err duplicates_decide(struct ctx *c, struct person_id one, struct person_id other, struct str why)
{
    trace_saw(c->trace, one);
    trace_saw(c->trace, other);
    c->audit->reason = STR("not the same person");
    return decide(c, one, other, STR("not_same"), why);
}

static bool was_changed(int64_t seen, const struct person *p)
{
    return seen && seen != p->version;
}

static enum err write_ledger(struct ctx *c, struct joining *j, const struct person_pair *pair, int64_t *ret_merge)
{
    int64_t changed;
    j->key = uuid_new(c->clock);
    const struct person_merge_insert_params row = {.key = j->key,
        .kept_id = j->kept,
        .away_id = j->away,
        .kept_version = pair->kept.version + 1,
        .away_number = pair->away.nhs_number,
        .away_status = pair->away.nhs_number_status,
        .kept_status = pair->kept.nhs_number_status,
        .taken = person_pair_taken(c->arena, pair),
        .account_id = c->actor->account,
        .role = c->actor->role,
        .at = clock_now(c->clock)};
    enum err err = person_merge_insert(c->db, &row, ret_merge);
    return err ? err : person_merge_note(c->db, *ret_merge, j->away, j->kept, &changed);
}

enum err duplicates_join(struct ctx *c, struct joining *j)
{
    struct person_pair pair;
    int64_t merge, version;
    enum err err = person_pair_read(c, j->kept, j->away, j->chosen, &pair);
    if (!err) err = joining_refusal(c, &pair, &j->refused);
    if (err) return err;
    if (j->refused.n) return ERR_REFUSED;
    if (was_changed(j->kept_seen, &pair.kept) || was_changed(j->away_seen, &pair.away)) return ERR_CONFLICT;
    err = write_ledger(c, j, &pair, &merge);
    if (!err) err = follow_all(c, j->away, j->kept, merge);
    if (!err) err = person_join(c, &pair, &version);
    if (!err) err = decide(c, j->kept, j->away, STR("merged"), STR_NONE);
    c->audit->reason = STR("records joined");
    c->audit->object_kind = STR("person");
    c->audit->object_id = j->kept.v;
    return err;
}

/* ---- undoing it ---- */

/* What rests on what goes back, until nothing more does. */
static enum err note_what_rests_on_it(struct ctx *c, int64_t merge, struct person_id kept)
{
    int64_t more = 1, coded;
    enum err err = person_merge_note_coded(c->db, merge, kept, &coded);
    while (!err && more) err = person_merge_note_consents(c->db, merge, kept, &more);
    return err;
}

static bool names(struct str taken, struct str label)
{
    while (taken.n) {
        struct str one = str_cut(&taken, ',');
        if (str_eq(str_trim(one), label)) return true;
    }
    return false;
}

/* Two joinings that took the same detail come apart in their order, so that what stood before is put back. */
static enum err is_covered(struct ctx *c, const struct person_merge_get_row *m, struct str *ret_refused)
{
    struct person_merges_later_list later;
    enum err err = person_merges_later(c->db, m->kept_id, m->merge_id, &later);
    for (size_t i = 0; !err && i < later.n && !ret_refused->n; i++)
        for (struct str rest = m->taken; rest.n && !ret_refused->n;) {
            struct str label = str_trim(str_cut(&rest, ','));
            if (names(later.items[i].taken, label))
                *ret_refused = str_printf(c->arena,
                    "“%.*s” was taken from another record too, when that was joined to this one, %.*s. Undo that "
                    "one "
                    "first.",
                    STR_ARG(label), STR_ARG(instant_long(c->arena, later.items[i].at)));
        }
    return err;
}

static enum err may_part(struct ctx *c, const struct person_merge_get_row *m, struct str *ret_refused)
{
    struct person_id remains;
    struct person_merge_torn_row torn;
    enum err err = person_remaining(c, m->kept_id, &remains);
    if (err) return err;
    if (instant_is_set(m->undone_at)) {
        *ret_refused = PARTED_ALREADY;
        return ERR_NONE;
    }
    if (remains.v != m->kept_id.v) {
        *ret_refused = PARTED_WITHIN;
        return ERR_NONE;
    }
    err = is_covered(c, m, ret_refused);
    if (err || ret_refused->n) return err;
    err = note_what_rests_on_it(c, m->merge_id, m->kept_id);
    if (!err) err = person_merge_torn(c->db, m->merge_id, m->kept_id, &torn);
    if (!err && torn.amount)
        *ret_refused =
            STR("A decision recorded since is about somebody from one record and rests on an assessment "
                "in the other, so they can’t be parted. Keep them together, and correct the details by "
                "hand.");
    return err;
}

enum err duplicates_part(struct ctx *c, struct parting *p)
{
    struct person_merge_get_row m;
    enum err err = person_merge_get(c->db, p->merge, &m);
    if (!err) err = may_part(c, &m, &p->refused);
    if (err) return err;
    if (p->refused.n) return ERR_REFUSED;
    p->away = m.away_id;
    err = person_undoing_read(c, m.kept_id, m.kept_version, p->chosen, &p->undoing);
    if (err) return err;
    if (was_changed(p->kept_seen, person_undoing_now(p->undoing))) return ERR_CONFLICT;
    if (person_undoing_asks(p->undoing)) return ERR_INVALID;
    const struct person_before before = {m.away_number, m.away_status, m.kept_status};
    err = person_merge_set_undone(c->db, m.merge_id, clock_now(c->clock), c->actor->account);
    if (!err) err = follow_all(c, m.kept_id, m.away_id, m.merge_id);
    if (err) return err;
    err = person_part(c, p->undoing, m.away_id, &before);
    if (err == ERR_EXISTS) {
        p->refused = STR("The NHS number that would be put back is another person’s now. Change it by hand first, "
                         "then undo this.");
        return ERR_REFUSED;
    }
    if (!err) err = decide(c, m.kept_id, m.away_id, STR_NONE, STR_NONE);
    c->audit->reason = STR("joining undone");
    c->audit->object_kind = STR("person");
    c->audit->object_id = m.kept_id.v;
    return err;
}
