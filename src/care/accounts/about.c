/* The pages of the footer, open to anybody, and the one for roles whose work is not built yet. */
#include "care/accounts/about.h"

#include "care/accounts/pages/about.tmpl.h"

static struct reply words(
    struct ctx *c, const struct request *r, const char *title, struct slot (*slot)(const struct about_view *))
{
    struct about_view *v = ARENA_NEW(c->arena, struct about_view);
    *v = (struct about_view){.installation = c->app->name, .demonstration = c->app->demonstration};
    if (c->actor && c->actor->role) v->role = staff_role_label((enum staff_role)c->actor->role);
    struct page page = {.title = str_from_cstr(title), .narrow = true, .main = slot(v)};
    return shell_page(c, r, 200, SECTION_NONE, &page);
}

struct reply about_help_get(struct ctx *c, const struct request *r)
{
    return words(c, r, "Help", about_help_slot);
}

struct reply about_accessibility_get(struct ctx *c, const struct request *r)
{
    return words(c, r, "Accessibility statement", about_accessibility_slot);
}

struct reply about_privacy_get(struct ctx *c, const struct request *r)
{
    return words(c, r, "Privacy and who sees what", about_privacy_slot);
}

struct reply about_nothing_yet_get(struct ctx *c, const struct request *r)
{
    return words(c, r, "Nothing here yet", about_nothing_yet_slot);
}
