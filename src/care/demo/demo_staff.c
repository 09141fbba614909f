/* Accounts: everybody of demo_staff, under one password that the list of accounts tells. */
#include "care/accounts/accounts.h"
#include "care/demo/demo_write.h"
#include "platform/app.h"
#include "platform/auth/permission.h"
#include "platform/auth/totp.h"

struct hiring {
    struct account_new account;
    struct account_id had; /* of the row before, where one person has a second role */
    struct role_held_id held;
};

static enum err hire(struct ctx *c, void *arg)
{
    struct hiring *h = arg;
    enum err err = h->had.v ? account_give_role(c, h->had, &h->account.role) : account_create(c, &h->account);
    struct account_id account = h->had.v ? h->had : h->account.id;
    return err ? err : account_role_held(c, account, &h->account.role, &h->held);
}

static void fill_actor(struct demo_writing *w, size_t i, struct account_id account, struct role_held_id held)
{
    const struct demo_staff *s = &demo_staff[i];
    w->staff[i] = (struct actor){.account = account,
        .name = str_from_cstr(s->name),
        .role = (int)s->role,
        .role_held = held,
        .pcn = w->pcn.id,
        .scope = {.everybody = true},
        .permissions = permissions_of(s->role)};
    if (s->practice >= 0) w->staff[i].practice = w->practices[s->practice].id;
}

static enum err add_one(
    struct demo_writing *w, size_t i, struct str hash, struct random_seeded *keys, struct demo_account *account)
{
    const struct demo_staff *s = &demo_staff[i];
    struct arena *a = w->c->arena;
    bool again = i > 0 && str_eq(str_from_cstr(demo_staff[i - 1].name), str_from_cstr(s->name));
    struct str seed = !w->order->second_factor ? STR_NONE : totp_seed_new(a);
    *account = (struct demo_account){.name = str_from_cstr(s->name),
        .role = s->role,
        .password = str_from_cstr(demo_password),
        .totp_secret = seed.n ? totp_base32(a, seed) : STR_NONE};
    struct str before_at = demo_email_name(a, account->name);
    account->email = str_printf(a, "%.*s@demo.example", STR_ARG(before_at));
    if (s->practice >= 0) account->practice = str_from_cstr(demo_practices[s->practice].name);
    if (again) account->totp_secret = account[-1].totp_secret;
    struct hiring h = {.had = again ? w->staff[i - 1].account : (struct account_id){0},
        .account = {.email = account->email,
            .name = account->name,
            .password_hash = hash,
            .seed = seed,
            .no_second_factor = !w->order->second_factor,
            .key = uuid_seeded(w->began, keys),
            .role = {.role = s->role, .pcn = w->pcn.id}}};
    if (s->practice >= 0) h.account.role.practice = w->practices[s->practice].id;
    enum err err = demo_run(w, w->c->actor, w->began, STR("demo.account"), hire, &h);
    arena_reset(&w->work);
    fill_actor(w, i, again ? h.had : h.account.id, h.held);
    return err;
}

/* One hash for all of them: nothing here is secret, and each hash takes an eighth of a second. */
enum err demo_write_staff(struct demo_writing *w, struct demo_account_list *ret)
{
    struct demo_account_list list = {
        ARENA_ARRAY(w->c->arena, struct demo_account, demo_staff_count), demo_staff_count};
    struct random_seeded keys;
    struct str hash;
    random_seed(&keys, w->order->seed ^ 0x57AFF);
    enum err err = crypto_password_hash(
        w->c->arena, w->c->app->keys, str_from_cstr(demo_password), &CRYPTO_PASSWORD_COST, &hash);
    for (size_t i = 0; !err && i < demo_staff_count; i++) err = add_one(w, i, hash, &keys, &list.items[i]);
    if (!err) *ret = list;
    return err;
}
