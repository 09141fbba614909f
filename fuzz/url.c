/*
 * Addresses: what is encoded decodes to itself, what is decoded is text and encodes to the same meaning, and what
 * url_local lets through can lead nowhere but to a page of this site.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/form.h"
#include "wire/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_text(struct str s)
{
    return utf8_is_valid(s, NULL) && !(s.n && memchr(s.p, 0, s.n));
}

static void check_encoding(struct arena *a, struct str s)
{
    struct str encoded = url_encode(a, s), back;
    for (size_t i = 0; i < encoded.n; i++) {
        unsigned char c = (unsigned char)encoded.p[i];
        MUST((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-._~%", c));
    }
    MUST(url_decode(a, encoded, false, &back) == is_text(s));
    if (is_text(s)) MUST(str_eq(back, s));
}

static void check_decoding(struct arena *a, struct str s, bool plus)
{
    struct str decoded, again;
    if (!url_decode(a, s, plus, &decoded)) return;
    MUST(is_text(decoded) && decoded.n <= s.n);
    MUST(url_decode(a, url_encode(a, decoded), plus, &again) && str_eq(again, decoded));
}

static void check_local(struct str s)
{
    struct url url;
    if (!url_local(s, &url)) return;
    MUST(s.n <= LIMIT_URL && s.p[0] == '/' && (s.n == 1 || s.p[1] != '/'));
    MUST(url.text.p == s.p && url.text.n == s.n);
    for (size_t i = 0; i < s.n; i++) MUST(s.p[i] > ' ' && s.p[i] < 0x7F && !strchr("\\#\"<>^`{|}", s.p[i]));
}

/* A value in an address comes back from it unchanged, whatever the address was. */
static void check_query(struct arena *a, struct str value)
{
    struct form f;
    struct url url = url_with_query(a, url_with_query(a, URL("/people#top"), "back", value), "n", STR("1"));
    struct str rest = url.text, path = str_cut(&rest, '?'), query = str_cut(&rest, '#');
    MUST(str_eq(path, STR("/people")) && str_eq(rest, STR("top")));
    if (form_parse(a, query, &f, NULL) == ERR_NONE && !memchr(value.p ? value.p : "", '\r', value.n))
        MUST(str_eq(form_get(&f, STR("back")), value) && str_eq(form_get(&f, STR("n")), STR("1")));
}

static void check_telephone(struct arena *a, struct str s)
{
    struct url url = url_telephone(a, s);
    if (!url_is_set(url)) return;
    struct str digits = str_skip(url.text, 4);
    MUST(str_starts(url.text, STR("tel:")) && digits.n);
    for (size_t i = 0; i < digits.n; i++)
        MUST((digits.p[i] >= '0' && digits.p[i] <= '9') || (i == 0 && digits.p[i] == '+'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str s = {(const char *)data, size};
    if (size > 2 * LIMIT_URL) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    check_encoding(&a, s);
    check_decoding(&a, s, false);
    check_decoding(&a, s, true);
    check_local(s);
    if (size) check_query(&a, s);
    check_telephone(&a, s);
    arena_release(&a);
    return 0;
}
