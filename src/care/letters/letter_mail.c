#include "care/letters/letter_mail.h"

#include "care/letters/letter_rules.h"
#include "care/letters/letter_store.h"
#include "care/letters/letter_words.h"
#include "care/letters/pages/copy.tmpl.h"
#include "platform/audit/audit.h"

static const struct str SUBJECT = STR_INIT("A letter from your care team");

/* ---- may it leave so? ---- */

static struct str against(const struct letter *l, const struct person *now)
{
    if (now->died_known) return STR("They have died. No letter is sent to them.");
    if (now->restricted) return STR("Their record is restricted. Print the letter and hand it over.");
    if (now->protected_address)
        return STR(
            "Their address is protected, and others may read their email. Print the letter and hand it over.");
    if (!now->email.n) return STR("No email address is known. Add it to their details first.");
    if (!mail_address_is(now->email))
        return STR("Their email address can’t be right. Correct it in their details.");
    if (l->format != WRITTEN_FORMAT_STANDARD)
        return STR("They need it printed: an email can’t promise large letters or one idea to a line.");
    return STR_NONE;
}

enum err letter_mail_ask(struct ctx *c, const struct letter *l, const struct person *now, struct letter_mail *ret)
{
    static const struct sharing BY_EMAIL = {.purpose = CONSENT_CHANNEL, .channel = CONSENT_BY_EMAIL};
    struct sharing_answer answer;
    *ret = (struct letter_mail){.to = now->email, .why_not = against(l, now)};
    if (ret->why_not.n) return ERR_NONE;
    enum err err = sharing_ask(c, now, &BY_EMAIL, &answer);
    if (err) return err;
    if (!answer.permit)
        ret->why_not = answer.words;
    else if (!sharing_basis(answer.permit).v)
        ret->why_not = str_printf(c->arena,
            "Nobody has recorded that %.*s agreed to email. Ask, and record it under Consent.",
            STR_ARG(person_called(c->arena, now)));
    else
        ret->permit = answer.permit;
    return ERR_NONE;
}

/* ---- what it says ---- */

static void add_parts(struct arena *a, struct buf *out, struct str body)
{
    struct letter_parts parts = letter_parts(a, body);
    for (size_t i = 0; i < parts.n; i++) {
        for (size_t k = 0; k < parts.items[i].lines.n; k++)
            buf_printf(out, "%s%.*s\n", parts.items[i].list ? "- " : "", STR_ARG(parts.items[i].lines.items[k]));
        buf_byte(out, '\n');
    }
}

struct str letter_mail_text(struct ctx *c, const struct letter *l)
{
    const struct letter_catalogue *english = letter_catalogue(STR("en")), *words = letter_catalogue(l->language);
    struct buf out = buf_new(c->arena, 4096, LIMIT_MAIL_TEXT);
    if (!words) words = english;
    buf_printf(&out, "%.*s %.*s\n\n", STR_ARG(words->words[LETTER_WORD_DEAR]), STR_ARG(l->called));
    buf_printf(&out, "%.*s\n\n", STR_ARG(letter_heading(words, l->about)));
    if (words != english)
        buf_printf(&out, "%.*s\n%.*s\n\n", STR_ARG(letter_heading(english, l->about)),
            STR_ARG(words->words[LETTER_WORD_IN_ENGLISH]));
    add_parts(c->arena, &out, l->body);
    buf_printf(&out, "%.*s\n%.*s: %.*s\n\n", STR_ARG(words->words[LETTER_WORD_RING]), STR_ARG(l->sender),
        STR_ARG(l->phone));
    buf_printf(&out, "%.*s\n%.*s\n%.*s\n%.*s\n\n%.*s\n", STR_ARG(words->words[LETTER_WORD_SINCERELY]),
        STR_ARG(l->sender), STR_ARG(staff_role_label(l->role)), STR_ARG(l->sender_from),
        STR_ARG(words->words[LETTER_WORD_OTHER_FORMAT]));
    if (c->app->demonstration) buf_printf(&out, "\nDemonstration: everyone in this letter is invented.\n");
    MUST(!out.overflow);
    return buf_str(&out);
}

static struct str let_out(
    struct ctx *c, const struct letter *l, const struct person *now, const struct letter_mail *mail)
{
    sharing_use(c, mail->permit, now->id, CONSENT_CHANNEL, 0);
    return letter_mail_text(c, l);
}

/* ---- made right before it goes ---- */

