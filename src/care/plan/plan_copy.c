/* Giving a copy: to whom, in which format. It is recorded, and then opened to be printed (plan_sheet.c). */
#include "care/letters/letter.h"
#include "care/plan/pages/copy.tmpl.h"
#include "care/plan/plan_copy.h"
#include "care/plan/plan_headings.h"
#include "wire/json_write.h"

enum { WORDS_CEILING = 4096, TO_MOST = 60 };

struct copying {
    struct plan_about about;
    struct consent_said said;
    struct problems problems;
    struct uuid key;
    struct str format;   /* a code of written_format, or the card */
    struct str language; /* of the headings */
    bool lines;          /* to write on */
    struct str to;       /* "hand", "post", or the key of a party */
};

/* ---- may it leave? ---- */

/* All of it if they may be told all of it; else the plan without health and support. */
static enum err ask_party(
    struct ctx *c, const struct person *p, struct consent_party_id party, struct plan_leave *ret)
{
    unsigned plan = CONSENT_KIND_BIT(CONSENT_ABOUT_PLAN), health = CONSENT_KIND_BIT(CONSENT_ABOUT_HEALTH),
             support = CONSENT_KIND_BIT(CONSENT_ABOUT_SUPPORT);
    const unsigned sets[] = {plan | health | support, plan | health, plan | support, plan};
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && !ret->answer.permit && i < COUNT_OF(sets); i++) {
        const struct sharing what = {.purpose = CONSENT_PARTY, .party = party, .kinds = sets[i]};
        ret->kinds = sets[i];
        err = sharing_ask(c, p, &what, &ret->answer);
    }
    return err;
}

enum err plan_leave_ask(
    struct ctx *c, const struct person *p, const struct consent_said *said, struct str to, struct plan_leave *ret)
{
    struct uuid key;
    bool by_post = str_eq(to, STR("post"));
    *ret = (struct plan_leave){.purpose = CONSENT_CHANNEL, .to = person_full_name(c->arena, p)};
    if (by_post || str_eq(to, STR("hand"))) return sharing_ask_own(c, p, by_post, &ret->answer);
    if (!uuid_from_text(to, &key)) return ERR_NOT_FOUND;
    for (size_t i = 0; i < said->n_parties; i++)
        if (uuid_eq(said->parties[i].key, key)) {
            ret->purpose = CONSENT_PARTY;
            ret->to = said->parties[i].who;
            return ask_party(c, p, said->parties[i].id, ret);
        }
    return ERR_NOT_FOUND;
}

/* ---- the form ---- */

static enum err read_all(struct ctx *c, const struct request *r, struct copying *k)
{
    enum err err = plan_about_read(c, r, &k->about);
    k->problems.arena = c->arena;
    return err ? err : consent_said(c, &k->about.person, &k->said);
}

static struct radios formats(struct ctx *c, const struct copying *k, const struct problems *p)
{
    struct vocabulary list = {NULL, 0};
    struct term *terms = ARENA_ARRAY(c->arena, struct term, written_format_vocabulary.n + 1);
    for (size_t i = 0; i < written_format_vocabulary.n; i++)
        if (letter_can_print((enum written_format)(i + 1))) terms[list.n++] = written_format_vocabulary.terms[i];
    terms[list.n++] =
        (struct term){STR(PLAN_FORMAT_CARD), STR("Wallet card: what matters, how to communicate, who to call")};
    list.terms = terms;
    return plan_choices(c->arena, "format", STR("In which format?"), &list, k->format, p);
}

static struct radios recipients(struct ctx *c, const struct copying *k, const struct problems *p)
{
    struct str called = person_called(c->arena, &k->about.person);
    struct term *terms = ARENA_ARRAY(c->arena, struct term, k->said.n_parties + 2);
    struct vocabulary list = {terms, 0};
    terms[list.n++] = (struct term){STR("hand"), str_printf(c->arena, "%.*s, handed over", STR_ARG(called))};
    terms[list.n++] = (struct term){STR("post"), str_printf(c->arena, "%.*s, by post", STR_ARG(called))};
    for (size_t i = 0; i < k->said.n_parties && list.n < TO_MOST; i++)
        terms[list.n++] = (struct term){uuid_text(c->arena, k->said.parties[i].key), k->said.parties[i].who};
    return plan_choices(c->arena, "to", STR("Who is it for?"), &list, k->to, p);
}

