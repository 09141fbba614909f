/* Sending a referral and taking a step with it. */
#include "care/caseload/caseload.h"
#include "care/consent/consent.h"
#include "care/reference/reference.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_store.h"
#include "care/workforce/workforce.h"
#include "platform/auth/relation.h"
#include "platform/audit/audit.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 32 * 1024 };

static void text(struct json_writer *w, struct str name, struct str value)
{
    if (!value.n) return;
    json_name(w, name);
    json_str(w, value);
}

static struct str state_json(struct arena *a, const struct referral *f)
{
    struct buf out = buf_new(a, 512, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    text(&w, STR("source"), vocabulary_code(&referral_sources, (int)f->source));
    text(&w, STR("referrer"), f->referrer);
    text(&w, STR("referrer_reach"), f->referrer_reach);
    json_name(&w, STR("reasons"));
    json_int(&w, f->reasons);
    text(&w, STR("words"), f->words);
    text(&w, STR("wants"), f->wants);
    text(&w, STR("risks"), f->risks);
    text(&w, STR("urgency"), vocabulary_code(&referral_urgencies, (int)f->urgency));
    text(&w, STR("wished"), f->wished ? staff_role_code(f->wished) : STR_NONE);
    text(&w, STR("setting"), vocabulary_code(&work_settings, (int)f->setting));
    text(&w, STR("agreed"), vocabulary_code(&referral_agreeds, (int)f->agreed));
    text(&w, STR("about_name"), f->about_name);
    text(&w, STR("about_born"), date_is_set(f->about_born) ? date_iso(a, f->about_born) : STR_NONE);
    text(&w, STR("about_nhs_number"), f->about_nhs_number);
    text(&w, STR("about_reach"), f->about_reach);
    text(&w, STR("state"), vocabulary_code(&referral_states, (int)f->state));
    json_name(&w, STR("owner"));
    json_int(&w, f->owner.v);
    json_name(&w, STR("person"));
    json_int(&w, f->person.v);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static enum err keep_step(struct ctx *c, const struct referral *f, const struct referral_move *m)
{
    int64_t id;
    bool staff = c->actor->account.v && (m->step != REFERRAL_STEP_RECEIVED || f->referrer_account.v);
    const struct referral_step_insert_params row = {.referral_id = f->id,
        .number = f->version,
        .step = vocabulary_code(&referral_steps, (int)m->step),
        .reason = vocabulary_code(&referral_declines, (int)m->reason),
        .words = m->words,
        .offered = m->offered,
        .at = clock_now(c->clock),
        .account_id = c->actor->account,
        .by_name = staff ? c->actor->name : f->referrer};
    enum err err = referral_step_insert(c->db, &row, &id);
    if (!err) err = referral_tell(c, f, m->step, id);
    return err ? err : version_save(c, STR("referral"), f->id.v, f->version, state_json(c->arena, f));
}

/* ---- may anything new begin about this person? ---- */

static enum err may_begin(struct ctx *c, struct person_id person, struct str *why_not)
{
    struct person p;
    bool allowed;
    enum err err = person_get(c, person, &p);
    if (err) return err;
    struct str called = person_called(c->arena, &p);
    if (p.died_known) {
        *why_not = str_printf(c->arena, "%.*s has died. Nobody can be referred who has died", STR_ARG(called));
        return ERR_REFUSED;
    }
    err = consent_allows_record(c, person, &allowed);
    if (err || allowed) return err;
    *why_not = str_printf(c->arena,
        "%.*s refused a co-ordination record. Speak with them first: if they changed their mind, record that "
        "under "
        "Consent",
        STR_ARG(called));
    return ERR_REFUSED;
}

/* ---- sending ---- */

static enum err insert(struct ctx *c, struct referral *f)
{
    const struct referral_insert_params row = {.key = f->key,
        .nonce = f->nonce,
        .pcn_id = f->pcn,
        .person_id = f->person,
        .source = vocabulary_code(&referral_sources, (int)f->source),
        .referrer_id = f->referrer_account,
        .referrer = f->referrer,
        .referrer_reach = f->referrer_reach,
        .reasons = f->reasons,
        .words = f->words,
        .wants = f->wants,
        .risks = f->risks,
        .urgency = vocabulary_code(&referral_urgencies, (int)f->urgency),
        .wished = f->wished,
        .agreed = vocabulary_code(&referral_agreeds, (int)f->agreed),
        .about_name = f->about_name,
        .about_born = f->about_born,
        .about_nhs_number = f->about_nhs_number,
        .about_reach = f->about_reach,
        .at = f->received_at,
        .due_on = f->due};
    return referral_insert(c->db, &row, &f->id.v);
}

enum err referral_send(struct ctx *c, struct referral *f, struct str *why_not)
{
    struct referral_nonce_row sent;
    struct holidays h;
    *why_not = STR_NONE;
    enum err err = referral_nonce(c->db, f->nonce, &sent);
    if (!err) f->key = sent.key;
    if (!err) return ERR_EXISTS;
    if (err == ERR_NOT_FOUND) err = reference_holidays(c, &h);
    if (!err && f->person.v) err = may_begin(c, f->person, why_not);
    if (err) return err;
    if (!uuid_is_set(f->key)) f->key = uuid_new(c->clock);
    f->version = 1;
    f->state = REFERRAL_IS_RECEIVED;
    f->received_at = f->changed_at = clock_now(c->clock);
    f->due = referral_due(h, instant_date(f->received_at), f->urgency);
    if ((err = insert(c, f))) return err;
    trace_saw(c->trace, f->person);
    const struct referral_move m = {.step = REFERRAL_STEP_RECEIVED};
    return keep_step(c, f, &m);
}

/* ---- taking a step ---- */

struct str referral_may_be_given(struct arena *a, const struct referral *f, const struct referral_colleague *to)
{
    if (to->role < STAFF_ROLE_CARE_COORDINATOR || to->role > STAFF_ROLE_HEALTH_COACH)
        return STR("Only care co-ordinators, link workers and health coaches take referrals");
    if (f->owner.v == to->account.v) return str_printf(a, "%.*s has it already", STR_ARG(to->name));
    return STR_NONE;
}

/* Whoever has it sees the record; whoever gave it up, or ended it, doesn't by this any more. */
static enum err open_record(struct ctx *c, const struct referral *next, const struct referral_move *m)
{
    struct referral_opened_by_list live;
    if (!next->person.v) return ERR_NONE;
    if (next->owner.v && m->to) {
        struct relation relation = {.key = m->relation,
            .account = m->to->account,
            .role_held = m->to->role_held,
            .person = next->person,
            .kind = RELATION_REFERRAL};
        enum err err = relation_begin(c, &relation);
        if (err && err != ERR_EXISTS) return err;
    }
    enum err err = referral_opened_by(c->db, next->person, &live);
    for (size_t i = 0; !err && i < live.n; i++) {
        err = relation_end(c, live.items[i].relation_id);
        if (err == ERR_REFUSED) err = ERR_NONE; /* the last of a restricted record's team keeps it */
    }
    return err;
}

/* Whoever takes it on supports the person from now on, unless a colleague in the same role does already. */
static enum err begin_case(struct ctx *c, const struct referral *next, const struct referral_move *m)
{
    const struct case_taker to = {.account = m->to->account,
        .role_held = m->to->role_held,
        .name = m->to->name,
        .role = m->to->role,
        .relation = m->case_relation};
    const struct case_from_referral from = {.person = next->person,
        .key = m->case_key,
        .setting = next->setting,
        .why = str_printf(
            c->arena, "From the referral: %.*s.", STR_ARG(referral_reason_words(c->arena, next->reasons)))};
    return case_open_for_referral(c, &from, &to);
}

static enum err store(struct ctx *c, const struct referral *next, int64_t from)
{
    const struct referral_set_params row = {.referral_id = next->id,
        .version = from,
        .person_id = next->person,
        .reasons = next->reasons,
        .words = next->words,
        .wants = next->wants,
        .risks = next->risks,
        .urgency = vocabulary_code(&referral_urgencies, (int)next->urgency),
        .wished = next->wished,
        .setting = vocabulary_code(&work_settings, (int)next->setting),
        .state = vocabulary_code(&referral_states, (int)next->state),
        .stage = referral_stage_of(next->state),
        .owner_id = next->owner,
        .due_on = next->due,
        .at = clock_now(c->clock)};
    return referral_set(c->db, &row);
}

/* " in this setting: Cancer", where it isn't what everybody is trained for. */
static struct str setting_words(struct arena *a, enum work_setting setting)
{
    if (setting == WORK_SETTING_GENERAL) return STR_NONE;
    return str_printf(
        a, " in this setting: %.*s", STR_ARG(str_lower(a, vocabulary_label(&work_settings, (int)setting))));
}

/* By the rules, or because a supervisor answers for it; the audit row then says so. */
static enum err may_take_on(
    struct ctx *c, const struct referral_colleague *to, enum work_setting setting, struct str *why_not)
{
    struct readiness r;
    enum err err = readiness_check(c, to->account, to->role, setting, &r);
    if (err == ERR_REFUSED)
        *why_not = str_printf(c->arena, "%.*s can’t take referrals yet%.*s. %.*s", STR_ARG(to->name),
            STR_ARG(setting_words(c->arena, setting)), STR_ARG(readiness_words(c->arena, &r)));
    return err;
}

/* What it is after the step; ERR_REFUSED: why_not. */
static enum err next_of(struct ctx *c, struct referral_move *m, struct referral *next)
{
    *next = m->from;
    if (m->step == REFERRAL_STEP_AMENDED) {
        struct holidays h;
        enum err err = reference_holidays(c, &h);
        if (err) return err;
        *next = m->next;
        next->due = referral_due(h, instant_date(m->from.received_at), next->urgency);
    }
    if (m->step == REFERRAL_STEP_MATCHED) next->person = m->person;
    next->state = referral_after(m->from.state, m->step);
    next->version = m->from.version + 1;
    if (referral_stage_of(next->state) != REFERRAL_STAGE_WITH_SOMEBODY) next->owner = (struct account_id){0};
    if (m->step != REFERRAL_STEP_ALLOCATED && m->step != REFERRAL_STEP_ACCEPTED) return ERR_NONE;
    MUST(m->to);
    bool takes_on = m->step == REFERRAL_STEP_ACCEPTED && m->from.owner.v == m->to->account.v;
    if (!takes_on) m->why_not = referral_may_be_given(c->arena, &m->from, m->to);
    next->owner = m->to->account;
    next->setting = m->setting ? m->setting : referral_setting(&m->from);
    if (m->why_not.n) return ERR_REFUSED;
    enum err err =
        may_take_on(c, m->to, next->setting, &m->why_not); /* asked again: training ends between the two */
    return err ? err : may_begin(c, next->person, &m->why_not);
}

enum err referral_move(struct ctx *c, struct referral_move *m)
{
    struct referral now, next;
    m->why_not = STR_NONE;
    enum err err = referral_by_key(c, m->from.key, &now);
    if (err) return err;
    if (now.version != m->from.version) return ERR_CONFLICT;
    if (!referral_may(now.state, m->step, now.person.v != 0)) {
        m->why_not = STR("This can’t be done with the referral as it is now");
        return ERR_REFUSED;
    }
    err = next_of(c, m, &next);
    if (!err) err = store(c, &next, now.version);
    if (!err) err = open_record(c, &next, m);
    if (!err && m->step == REFERRAL_STEP_ACCEPTED) err = begin_case(c, &next, m);
    return err ? err : keep_step(c, &next, m);
}

FOLLOW_ROWS(referral)

/* ---- whoever has referrals can work again ---- */

static enum err works_again(struct ctx *c, struct account_id account)
{
    struct referral_coming_back_list rows;
    enum err err = referral_coming_back(c->db, account, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        struct relation relation = {.account = account,
            .role_held = rows.items[i].role_held_id,
            .person = rows.items[i].person_id,
            .kind = RELATION_REFERRAL};
        err = relation_begin(c, &relation);
        if (err == ERR_EXISTS) err = ERR_NONE;
    }
    return err;
}

const struct account_listener referral_account_listener = {works_again};
