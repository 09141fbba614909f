/*
 * The small readers that everything else is made of: whole numbers beside arithmetic with twice the bits, ids and
 * hexadecimal written again as they were, and a text that is cut and joined.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/uuid.h"
#include "platform/crypto.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

__extension__ typedef __int128 wide_int;

/* A minus sign or none, then digits and nothing else: the number in twice the bits, or false. */
static bool slow_number(struct str s, wide_int *ret)
{
    bool minus = s.n && s.p[0] == '-';
    wide_int n = 0, most = (wide_int)INT64_MAX + 2;
    s = str_skip(s, minus);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        n = n * 10 + (s.p[i] - '0');
        if (n > most) n = most;
    }
    *ret = minus ? -n : n;
    return s.n > 0;
}

static void check_number(struct str s)
{
    wide_int wanted = 0;
    int64_t read = 42, narrow = 42;
    bool number = slow_number(s, &wanted), fits = number && wanted >= INT64_MIN && wanted <= INT64_MAX;
    MUST(str_int(s, INT64_MIN, INT64_MAX, &read) == fits && read == (fits ? (int64_t)wanted : 42));
    MUST(str_int(s, -5, 10, &narrow) == (fits && wanted >= -5 && wanted <= 10));
}

static void check_ids(struct arena *a, struct str s)
{
    struct uuid id;
    uint8_t bytes[16];
    if (uuid_from_text(s, &id))
        MUST(str_eq(uuid_text(a, id), s) &&
            uuid_is_set(id) == !str_eq(s, STR("00000000-0000-0000-0000-000000000000")));
    if (crypto_from_hex(s, bytes, sizeof bytes)) MUST(str_eq(crypto_hex(a, bytes, sizeof bytes), s));
    struct str hex = crypto_hex(a, s.p, s.n < sizeof bytes ? s.n : sizeof bytes);
    MUST(crypto_from_hex(hex, bytes, hex.n / 2) && !memcmp(bytes, s.n ? s.p : "", hex.n / 2));
}

static void check_cutting(struct arena *a, struct str s)
{
    size_t at, bytes = 0, pieces = 0;
    struct str rest = s, trimmed = str_trim(s);
    MUST(str_has(s, trimmed) && str_eq(str_trim(trimmed), trimmed));
    MUST(str_find(s, ',', &at) == (s.n && memchr(s.p, ',', s.n) != NULL));
    for (; rest.p; pieces++) bytes += str_cut(&rest, ',').n;
    MUST(bytes + (pieces ? pieces - 1 : 0) == s.n);
    MUST(str_eq_nocase(str_lower(a, s), str_upper(a, s)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    if (size > 64 * 1024) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct str s = str_dup(&a, (struct str){(const char *)data, size});
    check_number(s);
    check_ids(&a, s);
    check_cutting(&a, s);
    arena_release(&a);
    return 0;
}
