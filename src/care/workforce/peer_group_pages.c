/* Groups of peers: the list, one of them, and its form. */
#include "base/limits.h"
#include "care/workforce/development.sql.h"
#include "care/workforce/development_pages.h"
#include "care/workforce/pages/peer_groups.tmpl.h"

static const struct shell_notice NOTICES[] = {{"made", "The group is there, and you belong to it"},
    {"saved", "The group is saved"}, {"joined", "You belong to this group"},
    {"left", "You don’t belong to this group any more"}};

static struct reply show_page(struct ctx *c, const struct request *r, int status, struct page *page)
{
    shell_notice(r, page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_DEVELOPMENT, page);
}

/* ---- the list ---- */

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Group")}, {.heading = STR_INIT("Meets")},
    {.heading = STR_INIT("Next")}, {.heading = STR_INIT("Members")}};
static const struct worklist_kind KIND = {.name = "peer-groups",
    .path = {STR_INIT("/peer-support")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Groups"),
    .empty = STR_INIT("There is no group yet. Start one: two colleagues are enough.")};

static struct str next_words(struct ctx *c, struct date next)
{
    if (!date_is_set(next) || date_before(next, clock_today(c->clock))) return STR_NONE;
    return date_near(c->arena, next, clock_today(c->clock));
}

static void add_group(struct ctx *c, const struct peer_groups_row *row, struct worklist_view *v)
{
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    cells[0] = (struct worklist_cell){
        .text = row->name, .href = url_with_id(c->arena, "/peer-support/", row->key, ""), .quiet = row->about};
    cells[1].text = row->meets;
    cells[2] = (struct worklist_cell){.text = next_words(c, row->next_on), .none = STR("No date yet")};
    cells[3].text = str_printf(c->arena, "%lld", (long long)row->members);
    if (row->mine) cells[3].tag = (struct tag){.text = STR("You belong to it"), .colour = TAG_GREEN};
}

struct reply peer_groups_get(struct ctx *c, const struct request *r)
{
    struct peer_groups_list rows;
    struct worklist w = {.kind = &KIND, .page = 1};
    struct worklist_place none = {0};
    enum err err = peer_groups(c->db, c->actor->pcn, c->actor->account, &rows);
    if (err) return shell_failure(c, err);
    struct peer_groups_view *v = ARENA_NEW(c->arena, struct peer_groups_view);
    v->top = (struct page_top){.heading = STR("Peer support"),
        .quiet = STR("Colleagues who meet and learn from each other, every two to four weeks")};
    v->add = (struct button){
        .text = STR("Start a group"), .kind = BUTTON_SECONDARY, .small = true, .href = URL("/peer-support/new")};
    worklist_view(c, &w, &(struct worklist_span){.shown = rows.n}, none, none, &v->list);
    for (size_t i = 0; i < rows.n; i++) add_group(c, &rows.items[i], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {
        .title = STR("Peer support"), .back = URL("/my-development"), .main = peer_group_all_slot(v)};
    return show_page(c, r, 200, &page);
}

/* ---- the form ---- */

struct keeping {
    struct peer_group_read stands;
    struct peer_group group; /* as it was typed */
    struct problems problems;
    bool belongs;
};

static struct peer_group_fields fields_of(struct ctx *c, const struct form *form, const struct keeping *k)
{
    const struct peer_group *g = &k->stands.group;
    const struct problems *p = &k->problems;
    struct peer_group_fields f = {.name = text_field(form, "name", "Name", g->name, p),
        .about = text_field(form, "about", "For whom, and what for", g->about, p),
        .meets = text_field(form, "meets", "When and where you meet", g->meets, p),
        .next_on = date_field(c, form, "next_on", "Next time (optional)", g->id.v ? g->next_on : DATE_NONE, p)};
    f.name.hint = STR("For example, Care home round");
    f.meets.hint = STR("For example, first Tuesday of the month, 1pm, staff room at Millrace");
    return f;
}

static void read_group(const struct form *form, struct keeping *k)
{
    struct problems *p = &k->problems;
    struct peer_group *g = &k->group;
    g->name = field_text(form, STR("name"), STR("Name"), LIMIT_LINE, p);
    g->about = field_text(form, STR("about"), STR("For whom, and what for"), LIMIT_LINE, p);
    g->meets = field_text(form, STR("meets"), STR("When and where you meet"), LIMIT_LINE, p);
    g->next_on = field_date(form, STR("next_on"), STR("Next time"), p).date;
    if (!g->name.n) problems_add(p, STR("name"), STR("Enter a name"));
    if (!g->about.n) problems_add(p, STR("about"), STR("Enter for whom it is"));
    if (!g->meets.n) problems_add(p, STR("meets"), STR("Enter when and where you meet"));
}

static struct reply new_page(struct ctx *c, const struct request *r, const struct keeping *k, int status)
{
    struct peer_group_view *v = ARENA_NEW(c->arena, struct peer_group_view);
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){
        .heading = STR("Start a group"), .quiet = STR("Everybody in your network can see it and join")};
    v->cancel = URL("/peer-support");
    v->fields = fields_of(c, &r->form, k);
    v->fields.nonce = form_nonce(c, &r->form);
    v->fields.action = URL("/peer-support/new");
    struct page page = {.title = STR("Start a group"),
        .back = URL("/peer-support"),
        .narrow = true,
        .has_problems = k->problems.n != 0,
        .main = peer_group_form_slot(v)};
    return show_page(c, r, status, &page);
}

static struct keeping *begin(struct ctx *c)
{
    struct keeping *k = ARENA_NEW(c->arena, struct keeping);
    k->problems.arena = c->arena;
    return k;
}

struct reply peer_group_new_get(struct ctx *c, const struct request *r)
{
    return new_page(c, r, begin(c), 200);
}

static enum err make(struct ctx *c, void *arg)
{
    struct keeping *k = arg;
    struct peer_group group = k->group;
    group.key = uuid_new(c->clock);
    return peer_group_make(c, &group);
}

static struct reply made(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct keeping *k = arg;
    if (!result || result == ERR_EXISTS)
        return reply_see_other(url_with_query(c->arena, URL("/peer-support"), "done", STR("made")));
    if (result != ERR_TOO_LARGE) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("There are so many groups that no more can be started"));
    return new_page(c, r, k, 422);
}

