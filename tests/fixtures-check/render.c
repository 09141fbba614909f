/* Prints each case: component, name and HTML, each ended by a byte that text never holds. With "--style" the style
 * sheet as it is shipped instead; with "--ours" without the markup that the fixtures put into our slots. */
#include "cases.h"

#include "ui/asset_names.h"
#include "ui/assets.h"

enum { MEMORY = 4 * 1024 * 1024 };

static bool only_ours;

void literal(struct html *h, const char *html)
{
    if (only_ours) return;
    buf_add(&h->out, str_from_cstr(html));
}

void literal_slot(struct html *h, const void *html)
{
    literal(h, html);
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "--style")) {
        const struct asset *style = asset_find(STR(ASSET_NHSUK_CSS));
        printf("%.*s", STR_ARG(style->raw));
        return 0;
    }
    only_ours = argc > 1 && !strcmp(argv[1], "--ours");
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
