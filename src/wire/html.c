#include "wire/html.h"

#include "base/limits.h"

/* Bytes a page starts with; most pages of Cairn fit without growing twice. */
enum { FIRST_BYTES = 16 * 1024 };

struct html html_new(struct arena *a, struct str csrf)
{
    return (struct html){.out = buf_new(a, FIRST_BYTES, LIMIT_PAGE), .csrf = csrf};
}

/* For each byte the replacement's place in `replacements`; 0 for the bytes that stand for themselves. */
static const uint8_t replacement_of[256] = {['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5};
static const struct str replacements[] = {
    STR_INIT(""), STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"), STR_INIT("&quot;"), STR_INIT("&#39;")};

void html_escape(struct html *h, struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t from = 0, at = 0;
    for (;;) {
        /* Four at a time: almost all text is free of the five, and the loop then costs little over a copy. */
        while (s.n - at >= 4 &&
            !(replacement_of[p[at]] | replacement_of[p[at + 1]] | replacement_of[p[at + 2]] |
                replacement_of[p[at + 3]]))
            at += 4;
        while (at < s.n && !replacement_of[p[at]]) at++;
        buf_add(&h->out, str_slice(s, from, at));
        if (at == s.n) return;
        buf_add(&h->out, replacements[replacement_of[p[at]]]);
        from = ++at;
    }
}

void html_number(struct html *h, int64_t n)
{
    buf_int(&h->out, n);
}

void html_count(struct html *h, uint64_t n)
{
    /* buf_int takes what fits in an int64_t; the rest is one digit more. */
    if (n > INT64_MAX) buf_int(&h->out, (int64_t)(n / 10));
    buf_int(&h->out, (int64_t)(n > INT64_MAX ? n % 10 : n));
}

void html_slot(struct html *h, struct slot s)
{
    if (s.render) s.render(h, s.view);
}

void html_csrf_field(struct html *h)
{
    html_literal(h, "<input type=\"hidden\" name=\"_token\" value=\"");
    html_escape(h, h->csrf);
    html_literal(h, "\">");
}
