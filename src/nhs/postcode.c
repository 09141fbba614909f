#include "nhs/postcode.h"

#include "nhs/typed.h"

enum { LONGEST = 7 }; /* characters without the space */

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A9, A99, AA9, AA99, A9A, AA9A. */
static bool is_outward(struct str s)
{
    size_t letters = 0;
    while (letters < s.n && letters < 2 && is_letter(s.p[letters])) letters++;
    if (!letters || letters == s.n || !is_digit(s.p[letters])) return false;
    size_t more = s.n - letters - 1;
    char last = s.p[s.n - 1];
    return more == 0 || (more == 1 && (is_digit(last) || is_letter(last)));
}

/* A digit and two letters, of which C I K M O V are never used; n of them is enough for a part. */
static bool is_inward_start(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (i == 0 && !is_digit(s.p[i])) return false;
        if (i > 0 && (!is_letter(s.p[i]) || memchr("CIKMOV", s.p[i], 6))) return false;
    }
    return s.n <= 3;
}

/* Capitals without gaps; *ret_gap says how many characters stood before the first gap (all, if there is none). */
static bool squeeze(struct str typed, char out[LONGEST], size_t *ret_n, size_t *ret_gap)
{
    struct str s = typed_trim(typed);
    size_t n = 0, gap = 0;
    while (s.n) {
        size_t skip = typed_gap(s);
        if (skip) {
            if (!gap) gap = n;
            s = str_skip(s, skip);
            continue;
        }
        char c = s.p[0];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        if (n == LONGEST || (!is_letter(c) && !is_digit(c))) return false;
        out[n++] = c;
        s = str_skip(s, 1);
    }
    *ret_n = n;
    *ret_gap = gap ? gap : n;
    return true;
}

static struct postcode join(struct str outward, struct str inward)
{
    struct postcode code = {.n = (uint8_t)(outward.n + 1 + inward.n)};
    memcpy(code.text, outward.p, outward.n);
    code.text[outward.n] = ' ';
    if (inward.n) memcpy(code.text + outward.n + 1, inward.p, inward.n);
    return code;
}

bool postcode_parse(struct str typed, struct postcode *ret)
{
    char text[LONGEST];
    size_t n, gap;
    if (!squeeze(typed, text, &n, &gap) || n < 5) return false;
    struct str outward = {text, n - 3}, inward = {text + n - 3, 3};
    bool girobank = str_eq(outward, STR("GIR")) && str_eq(inward, STR("0AA"));
    if (!girobank && (!is_outward(outward) || !is_inward_start(inward))) return false;
    *ret = join(outward, inward);
    return true;
}

bool postcode_part_parse(struct str typed, struct postcode *ret)
{
    char text[LONGEST];
    size_t n, gap;
    if (!squeeze(typed, text, &n, &gap) || n < 2) return false;
    struct str outward = {text, gap}, inward = {text + gap, n - gap};
    if (inward.n > 2 || !is_outward(outward) || !is_inward_start(inward)) return false;
    *ret = join(outward, inward);
    return true;
}
