/* The page of entries for one practice: person by person, with what to paste and what became of it. */
#include "care/coding/coding.sql.h"
#include "care/coding/coding_pages.h"
#include "care/coding/pages/gp_record.tmpl.h"

enum { FILES_SHOWN = 10 };

static const struct shell_notice NOTICES[] = {
    {"saved", "Saved"}, {"back", "The file counts as not given. Its entries wait again"}};

static struct str amount(struct arena *a, int64_t n)
{
    return n ? str_printf(a, "%lld", (long long)n) : STR_NONE;
}

/* ---- which practice ---- */

static struct str counted(struct arena *a, const struct coding_counts *n)
{
    if (!n->waiting && !n->failed) return STR("Nothing to do");
    struct str waiting = n->waiting ? str_printf(a, "%lld to do", (long long)n->waiting) : STR_NONE;
    struct str failed = n->failed ? str_printf(a, "%lld failed", (long long)n->failed) : STR_NONE;
    return str_join(a, (const struct str[]){waiting, failed}, 2, STR(", "));
}

static struct reply practices_page(struct ctx *c, const struct request *r)
{
    struct coding_practices all;
    struct gp_record_view *v = ARENA_NEW(c->arena, struct gp_record_view);
    enum err err = coding_practices_read(c, &all);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("For GP records"), .quiet = STR("Coded entries, by practice")};
    v->practices = (struct lines){
        .items = {ARENA_ARRAY(c->arena, struct line, all.n), 0}, .none = STR("There is no practice here.")};
    for (size_t i = 0; i < all.n; i++) {
        struct coding_asked asked = {.practice = all.items[i]};
        v->practices.items.items[v->practices.items.n++] = (struct line){.text = all.items[i].name,
            .text_href = coding_url(c->arena, &asked, CODING_VIEW_WAITING, 1),
            .right = counted(c->arena, &all.items[i].counts)};
    }
    struct page page = {.title = STR("For GP records"), .narrow = true, .main = gp_record_practices_slot(v)};
    return shell_page(c, r, 200, SECTION_GP_RECORD, &page);
}

/* ---- one practice ---- */

static enum err add_views(struct ctx *c, const struct coding_asked *asked, struct gp_record_view *v)
{
    static const struct str LABELS[] = {STR_INIT(""),
#define VIEW_LABEL(name, word, label, none) STR_INIT(label),
        CODING_VIEW_LIST(VIEW_LABEL)
#undef VIEW_LABEL
    };
    struct gp_unseen_row unseen;
    enum err err = gp_unseen(c->db, asked->practice.id, asked->cutoff, &unseen);
    if (err) return err;
    const struct coding_counts *n = &asked->practice.counts;
    int64_t given = n->given > unseen.amount ? n->given - unseen.amount : 0;
    const int64_t counts[CODING_VIEW_END] = {[CODING_VIEW_WAITING] = n->waiting,
        [CODING_VIEW_FAILED] = n->failed,
        [CODING_VIEW_GIVEN] = given,
        [CODING_VIEW_UNSEEN] = unseen.amount};
    v->views = (struct secondary_nav){.label = STR("Entries by what became of them"),
        .items = {ARENA_ARRAY(c->arena, struct link, CODING_VIEW_END), 0}};
    for (enum coding_view i = CODING_VIEW_WAITING; i < CODING_VIEW_END; i++)
        v->views.items.items[v->views.items.n++] = (struct link){.text = LABELS[i],
            .href = coding_url(c->arena, asked, i, 1),
            .current = i == asked->view,
            .count = amount(c->arena, counts[i])};
    return ERR_NONE;
}

static bool is_ticked(struct ctx *c, const struct coding_page *k, struct str key)
{
    if (!k->sent) return false;
    struct form_values all = form_all(c->arena, k->sent, STR("entry"));
    for (size_t i = 0; i < all.n; i++)
        if (str_starts(all.items[i], key)) return true;
    return false;
}

