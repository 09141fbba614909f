/*
 * The escapers, over any bytes: what they write can't end the place it stands in, and read by the rules of that
 * place it is what went in. HTML text and attribute values here, JSON text and addresses in theirs.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "wire/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    struct str written;
    char means;
} references[] = {{STR_INIT("&amp;"), '&'}, {STR_INIT("&lt;"), '<'}, {STR_INIT("&gt;"), '>'},
    {STR_INIT("&quot;"), '"'}, {STR_INIT("&#34;"), '"'}, {STR_INIT("&#39;"), '\''}};

/* As a browser reads it: every & is a reference, and nothing stands there that means markup. */
static struct str read_back(struct arena *a, struct str html)
{
    char *out = arena_alloc(a, html.n + 1, 1);
    size_t n = 0;
    while (html.n) {
        size_t used = 1, i = 0;
        char c = *html.p;
        MUST(c != '<' && c != '>' && c != '"' && c != '\'');
        if (c == '&') {
            while (i < COUNT_OF(references) && !str_starts(html, references[i].written)) i++;
            MUST(i < COUNT_OF(references));
            c = references[i].means;
            used = references[i].written.n;
        }
        out[n++] = c;
        html = str_skip(html, used);
    }
    return (struct str){out, n};
}

/* The form token stands in an attribute of its own field, and in no other place. */
static void check_token(struct arena *a, struct str s)
{
    static const struct str before = STR_INIT("value=\"");
    struct html h = html_new(a, s);
    html_csrf_field(&h);
    struct str field = buf_str(&h.out);
    const char *at = memmem(field.p, field.n, before.p, before.n);
    MUST(at && str_ends(field, STR("\">")));
    struct str value = str_skip(field, (size_t)(at - field.p) + before.n);
    MUST(str_eq(read_back(a, str_slice(value, 0, value.n - 2)), s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str s = {(const char *)data, size};
    if (size > LIMIT_PAGE / 8) return 0;
    arena_init(&a, 2 * LIMIT_REQUEST_ARENA);
    struct html h = html_new(&a, STR("token"));
    html_escape(&h, s);
    MUST(!h.out.overflow && str_eq(read_back(&a, buf_str(&h.out)), s));
    struct html address = html_new(&a, STR("token"));
    html_address(&address, (struct url){s});
    MUST(str_eq(buf_str(&address.out), buf_str(&h.out)));
    check_token(&a, s);
    arena_release(&a);
    return 0;
}
