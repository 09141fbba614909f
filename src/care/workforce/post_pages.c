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

enum { WEEK_MOST = 60 * 60, TRAVEL_MOST = 480 };

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

static struct input hours_field(struct ctx *c, const struct form *form, const char *name, const char *label,
    int64_t minutes, const struct problems *p)
{
    struct str shown = minutes ? hours_text(c->arena, minutes) : STR_NONE;
    struct input field = text_field(form, name, label, shown, p);
    field.width = 5;
    field.suffix = STR("hours");
    field.inputmode = STR("decimal");
    return field;
}

static bool is_ticked(const struct form_values *ticked, struct str code)
{
    for (size_t i = 0; i < ticked->n; i++)
        if (str_eq(ticked->items[i], code)) return true;
    return false;
}

static struct checkboxes setting_boxes(
    struct ctx *c, const struct form *form, const char *name, const char *legend, unsigned settings)
{
    struct checkboxes boxes = {.name = str_from_cstr(name),
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true};
    struct form_values ticked = form_all(c->arena, form, boxes.name);
    boxes.items.items = ARENA_ARRAY(c->arena, struct choice, work_settings.n);
    for (size_t i = WORK_SETTING_GENERAL; i < work_settings.n; i++) { /* there, everybody does */
        struct str code = work_settings.terms[i].code;
        bool stands = (settings & 1u << i) != 0;
        boxes.items.items[boxes.items.n++] = (struct choice){.value = code,
            .label = work_settings.terms[i].label,
            .checked = form->fields.n ? is_ticked(&ticked, code) : stands};
    }
    return boxes;
}

static struct checkboxes new_to_care_box(struct ctx *c, const struct form *form, bool stands)
{
    struct checkboxes box = {.name = STR("new_to_care"),
        .legend = STR("Experience"),
        .legend_size = SIZE_S,
        .small = true,
        .items = {ARENA_NEW(c->arena, struct choice), 1}};
    box.items.items[0] = (struct choice){.value = STR("yes"),
        .label = STR("New to health and care"),
        .checked = form->fields.n ? field_ticked(form, STR("new_to_care")) : stands};
    return box;
}

static bool is_somebody(const struct editing *k, enum staff_link_kind kind, const struct form *form,
    const struct staff_colleagues_row *one)
{
    struct uuid key;
    if (!form->fields.n) return k->post.links[kind].v == one->account_id.v;
    return uuid_from_text(form_get(form, vocabulary_code(&staff_links, (int)kind)), &key) &&
        uuid_eq(key, one->key);
}