static struct choice choice_of(struct ctx *c, const struct coding_page *k, const struct coding_line *line)
{
    struct arena *a = c->arena;
    struct str key = uuid_text(a, line->key), became = coding_what_became(a, line);
    struct str when = str_printf(a, "%.*s, %.*s", STR_ARG(date_long(a, line->on)), STR_ARG(coding_note(a, line)));
    return (struct choice){.value = str_printf(a, "%.*s.%lld", STR_ARG(key), (long long)line->version),
        .label = str_printf(
            a, "%.*s %.*s", STR_ARG(snomed_digits(a, line->code)), STR_ARG(snomed_own_term(line->code))),
        .hint = str_join(a, (const struct str[]){when, became}, 2, STR(". ")),
        .checked = is_ticked(c, k, key)};
}

static void add_choices(
    struct ctx *c, const struct coding_page *k, const struct coding_person *one, struct checkboxes *v)
{
    struct arena *a = c->arena;
    v->items.items = ARENA_ARRAY(a, struct choice, one->n + 2);
    if (one->n > 1) {
        struct str all = str_printf(a, "All %zu of %.*s", one->n, STR_ARG(person_full_name(a, &one->person)));
        v->items.items[v->items.n++] = (struct choice){.label = all, .all = true, .group = v->id};
        v->items.items[v->items.n++] = (struct choice){.divider = STR("or"), .all = true};
    }
    for (size_t i = 0; i < one->n; i++) {
        v->items.items[v->items.n] = choice_of(c, k, &one->lines[i]);
        v->items.items[v->items.n++].group = v->id;
    }
}

static void show_person(struct ctx *c, const struct coding_page *k, size_t at, struct coding_person_view *v)
{
    struct arena *a = c->arena;
    const struct coding_person *one = &k->people.items[at];
    const struct person *p = &one->person;
    struct str number = p->nhs_number.v ? nhs_number_display(a, p->nhs_number) : STR("not known");
    struct str id = str_printf(a, "entries-%zu", at + 1);
    v->box = (struct box){.heading = person_list_name(a, p),
        .quiet = str_printf(a, "Born %.*s, NHS number %.*s%s",
            STR_ARG(person_born_and_age(a, p, clock_today(c->clock))), STR_ARG(number),
            p->restricted ? ", restricted record" : ""),
        .link = {.text = STR("Open"),
            .hidden_text = str_printf(a, " the record of %.*s", STR_ARG(person_full_name(a, p))),
            .href = person_url(a, p, "")},
        .id = str_printf(a, "person-%zu", at + 1)};
    if (!one->may) v->held = one->may_words;
    v->lines = (struct checkboxes){.name = STR("entry"),
        .id = at ? id : STR("entry"),
        .legend = STR("Entries"),
        .small = true};
    add_choices(c, k, one, &v->lines);
    if (!one->may) return;
    v->block = coding_block(a, one);
    v->block_id = str_printf(a, "paste-%zu", at + 1);
    for (size_t i = 0; i < v->block.n; i++) v->rows += v->block.p[i] == '\n';
}

