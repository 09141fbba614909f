/* How somebody is: their own page, with where to get help; and of a colleague what they shared. */
#include "care/workforce/wellbeing.h"
#include "base/limits.h"
#include "care/workforce/development_pages.h"
#include "care/workforce/pages/wellbeing.tmpl.h"

struct feeling {
    struct staff_facts staff;
    struct staff_reach reach;
    struct wellbeing_note note; /* as it was typed */
    struct problems problems;
};

/* ---- the page ---- */

static void help(struct lines *lines, struct str text, const char *below)
{
    if (text.n) lines->items.items[lines->items.n++] = (struct line){.text = text, .below = str_from_cstr(below)};
}

/* Who is named for them first, then who is there for everybody, at any hour. */
static void show_help(struct ctx *c, const struct staff_facts *s, struct wellbeing_view *v)
{
    enum { HELP = 8 };
    const struct staff_link *first = &s->links[STAFF_LINK_FIRST_CONTACT], *buddy = &s->links[STAFF_LINK_BUDDY];
    v->help.items.items = ARENA_ARRAY(c->arena, struct line, HELP);
    if (first->active) help(&v->help, first->name, "Your first point of contact");
    if (buddy->active) help(&v->help, buddy->name, "Your buddy or mentor");
    help(&v->help, STR("Occupational health"),
        "Through your employer, in confidence. Your first point of contact knows how");
    help(&v->help, STR("Your GP"), "Also when it is work that makes you ill");
    help(&v->help, STR("Samaritans, 116 123"), "Day and night, free, about anything");
    help(&v->help, STR("NHS 111"),
        "Urgent help with your mental health: choose that option. In danger of life, 999");
}

static void show_notes(
    struct ctx *c, const struct feeling *k, const struct wellbeing_notes *notes, struct wellbeing_view *v)
{
    struct line *lines = ARENA_ARRAY(c->arena, struct line, notes->n);
    v->notes.items = ARENA_ARRAY(c->arena, struct wellbeing_line, notes->n);
    for (size_t i = 0; i < notes->n; i++) {
        const struct wellbeing_note *n = &notes->items[i];
        struct str when = instant_long(c->arena, n->noted_at);
        lines[i] = (struct line){.text = vocabulary_label(&wellbeings, (int)n->how), .below = when};
        if (k->reach.self) lines[i].right = n->shared ? STR("You and your named supervisors") : STR("Only you");
        v->notes.items[v->notes.n++] = (struct wellbeing_line){.one = {.items = {&lines[i], 1}},
            .words = n->words,
            .when = when,
            .can_delete = k->reach.self,
            .delete = url_with_id(c->arena, "/my-development/wellbeing/", n->key, "/delete")};
    }
}

static struct radios choice(struct ctx *c, const struct form *form, const char *name, const char *legend,
    const struct vocabulary *list, const struct problems *p)
{
    struct str id = str_from_cstr(name), chosen = form_get(form, id);
    struct radios f = {.name = id,
        .legend = str_from_cstr(legend),
        .legend_size = SIZE_S,
        .small = true,
        .in_line = true,
        .error = problems_at(p, id),
        .items = {ARENA_ARRAY(c->arena, struct choice, list->n), 0}};
    for (size_t i = 0; i < list->n; i++) {
        struct str code = vocabulary_code(list, (int)i + 1);
        f.items.items[f.items.n++] = (struct choice){
            .value = code, .label = vocabulary_label(list, (int)i + 1), .checked = str_eq(chosen, code)};
    }
    return f;
}

/* "Only me" stands chosen. */
static const struct term READERS_TERMS[] = {{STR_INIT("me"), STR_INIT("Only me")},
    {STR_INIT("supervisors"), STR_INIT("Also who is named as my supervisor")}};
static const struct vocabulary READERS = {READERS_TERMS, COUNT_OF(READERS_TERMS)};

static void show_form(struct ctx *c, const struct form *form, const struct feeling *k, struct wellbeing_view *v)
{
    const struct problems *p = &k->problems;
    v->nonce = form_nonce(c, form);
    v->how = choice(c, form, "how", "How are you at work these days?", &wellbeings, p);
    v->shared = choice(c, form, "readers", "Who may read this note?", &READERS, p);
    v->shared.items.items[0].checked = !v->shared.items.items[1].checked;
    v->words = (struct textarea){.name = STR("words"),
        .label = STR("In your words (optional)"),
        .label_size = SIZE_S,
        .hint = STR("No names or numbers of people you support"),
        .value = form_get(form, STR("words")),
        .error = problems_at(p, STR("words"))};
}

