/* Adding a home, changing what is known of it, and saying what is in its way. */
#include "base/limits.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/home_edit.tmpl.h"
#include "nhs/ods_code.h"
#include "nhs/postcode.h"

enum { NAME_MOST = 150, WORDS_MOST = 1000, ISSUE_MOST = 500, PHONE_MOST = 40 };

struct editing {
    struct care_home home;
    struct problems problems;
    bool is_new, begun; /* begun: the form was sent; it holds what was typed */
};

/* ---- the form as it is sent ---- */

static struct str line(
    const struct form *form, const char *name, const char *label, size_t most, struct problems *p)
{
    return field_text(form, str_from_cstr(name), str_from_cstr(label), most, p);
}

static void read_code(struct ctx *c, struct editing *e)
{
    struct ods_code code;
    if (!e->home.ods_code.n) return;
    if (ods_code_parse(e->home.ods_code, &code))
        e->home.ods_code = str_dup(c->arena, ods_code_str(&code));
    else
        problems_add(&e->problems, STR("ods_code"),
            STR("Enter an ODS code as the NHS writes it, such as VLXYZ, or leave it empty"));
}

static void read_postcode(struct ctx *c, struct editing *e)
{
    struct postcode code;
    if (!e->home.postcode.n) return;
    if (postcode_parse(e->home.postcode, &code))
        e->home.postcode = str_dup(c->arena, postcode_str(&code));
    else
        problems_add(&e->problems, STR("postcode"), STR("Enter a whole postcode, such as LS8 4QT"));
}

static void read_form(struct ctx *c, const struct form *form, struct editing *e)
{
    struct problems *p = &e->problems;
    struct care_home *h = &e->home;
    h->name = line(form, "name", "Name", NAME_MOST, p);
    h->ods_code = line(form, "ods_code", "ODS code", 20, p);
    h->address = line(form, "address", "Address", LIMIT_LINE, p);
    h->postcode = line(form, "postcode", "Postcode", 20, p);
    h->phone = line(form, "phone", "Telephone", PHONE_MOST, p);
    h->manager = line(form, "manager", "Manager", LIMIT_LINE, p);
    h->lead = line(form, "lead", "Clinical lead", LIMIT_LINE, p);
    h->proxy_note = field_note(form, STR("proxy_note"), STR("What is in place"), WORDS_MOST, p);
    h->round_day = 0;
    struct str day = form_get(form, STR("round_day")), proxy = form_get(form, STR("proxy"));
    int value;
    if (day.n && vocabulary_find(&care_home_days, day, &h->round_day)) MUST(h->round_day);
    h->proxy =
        vocabulary_find(&care_home_proxies, proxy, &value) ? (enum care_home_proxy)value : CARE_HOME_PROXY_NONE;
    if (!h->name.n) problems_add(p, STR("name"), STR("Enter the home’s name"));
    if (!h->proxy) problems_add(p, STR("proxy"), STR("Choose how far ordering medicines is"));
    read_code(c, e);
    read_postcode(c, e);
    if (e->is_new && !uuid_from_text(form_get(form, STR("key")), &h->key)) h->key = uuid_new(c->clock);
    if (!e->is_new && !str_int(form_get(form, STR("version")), 1, INT64_MAX, &h->version)) h->version = 0;
}

/* ---- drawing it ---- */

static struct input input_of(
    const struct editing *e, const char *name, const char *label, const char *hint, struct str value)
{
    return (struct input){.name = str_from_cstr(name),
        .label = str_from_cstr(label),
        .label_size = SIZE_S,
        .hint = hint ? str_from_cstr(hint) : STR_NONE,
        .value = value,
        .error = problems_at(&e->problems, str_from_cstr(name))};
}

static void draw_choices(struct ctx *c, const struct editing *e, struct home_edit_view *v)
{
    v->round_day = (struct select_field){
        .name = STR("round_day"), .label = STR("Day of the weekly round"), .label_size = SIZE_S};
    v->round_day.items =
        options_of(c->arena, &care_home_days, "Not known", vocabulary_code(&care_home_days, e->home.round_day));
    v->proxy = (struct radios){.name = STR("proxy"),
        .legend = STR("Ordering medicines on residents’ behalf"),
        .legend_size = SIZE_S,
        .small = true,
        .hint = STR("Called proxy access: the home’s staff order repeat medicines online"),
        .error = problems_at(&e->problems, STR("proxy"))};
    v->proxy.items =
        choices_of(c->arena, &care_home_proxies, vocabulary_code(&care_home_proxies, (int)e->home.proxy));
}

