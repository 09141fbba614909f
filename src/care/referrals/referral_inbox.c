/* The inbox: what waits for a decision, oldest duty first; giving several at once; what one sent oneself. */
#include "care/reference/reference.h"
#include "care/referrals/pages/inbox.tmpl.h"
#include "care/referrals/pages/sent.tmpl.h"
#include "care/referrals/referral_pages.h"
#include "base/utf8.h"

enum { PAGE = 30, PAGES_MOST = 1000, SHOWN = 160, GIVE_MOST = 20 };

static const struct {
    const char *word;
    struct str label, none;
} STAGES[] = {{.word = NULL}, {"new", STR_INIT("New"), STR_INIT("Nothing waits for a decision.")},
    {"waiting", STR_INIT("Waiting for information"), STR_INIT("Nobody is being asked for anything.")},
    {"with", STR_INIT("With somebody"), STR_INIT("Nobody has a referral at the moment.")},
    {"sent-on", STR_INIT("Sent on"), STR_INIT("None was sent on.")},
    {"ended", STR_INIT("Ended"), STR_INIT("None has ended yet.")}};

static enum referral_stage stage_of(const struct request *r)
{
    struct str word = form_get(&r->query, STR("stage"));
    for (size_t i = 1; i < COUNT_OF(STAGES); i++)
        if (str_eq(word, str_from_cstr(STAGES[i].word))) return (enum referral_stage)i;
    return REFERRAL_STAGE_NEW;
}

static struct url stage_url(struct arena *a, enum referral_stage stage)
{
    return stage == REFERRAL_STAGE_NEW ?
        URL("/referrals") :
        url_with_query(a, URL("/referrals"), "stage", str_from_cstr(STAGES[stage].word));
}

static struct str count_words(struct arena *a, int64_t n)
{
    if (n < 0) return STR_NONE;
    return n < REFERRAL_COUNTED ? str_printf(a, "%lld", (long long)n) : str_printf(a, "%d+", REFERRAL_COUNTED - 1);
}

static enum err add_stages(struct ctx *c, enum referral_stage now, struct referral_inbox_view *v)
{
    struct referral_counts counts;
    enum err err = referral_counts(c, &counts);
    if (err) return err;
    v->stages = (struct secondary_nav){
        .label = STR("Referrals by stage"), .items = {ARENA_ARRAY(c->arena, struct link, COUNT_OF(STAGES)), 0}};
    for (enum referral_stage i = REFERRAL_STAGE_NEW; i <= REFERRAL_STAGE_ENDED; i++)
        v->stages.items.items[v->stages.items.n++] = (struct link){.text = STAGES[i].label,
            .href = stage_url(c->arena, i),
            .current = i == now,
            .count = count_words(c->arena, i <= REFERRAL_STAGE_WAITING ? counts.of[i] : -1)};
    return ERR_NONE;
}

static struct slot pick_box(struct ctx *c, const struct referral *f)
{
    struct referral_pick *pick = ARENA_NEW(c->arena, struct referral_pick);
    struct str key = uuid_text(c->arena, f->key);
    *pick = (struct referral_pick){
        .value = str_printf(c->arena, "%.*s.%lld", STR_ARG(key), (long long)f->version), .name = f->name};
    return referral_pick_box_slot(pick);
}

static struct str evidence(struct ctx *c, const struct referral *f, struct holidays h, struct date today)
{
    struct arena *a = c->arena;
    struct str why, role = staff_role_label(referral_role(a, f->reasons, f->wished, &why));
    bool waits = referral_stage_of(f->state) <= REFERRAL_STAGE_WAITING;
    struct str parts[] = {f->person.v ? STR_NONE : STR("Not matched to a record yet."),
        f->died ? STR("This person has died.") : STR_NONE,
        str_printf(a, "From %.*s (%.*s).", STR_ARG(f->referrer),
            STR_ARG(vocabulary_label(&referral_sources, (int)f->source))),
        f->owner.v ? str_printf(a, "With %.*s.", STR_ARG(f->owner_name)) : STR_NONE,
        waits ? str_printf(a, "%.*s.", STR_ARG(referral_age(a, h, instant_date(f->received_at), today))) :
                STR_NONE,
        waits ? str_printf(a, "Suggested: %.*s.", STR_ARG(str_lower(a, role))) : STR_NONE};
    return str_join(a, parts, COUNT_OF(parts), STR(" "));
}

