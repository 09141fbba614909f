/* Letters of a record: which were given, writing one, looking at one, printing it. */
#include "base/limits.h"
#include "care/letters/letter_leave.h"
#include "care/letters/letter_mail.h"
#include "care/letters/letter_store.h"
#include "care/letters/pages/letters.tmpl.h"
#include "care/letters/pages/write.tmpl.h"
#include "platform/audit/audit.h"

enum { SHOWN_MOST = 200, FACTS = 6 };

static struct url letters_url(struct ctx *c, const struct person *p)
{
    return person_url(c->arena, p, "/letters");
}

static struct url form_url(struct ctx *c, const struct person *p)
{
    return person_url(c->arena, p, "/letters/new");
}

/* ---- the list ---- */

static void add_given(struct ctx *c, const struct person *p, const struct letter_list *list,
    const struct message_marks *marks, struct letters_view *v)
{
    v->given.none = STR("No letter was written yet.");
    v->given.items.items = ARENA_ARRAY(c->arena, struct line, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct letter *l = &list->items[i];
        const struct message_mark *mark = message_mark_of(marks, l->id.v);
        struct str what = vocabulary_label(&letter_abouts, (int)l->about),
                   format = written_format_label(l->format);
        struct str mailed = mark ? message_mark_words(c->arena, mark) : STR_NONE;
        v->given.items.items[v->given.items.n++] = (struct line){
            .text =
                str_printf(c->arena, "%.*s, %.*s", STR_ARG(what), STR_ARG(instant_long(c->arena, l->written_at))),
            .text_href = letter_url(c->arena, person_url(c->arena, p, ""), l),
            .below = str_join(c->arena, (const struct str[]){format, mailed}, 2, STR(". ")),
            .right = l->by_name};
    }
}

static void add_templates(struct ctx *c, const struct person *p, struct letters_view *v)
{
    v->begin.items.items = ARENA_ARRAY(c->arena, struct line, letter_abouts.n);
    for (size_t i = 0; i < letter_abouts.n; i++)
        v->begin.items.items[v->begin.items.n++] = (struct line){.text = letter_abouts.terms[i].label,
            .text_href = url_with_query(c->arena, form_url(c, p), "about", letter_abouts.terms[i].code)};
}

static const struct shell_notice NOTICES[] = {{"letter", "The letter is saved. Print it now, or later from here"},
    {"email", "The email is sent within a few seconds"},
    {"left", "Nothing sends mail here: copy the text into your practice’s email"}, DRAFT_NOTICES};

