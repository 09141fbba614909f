/* Prints each case as JSON would: component, name and HTML, each ended by a byte that text never holds. */
#include "cases.h"

enum { MEMORY = 4 * 1024 * 1024 };

void literal(struct html *h, const char *html)
{
    buf_add(&h->out, str_from_cstr(html));
}

void literal_slot(struct html *h, const void *html)
{
    literal(h, html);
}

int main(void)
{
    struct arena a;
    arena_init(&a, MEMORY);
    for (size_t i = 0; i < n_cases; i++) {
        struct html h = html_new(&a, STR("token"));
        cases[i].render(&h);
        struct str html = buf_str(&h.out);
        printf("%s\x1f%s\x1f%.*s\x1e", cases[i].component, cases[i].name, STR_ARG(html));
        arena_reset(&a);
    }
    arena_release(&a);
    return 0;
}
