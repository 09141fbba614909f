/* Homes, what stands in their way, and their rounds, as rows. */
#include "care/homes/homes_store.h"

#include "base/buf.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 16 * 1024 };

static const struct term PROXIES[] = {
#define PROXY_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CARE_HOME_PROXY_LIST(PROXY_TERM)
#undef PROXY_TERM
};
const struct vocabulary care_home_proxies = {PROXIES, COUNT_OF(PROXIES)};

static const struct term LEFTS[] = {
#define LEFT_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CARE_HOME_LEFT_LIST(LEFT_TERM)
#undef LEFT_TERM
};
const struct vocabulary care_home_lefts = {LEFTS, COUNT_OF(LEFTS)};

static const struct term DAYS[] = {{STR_INIT("1"), STR_INIT("Monday")}, {STR_INIT("2"), STR_INIT("Tuesday")},
    {STR_INIT("3"), STR_INIT("Wednesday")}, {STR_INIT("4"), STR_INIT("Thursday")},
    {STR_INIT("5"), STR_INIT("Friday")}, {STR_INIT("6"), STR_INIT("Saturday")},
    {STR_INIT("7"), STR_INIT("Sunday")}};
const struct vocabulary care_home_days = {DAYS, COUNT_OF(DAYS)};

enum care_home_proxy care_home_proxy_of(struct str word)
{
    int value;
    return vocabulary_find(&care_home_proxies, word, &value) ? (enum care_home_proxy)value :
                                                               CARE_HOME_PROXY_NOT_YET;
}

enum err care_home_read(struct ctx *c, struct uuid key, struct care_home *ret)
{
    struct care_home_get_row row;
    enum err err = care_home_get(c->db, c->actor->pcn, key, &row);
    if (err) return err;
    *ret = (struct care_home){.id = row.care_home_id,
        .key = row.key,
        .version = row.version,
        .ods_code = row.ods_code,
        .name = row.name,
        .address = row.address,
        .postcode = row.postcode,
        .phone = row.phone,
        .manager = row.manager,
        .lead = row.lead,
        .round_day = row.round_day.set ? (int)row.round_day.v : 0,
        .proxy = care_home_proxy_of(row.proxy),
        .proxy_note = row.proxy_note,
        .last_round = row.last_round,
        .last_lead = row.last_lead};
    return ERR_NONE;
}

static struct str state_json(struct arena *a, const struct care_home *h)
{
    const struct {
        const char *name;
        struct str value;
    } fields[] = {{"ods_code", h->ods_code}, {"name", h->name}, {"address", h->address}, {"postcode", h->postcode},
        {"phone", h->phone}, {"manager", h->manager}, {"lead", h->lead},
        {"round_day", vocabulary_code(&care_home_days, h->round_day)},
        {"proxy", vocabulary_code(&care_home_proxies, (int)h->proxy)}, {"proxy_note", h->proxy_note}};
    struct buf out = buf_new(a, 512, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (!fields[i].value.n) continue;
        json_name(&w, str_from_cstr(fields[i].name));
        json_str(&w, fields[i].value);
    }
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static struct db_maybe_int maybe(int v)
{
    return (struct db_maybe_int){.set = v != 0, .v = v};
}

/* Whether the code is another home's of the network. */
static enum err code_is_free(struct ctx *c, const struct care_home *h)
{
    struct care_home_of_code_row row;
    if (!h->ods_code.n) return ERR_NONE;
    enum err err = care_home_of_code(c->db, c->actor->pcn, h->ods_code, &row);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    return row.care_home_id.v == h->id.v ? ERR_NONE : ERR_EXISTS;
}

enum err care_home_add(struct ctx *c, struct care_home *home)
{
    if (!uuid_is_set(home->key)) home->key = uuid_new(c->clock);
    home->id.v = 0;
    enum err err = code_is_free(c, home);
    if (err) return err;
    const struct care_home_insert_params row = {.key = home->key,
        .pcn_id = c->actor->pcn,
        .ods_code = home->ods_code,
        .name = home->name,
        .address = home->address,
        .postcode = home->postcode,
        .phone = home->phone,
        .manager = home->manager,
        .lead = home->lead,
        .round_day = maybe(home->round_day),
        .proxy = vocabulary_code(&care_home_proxies, (int)home->proxy),
        .proxy_note = home->proxy_note,
        .changed_at = clock_now(c->clock)};
    err = care_home_insert(c->db, &row, &home->id.v);
    return err ? err : version_save(c, STR("care_home"), home->id.v, 1, state_json(c->arena, home));
}

enum err care_home_save(struct ctx *c, const struct care_home *home)
{
    enum err err = code_is_free(c, home);
    if (err) return err;
    const struct care_home_update_params row = {.care_home_id = home->id,
        .version = home->version,
        .ods_code = home->ods_code,
        .name = home->name,
        .address = home->address,
        .postcode = home->postcode,
        .phone = home->phone,
        .manager = home->manager,
        .lead = home->lead,
        .round_day = maybe(home->round_day),
        .proxy = vocabulary_code(&care_home_proxies, (int)home->proxy),
        .proxy_note = home->proxy_note,
        .changed_at = clock_now(c->clock)};
    err = care_home_update(c->db, &row);
    return err ? err :
                 version_save(c, STR("care_home"), home->id.v, home->version + 1, state_json(c->arena, home));
}

enum err care_home_issue_raise(struct ctx *c, struct care_home_id home, struct uuid key, struct str words)
{
    int64_t id;
    enum err err = care_home_issue_insert(c->db, key, home, words, clock_now(c->clock), c->actor->account, &id);
    if (err != ERR_EXISTS) return err;
    struct care_home_issue_get_row there; /* sent twice; or something else was written into a form that was sent */
    err = care_home_issue_get(c->db, home, key, &there);
    if (err || str_eq(there.words, words)) return err;
    return care_home_issue_insert(
        c->db, uuid_new(c->clock), home, words, clock_now(c->clock), c->actor->account, &id);
}

enum err care_home_round_held(
    struct ctx *c, struct care_home_id home, struct uuid key, struct date on, struct str lead)
{
    int64_t id;
    return care_home_round_insert(c->db, key, home, on, lead, c->actor->account, clock_now(c->clock), &id);
}
