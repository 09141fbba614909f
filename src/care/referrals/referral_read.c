/* Rows to structs: one referral, the lists, what a colleague has to do. */
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_store.h"
#include "care/tasks/task.h"
#include "care/workforce/workforce.h"

enum { ABOUT_MOST = 20, SENT_MOST = 50, STEPS_MOST = 100 };

static int value(const struct vocabulary *list, struct str code)
{
    int found = 0;
    MUST(vocabulary_find(list, code, &found)); /* the table's CHECK has these words and no others */
    return found;
}

static struct str name_of(struct arena *a, struct str given, struct str family)
{
    if (!family.n) return given;
    return str_join(a, (const struct str[]){str_upper(a, family), given}, 2, STR(", "));
}

/* The statements give rows of one shape under several names. */
#define REFERRAL_FROM_ROW(a, row) \
    ((struct referral){.id = (row)->referral_id, \
        .key = (row)->key, \
        .nonce = (row)->nonce, \
        .version = (row)->version, \
        .pcn = (row)->pcn_id, \
        .person = (row)->person_id, \
        .source = (enum referral_source)value(&referral_sources, (row)->source), \
        .referrer_account = (row)->referrer_id, \
        .referrer = (row)->referrer, \
        .referrer_reach = (row)->referrer_reach, \
        .reasons = (unsigned)(row)->reasons, \
        .words = (row)->words, \
        .wants = (row)->wants, \
        .risks = (row)->risks, \
        .urgency = (enum referral_urgency)value(&referral_urgencies, (row)->urgency), \
        .wished = (enum staff_role)(row)->wished, \
        .setting = \
            (row)->setting.n ? (enum work_setting)value(&work_settings, (row)->setting) : WORK_SETTING_NONE, \
        .agreed = (enum referral_agreed)value(&referral_agreeds, (row)->agreed), \
        .about_name = (row)->about_name, \
        .about_nhs_number = (row)->about_nhs_number, \
        .about_reach = (row)->about_reach, \
        .about_born = (row)->about_born, \
        .state = (enum referral_state)value(&referral_states, (row)->state), \
        .owner = (row)->owner_id, \
        .owner_name = (row)->owner_name, \
        .received_at = (row)->received_at, \
        .changed_at = (row)->changed_at, \
        .due = (row)->due_on, \
        .name = (row)->person_id.v ? name_of(a, (row)->given_names, (row)->family_name) : (row)->about_name, \
        .born = (row)->person_id.v ? (row)->born : (row)->about_born, \
        .nhs_number = (row)->nhs_number, \
        .died = (row)->died_known})

