#include "platform/auth/password.h"

#include "base/utf8.h"

enum { OWN_LEAST = 6, DIFFERENT_LEAST = 5, RUN_LEAST = 3, WORD_LEAST = 4 };

/* Small letters, with the signs that people put for them: "P@ssw0rd" reads "password". */
static char folded(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    static const char signs[][2] = {{'@', 'a'}, {'4', 'a'}, {'3', 'e'}, {'1', 'i'}, {'!', 'i'}, {'0', 'o'},
        {'5', 's'}, {'$', 's'}, {'7', 't'}};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (signs[i][0] == c) return signs[i][1];
    return c;
}

struct text {
    char *as_typed,
        *letters; /* the password in small letters, and with signs read as letters; 0 where crossed out */
    size_t n;
};

static struct text text_of(struct arena *a, struct str password)
{
    struct text t = {arena_alloc(a, password.n + 1, 1), arena_alloc(a, password.n + 1, 1), password.n};
    struct str small = str_lower(a, password);
    for (size_t i = 0; i < password.n; i++) {
        t.as_typed[i] = small.p[i];
        t.letters[i] = folded(password.p[i]);
    }
    return t;
}

static bool stands_at(const char *text, size_t n, size_t at, struct str word)
{
    return word.n <= n - at && memcmp(text + at, word.p, word.n) == 0;
}

/* Crosses out every place where the word stands; says whether there was one. */
static bool cross_out(struct text *t, struct str word)
{
    bool found = false;
    for (size_t at = 0; at < t->n; at++) {
        if (!stands_at(t->as_typed, t->n, at, word) && !stands_at(t->letters, t->n, at, word)) continue;
        memset(t->as_typed + at, 0, word.n);
        memset(t->letters + at, 0, word.n);
        found = true;
    }
    return found;
}

/* Crosses out the parts of a name or address: "elm street surgery" gives elm (too short), street, surgery. */
static bool cross_out_parts(struct arena *a, struct text *t, struct str name)
{
    struct str rest = str_lower(a, name);
    bool found = false;
    while (rest.n) {
        size_t n = 0;
        while (n < rest.n && ((rest.p[n] >= 'a' && rest.p[n] <= 'z') || (unsigned char)rest.p[n] >= 0x80)) n++;
        if (n >= WORD_LEAST) found |= cross_out(t, str_slice(rest, 0, n));
        rest = str_skip(rest, n ? n : 1);
    }
    return found;
}

static int step_between(char a, char b)
{
    static const char *const rows[] = {
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"};
    if (!a || !b) return 2;
    if (a == b) return 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *x = strchr(rows[i], a), *y = strchr(rows[i], b);
        if (x && y && (y - x == 1 || x - y == 1)) return y > x ? 1 : -1;
    }
    return 2;
}

/* "1234", "8765", "qwer", "aaaa": how long a run begins here. */
static size_t run_at(const struct text *t, size_t at)
{
    size_t n = 1;
    int step = at + 1 < t->n ? step_between(t->as_typed[at], t->as_typed[at + 1]) : 2;
    while (step != 2 && at + n < t->n && step_between(t->as_typed[at + n - 1], t->as_typed[at + n]) == step) n++;
    return n;
}

static bool is_year(const struct text *t, size_t at)
{
    if (t->n - at < 4) return false;
    const char *p = t->as_typed + at;
    return ((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0')) && p[2] >= '0' && p[2] <= '9' &&
        p[3] >= '0' && p[3] <= '9';
}

static void cross_out_runs(struct text *t)
{
    for (size_t at = 0; at < t->n; at++) {
        size_t run = run_at(t, at);
        if (run < RUN_LEAST && is_year(t, at)) run = 4;
        if (run >= RUN_LEAST && t->as_typed[at]) memset(t->as_typed + at, 0, run);
    }
}

/* What is left: spaces and full stops between words add nothing. */
static size_t own_characters(const struct text *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += t->as_typed[i] && t->as_typed[i] != ' ' && t->as_typed[i] != '.' && t->as_typed[i] != '-';
    return n;
}

static size_t different_characters(struct str s)
{
    bool seen[256] = {false};
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += !seen[(unsigned char)s.p[i]];
        seen[(unsigned char)s.p[i]] = true;
    }
    return n;
}

struct str password_problem(struct arena *a, struct str password, const struct password_words *around)
{
    size_t length = utf8_length(password);
    if (length < PASSWORD_LEAST) return str_printf(a, "Password must be %d characters or more", PASSWORD_LEAST);
    if (length > PASSWORD_MOST) return str_printf(a, "Password must be %d characters or fewer", PASSWORD_MOST);
    if (different_characters(password) < DIFFERENT_LEAST)
        return STR("Password must not repeat the same few characters");
    struct text t = text_of(a, password);
    bool theirs = false, common = false;
    for (size_t i = 0; i < around->n; i++) theirs |= cross_out_parts(a, &t, around->items[i]);
    if (own_characters(&t) < OWN_LEAST)
        return STR("Password must not be made of your name, your email address, or the names of places you work");
    for (size_t i = 0; i < PASSWORD_COMMON_COUNT; i++) common |= cross_out(&t, PASSWORD_COMMON[i]);
    cross_out_runs(&t);
    if (own_characters(&t) >= OWN_LEAST) return STR_NONE;
    if (theirs)
        return STR(
            "Password must not be made of names around you and common words: add words that only you would put "
            "together");
    return common ? STR("Password is one of the first that would be guessed: use three or more words that don’t "
                        "belong "
                        "together") :
                    STR("Password must not be a run of keys, digits or dates: use three or more words");
}