static struct select_field languages(struct ctx *c, const struct copying *k, const struct problems *p)
{
    const struct plan_catalogue *one;
    struct select_field s = {.name = STR("language"),
        .label = STR("Headings in"),
        .label_size = SIZE_S,
        .hint =
            STR("What was said stays as it was said. All but English are unreviewed: a machine translated them, "
                "and nobody who speaks the language has checked them"),
        .error = problems_at(p, STR("language"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, language_vocabulary.n);
    for (size_t i = 0; (one = plan_catalogue_at(i)); i++)
        s.items.items[s.items.n++] = (struct option){.text = language_label(one->language),
            .value = one->language,
            .selected = str_eq(one->language, k->language)};
    return s;
}

static struct checkboxes write_on(struct arena *a, const struct copying *k)
{
    struct choice *one = ARENA_NEW(a, struct choice);
    *one = (struct choice){
        .value = STR("yes"), .label = STR("With lines at the end to write on"), .checked = k->lines};
    return (struct checkboxes){.name = STR("lines"), .items = {one, 1}, .small = true};
}

static struct reply form_page(struct ctx *c, const struct request *r, struct copying *k, int status)
{
    struct arena *a = c->arena;
    struct plan_copy_view *v = ARENA_NEW(a, struct plan_copy_view);
    struct problems *p = ARENA_NEW(a, struct problems);
    const struct plan_event *agreed = plan_event_last(&k->about.events, PLAN_AGREED);
    *p = k->problems;
    v->problems = problems_summary(p);
    v->heading = STR("Give a copy of the plan");
    v->key = uuid_text(a, k->key);
    v->note =
        agreed ? plan_event_title(a, agreed) : STR("A draft: it has not been agreed yet, and says so at the top");
    v->reader = letter_instead(k->about.person.written_format);
    v->action = plan_url(a, &k->about.person, "/copy");
    v->cancel = plan_url(a, &k->about.person, "");
    v->consent = person_url(a, &k->about.person, "/consent");
    v->format = formats(c, k, p);
    v->language = languages(c, k, p);
    v->lines = write_on(a, k);
    v->to = recipients(c, k, p);
    struct page page = plan_frame(c, &k->about.person, "Give a copy of the plan");
    page.has_problems = p->n != 0;
    page.main = plan_copy_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply plan_copy_get(struct ctx *c, const struct request *r)
{
    struct copying *k = ARENA_NEW(c->arena, struct copying);
    enum err err = read_all(c, r, k);
    if (err) return shell_failure(c, err);
    k->key = uuid_new(c->clock);
    k->to = STR("hand");
    enum written_format theirs = k->about.person.written_format;
    k->format = written_format_code(letter_can_print(theirs) ? theirs : WRITTEN_FORMAT_STANDARD);
    k->language = plan_catalogue(k->about.person.language) ? k->about.person.language : STR("en");
    return form_page(c, r, k, 200);
}

/* ---- recording it ---- */

static struct str words_of(struct arena *a, const struct copying *k, struct str to)
{
    struct buf out = buf_new(a, 512, WORDS_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("format"));
    json_str(&w, k->format);
    json_name(&w, STR("way"));
    json_str(&w, k->to);
    json_name(&w, STR("to"));
    json_str(&w, to);
    json_name(&w, STR("language"));
    json_str(&w, k->language);
    if (k->lines) json_name(&w, STR("lines"));
    if (k->lines) json_str(&w, STR("yes"));
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

/* What stands is asked once more, and the copy is of the newest agreed version, or of the draft as it is now. */
static enum err save(struct ctx *c, void *arg)
{
    struct copying *k = arg;
    struct plan_about now;
    struct consent_said said;
    struct plan_leave leave;
    enum err err = person_get(c, k->about.person.id, &now.person);
    if (!err) err = plan_read(c, &now.person, &now.plan);
    if (!err) err = plan_events_read(c, now.person.id, &now.events);
    if (!err) err = consent_said(c, &now.person, &said);
    if (!err) err = plan_leave_ask(c, &now.person, &said, k->to, &leave);
    if (err) return err;
    if (!leave.answer.permit) return ERR_REFUSED;
    if (plan_event_by_key(&now.events, k->key)) return ERR_EXISTS;
    const struct plan_event *agreed = plan_event_last(&now.events, PLAN_AGREED);
    struct plan_event e = {.key = k->key,
        .kind = PLAN_COPIED,
        .on = clock_today(c->clock),
        .review_on = DATE_NONE,
        .words = words_of(c->arena, k, leave.to)};
    if (agreed) e.of = agreed->id;
    return plan_event_add(c, &now.person, &e, agreed ? STR_NONE : plan_snapshot(c->arena, &now.plan));
}

static struct reply opened(struct ctx *c, const struct copying *k)
{
    struct str after = str_printf(c->arena, "/copies/%.*s", STR_ARG(uuid_text(c->arena, k->key)));
    return reply_see_other(plan_url(c->arena, &k->about.person, str_cstr(c->arena, after)));
}

/* The form's key was used: sent twice it is one copy; for somebody else, or in another format, it is another. */
static struct reply sent_before(struct ctx *c, const struct request *r, struct copying *k)
{
    const struct plan_event *e = plan_event_by_key(&k->about.events, k->key);
    if (e && e->kind == PLAN_COPIED && str_eq(plan_event_said(c->arena, e, "way"), k->to) &&
        str_eq(plan_event_said(c->arena, e, "format"), k->format) &&
        str_eq(plan_event_said(c->arena, e, "language"), k->language) &&
        str_eq(plan_event_said(c->arena, e, "lines"), k->lines ? STR("yes") : STR_NONE))
        return opened(c, k);
    k->key = uuid_new(c->clock);
    problems_add(&k->problems, STR_NONE,
        STR("This form was saved before and has changed since. If this is another copy, record it again"));
    return form_page(c, r, k, 422);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct copying *k = arg;
    if (!result) return opened(c, k);
    if (result == ERR_REFUSED)
        return shell_error(c, 403, STR("It may not be given to them any more: look at their consent."));
    if (result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = plan_events_read(c, k->about.person.id, &k->about.events);
    return err ? shell_failure(c, err) : sent_before(c, r, k);
}

static bool is_format(struct str code)
{
    enum written_format format;
    if (str_eq(code, STR(PLAN_FORMAT_CARD))) return true;
    return written_format_from_code(code, &format) && letter_can_print(format);
}

struct reply plan_copy_post(struct ctx *c, const struct request *r)
{
    struct copying *k = ARENA_NEW(c->arena, struct copying);
    struct plan_leave leave;
    enum err err = read_all(c, r, k);
    if (err) return shell_failure(c, err);
    if (!uuid_from_text(form_get(&r->form, STR("key")), &k->key))
        problems_add(
            &k->problems, STR_NONE, STR("This form is not complete. Go back to the plan and open it again"));
    k->format = form_get(&r->form, STR("format"));
    if (!is_format(k->format)) problems_add(&k->problems, STR("format"), STR("Choose the format"));
    k->language = form_get(&r->form, STR("language"));
    if (!plan_catalogue(k->language))
        problems_add(&k->problems, STR("language"), STR("Choose one of the languages"));
    k->lines = field_ticked(&r->form, STR("lines"));
    k->to = form_get(&r->form, STR("to"));
    err = plan_leave_ask(c, &k->about.person, &k->said, k->to, &leave);
    if (err == ERR_NOT_FOUND)
        problems_add(&k->problems, STR("to"), STR("Choose who it is for"));
    else if (err)
        return shell_failure(c, err);
    else if (!leave.answer.permit)
        problems_add(&k->problems, STR("to"), leave.answer.words);
    else if (leave.purpose == CONSENT_PARTY && str_eq(k->format, STR(PLAN_FORMAT_CARD)))
        problems_add(
            &k->problems, STR("format"), STR("A wallet card is for the person alone: choose another format"));
    if (k->problems.n) return form_page(c, r, k, err || leave.answer.permit ? 422 : 403);
    return plan_event_by_key(&k->about.events, k->key) ? sent_before(c, r, k) : reply_write(save, saved, k);
}