static struct reply edit_page(struct ctx *c, const struct request *r, const struct editing *e, int status)
{
    struct home_edit_view *v = ARENA_NEW(c->arena, struct home_edit_view);
    const struct care_home *h = &e->home;
    v->problems = problems_summary(&e->problems);
    v->heading = e->is_new ? STR("Add a care home") : str_printf(c->arena, "Change %.*s", STR_ARG(h->name));
    v->action = e->is_new ? URL("/care-homes/new") : care_home_url(c->arena, h->key, "/edit");
    v->cancel = e->is_new ? URL("/care-homes") : care_home_url(c->arena, h->key, "");
    v->version = str_printf(c->arena, "%lld", (long long)h->version);
    v->key = uuid_text(c->arena, h->key);
    v->name = input_of(e, "name", "Name", NULL, h->name);
    v->ods_code = input_of(e, "ods_code", "ODS code", "Leave it empty if you do not know it", h->ods_code);
    v->address = input_of(e, "address", "Address", NULL, h->address);
    v->postcode = input_of(e, "postcode", "Postcode", "Finds residents who are registered at it", h->postcode);
    v->phone = input_of(e, "phone", "Telephone", NULL, h->phone);
    v->manager = input_of(e, "manager", "Manager", "Or whom to speak with there", h->manager);
    v->lead =
        input_of(e, "lead", "Clinical lead", "Who leads the care of its residents: name and practice", h->lead);
    v->ods_code.width = v->postcode.width = 10;
    v->phone.width = 20;
    v->proxy_note = (struct textarea){.name = STR("proxy_note"),
        .label = STR("What is in place, and with whom"),
        .label_size = SIZE_S,
        .rows = 2,
        .value = h->proxy_note,
        .error = problems_at(&e->problems, STR("proxy_note"))};
    draw_choices(c, e, v);
    struct page page = {.title = e->is_new ? STR("Add a care home") : STR("Change a care home"),
        .narrow = true,
        .has_problems = e->problems.n != 0,
        .main = home_edit_slot(v)};
    return shell_page(c, r, status, SECTION_CARE_HOMES, &page);
}

struct reply home_new_get(struct ctx *c, const struct request *r)
{
    struct editing *e = ARENA_NEW(c->arena, struct editing);
    *e = (struct editing){.problems = {.arena = c->arena}, .is_new = true};
    e->home.key = uuid_new(c->clock);
    if (r->held) read_form(c, &r->form, e);
    return edit_page(c, r, e, 200);
}

struct reply home_edit_get(struct ctx *c, const struct request *r)
{
    struct editing *e = ARENA_NEW(c->arena, struct editing);
    *e = (struct editing){.problems = {.arena = c->arena}};
    enum err err = care_home_read(c, request_id(r, 0), &e->home);
    if (err) return shell_failure(c, err);
    if (r->held) read_form(c, &r->form, e);
    return edit_page(c, r, e, 200);
}

/* ---- saving ---- */

static enum err save(struct ctx *c, void *arg)
{
    const struct editing *e = arg;
    struct care_home home = e->home;
    if (!e->is_new) return care_home_save(c, &home);
    struct care_home there;
    enum err err = care_home_read(c, home.key, &there); /* the form was sent twice */
    return err == ERR_NOT_FOUND ? care_home_add(c, &home) : err;
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result);

/* "Clinical lead: Dr Patel. Telephone: none", for each field that a colleague left other than it was typed. */
static struct str differences(struct arena *a, const struct care_home *typed, const struct care_home *now)
{
    const struct {
        const char *label;
        struct str typed, now;
    } fields[] = {{"Name", typed->name, now->name}, {"Clinical lead", typed->lead, now->lead},
        {"Day of the round", vocabulary_label(&care_home_days, typed->round_day),
            vocabulary_label(&care_home_days, now->round_day)},
        {"Telephone", typed->phone, now->phone}, {"Manager", typed->manager, now->manager},
        {"Address", typed->address, now->address}, {"Postcode", typed->postcode, now->postcode},
        {"ODS code", typed->ods_code, now->ods_code},
        {"Ordering medicines", vocabulary_label(&care_home_proxies, (int)typed->proxy),
            vocabulary_label(&care_home_proxies, (int)now->proxy)},
        {"What is in place", typed->proxy_note, now->proxy_note}};
    struct str parts[COUNT_OF(fields)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (str_eq(fields[i].typed, fields[i].now)) continue;
        struct str now_words = fields[i].now.n ? fields[i].now : STR("nothing");
        parts[n++] = str_printf(a, "%s: %.*s", fields[i].label, STR_ARG(now_words));
    }
    return str_join(a, parts, n, STR(". "));
}