static struct select_field link_field(
    struct ctx *c, const struct form *form, const struct editing *k, enum staff_link_kind kind)
{
    struct str name = vocabulary_code(&staff_links, (int)kind);
    struct select_field s = {.name = name,
        .label = vocabulary_label(&staff_links, (int)kind),
        .label_size = SIZE_S,
        .error = problems_at(&k->problems, name)};
    s.items.items = ARENA_ARRAY(c->arena, struct option, k->colleagues.n + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Nobody"), .value = STR("")};
    for (size_t i = 0; i < k->colleagues.n; i++) {
        const struct staff_colleagues_row *one = &k->colleagues.items[i];
        if (one->account_id.v == k->staff.account.v) continue;
        s.items.items[s.items.n++] = (struct option){.text = one->name,
            .value = uuid_text(c->arena, one->key),
            .selected = is_somebody(k, kind, form, one)};
    }
    return s;
}

static void show_hours(struct ctx *c, const struct form *form, const struct editing *k, struct post_form_view *v)
{
    const struct problems *p = &k->problems;
    v->week = hours_field(c, form, "week", "Hours a week", k->post.week, p);
    v->administration =
        hours_field(c, form, "administration", "Of these, for administration", k->post.administration, p);
    v->supervision = hours_field(c, form, "supervision", "For supervision", k->post.supervision, p);
    v->development = hours_field(c, form, "development", "For development", k->post.development, p);
    v->week.hint = STR("For example, 37.5");
    struct str minutes = k->post.travel ? str_printf(c->arena, "%lld", (long long)k->post.travel) : STR_NONE;
    v->travel = text_field(form, "travel", "Travel for a visit, there and back", minutes, p);
    v->travel.width = 3;
    v->travel.suffix = STR("minutes");
    v->travel.inputmode = STR("numeric");
}

static struct reply form_page(struct ctx *c, const struct request *r, const struct editing *k, int status)
{
    struct post_form_view *v = ARENA_NEW(c->arena, struct post_form_view);
    const struct form *form = &r->form;
    *v = (struct post_form_view){.problems = problems_summary(&k->problems),
        .top = {.heading = STR("Hours, settings and people to turn to"), .quiet = k->staff.name},
        .version = str_printf(c->arena, "%lld", (long long)k->version),
        .action = url_with_id(c->arena, "/team/", k->staff.key, "/post"),
        .cancel = staff_page_url(c, &k->staff),
        .meanwhile = k->meanwhile,
        .start_on = date_field(c, form, "start_on", "First day", k->post.start_on, &k->problems),
        .settings = setting_boxes(c, form, "settings", "Also works in", k->post.settings),
        .specialisms = setting_boxes(c, form, "specialisms", "Specialises in", k->post.specialisms),
        .new_to_care = new_to_care_box(c, form, k->post.new_to_care)};
    v->settings.hint = STR("Besides general practice, from where referrals come");
    v->specialisms.hint = STR("Asks for more training. They work there, too");
    show_hours(c, form, k, v);
    v->links.items = ARENA_ARRAY(c->arena, struct select_field, STAFF_LINK_COUNT);
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++)
        v->links.items[v->links.n++] = link_field(c, form, k, kind);
    struct page page = {.narrow = true, .has_problems = k->problems.n != 0, .main = post_form_slot(v)};
    return staff_form_page(c, r, &k->staff, "Hours and people to turn to", status, &page);
}

struct reply post_get(struct ctx *c, const struct request *r)
{
    struct editing *k = ARENA_NEW(c->arena, struct editing);
    enum err err = open_post(c, r, k);
    return err ? shell_failure(c, err) : form_page(c, r, k, 200);
}

/* ---- reading it ---- */

static int64_t read_hours(const struct form *form, const char *name, const char *label, struct problems *p)
{
    struct str id = str_from_cstr(name), typed = field_text(form, id, str_from_cstr(label), LIMIT_LINE, p);
    int64_t minutes = 0;
    if (typed.n && !hours_read(typed, &minutes))
        problems_add(p, id, STR("Enter hours as a number, for example 3.5"));
    return minutes;
}

static void read_all_hours(const struct form *form, struct staff_post *post, struct problems *p)
{
    post->week = read_hours(form, "week", "Hours a week", p);
    post->administration = read_hours(form, "administration", "Administration", p);
    post->supervision = read_hours(form, "supervision", "Supervision", p);
    post->development = read_hours(form, "development", "Development", p);
    if (post->week > WEEK_MOST) problems_add(p, STR("week"), STR("Hours a week must be 60 or fewer"));
    if (post->administration + post->supervision + post->development > post->week)
        problems_add(p, STR("week"), STR("What is reserved must not be more than the hours a week"));
}

static int64_t read_travel(const struct form *form, struct problems *p)
{
    struct str typed = field_text(form, STR("travel"), STR("Travel"), LIMIT_LINE, p);
    int64_t minutes = 0;
    if (typed.n && !str_int(typed, 0, TRAVEL_MOST, &minutes))
        problems_add(p, STR("travel"), STR("Enter minutes as a number from 0 to 480"));
    return minutes;
}