struct reply peer_group_new_post(struct ctx *c, const struct request *r)
{
    struct keeping *k = begin(c);
    read_group(&r->form, k);
    if (!form_nonce_read(&r->form, &k->group.nonce)) k->group.nonce = uuid_new(c->clock);
    return k->problems.n ? new_page(c, r, k, 422) : reply_write(make, made, k);
}

/* ---- one group ---- */

enum { FACTS = 4 };

static void show_group(struct ctx *c, const struct keeping *k, struct peer_group_view *v)
{
    const struct peer_group_read *s = &k->stands;
    struct str next = next_words(c, s->group.next_on);
    v->facts.items.items = ARENA_ARRAY(c->arena, struct fact, FACTS);
    v->facts.items.items[v->facts.items.n++] = (struct fact){.label = STR("Meets"), .value = s->group.meets};
    v->facts.items.items[v->facts.items.n++] =
        (struct fact){.label = STR("Next"), .value = next.n ? next : STR("No date yet")};
    v->members.none = STR("Nobody belongs to it now.");
    v->members.items.items = ARENA_ARRAY(c->arena, struct line, s->members.n);
    for (size_t i = 0; i < s->members.n; i++)
        v->members.items.items[v->members.items.n++] = (struct line){.text = s->members.items[i].name,
            .right = str_printf(
                c->arena, "Since %.*s", STR_ARG(date_short(c->arena, instant_date(s->members.items[i].since))))};
}

static struct reply group_page(struct ctx *c, const struct request *r, const struct keeping *k, int status)
{
    const struct peer_group *g = &k->stands.group;
    struct peer_group_view *v = ARENA_NEW(c->arena, struct peer_group_view);
    struct url at = url_with_id(c->arena, "/peer-support/", g->key, "");
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){.heading = g->name, .quiet = g->about};
    v->mine = k->stands.mine;
    v->belong = url_with_id(c->arena, "/peer-support/", g->key, "/belong");
    v->add = url_with_query(c->arena, URL("/my-development/portfolio/new"), "kind",
        vocabulary_code(&portfolio_kinds, (int)PORTFOLIO_PEER_MEETING));
    v->change = (struct details){.summary = STR("Change it"), .open = status != 200};
    v->cancel = at;
    show_group(c, k, v);
    v->fields = fields_of(c, &r->form, k);
    v->fields.action = at;
    v->fields.version = str_printf(c->arena, "%lld", (long long)g->version);
    struct page page = {.title = g->name,
        .back = URL("/peer-support"),
        .narrow = true,
        .has_problems = k->problems.n != 0,
        .main = peer_group_slot(v)};
    return show_page(c, r, status, &page);
}

static enum err open_group(struct ctx *c, const struct request *r, struct keeping *k)
{
    return peer_group_find(c, request_id(r, 0), &k->stands);
}

struct reply peer_group_get(struct ctx *c, const struct request *r)
{
    struct keeping *k = begin(c);
    enum err err = open_group(c, r, k);
    return err ? shell_failure(c, err) : group_page(c, r, k, 200);
}

static enum err save(struct ctx *c, void *arg)
{
    const struct keeping *k = arg;
    return peer_group_save(c, &k->group);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct keeping *k = arg;
    struct url at = url_with_id(c->arena, "/peer-support/", k->group.key, "");
    if (!result) return reply_see_other(url_with_query(c->arena, at, "done", STR("saved")));
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result != ERR_CONFLICT) return shell_failure(c, result);
    enum err err = open_group(c, r, k);
    if (err) return shell_failure(c, err);
    problems_add(&k->problems, STR_NONE,
        STR("A colleague changed this while you had it open. Their words stand above; yours are in the form"));
    return group_page(c, r, k, 409);
}

struct reply peer_group_post(struct ctx *c, const struct request *r)
{
    struct keeping *k = begin(c);
    enum err err = open_group(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->stands.mine) return shell_error_page(c, 403);
    read_group(&r->form, k);
    k->group.key = k->stands.group.key;
    if (!str_int(form_get(&r->form, STR("version")), 1, INT32_MAX, &k->group.version)) k->group.version = 0;
    return k->problems.n ? group_page(c, r, k, 422) : reply_write(save, saved, k);
}

/* ---- joining and leaving ---- */

static enum err belong(struct ctx *c, void *arg)
{
    const struct keeping *k = arg;
    return peer_group_belong(c, k->stands.group.key, k->belongs);
}

static struct reply belongs_now(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct keeping *k = arg;
    (void)r;
    if (result) return shell_failure(c, result);
    struct url at = url_with_id(c->arena, "/peer-support/", k->stands.group.key, "");
    return reply_see_other(url_with_query(c->arena, at, "done", k->belongs ? STR("joined") : STR("left")));
}

struct reply peer_group_belong_post(struct ctx *c, const struct request *r)
{
    struct keeping *k = begin(c);
    enum err err = open_group(c, r, k);
    if (err) return shell_failure(c, err);
    k->belongs = str_eq(form_get(&r->form, STR("belongs")), STR("yes"));
    return reply_write(belong, belongs_now, k);
}
