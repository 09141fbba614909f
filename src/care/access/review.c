#include "care/access/review.h"

#include "care/access/access.sql.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

struct word {
    struct str word, text;
};
static const struct word KINDS[] = {{STR_INIT(""), STR_INIT("")},
#define KIND_ROW(name, word, text) {STR_INIT(word), STR_INIT(text)},
    REVIEW_KIND_LIST(KIND_ROW)
#undef KIND_ROW
};
static const struct word RESTRICT_REASONS[] = {
#define REASON_ROW(word, text) {STR_INIT(word), STR_INIT(text)},
    RESTRICT_REASON_LIST(REASON_ROW)
#undef REASON_ROW
};

struct str review_kind_word(enum review_kind kind)
{
    MUST(kind && (size_t)kind < COUNT_OF(KINDS));
    return KINDS[kind].word;
}

struct str review_kind_text(struct str word)
{
    for (size_t i = 1; i < COUNT_OF(KINDS); i++)
        if (str_eq(KINDS[i].word, word)) return KINDS[i].text;
    return word;
}

bool review_is_alarm(struct str word)
{
    static const enum review_kind ALARMS[] = {
        REVIEW_LOOK_UPS, REVIEW_BULK_HOUR, REVIEW_BULK_DAY, REVIEW_LISTED_HOUR};
    for (size_t i = 0; i < COUNT_OF(ALARMS); i++)
        if (str_eq(KINDS[ALARMS[i]].word, word)) return true;
    return false;
}

struct tag review_state_tag(struct str state)
{
    if (str_eq(state, STR("fits"))) return (struct tag){.text = STR("Fits"), .colour = TAG_GREEN};
    if (str_eq(state, STR("follow_up"))) return (struct tag){.text = STR("Follow up"), .colour = TAG_RED};
    return (struct tag){.text = STR("To review"), .colour = TAG_YELLOW};
}

struct str restrict_reason_label(struct str word)
{
    for (size_t i = 0; i < COUNT_OF(RESTRICT_REASONS); i++)
        if (str_eq(RESTRICT_REASONS[i].word, word)) return RESTRICT_REASONS[i].text;
    return STR_NONE;
}

struct str review_reason_label(struct str word)
{
    struct str label = restrict_reason_label(word);
    return label.n ? label : claim_reason_label(word);
}

enum err review_raise(struct ctx *c, enum review_kind kind, struct str reason, int hours)
{
    return review_raise_as(c, uuid_new(c->clock), kind, reason, hours);
}

enum err review_raise_as(struct ctx *c, struct uuid key, enum review_kind kind, struct str reason, int hours)
{
    int64_t id;
    const struct review_insert_params row = {.key = key,
        .pcn_id = c->actor->pcn,
        .kind = review_kind_word(kind),
        .account_id = c->actor->account,
        .role = c->actor->role,
        .practice_id = c->actor->practice,
        .at = clock_now(c->clock),
        .reason = reason.n ? reason : STR_NONE,
        .hours = {hours != 0, hours}};
    enum err err = review_insert(c->db, &row, &id);
    if (err) return err;
    c->audit->object_kind = STR("review");
    c->audit->object_id = id;
    return ERR_NONE;
}

enum err review_alarm(struct ctx *c, const struct alarm *alarm)
{
    struct review_since_row before;
    struct str word = review_kind_word(alarm->kind);
    int64_t id, changed;
    enum err err = review_since(c->db, alarm->account, alarm->pcn, word, alarm->since, &before);
    if (!err && before.reviews)
        return review_recount(c->db, alarm->account, alarm->pcn, word, alarm->since, alarm->people, &changed);
    if (err) return err;
    const struct review_insert_params row = {.key = uuid_new(c->clock),
        .pcn_id = alarm->pcn,
        .kind = word,
        .account_id = alarm->account,
        .role = alarm->role,
        .practice_id = alarm->practice,
        .at = clock_now(c->clock),
        .people = {true, alarm->people}};
    return review_insert(c->db, &row, &id);
}