static struct work_row row_of(struct ctx *c, const struct referral *f, struct holidays h, struct date today)
{
    struct arena *a = c->arena;
    struct url page = url_with_id(a, "/referrals/", f->key, "");
    bool waits = referral_stage_of(f->state) <= REFERRAL_STAGE_WAITING;
    struct work_row row = {.name = f->name,
        .href = page,
        .born = date_is_set(f->born) ? date_short(a, f->born) : STR_NONE,
        .nhs_number = nhs_number_display(a, f->nhs_number),
        .reason = utf8_shorten(a, referral_reason_words(a, f->reasons), SHOWN),
        .evidence = evidence(c, f, h, today),
        .due = waits ? referral_due_tag(a, h, f->due, today) : referral_tag(f->state),
        .action = (struct button){.text = waits ? STR("Decide") : STR("Open"),
            .kind = BUTTON_SECONDARY,
            .small = true,
            .href = page,
            .hidden_text = str_printf(a, " on the referral for %.*s", STR_ARG(f->name))}};
    if (f->state == REFERRAL_IS_RECEIVED && f->person.v && !f->died) row.more = pick_box(c, f);
    return row;
}

static enum err add_list(struct ctx *c, enum referral_stage stage, int page, struct referral_inbox_view *v)
{
    struct referral_list list;
    struct holidays h;
    enum err err = referrals_at_stage(c, stage, PAGE + 1, page * PAGE, &list);
    if (!err) err = reference_holidays(c, &h);
    if (err) return err;
    size_t n = list.n > PAGE ? PAGE : list.n;
    v->list = (struct work_group){.heading = STAGES[stage].label,
        .id = STR("referrals"),
        .none = STAGES[stage].none,
        .quiet = stage <= REFERRAL_STAGE_WAITING ? STR("What must be decided first stands first") : STR_NONE,
        .rows = {ARENA_ARRAY(c->arena, struct work_row, n), n}};
    for (size_t i = 0; i < n; i++) {
        v->list.rows.items[i] = row_of(c, &list.items[i], h, clock_today(c->clock));
        v->can_give |= list.items[i].state == REFERRAL_IS_RECEIVED && list.items[i].person.v;
    }
    struct url here = stage_url(c->arena, stage);
    if (page > 0) v->pages.previous = url_with_query(c->arena, here, "page", str_printf(c->arena, "%d", page));
    if (list.n > PAGE)
        v->pages.next = url_with_query(c->arena, here, "page", str_printf(c->arena, "%d", page + 2));
    v->has_pages = page > 0 || list.n > PAGE;
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {{"given", "Given. They find them on My day"}};

static struct reply inbox_page(struct ctx *c, const struct request *r, const struct problems *problems, int status)
{
    struct referral_inbox_view *v = ARENA_NEW(c->arena, struct referral_inbox_view);
    enum referral_stage stage = stage_of(r);
    struct referral_colleagues all;
    int64_t page = 1;
    struct str asked = form_get(&r->query, STR("page"));
    if (asked.n && !str_int(asked, 1, PAGES_MOST, &page)) return shell_error_page(c, 400);
    enum err err = add_stages(c, stage, v);
    if (!err) err = add_list(c, stage, (int)page - 1, v);
    if (!err && v->can_give) err = referral_colleagues(c, (struct person_id){0}, WORK_SETTING_GENERAL, &all);
    if (err) return shell_failure(c, err);
    if (v->can_give) v->to = referral_to_field(c, &all, "Give those ticked to", form_get(&r->form, STR("to")));
    if (problems) v->problems = problems_summary(problems);
    if (problems) v->to.error = problems_at(problems, STR("to"));
    v->top.heading = STR("Referrals");
    struct page p = {.title = STR("Referrals"), .main = referral_inbox_slot(v)};
    p.has_problems = problems && problems->n;
    shell_notice(r, &p, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_REFERRALS, &p);
}

struct reply referral_inbox_get(struct ctx *c, const struct request *r)
{
    return inbox_page(c, r, NULL, 200);
}

/* ---- giving several to one colleague: all of them, or none ---- */

struct giving {
    struct referral_move moves[GIVE_MOST];
    size_t n;
    struct problems problems;
};

static enum err read_picked(struct ctx *c, const struct request *r, struct giving *k)
{
    struct referral_colleagues all;
    struct form_values picked = form_all(c->arena, &r->form, STR("pick"));
    enum err err = referral_colleagues(c, (struct person_id){0}, WORK_SETTING_GENERAL, &all);
    if (err) return err;
    struct referral_colleagues *kept = ARENA_NEW(c->arena, struct referral_colleagues);
    *kept = all;
    const struct referral_colleague *to = referral_to_chosen(kept, form_get(&r->form, STR("to")));
    if (!to) problems_add(&k->problems, STR("to"), STR("Choose a colleague from the list"));
    if (!picked.n) problems_add(&k->problems, STR_NONE, STR("Tick the referrals that you want to give"));
    if (picked.n > GIVE_MOST)
        problems_add(&k->problems, STR_NONE, str_printf(c->arena, "Give at most %d at once", GIVE_MOST));
    for (size_t i = 0; !err && i < picked.n && i < GIVE_MOST && to; i++) {
        struct str rest = picked.items[i], key = str_cut(&rest, '.');
        struct uuid id;
        struct referral_move *m = &k->moves[k->n];
        int64_t version;
        if (!uuid_from_text(key, &id) || !str_int(rest, 1, INT64_MAX, &version)) continue;
        err = referral_by_key(c, id, &m->from);
        m->from.version = version;
        m->step = REFERRAL_STEP_ALLOCATED;
        m->to = to;
        m->words = str_printf(c->arena, "To %.*s.", STR_ARG(to->name));
        k->n++;
    }
    return err;
}

static enum err give(struct ctx *c, void *arg)
{
    struct giving *k = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < k->n; i++) err = referral_move(c, &k->moves[i]);
    return err;
}

