/* The holistic assessment: domains in any order, over as many conversations as it takes [003 App.1]. */
#include "care/plan/pages/assess.tmpl.h"
#include "care/plan/plan_prompts.h"
#include "care/plan/plan_views.h"

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES};

/* Words alone for what is done with; a tag for what isn't. */
static void add_status(struct arena *a, const struct plan_part *part, struct task_list_item *item)
{
    struct str talked = plan_text(a, part, "talked"), words = plan_words(a, part, "talked");
    if (!part)
        item->tag = (struct tag){.text = STR("Not yet"), .colour = TAG_WHITE};
    else if (str_eq(talked, STR("more")) || str_eq(talked, STR("not_today")))
        item->tag = (struct tag){.text = words, .colour = TAG_BLUE};
    else
        item->status = words.n ? words : STR("Written down");
}

static void add_domains(struct ctx *c, const struct plan_about *k, bool may_change, struct plan_domains_view *v)
{
    struct arena *a = c->arena;
    size_t done = 0;
    v->parts.id = STR("domain");
    v->parts.items.items = ARENA_ARRAY(a, struct task_list_item, PLAN_SECTIONS);
    for (int i = PLAN_DOMAINS_FROM; i < PLAN_SECTIONS; i++) {
        enum plan_section section = (enum plan_section)i;
        const struct plan_part *part = plan_section(&k->plan, section);
        struct plan_part none = {.kind = PLAN_SECTION, .key = plan_section_key(section)};
        struct task_list_item *item = &v->parts.items.items[v->parts.items.n++];
        *item = (struct task_list_item){.text = plan_section_heading(section)};
        if (may_change) item->href = plan_part_url(a, &k->person, &none, "/edit");
        item->hint = plan_text(a, part, section == PLAN_TOLD ? "understands" : "said");
        add_status(a, part, item);
        done += item->status.n != 0;
    }
    v->top.heading = STR("Assessment");
    v->top.quiet =
        str_printf(a, "%zu of %zu talked about. In any order, over several conversations", done, v->parts.items.n);
}

/* As told, beside the medicines that stand in the record: never interpreted here. */
static void add_told(struct ctx *c, const struct plan_about *k, struct plan_domains_view *v)
{
    const struct plan_part *told = plan_section(&k->plan, PLAN_TOLD);
    struct str symptoms = plan_text(c->arena, told, "symptoms"),
               medicines = plan_text(c->arena, told, "medicines");
    v->told = (struct know){.heading = STR("As told, for a clinician"), .id = STR("told")};
    v->told.items.items = ARENA_ARRAY(c->arena, struct know_item, 2);
    if (symptoms.n)
        v->told.items.items[v->told.items.n++] =
            (struct know_item){.strong = STR("New symptoms:"), .text = symptoms};
    if (medicines.n)
        v->told.items.items[v->told.items.n++] =
            (struct know_item){.strong = STR("Medicines:"), .text = medicines};
}

/* ---- questions by setting ---- */

static void add_settings(struct arena *a, struct str chosen, struct plan_domains_view *v)
{
    v->setting = (struct select_field){.name = STR("setting"),
        .label = STR("Questions for the conversation"),
        .label_size = SIZE_S,
        .hint = STR("Ask them, and write down what they say. None is needed")};
    v->setting.items.items = ARENA_ARRAY(a, struct option, plan_settings.n + 1);
    v->setting.items.items[v->setting.items.n++] = (struct option){.text = STR("Choose what it is about")};
    for (size_t i = 0; i < plan_settings.n; i++)
        v->setting.items.items[v->setting.items.n++] = (struct option){.text = plan_settings.terms[i].label,
            .value = plan_settings.terms[i].code,
            .selected = str_eq(plan_settings.terms[i].code, chosen)};
}

static struct link where_written(
    struct ctx *c, const struct plan_about *k, const struct plan_prompt *p, bool may_change)
{
    struct plan_part part = {.kind = p->goal ? PLAN_GOAL : PLAN_SECTION,
        .key = p->goal ? uuid_new(c->clock) : plan_section_key(p->section)};
    struct link link = {.text = p->goal ? STR("A goal") : plan_section_heading(p->section)};
    if (may_change) link.href = plan_part_url(c->arena, &k->person, &part, "/edit");
    return link;
}

static void add_prompts(struct ctx *c, const struct request *r, const struct plan_about *k, bool may_change,
    struct plan_domains_view *v)
{
    int setting;
    struct str chosen = form_get(&r->query, STR("setting"));
    v->action = plan_url(c->arena, &k->person, "/assessment");
    add_settings(c->arena, chosen, v);
    if (!vocabulary_find(&plan_settings, chosen, &setting)) return;
    v->asked_heading = vocabulary_label(&plan_settings, setting);
    v->asked.items = ARENA_ARRAY(c->arena, struct plan_asked, plan_prompt_count);
    for (size_t i = 0; i < plan_prompt_count; i++)
        if ((int)plan_prompts[i].setting == setting)
            v->asked.items[v->asked.n++] =
                (struct plan_asked){plan_prompts[i].question, where_written(c, k, &plan_prompts[i], may_change)};
}

struct reply plan_assessment_get(struct ctx *c, const struct request *r)
{
    struct plan_about k;
    struct plan_view whole = {0};
    struct plan_domains_view *v = ARENA_NEW(c->arena, struct plan_domains_view);
    enum err err = plan_about_read(c, r, &k);
    if (err) return shell_failure(c, err);
    bool may_change = actor_may(c->actor, PERMISSION_PLAN_EDIT);
    const struct plan_drawing d = {.c = c,
        .person = &k.person,
        .plan = &k.plan,
        .today = clock_today(c->clock),
        .may_change = may_change,
        .reader = c->actor->shown ? PLAN_FOR_PERSON : PLAN_FOR_TEAM};
    add_domains(c, &k, may_change, v);
    add_told(c, &k, v);
    add_prompts(c, r, &k, may_change, v);
    plan_view_fill(&d, &whole);
    v->needs.items = whole.needs.items, v->needs.n = whole.needs.n;
    v->add_need = whole.add_need;
    v->back = (struct link){.text = STR("Back to the plan"), .href = plan_url(c->arena, &k.person, "")};
    struct page page = plan_frame(c, &k.person, "Assessment");
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = plan_assessment_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
