/* A post's values and its saving. */
#include "care/workforce/post.h"

#include "care/workforce/state.h"
#include "care/workforce/workforce.sql.h"
#include "platform/versions/versions.h"

enum { MINUTES_AN_HOUR = 60, HOURS_DIGITS = 3, DECIMALS = 2 };

/* ---- hours ---- */

struct str hours_text(struct arena *a, int64_t minutes)
{
    long long hundredths = (long long)((minutes * 100 + MINUTES_AN_HOUR / 2) / MINUTES_AN_HOUR);
    if (hundredths % 100 == 0) return str_printf(a, "%lld", hundredths / 100);
    if (hundredths % 10 == 0) return str_printf(a, "%lld.%lld", hundredths / 100, hundredths / 10 % 10);
    return str_printf(a, "%lld.%02lld", hundredths / 100, hundredths % 100);
}

bool hours_read(struct str text, int64_t *ret_minutes)
{
    struct str rest = text, whole = str_cut(&rest, '.');
    int64_t hours, part = 0;
    if (whole.n > HOURS_DIGITS || !str_int(whole, 0, 999, &hours)) return false;
    if (rest.n > DECIMALS || (rest.n && !str_int(rest, 0, 99, &part))) return false;
    if (rest.n == 1) part *= 10;
    *ret_minutes = hours * MINUTES_AN_HOUR + (part * MINUTES_AN_HOUR + 50) / 100;
    return true;
}

struct str hours_words(struct arena *a, int64_t minutes)
{
    struct str text = hours_text(a, minutes);
    return str_printf(a, "%.*s %s", STR_ARG(text), minutes == MINUTES_AN_HOUR ? "hour" : "hours");
}

/* ---- settings ---- */

struct str settings_words(struct arena *a, unsigned settings)
{
    struct str names[WORK_SETTING_COUNT];
    size_t n = 0;
    for (enum work_setting setting = WORK_SETTING_GENERAL; setting < WORK_SETTING_COUNT; setting++)
        if (settings & WORK_SETTING_BIT(setting)) names[n++] = vocabulary_label(&work_settings, (int)setting);
    return str_join(a, names, n, STR(", "));
}

unsigned staff_settings(const struct staff_facts *s)
{
    return s->settings | WORK_SETTING_BIT(WORK_SETTING_GENERAL);
}

struct staff_post staff_post_of(const struct staff_facts *s)
{
    struct staff_post post = {.start_on = s->id.v ? s->start_on : DATE_NONE,
        .week = s->week,
        .administration = s->administration,
        .supervision = s->supervision,
        .development = s->development,
        .travel = s->travel,
        .settings = s->settings,
        .specialisms = s->specialisms,
        .new_to_care = s->new_to_care};
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++) {
        post.links[kind] = s->links[kind].account;
        post.link_names[kind] = s->links[kind].name;
    }
    return post;
}

/* ---- its states ---- */

static const struct record_field FIELDS[] = {
    {.state = STR_INIT("start_on"), .label = STR_INIT("First day"), .kind = FIELD_DATE},
    {.state = STR_INIT("week"), .label = STR_INIT("Hours a week")},
    {.state = STR_INIT("administration"), .label = STR_INIT("Reserved for administration")},
    {.state = STR_INIT("supervision"), .label = STR_INIT("Reserved for supervision")},
    {.state = STR_INIT("development"), .label = STR_INIT("Reserved for development")},
    {.state = STR_INIT("travel"), .label = STR_INIT("Minutes of travel for a visit")},
    {.state = STR_INIT("settings"), .label = STR_INIT("Works in")},
    {.state = STR_INIT("specialisms"), .label = STR_INIT("Specialises in")},
    {.state = STR_INIT("new_to_care"), .label = STR_INIT("New to health and care")},
#define LINK_FIELD(name, word, words) {.state = STR_INIT(word), .label = STR_INIT(words)},
    STAFF_LINK_LIST(LINK_FIELD)
#undef LINK_FIELD
};
const struct record_fields staff_post_fields = {FIELDS, COUNT_OF(FIELDS)};

static void state_hours(struct state *s, const char *name, int64_t minutes)
{
    if (minutes) state_text(s, name, hours_words(s->arena, minutes));
}

static struct str state_of(struct arena *a, const struct staff_post *post)
{
    struct state s;
    state_begin(&s, a);
    state_day(&s, "start_on", post->start_on);
    state_hours(&s, "week", post->week);
    state_hours(&s, "administration", post->administration);
    state_hours(&s, "supervision", post->supervision);
    state_hours(&s, "development", post->development);
    if (post->travel) state_text(&s, "travel", str_printf(a, "%lld", (long long)post->travel));
    state_text(&s, "settings", settings_words(a, post->settings));
    state_text(&s, "specialisms", settings_words(a, post->specialisms));
    if (post->new_to_care) state_text(&s, "new_to_care", STR("Yes"));
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; kind < STAFF_LINK_COUNT; kind++)
        state_text(&s, str_cstr(a, vocabulary_code(&staff_links, (int)kind)), post->link_names[kind]);
    return state_end(&s);
}

/* ---- saving ---- */

enum err staff_ensure(struct ctx *c, struct staff_facts *s)
{
    if (s->id.v) return ERR_NONE;
    const struct staff_post nothing = {.start_on = DATE_NONE};
    enum err err = staff_insert(c->db, s->account, c->actor->pcn, &s->id.v);
    s->version = 1;
    return err ? err : version_save(c, STR("staff"), s->id.v, 1, state_of(c->arena, &nothing));
}

static enum err save_links(struct ctx *c, struct staff_id id, const struct staff_post *post)
{
    int64_t gone;
    enum err err = staff_links_forget(c->db, id, &gone);
    for (enum staff_link_kind kind = STAFF_LINK_NONE + 1; !err && kind < STAFF_LINK_COUNT; kind++)
        if (post->links[kind].v)
            err = staff_link_add(c->db, id, vocabulary_code(&staff_links, (int)kind), post->links[kind], &gone);
    return err;
}

enum err staff_post_save(struct ctx *c, struct account_id account, int64_t version, const struct staff_post *post)
{
    struct staff_facts s;
    struct staff_reach reach;
    enum err err = staff_open_by_id(c, account, &s, &reach);
    if (err) return err;
    if (!reach.post) return ERR_REFUSED;
    /* The first version has nothing in it: whoever began before it was there, began from the same. */
    if (s.version != version && (version || s.version > 1)) {
        const struct staff_post stands = staff_post_of(&s); /* sent twice, or as a colleague saved it */
        return str_eq(state_of(c->arena, &stands), state_of(c->arena, post)) ? ERR_NONE : ERR_CONFLICT;
    }
    if ((err = staff_ensure(c, &s))) return err;
    const struct staff_set_params row = {.staff_id = s.id,
        .version = s.version,
        .start_on = post->start_on,
        .week = {.set = post->week != 0, .v = post->week},
        .administration = post->administration,
        .supervision = post->supervision,
        .development = post->development,
        .travel = post->travel,
        .settings = post->settings,
        .specialisms = post->specialisms,
        .new_to_care = post->new_to_care};
    err = staff_set(c->db, &row);
    if (!err) err = save_links(c, s.id, post);
    return err ? err : version_save(c, STR("staff"), s.id.v, s.version + 1, state_of(c->arena, post));
}
