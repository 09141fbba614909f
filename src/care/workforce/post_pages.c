/* A post is changed: hours, settings, who is there for them; and how it changed before. */
#include "base/limits.h"
#include "care/workforce/pages/post.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"

struct editing {
    struct staff_facts staff;
    struct staff_reach reach;
    struct staff_post post;
    struct problems problems;
    int64_t version;
    struct staff_colleagues_list colleagues;
    struct versions meanwhile;
};

enum { WEEK_MOST = 60 * 60, VERSIONS_SHOWN = 50 };

static enum err open_post(struct ctx *c, const struct request *r, struct editing *k)
{
    k->problems.arena = c->arena;
    enum err err = staff_open(c, request_id(r, 0), &k->staff, &k->reach);
    if (err) return err;
    if (!k->reach.post) return ERR_NOT_FOUND;
    k->version = k->staff.version;
    k->post = staff_post_of(&k->staff);
    return staff_colleagues(c->db, c->actor->pcn, &k->colleagues);
}

/* ---- the form ---- */

static struct input hours_field(
    struct ctx *c, const struct form *form, const char *name, const char *label, int64_t minutes, const struct problems *p)
{
    struct str shown = minutes ? hours_text(c->arena, minutes) : STR_NONE;
    struct input field = text_field(form, name, label, shown, p);
    field.width = 5;
    field.suffix = STR("hours");
    field.inputmode = STR("decimal");
    return field;
}

static struct checkboxes setting_boxes(
    struct ctx *c, const struct form *form, const char *name, const char *legend, unsigned settings)
{
    struct checkboxes boxes = {
        .name = str_from_cstr(name), .legend = str_from_cstr(legend), .legend_size = SIZE_S, .small = true};
    struct form_values ticked = form_all(c->arena, form, boxes.name);
    boxes.items.items = ARENA_ARRAY(c->arena, struct choice, work_settings.n);
    for (size_t i = 0; i < work_settings.n; i++) {
        struct choice *one = &boxes.items.items[boxes.items.n++];
        *one = (struct choice){.value = work_settings.terms[i].code,
            .label = work_settings.terms[i].label,
            .checked = (settings & 1u << i) != 0};
        for (size_t k = 0; form->fields.n && k <= ticked.n; k++)
            one->checked = k < ticked.n ? str_eq(ticked.items[k], one->value) || (k && one->checked) : ticked.n && one->checked;
    }
    return boxes;
}
