#include "care/demo/demo.h"

#include "base/limits.h"
#include "care/demo/demo_write.h"
#include "care/reference/reference.h"
#include "platform/installation/installation.h"
#include "wire/json_write.h"

enum {
    ACCOUNTS_CEILING = 256 * 1024,
    AREAS_CEILING = 16 * 1024,
    RESIDENT_SHARE = 50,   /* more than one in so many lives in no network's care homes */
    AREAS_A_DECILE = 3375, /* of England's 33,755 areas: ranks of about the right size */
};

struct str demo_name(void)
{
    return str_from_cstr(demo_pcn_name);
}

enum err demo_run(struct demo_writing *w, const struct actor *actor, struct instant at, struct str name,
    enum err (*action)(struct ctx *c, void *arg), void *arg)
{
    struct clock clock = clock_fixed(at);
    struct trace trace = {.arena = &w->work};
    struct audit_entry entry = audit_entry_by(actor, name, STR("cairn demo"));
    struct ctx c = {
        .arena = &w->work, .actor = actor, .clock = &clock, .app = w->c->app, .trace = &trace, .audit = &entry};
    return store_run(w->store, action, arg, &c);
}

void demo_progress(const struct demo_writing *w, const char *what, int64_t done, int64_t of)
{
    if (w->order->progress) w->order->progress(w->order->progress_arg, what, done, of);
}

/* ---- the network itself ---- */

struct founding {
    struct demo_writing *w;
    struct installation installation;
};

static enum err found(struct ctx *c, void *arg)
{
    struct founding *f = arg;
    struct demo_writing *w = f->w;
    enum err err = installation_write(c, &f->installation);
    if (!err) err = pcn_add(c, &w->pcn);
    for (int i = 0; !err && i < DEMO_PRACTICES; i++) {
        w->practices[i].pcn = w->pcn.id;
        err = practice_add(c, &w->practices[i]);
    }
    return err;
}

enum err demo_write_network(struct demo_writing *w)
{
    struct random_seeded keys;
    random_seed(&keys, w->order->seed ^ 0x0F0DED);
    struct founding f = {w, {.key = uuid_seeded(w->began, &keys), .name = demo_name(), .demonstration = true}};
    w->pcn = (struct pcn){.key = uuid_seeded(w->began, &keys), .name = demo_name()};
    for (int i = 0; i < DEMO_PRACTICES; i++)
        w->practices[i] = (struct practice){.key = uuid_seeded(w->began, &keys),
            .ods_code = str_from_cstr(demo_practices[i].ods_code),
            .name = str_from_cstr(demo_practices[i].name)};
    return demo_run(w, w->c->actor, w->began, STR("demo.network"), found, &f);
}

/* ---- the table of its areas ---- */

/* Deprivation by area, as it is loaded from an official file, for the invented areas. */
static enum err write_areas(struct demo_writing *w)
{
    struct arena *a = &w->work;
    struct arena_mark mark = arena_mark(a);
    struct buf rows = buf_new(a, 1024, AREAS_CEILING);
    buf_add(&rows, STR("set\tInvented deprivation\tdemonstration\tMade up with the network\n"));
    for (size_t i = 0; i < demo_area_count; i++)
        buf_add(&rows,
            str_printf(a, "row\t%s\t%d\t%d\n", demo_areas[i].lsoa, demo_areas[i].decile * AREAS_A_DECILE - (int)i,
                demo_areas[i].decile));
    MUST(!rows.overflow);
    struct clock clock = clock_fixed(w->began);
    struct trace trace = {.arena = a};
    struct audit_entry entry = audit_entry_by(w->c->actor, STR("demo.areas"), STR("cairn demo"));
    struct ctx c = {
        .arena = a, .actor = w->c->actor, .clock = &clock, .app = w->c->app, .trace = &trace, .audit = &entry};
    struct random_seeded keys;
    random_seed(&keys, w->order->seed ^ 0xA4EA5);
    const struct reference_options options = {
        .kind = REFERENCE_DEPRIVATION, .dated = instant_date(w->began), .key = uuid_seeded(w->began, &keys)};
    struct reference_outcome outcome;
    enum err err = reference_load(&c, w->store, buf_str(&rows), &options, &outcome);
    arena_rewind(a, mark);
    return err;
}

/* ---- all of it ---- */

static enum err make(struct demo_writing *w, struct demo_plan *plan, struct demo_made *made)
{
    enum err err = demo_write_network(w);
    if (!err) err = write_areas(w);
    if (!err) err = demo_write_staff(w, &made->accounts);
    if (!err) err = demo_write_people(w, plan, made);
    if (!err) err = demo_write_homes(w, &w->residents);
    if (err) return err;
    struct demo_events events = demo_plan_events(plan);
    made->contacts = (int64_t)events.n;
    err = demo_write_relations(w, plan);
    if (!err) err = demo_write_events(w, events);
    if (!err) err = demo_write_offers(w, events);
    if (!err) err = demo_write_words(w, plan);
    if (!err) err = demo_write_plans(w, plan);
    if (!err) err = demo_write_workforce(w);
    if (!err) err = demo_write_cases(w, plan);
    if (!err) err = demo_write_referrals(w, plan); /* only who is ready takes one */
    if (!err) err = demo_write_deaths(w, plan);
    return err ? err : demo_write_access(w, plan);
}

enum err demo_make(struct ctx *c, struct store *store, const struct demo_order *order, struct demo_made *ret)
{
    struct date first = date_add_days(order->day, -DEMO_DAYS_KEPT);
    struct demo_writing w = {.c = c, .store = store, .order = order, .began = instant_from_local(first, 0, 0)};
    struct demo_plan plan;
    struct demo_made made = {0};
    MUST(order->people >= 0 && order->people <= DEMO_PEOPLE_MOST);
    w.residents.most = (size_t)order->people / RESIDENT_SHARE + 1;
    w.residents.items = ARENA_ARRAY(c->arena, struct demo_resident, w.residents.most);
    arena_init(&w.work, LIMIT_JOB_ARENA);
    demo_plan_start(&plan, c->arena, order->seed, order->day, order->people);
    enum err err = make(&w, &plan, &made);
    arena_release(&w.work);
    if (!err) *ret = made;
    return err;
}

static void put(struct json_writer *w, struct str name, struct str value)
{
    json_name(w, name);
    if (value.n)
        json_str(w, value);
    else
        json_null(w);
}

struct str demo_accounts_json(struct arena *a, struct demo_account_list accounts)
{
    struct buf out = buf_new(a, 8192, ACCOUNTS_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_array_begin(&w);
    for (size_t i = 0; i < accounts.n; i++) {
        const struct demo_account *account = &accounts.items[i];
        json_object_begin(&w);
        put(&w, STR("name"), account->name);
        put(&w, STR("email"), account->email);
        put(&w, STR("password"), account->password);
        put(&w, STR("totp_secret"), account->totp_secret);
        put(&w, STR("role"), staff_role_code(account->role));
        put(&w, STR("practice"), account->practice);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_writer_end(&w);
    buf_byte(&out, '\n');
    MUST(!out.overflow);
    return buf_str(&out);
}
