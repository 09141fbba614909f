#include "platform/auth/throttle.h"

#include <arpa/inet.h>

#include "platform/auth/auth.sql.h"

enum { WINDOW_MS = 15 * 60 * 1000, FIRST_WAIT_MS = 30 * 1000, FREE_TRIES = 5, ADDRESS_FACTOR = 10 };

static struct crypto_hash keyed(const struct app *app, struct str kind, struct str value)
{
    return crypto_keyed_hash(&app->keys->secrets, (const struct str[]){kind, value}, 2);
}

struct crypto_hash throttle_account(const struct app *app, struct str email)
{
    return keyed(app, STR("throttle account "), email);
}

static struct crypto_hash by_address(
    const struct app *app, struct str network, struct str single, struct str address)
{
    /* Of IPv6 the first 64 bits: one household has all the addresses behind them. */
    char text[INET6_ADDRSTRLEN] = "";
    struct in6_addr six;
    if (address.n && address.n < sizeof text) memcpy(text, address.p, address.n);
    if (inet_pton(AF_INET6, text, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six))
        return keyed(app, network, (struct str){(const char *)&six, 8});
    return keyed(app, single, address);
}

struct crypto_hash throttle_address(const struct app *app, struct str address)
{
    return by_address(app, STR("throttle network "), STR("throttle address "), address);
}

struct crypto_hash throttle_sender(const struct app *app, struct str address)
{
    return by_address(app, STR("throttle sending network "), STR("throttle sender "), address);
}

int64_t throttle_wait_ms(int64_t failures, bool is_address)
{
    int64_t over = (is_address ? failures / ADDRESS_FACTOR : failures) - FREE_TRIES;
    if (over < 0) return 0;
    return over >= 5 ? WINDOW_MS : (int64_t)FIRST_WAIT_MS << over;
}

static struct str bytes_of(const struct crypto_hash *h)
{
    return (struct str){(const char *)h->bytes, sizeof h->bytes};
}

enum err throttle_until(struct ctx *c, struct crypto_hash whom, bool is_address, struct instant *ret_until)
{
    struct failures_of_row row;
    struct instant now = clock_now(c->clock);
    enum err err = failures_of(c->db, bytes_of(&whom), (struct instant){now.v - WINDOW_MS}, &row);
    if (err) return err;
    int64_t wait = throttle_wait_ms(row.failures, is_address);
    bool waits = wait && instant_is_set(row.latest) && row.latest.v + wait > now.v;
    *ret_until = INSTANT_NONE;
    if (waits) ret_until->v = row.latest.v + wait;
    return ERR_NONE;
}

enum err throttle_failed(struct ctx *c, struct crypto_hash whom)
{
    int64_t id;
    return failure_add(c->db, bytes_of(&whom), clock_now(c->clock), &id);
}

enum err throttle_forgive(struct ctx *c, struct crypto_hash whom)
{
    int64_t changed;
    return failures_forgive(c->db, bytes_of(&whom), &changed);
}