static struct reply page_of(struct ctx *c, const struct request *r, const struct feeling *k, int status)
{
    struct wellbeing_view *v = ARENA_NEW(c->arena, struct wellbeing_view);
    struct wellbeing_notes notes;
    enum err err = wellbeing_read(c, &k->staff, &k->reach, &notes);
    if (err) return shell_failure(c, err);
    v->own = k->reach.self;
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){.heading = STR("How are you?"),
        .quiet = STR("Nobody else reads a note that you don’t share. Delete it whenever you like")};
    v->notes_box = (struct box){.heading = STR("Your notes"), .id = STR("notes")};
    if (!v->own) {
        v->top = (struct page_top){.heading = str_printf(c->arena, "How %.*s is", STR_ARG(k->staff.name)),
            .quiet = k->reach.named ? STR("Shared with you in confidence") :
                                      STR("Only who is named as their supervisor reads what they share")};
        v->notes_box.heading = STR("What they shared");
    }
    if (v->own) {
        show_form(c, &r->form, k, v);
        show_help(c, &k->staff, v);
    }
    show_notes(c, k, &notes, v);
    struct page page = {.narrow = true, .has_problems = k->problems.n != 0, .main = wellbeing_slot(v)};
    return staff_form_page(c, r, &k->staff, "Wellbeing", status, &page);
}

struct reply wellbeing_get(struct ctx *c, const struct request *r)
{
    struct feeling *k = ARENA_NEW(c->arena, struct feeling);
    enum err err = staff_open_by_id(c, c->actor->account, &k->staff, &k->reach);
    return err ? shell_failure(c, err) : page_of(c, r, k, 200);
}

struct reply wellbeing_shared_get(struct ctx *c, const struct request *r)
{
    struct feeling *k = ARENA_NEW(c->arena, struct feeling);
    enum err err = staff_open(c, request_id(r, 0), &k->staff, &k->reach);
    if (err) return shell_failure(c, err);
    return k->reach.supervises ? page_of(c, r, k, 200) : shell_failure(c, ERR_NOT_FOUND);
}

/* ---- what is done ---- */

static enum err add(struct ctx *c, void *arg)
{
    const struct feeling *k = arg;
    struct wellbeing_note note = k->note;
    note.key = uuid_new(c->clock);
    return wellbeing_add(c, &note);
}

static struct reply to_page(struct ctx *c, const char *done)
{
    return reply_see_other(
        url_with_query(c->arena, URL("/my-development/wellbeing"), "done", str_from_cstr(done)));
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct feeling *k = arg;
    if (!result || result == ERR_EXISTS) return to_page(c, "rated");
    if (result != ERR_TOO_LARGE) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, STR("There are so many notes that no more are taken. Delete some"));
    return page_of(c, r, k, 422);
}

struct reply wellbeing_post(struct ctx *c, const struct request *r)
{
    struct feeling *k = ARENA_NEW(c->arena, struct feeling);
    struct problems *p = &k->problems;
    int how = 0, readers = 0;
    p->arena = c->arena;
    enum err err = staff_open_by_id(c, c->actor->account, &k->staff, &k->reach);
    if (err) return shell_failure(c, err);
    if (!vocabulary_find(&wellbeings, form_get(&r->form, STR("how")), &how))
        problems_add(p, STR("how"), STR("Choose how you are"));
    /* Anything but the word for sharing keeps it private. */
    bool shared = vocabulary_find(&READERS, form_get(&r->form, STR("readers")), &readers) && readers == 2;
    k->note = (struct wellbeing_note){.how = (enum wellbeing)how,
        .words = field_note(&r->form, STR("words"), STR("What you write"), LIMIT_NOTE, p),
        .shared = shared};
    if (!form_nonce_read(&r->form, &k->note.nonce)) k->note.nonce = uuid_new(c->clock);
    return p->n ? page_of(c, r, k, 422) : reply_write(add, added, k);
}

static enum err forget(struct ctx *c, void *arg)
{
    const struct uuid *key = arg;
    return wellbeing_delete(c, *key);
}

static struct reply forgotten(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r, (void)arg;
    return result ? shell_failure(c, result) : to_page(c, "deleted");
}

struct reply wellbeing_delete_post(struct ctx *c, const struct request *r)
{
    struct uuid *key = ARENA_NEW(c->arena, struct uuid);
    *key = request_id(r, 0);
    return reply_write(forget, forgotten, key);
}