static struct reply given(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct giving *k = arg;
    if (!result) return reply_see_other(URL("/referrals?done=given"));
    if (result != ERR_CONFLICT && result != ERR_REFUSED) return shell_failure(c, result);
    struct str why =
        STR("Somebody was faster with one of these. None was given. Look again, and tick what is left");
    for (size_t i = 0; i < k->n; i++)
        if (k->moves[i].why_not.n)
            why = str_printf(c->arena, "%.*s: %.*s. None was given", STR_ARG(k->moves[i].from.name),
                STR_ARG(k->moves[i].why_not));
    problems_add(&k->problems, STR_NONE, why);
    return inbox_page(c, r, &k->problems, 409);
}

struct reply referral_give_post(struct ctx *c, const struct request *r)
{
    struct giving *k = ARENA_NEW(c->arena, struct giving);
    k->problems.arena = c->arena;
    enum err err = read_picked(c, r, k);
    if (err) return shell_failure(c, err);
    return k->problems.n || !k->n ? inbox_page(c, r, &k->problems, 422) : reply_write(give, given, k);
}

/* ---- what one sent oneself ---- */

struct reply referral_sent_get(struct ctx *c, const struct request *r)
{
    static const struct shell_notice SENT[] = {
        {"sent", "Sent. You read here what becomes of it, and can still change it"}};
    struct referral_sent_view *v = ARENA_NEW(c->arena, struct referral_sent_view);
    struct referral_list list;
    enum err err = referrals_sent(c, &list);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Referrals I sent"), .quiet = STR("What changed last stands first")};
    v->list = (struct lines){.items = {ARENA_ARRAY(c->arena, struct line, list.n), list.n},
        .none = STR("You have not sent any referral yet. Find a person and choose “Refer” on their record.")};
    for (size_t i = 0; i < list.n; i++) {
        const struct referral *f = &list.items[i];
        struct str day = date_long(c->arena, instant_date(f->changed_at));
        v->list.items.items[i] = (struct line){.text = f->name,
            .text_href = url_with_id(c->arena, "/referrals/", f->key, ""),
            .rest = referral_reason_words(c->arena, f->reasons),
            .below =
                f->owner.v ? str_printf(c->arena, "%.*s, with %.*s", STR_ARG(day), STR_ARG(f->owner_name)) : day,
            .tag = referral_tag(f->state)};
    }
    struct page page = {.title = STR("Referrals I sent"), .main = referral_sent_slot(v)};
    shell_notice(r, &page, SENT, COUNT_OF(SENT));
    return shell_page(c, r, 200, SECTION_REFERRALS, &page);
}