#define REFERRALS_FROM_ROWS(c, rows, list) \
    do { \
        *(list) = (struct referral_list){ARENA_ARRAY((c)->arena, struct referral, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) (list)->items[i] = REFERRAL_FROM_ROW((c)->arena, &(rows).items[i]); \
    } while (0)

enum err referral_by_key(struct ctx *c, struct uuid key, struct referral *ret)
{
    struct referral_row_row row;
    enum err err = referral_row(c->db, key, &row);
    if (err) return err;
    if (row.pcn_id.v != c->actor->pcn.v) return ERR_NOT_FOUND;
    *ret = REFERRAL_FROM_ROW(c->arena, &row);
    return ERR_NONE;
}

enum err referrals_at_stage(
    struct ctx *c, enum referral_stage stage, int most, int skip, struct referral_list *ret)
{
    struct referral_rows_at_list rows;
    enum err err = referral_rows_at(c->db, c->actor->pcn, stage, most, skip, &rows);
    if (err) return err;
    REFERRALS_FROM_ROWS(c, rows, ret);
    return ERR_NONE;
}

enum err referrals_sent(struct ctx *c, struct referral_list *ret)
{
    struct referral_rows_sent_list rows;
    enum err err = referral_rows_sent(c->db, c->actor->account, c->actor->pcn, SENT_MOST, &rows);
    if (err) return err;
    REFERRALS_FROM_ROWS(c, rows, ret);
    return ERR_NONE;
}

enum err referrals_about(struct ctx *c, struct person_id person, struct referral_list *ret)
{
    struct referral_rows_about_list rows;
    *ret = (struct referral_list){0};
    if (!person.v) return ERR_NONE;
    enum err err = referral_rows_about(c->db, person, ABOUT_MOST, &rows);
    if (err) return err;
    REFERRALS_FROM_ROWS(c, rows, ret);
    return ERR_NONE;
}

enum err referral_history(struct ctx *c, struct referral_id id, struct referral_events *ret)
{
    struct referral_steps_of_list rows;
    enum err err = referral_steps_of(c->db, id, STEPS_MOST, &rows);
    if (err) return err;
    *ret = (struct referral_events){ARENA_ARRAY(c->arena, struct referral_event, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct referral_steps_of_row *row = &rows.items[i];
        ret->items[i] = (struct referral_event){.step = (enum referral_step)value(&referral_steps, row->step),
            .reason = row->reason.n ? (enum referral_decline)value(&referral_declines, row->reason) : 0,
            .words = row->words,
            .offered = row->offered,
            .by_name = row->by_name,
            .at = row->at};
    }
    return ERR_NONE;
}

enum err referral_counts(struct ctx *c, struct referral_counts *ret)
{
    struct referral_counts_of_row row;
    enum err err = referral_counts_of(c->db, c->actor->pcn, REFERRAL_COUNTED, &row);
    *ret = (struct referral_counts){0};
    if (err) return err;
    ret->of[REFERRAL_STAGE_NEW] = row.received;
    ret->of[REFERRAL_STAGE_WAITING] = row.asked;
    return ERR_NONE;
}

enum err referral_calls(struct ctx *c, struct referral_calls *ret)
{
    struct referral_calls_of_row row;
    *ret = (struct referral_calls){0};
    if (!actor_may(c->actor, PERMISSION_TRIAGE)) return ERR_NONE;
    enum err err =
        referral_calls_of(c->db, c->actor->account, c->actor->pcn, clock_today(c->clock), REFERRAL_COUNTED, &row);
    if (!err) *ret = (struct referral_calls){row.given, row.late, row.received};
    return err;
}

enum err referral_known_number(struct ctx *c, struct nhs_number number, struct person_id *ret)
{
    struct referral_number_row row;
    enum err err = referral_number(c->db, number, c->actor->pcn, &row);
    if (!err) *ret = row.person_id;
    return err;
}

/* ---- who could have it ---- */

static enum err colleague(struct ctx *c, const struct referral_takers_row *row, const struct person *p,
    const struct referral_supporters_list *before, struct referral_colleague *ret)
{
    int64_t tasks = 0;
    enum err err = p ? tasks_open_of(c, row->account_id, &tasks) : ERR_NONE;
    struct str account = uuid_text(c->arena, row->key), role = staff_role_code((enum staff_role)row->role);
    *ret = (struct referral_colleague){.account = row->account_id,
        .role_held = row->role_held_id,
        .value = str_printf(
            c->arena, "%.*s.%.*s.%lld", STR_ARG(account), STR_ARG(role), (long long)row->role_held_id.v),
        .name = row->name,
        .place = row->place,
        .role = (enum staff_role)row->role,
        .here = !row->practice_id.v || (p && row->practice_id.v == p->practice.v),
        .open = tasks + row->referrals,
        .counted = p != NULL,
        .referrals = row->referrals};
    for (size_t i = 0; i < before->n; i++) ret->before |= before->items[i].account_id.v == row->account_id.v;
    return err;
}

enum work_setting referral_setting(const struct referral *f)
{
    return f->setting ? f->setting : referral_source_setting(f->source);
}

/* Whether they have the training that the setting asks for, whether it is what they specialise in, and their room.
 */
static enum err add_choices(
    struct ctx *c, enum work_setting setting, bool with_room, struct referral_colleagues *all)
{
    struct workforce_choice_list choices;
    enum err err = workforce_choices(c, setting, with_room, &choices);
    for (size_t i = 0; !err && i < all->n; i++) {
        struct referral_colleague *to = &all->items[i];
        to->room = ROOM_UNKNOWN;
        for (size_t k = 0; k < choices.n; k++) {
            const struct workforce_choice *one = &choices.items[k];
            if (one->account.v != to->account.v || one->role != to->role) continue;
            if (!one->readiness.ready) to->not_ready = readiness_words(c->arena, &one->readiness);
            to->specialist = one->specialist;
            to->room = one->room;
            to->free = one->free;
            to->room_words = one->words;
        }
    }
    return err;
}

enum err referral_colleagues(
    struct ctx *c, struct person_id person, enum work_setting setting, struct referral_colleagues *ret)
{
    struct referral_takers_list rows;
    struct referral_supporters_list before = {0};
    struct person p;
    enum err err = referral_takers(c->db, c->actor->pcn, &rows);
    if (!err && person.v) err = person_get(c, person, &p);
    if (!err && person.v) err = referral_supporters(c->db, person, &before);
    if (err) return err;
    *ret = (struct referral_colleagues){ARENA_ARRAY(c->arena, struct referral_colleague, rows.n), rows.n};
    for (size_t i = 0; !err && i < rows.n; i++)
        err = colleague(c, &rows.items[i], person.v ? &p : NULL, &before, &ret->items[i]);
    return err ? err : add_choices(c, setting, person.v != 0, ret);
}