/* A colleague saved meanwhile: what was typed stays, with their version beside it, and can be saved over it. */
static struct reply changed(struct ctx *c, const struct request *r, struct editing *e)
{
    struct care_home now;
    enum err err = care_home_read(c, e->home.key, &now);
    if (err) return shell_failure(c, err);
    e->home.version = now.version;
    struct str others = differences(c->arena, &e->home, &now);
    if (!others.n) return saved(c, r, e, ERR_NONE); /* both wrote the same */
    problems_add(&e->problems, STR_NONE,
        str_printf(c->arena,
            "A colleague changed this home while you typed. Theirs says: %.*s. Check what you typed against it "
            "and "
            "save again",
            STR_ARG(others)));
    return edit_page(c, r, e, 409);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct editing *e = arg;
    if (result == ERR_CONFLICT && !e->is_new) return changed(c, r, e);
    if (result == ERR_EXISTS) {
        problems_add(
            &e->problems, STR("ods_code"), STR("Another care home here has this ODS code. Find it in the list"));
        return edit_page(c, r, e, 409);
    }
    if (result) return shell_failure(c, result);
    return reply_see_other(
        url_with_query(c->arena, care_home_url(c->arena, e->home.key, ""), "done", STR("saved")));
}

struct reply home_new_post(struct ctx *c, const struct request *r)
{
    struct editing *e = ARENA_NEW(c->arena, struct editing);
    *e = (struct editing){.problems = {.arena = c->arena}, .is_new = true};
    read_form(c, &r->form, e);
    return e->problems.n ? edit_page(c, r, e, 422) : reply_write(save, saved, e);
}

struct reply home_edit_post(struct ctx *c, const struct request *r)
{
    struct editing *e = ARENA_NEW(c->arena, struct editing);
    *e = (struct editing){.problems = {.arena = c->arena}};
    enum err err = care_home_read(c, request_id(r, 0), &e->home);
    if (err) return shell_failure(c, err);
    read_form(c, &r->form, e);
    return e->problems.n ? edit_page(c, r, e, 422) : reply_write(save, saved, e);
}

/* ---- what is in the way ---- */

struct issue {
    struct care_home home;
    struct uuid key;
    struct str words;
};

static struct reply issue_saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct issue *i = arg;
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result); /* settled already is what was wanted */
    return reply_see_other(
        url_with_query(c->arena, care_home_url(c->arena, i->home.key, ""), "done", STR("issue")));
}

static enum err raise_issue(struct ctx *c, void *arg)
{
    const struct issue *i = arg;
    return care_home_issue_raise(c, i->home.id, i->key, i->words);
}

static enum err settle_issue(struct ctx *c, void *arg)
{
    const struct issue *i = arg;
    return care_home_issue_settle(c->db, i->home.id, i->key, clock_now(c->clock), c->actor->account, STR_NONE);
}

struct reply home_issue_post(struct ctx *c, const struct request *r)
{
    struct issue *i = ARENA_NEW(c->arena, struct issue);
    struct problems problems = {.arena = c->arena};
    enum err err = care_home_read(c, request_id(r, 0), &i->home);
    if (err) return shell_failure(c, err);
    i->words = field_note(&r->form, STR("words"), STR("What is in the way"), ISSUE_MOST, &problems);
    if (!i->words.n) problems_add(&problems, STR("words"), STR("Write what is in the way"));
    if (!uuid_from_text(form_get(&r->form, STR("key")), &i->key)) i->key = uuid_new(c->clock);
    if (problems.n) return home_page_with(c, r, &problems, i->words, 422);
    return reply_write(raise_issue, issue_saved, i);
}

struct reply home_settle_post(struct ctx *c, const struct request *r)
{
    struct issue *i = ARENA_NEW(c->arena, struct issue);
    struct care_home_issue_get_row there;
    enum err err = care_home_read(c, request_id(r, 0), &i->home);
    i->key = request_id(r, 1);
    if (!err) err = care_home_issue_get(c->db, i->home.id, i->key, &there);
    if (err) return shell_failure(c, err);
    return reply_write(settle_issue, issue_saved, i);
}