static enum err make(struct ctx *c, const struct message *m, struct message_made *ret)
{
    struct letter l;
    struct person now;
    struct letter_mail mail;
    enum err err = letter_by_key(c, m->source_key, &l);
    if (!err) err = person_get_whole(c, l.person, &now);
    if (!err) err = letter_mail_ask(c, &l, &now, &mail);
    if (err) return err;
    *ret = (struct message_made){.subject = SUBJECT, .why_not = mail.why_not};
    if (!mail.why_not.n && !str_eq(mail.to, m->to))
        ret->why_not =
            STR("Their email address was changed since. Look at the letter, and send it again from there.");
    if (!ret->why_not.n) ret->text = let_out(c, &l, &now, &mail);
    return ERR_NONE;
}

static struct url page(struct arena *a, const struct message *m, struct url person)
{
    const struct letter l = {.key = m->source_key};
    return letter_url(a, person, &l);
}

const struct message_maker letter_message_maker = {MESSAGE_OF_LETTER, make, page};

/* ---- asked for ---- */

struct emailing {
    struct person person;
    struct letter letter;
    struct letter_mail mail;
    struct uuid message;
};

/* Somebody may have refused, or died, since the page was read. */
static enum err queue(struct ctx *c, void *arg)
{
    struct emailing *e = arg;
    struct person now;
    enum err err = person_get_whole(c, e->person.id, &now);
    if (!err) err = letter_mail_ask(c, &e->letter, &now, &e->mail);
    if (!err && e->mail.why_not.n) err = ERR_REFUSED;
    if (err) return err;
    sharing_use(c, e->mail.permit, now.id, CONSENT_CHANNEL, 0);
    c->audit->object_kind = STR("letter");
    c->audit->object_id = e->letter.id.v;
    const struct message_new message = {.kind = MESSAGE_OF_LETTER,
        .pcn = c->actor->pcn,
        .person = now.id,
        .source = e->letter.id.v,
        .source_key = e->letter.key,
        .to = e->mail.to};
    return message_queue(c, &message, &e->message);
}

static struct reply queued(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct emailing *e = arg;
    (void)r;
    struct url back = letter_url(c->arena, person_url(c->arena, &e->person, ""), &e->letter);
    if (result == ERR_EXISTS) return reply_see_other(back); /* asked for twice: its state stands there */
    if (result == ERR_REFUSED) return shell_error(c, 403, e->mail.why_not);
    if (result) return shell_failure(c, result);
    struct str word = messages_are_sent(c->app) ? STR("email") : STR("left");
    return reply_see_other(url_with_query(c->arena, back, "done", word));
}

struct reply letter_email_post(struct ctx *c, const struct request *r)
{
    struct emailing *e = ARENA_NEW(c->arena, struct emailing);
    enum err err = letter_load(c, r, &e->person, &e->letter);
    return err ? shell_failure(c, err) : reply_write(queue, queued, e);
}

/* ---- copied by hand ---- */

struct reply letter_copy_get(struct ctx *c, const struct request *r)
{
    struct person now;
    struct letter l;
    struct letter_mail mail;
    struct message_marks marks;
    enum err err = letter_load(c, r, &now, &l);
    if (!err) err = person_get_whole(c, now.id, &now);
    if (!err) err = message_marks_about(c, now.id, MESSAGE_OF_LETTER, &marks);
    if (!err) err = letter_mail_ask(c, &l, &now, &mail);
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("letter");
    c->audit->object_id = l.id.v;
    if (mail.why_not.n) {
        c->audit->outcome = AUDIT_REFUSED;
        return shell_error(c, 403, mail.why_not);
    }
    c->audit->action = STR("letter.copy");
    c->audit->outcome = AUDIT_DONE;
    struct letter_copy_view *v = ARENA_NEW(c->arena, struct letter_copy_view);
    *v = (struct letter_copy_view){.to = mail.to, .subject = SUBJECT};
    v->text = (struct textarea){.name = STR("text"),
        .label = STR("Text to copy"),
        .label_size = SIZE_S,
        .rows = 20,
        .value = let_out(c, &l, &now, &mail)};
    v->back = letter_url(c->arena, person_url(c->arena, &now, ""), &l);
    const struct message_mark *mark = message_mark_of(&marks, l.id.v);
    if (mark) v->done = message_url(c->arena, mark->key);
    /* Without the banner: what is copied from here goes out. */
    struct page page = {.title = STR("A letter to copy, person record"), .narrow = true};
    page.main = letter_copy_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