static unsigned read_settings(struct ctx *c, const struct form *form, const char *name, struct problems *p)
{
    struct str id = str_from_cstr(name);
    struct form_values ticked = form_all(c->arena, form, id);
    unsigned settings = 0;
    for (size_t i = 0; i < ticked.n; i++) {
        int setting;
        if (vocabulary_find(&work_settings, ticked.items[i], &setting))
            settings |= WORK_SETTING_BIT(setting);
        else
            problems_add(p, id, STR("Choose settings from the list"));
    }
    return settings;
}

static void read_link(const struct form *form, struct editing *k, enum staff_link_kind kind)
{
    struct str name = vocabulary_code(&staff_links, (int)kind), typed = form_get(form, name);
    struct uuid key;
    k->post.links[kind] = (struct account_id){0};
    k->post.link_names[kind] = STR_NONE;
    if (!typed.n) return;
    bool is_key = uuid_from_text(typed, &key);
    for (size_t i = 0; is_key && i < k->colleagues.n; i++) {
        const struct staff_colleagues_row *one = &k->colleagues.items[i];
        if (!uuid_eq(one->key, key) || one->account_id.v == k->staff.account.v) continue;
        k->post.links[kind] = one->account_id;
        k->post.link_names[kind] = one->name;
        return;
    }
    problems_add(&k->problems, name, STR("Choose a colleague from the list"));
}

static void read_post(struct ctx *c, const struct form *form, struct editing *k)
{
    struct problems *p = &k->problems;
    if (!str_int(form_get(form, STR("version")), 0, INT64_MAX, &k->version)) k->version = 0;
    k->post.start_on = field_date(form, STR("start_on"), STR("First day"), p).date;
    read_all_hours(form, &k->post, p);
    k->post.travel = read_travel(form, p);
    k->post.specialisms = read_settings(c, form, "specialisms", p);
    k->post.settings =
        WORK_SETTING_BIT(WORK_SETTING_GENERAL) | k->post.specialisms | read_settings(c, form, "settings", p);
    k->post.new_to_care = field_ticked(form, STR("new_to_care"));
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++)
        read_link(form, k, kind);
}

/* ---- saving it ---- */

static struct str version_title(struct ctx *c, const struct version *v)
{
    return str_printf(c->arena, "%.*s, %.*s", STR_ARG(version_by(v)), STR_ARG(instant_long(c->arena, v->at)));
}

/* What a colleague changed since the form was opened; what was typed stays in the form. */
static struct reply met_another(struct ctx *c, const struct request *r, struct editing *k)
{
    struct version before = {.state = STR_NONE}, after;
    enum err err = staff_facts_of(c, k->staff.account, &k->staff);
    if (!err && k->version) err = version_of(c, STR("staff"), k->staff.id.v, k->version, &before);
    if (!err) err = version_of(c, STR("staff"), k->staff.id.v, k->staff.version, &after);
    if (err) return shell_failure(c, err);
    k->meanwhile = (struct versions){.caption = STR("What a colleague changed meanwhile"),
        .before = STR("When you began"),
        .after = version_title(c, &after),
        .fields = record_changes(c->arena, staff_post_fields, before.state, after.state)};
    k->version = k->staff.version;
    problems_add(&k->problems, STR_NONE, STR("A colleague changed this while you had it open"));
    return form_page(c, r, k, 409);
}

static enum err save(struct ctx *c, void *arg)
{
    const struct editing *k = arg;
    return staff_post_save(c, k->staff.account, k->version, &k->post);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct editing *k = arg;
    if (!result) return reply_see_other(staff_page_done(c, &k->staff, "post"));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    return result == ERR_CONFLICT ? met_another(c, r, k) : shell_failure(c, result);
}

struct reply post_post(struct ctx *c, const struct request *r)
{
    struct editing *k = ARENA_NEW(c->arena, struct editing);
    enum err err = open_post(c, r, k);
    if (err) return shell_failure(c, err);
    read_post(c, &r->form, k);
    return k->problems.n ? form_page(c, r, k, 422) : reply_write(save, saved, k);
}