/* Only what can happen to something that is shown. */
static void add_acts(struct ctx *c, const struct coding_page *k, struct gp_record_view *v)
{
    struct str chosen = k->sent ? form_get(k->sent, STR("act")) : STR_NONE;
    v->act = (struct radios){.name = STR("act"),
        .legend = STR("What about those that you ticked?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("act"))};
    v->act.items.items = ARENA_ARRAY(c->arena, struct choice, coding_acts.n);
    for (int act = 1; act <= (int)coding_acts.n; act++) {
        bool can = false;
        for (size_t i = 0; i < k->people.n; i++)
            for (size_t l = 0; l < k->people.items[i].n; l++)
                can |= coding_next(k->people.items[i].lines[l].state, (enum coding_act)act) != CODING_STATE_NONE;
        struct str word = vocabulary_code(&coding_acts, act);
        if (can)
            v->act.items.items[v->act.items.n++] = (struct choice){
                .value = word, .label = vocabulary_label(&coding_acts, act), .checked = str_eq(word, chosen)};
    }
    v->why = (struct input){.name = STR("why"),
        .label = STR("Why, and what happens next"),
        .label_size = SIZE_S,
        .hint = STR("If it could not be entered, or is not needed. For example, the code is not in their system"),
        .value = k->sent ? form_get(k->sent, STR("why")) : STR_NONE,
        .error = problems_at(&k->problems, STR("why")),
        .autocomplete = STR("off")};
}

static enum err add_files(struct ctx *c, const struct coding_asked *asked, struct gp_record_view *v)
{
    struct gp_files_list rows;
    struct arena *a = c->arena;
    int64_t n = asked->practice.counts.waiting;
    if (asked->view == CODING_VIEW_WAITING && n) v->file = STR("Take what waits as a file (CSV)");
    if (asked->view != CODING_VIEW_GIVEN && asked->view != CODING_VIEW_UNSEEN) return ERR_NONE;
    enum err err = gp_files(c->db, asked->practice.id, FILES_SHOWN, &rows);
    if (err) return err;
    v->files.items = ARENA_ARRAY(a, struct coding_file_view, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        v->files.items[v->files.n++] = (struct coding_file_view){
            .words = str_printf(a, "%.*s took a file of %lld on %.*s. %lld of them not seen in an import yet.",
                STR_ARG(rows.items[i].name), (long long)rows.items[i].entries,
                STR_ARG(instant_long(a, rows.items[i].at)), (long long)rows.items[i].still),
            .take_back = url_with_id(a, "/gp-record/files/", rows.items[i].key, "/take-back")};
    return ERR_NONE;
}

static struct str last_import_words(struct arena *a, const struct coding_asked *asked)
{
    if (!instant_is_set(asked->last_import))
        return STR("No import has brought records of this practice yet, so none shows what its GP records hold.");
    return str_printf(a, "The last import of this practice’s records was on %.*s.",
        STR_ARG(date_long(a, instant_date(asked->last_import))));
}

static void add_pages(struct ctx *c, const struct coding_page *k, struct gp_record_view *v)
{
    const struct coding_asked *asked = &k->asked;
    v->has_pages = k->people.more || asked->page > 1;
    v->pages = (struct pagination){.label = STR("Pages of people")};
    if (asked->page > 1) v->pages.previous = coding_url(c->arena, asked, asked->view, asked->page - 1);
    if (k->people.more) v->pages.next = coding_url(c->arena, asked, asked->view, asked->page + 1);
}

static enum err fill(struct ctx *c, struct coding_page *k, struct gp_record_view *v)
{
    static const struct str NONE[] = {STR_INIT(""),
#define VIEW_NONE(name, word, label, none) STR_INIT(none),
        CODING_VIEW_LIST(VIEW_NONE)
#undef VIEW_NONE
    };
    const struct coding_asked *asked = &k->asked;
    enum err err = coding_people_read(c, asked, &k->people);
    if (!err) err = add_views(c, asked, v);
    if (!err) err = add_files(c, asked, v);
    if (err) return err;
    v->people.items = ARENA_ARRAY(c->arena, struct coding_person_view, k->people.n);
    for (size_t i = 0; i < k->people.n; i++) show_person(c, k, i, &v->people.items[v->people.n++]);
    if (k->people.n) v->people.items[0].lines.error = problems_at(&k->problems, STR("entry"));
    if (!k->people.n) v->none = NONE[asked->view];
    add_acts(c, k, v);
    add_pages(c, k, v);
    v->problems = problems_summary(&k->problems);
    v->quiet = last_import_words(c->arena, asked);
    v->practice = uuid_text(c->arena, asked->practice.key);
    v->view = coding_view_word(asked->view);
    v->page = str_printf(c->arena, "%lld", (long long)asked->page);
    return ERR_NONE;
}

struct reply coding_page_reply(struct ctx *c, const struct request *r, struct coding_page *k, int status)
{
    struct gp_record_view *v = ARENA_NEW(c->arena, struct gp_record_view);
    enum err err = fill(c, k, v);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("For GP records"), .quiet = k->asked.practice.name};
    struct page page = {.title = STR("For GP records"),
        .has_problems = k->problems.n != 0,
        .back = URL("/gp-record"),
        .main = gp_record_slot(v)};
    if (c->actor->practice.v) page.back = URL_NONE; /* there is one practice, and so no list of them */
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_GP_RECORD, &page);
}

struct reply gp_record_get(struct ctx *c, const struct request *r)
{
    struct coding_page *k = ARENA_NEW(c->arena, struct coding_page);
    k->problems.arena = c->arena;
    if (r->held) k->sent = &r->form;
    enum err err = coding_asked_for(c, r->held ? &r->form : &r->query, &k->asked);
    if (err) return shell_failure(c, err);
    return k->asked.practice.id.v ? coding_page_reply(c, r, k, 200) : practices_page(c, r);
}
