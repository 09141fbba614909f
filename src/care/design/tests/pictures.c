/* Prints the charts of /design, for design-pictures.sh to compare with what somebody last saw. */
#include "care/design/design_views.h"

enum { MEMORY = 4 * 1024 * 1024 };

int main(void)
{
    struct arena a;
    arena_init(&a, MEMORY);
    struct design_view *v = ARENA_NEW(&a, struct design_view);
    if (design_charts(&a, v)) return 1;
    const struct chart *const charts[] = {
        &v->bars, &v->stack, &v->funnel, &v->slope, &v->dots, &v->strip, &v->multiples, &v->ecomap, &v->scripts};
    struct html h = html_new(&a, STR("token"));
    for (size_t i = 0; i < COUNT_OF(charts); i++) chart(&h, charts[i]);
    printf("%.*s", STR_ARG(buf_str(&h.out)));
    arena_release(&a);
    return 0;
}