static struct reply letters_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct letter_list list;
    struct letters_view *v = ARENA_NEW(c->arena, struct letters_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = letters_from(c, r->person, (struct instant){INT64_MAX}, INT64_MAX, SHOWN_MOST, &list);
    struct letter_against against;
    const struct sharing_permit *unused;
    if (!err) err = letter_ask(c, &p, &against, &unused);
    struct message_marks marks;
    if (!err) err = message_marks_about(c, r->person, MESSAGE_OF_LETTER, &marks);
    if (err) return shell_failure(c, err);
    v->may_write = actor_may(c->actor, PERMISSION_CONTACT_RECORD) && !c->actor->shown;
    v->stops.items = ARENA_ARRAY(c->arena, struct letter_reason, LETTER_REASONS_MOST);
    for (size_t i = 0; i < against.n_stops; i++)
        v->stops.items[v->stops.n++] = (struct letter_reason){against.stops[i]};
    if (v->may_write && !against.n_stops) add_templates(c, &p, v);
    add_given(c, &p, &list, &marks, v);
    struct page page = person_page(c, &p, STR("Letters"), STR("Letters, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = letters_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- writing ---- */

struct writing {
    struct person person; /* whole: an address goes from here to the letter, never to a form */
    struct letter_form form;
    struct draft_view draft;
    struct draft_keeping keeping;
    struct letter letter;
};

static struct draft_of draft_about(struct person_id person)
{
    return (struct draft_of){STR("letter"), person};
}

static struct reply form_page(struct ctx *c, const struct request *r, struct writing *w, int status)
{
    struct letter_form_view *v = letter_form_view(c, &w->form, &w->person);
    v->draft = w->draft;
    v->action = form_url(c, &w->person);
    v->cancel = letters_url(c, &w->person);
    struct page page = person_page(c, &w->person, STR("Letters"), STR("Write a letter, person record"));
    page.has_problems = w->form.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = letter_write_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static struct reply letter_new_get(struct ctx *c, const struct request *r)
{
    struct writing *w = ARENA_NEW(c->arena, struct writing);
    struct draft_opened opened;
    int about;
    enum err err = person_get_whole(c, r->person, &w->person);
    if (!err) err = draft_open(c, r, draft_about(r->person), form_url(c, &w->person), &opened);
    if (err) return shell_failure(c, err);
    w->draft = opened.view;
    if (opened.fields) {
        w->form = letter_form_read(c, opened.fields, &w->person);
        if (!opened.view.held)
            w->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
        return form_page(c, r, w, 200);
    }
    if (!vocabulary_find(&letter_abouts, form_get(&r->query, STR("about")), &about))
        return reply_see_other(letters_url(c, &w->person));
    err = letter_form_new(c, &w->person, (enum letter_about)about, &w->form);
    return err ? shell_failure(c, err) : form_page(c, r, w, 200);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct writing *w = arg;
    return draft_keep_sent(c, &w->keeping, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct writing *w = arg;
    w->draft = draft_of_sent(c, w->keeping.form, form_url(c, &w->person));
    draft_note_kept(c, &w->keeping, result, &w->draft);
    return form_page(c, r, w, 422);
}

/* The person is read anew: somebody may have protected the address, or noted a death, since the form was read. */
static enum err save(struct ctx *c, void *arg)
{
    struct writing *w = arg;
    struct person now;
    enum err err = person_get_whole(c, w->person.id, &now);
    if (!err) err = letter_form_letter(c, &w->form, &now, &w->letter);
    if (!err) err = letter_save(c, &w->letter, w->form.nonce);
    return err ? err : draft_end(c, w->keeping.of, w->keeping.key);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct writing *w = arg;
    if (result == ERR_EXISTS) /* sent twice */
        result = letter_sent_before(c, w->person.id, w->form.nonce, &w->letter.key);
    if (result == ERR_REFUSED) {
        enum err err = person_get_whole(c, w->person.id, &w->person);
        if (err) return shell_failure(c, err);
        w->form = letter_form_read(c, w->keeping.form, &w->person);
        return reply_write(keep_unfinished, unfinished, w);
    }
    (void)r;
    if (result) return shell_failure(c, result);
    struct url to = letter_url(c->arena, person_url(c->arena, &w->person, ""), &w->letter);
    return reply_see_other(url_with_query(c->arena, to, "done", STR("letter")));
}

static struct reply letter_new_post(struct ctx *c, const struct request *r)
{
    struct writing *w = ARENA_NEW(c->arena, struct writing);
    enum err err = person_get_whole(c, r->person, &w->person);
    if (err) return shell_failure(c, err);
    w->form = letter_form_read(c, &r->form, &w->person);
    w->keeping = draft_keeping(c, draft_about(r->person), &r->form);
    return w->form.problems.n ? reply_write(keep_unfinished, unfinished, w) : reply_write(save, saved, w);
}

static struct reply letter_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.key = r->person_key};
    return draft_post(c, r, draft_about(r->person), form_url(c, &p));
}

/* ---- one letter ---- */

enum err letter_load(struct ctx *c, const struct request *r, struct person *p, struct letter *l)
{
    enum err err = person_get(c, r->person, p);
    if (!err) err = letter_by_key(c, request_id(r, 1), l);
    if (!err && l->person.v != p->id.v) err = ERR_NOT_FOUND;
    return err;
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    MUST(list->items.n < FACTS);
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static struct str address_words(struct ctx *c, const struct person *p, const struct letter *l)
{
    if (!l->address.n) return STR("None: handed over, or addressed by hand");
    if (p->protected_address) return STR("Protected since, and not shown or printed any more");
    struct str lines[6], rest = l->address;
    size_t n = 0;
    while (rest.n && n < COUNT_OF(lines)) lines[n++] = str_cut(&rest, '\n');
    return str_join(c->arena, lines, n, STR(", "));
}

static struct url below(struct ctx *c, const struct person *p, const struct letter *l, const char *more)
{
    struct url page = letter_url(c->arena, person_url(c->arena, p, ""), l);
    return (struct url){str_printf(c->arena, "%.*s/%s", STR_ARG(page.text), more)};
}

/* What became of it by email; or the button; or why there is none. */
static enum err add_email(struct ctx *c, const struct person *p, const struct letter *l, struct letter_view *v)
{
    struct message_marks marks;
    struct letter_mail mail;
    if (c->actor->shown || !actor_may(c->actor, PERMISSION_CONTACT_RECORD)) return ERR_NONE;
    enum err err = message_marks_about(c, p->id, MESSAGE_OF_LETTER, &marks);
    if (!err) err = letter_mail_ask(c, l, p, &mail);
    if (err) return err;
    const struct message_mark *mark = message_mark_of(&marks, l->id.v);
    if (mark) {
        v->by_email = str_printf(c->arena, "%.*s.", STR_ARG(message_mark_words(c->arena, mark)));
        v->message = (struct link){.text = STR("About this email"), .href = message_url(c->arena, mark->key)};
        if (mark->state == MESSAGE_IS_LEFT && mail.permit)
            v->message = (struct link){.text = STR("Copy the text"), .href = below(c, p, l, "copy")};
        return ERR_NONE;
    }
    if (mail.permit) {
        bool sent = messages_are_sent(c->app);
        v->email = (struct button){.text = sent ? STR("Send by email") : STR("Copy for an email"),
            .small = true,
            .kind = BUTTON_SECONDARY,
            .once = true};
        v->email_to = below(c, p, l, "email");
    } else {
        v->by_email = str_printf(c->arena, "It can’t go by email. %.*s", STR_ARG(mail.why_not));
    }
    return ERR_NONE;
}

static struct reply letter_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct letter l;
    struct letter_view *v = ARENA_NEW(c->arena, struct letter_view);
    enum err err = letter_load(c, r, &p, &l);
    if (err) return shell_failure(c, err);
    err = add_email(c, &p, &l, v);
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("letter");
    c->audit->object_id = l.id.v;
    v->heading = letter_title(c->arena, &l);
    v->facts.items.items = ARENA_ARRAY(c->arena, struct fact, FACTS);
    fact(&v->facts, "Written", instant_long(c->arena, l.written_at));
    fact(&v->facts, "By", l.by_name);
    fact(&v->facts, "Printed as", written_format_label(l.format));
    fact(&v->facts, "Headings in", language_label(l.language));
    fact(&v->facts, "Address", address_words(c, &p, &l));
    fact(&v->facts, "Number to ring", l.phone);
    const struct letter_catalogue *words = letter_catalogue(l.language);
    if (words && !words->reviewed) v->unreviewed = STR("The headings are unreviewed: a machine translated them.");
    v->parts = letter_parts(c->arena, l.body);
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD) && !c->actor->shown)
        v->print = (struct button){.text = STR("Open to print"), .small = true, .href = below(c, &p, &l, "print")};
    struct page page = person_page(c, &p, STR("Letters"), STR("A letter, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = letter_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

static struct reply letter_print_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct letter l;
    enum err err = letter_load(c, r, &p, &l);
    return err ? shell_failure(c, err) : letter_leaves(c, &l, &p);
}

static const struct route ROUTES[] = {
    SHARED_ROUTE(GET, "/people/:person/letters", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, letters_get),
    ROUTE(GET, "/people/:person/letters/new", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, letter_new_get),
    ROUTE(POST, "/people/:person/letters/new", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        letter_new_post),
    ROUTE(POST, "/people/:person/letters/new/draft", CONTACT_RECORD, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        letter_draft_post),
    SHARED_ROUTE(
        GET, "/people/:person/letters/:letter", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, letter_get),
    ROUTE(GET, "/people/:person/letters/:letter/print", CONTACT_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY,
        letter_print_get),
    ROUTE(POST, "/people/:person/letters/:letter/email", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN,
        LIMIT_BODY_FORM, letter_email_post),
    ROUTE(GET, "/people/:person/letters/:letter/copy", CONTACT_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY,
        letter_copy_get),
};
const struct route_table letter_routes = ROUTE_TABLE(ROUTES);
