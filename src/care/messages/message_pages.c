/* Emails that wait, that were not sent, and that are to be copied: the list, one of them, and what is done with
 * it. */
#include "base/limits.h"
#include "care/messages/message_own.h"
#include "care/messages/message_views.h"
#include "care/messages/messages.sql.h"
#include "care/messages/pages/message.tmpl.h"
#include "care/messages/pages/messages.tmpl.h"
#include "care/shell/shell.h"
#include "nhs/person_name.h"
#include "platform/audit/audit.h"

enum { LISTED_MOST = 200, FACTS = 8, ACTS = 3 };

static const struct str NOTHING_SENDS = STR_INIT(
    "No mail server is set up here, so Cairn sends nothing by itself. Copy each into your practice’s email, "
    "then say here that it was done.");

/* ---- the list ---- */

static struct str row_why(struct arena *a, const struct message_rows_open_list *rows, size_t i)
{
    struct str said = rows->items[i].said;
    struct str to = str_printf(a, "To %.*s", STR_ARG(rows->items[i].to_address));
    const char *doubt = rows->items[i].doubtful ? "It may have arrived all the same. " : "";
    if (!said.n) return to;
    return str_printf(a, "%.*s. %s%.*s", STR_ARG(to), doubt, STR_ARG(said));
}

static struct work_row row_of(struct arena *a, const struct message_rows_open_list *rows, size_t i)
{
    enum message_kind kind = message_kind_of(rows->items[i].kind);
    bool known = rows->items[i].person_id.v != 0;
    struct str who = STR("Somebody who is not known here yet");
    const struct person_name name = {.given = rows->items[i].given_names, .family = rows->items[i].family_name};
    if (known) who = person_name_banner(a, &name);
    struct str what = vocabulary_label(&message_kinds, (int)kind),
               when = instant_long(a, rows->items[i].queued_at);
    return (struct work_row){.name = who,
        .href = message_url(a, rows->items[i].key),
        .reason = str_printf(a, "%.*s, %.*s%s%.*s", STR_ARG(what), STR_ARG(when),
            rows->items[i].by_name.n ? ", " : "", STR_ARG(rows->items[i].by_name)),
        .evidence = row_why(a, rows, i),
        .due = message_tag(message_state_of(rows->items[i].state))};
}

static struct reply messages_get(struct ctx *c, const struct request *r)
{
    struct message_rows_open_list rows;
    enum err err = message_rows_open(c->db, c->actor->pcn, LISTED_MOST, &rows);
    if (err) return shell_failure(c, err);
    struct messages_view *v = ARENA_NEW(c->arena, struct messages_view);
    v->top = (struct page_top){.heading = STR("Emails"), .quiet = STR("What was not sent, and what waits")};
    if (!messages_are_sent(c->app)) v->nothing_sends = NOTHING_SENDS;
    v->failed = (struct work_group){.heading = STR("Needs somebody"),
        .id = STR("failed"),
        .first = true,
        .none = STR("Nothing: every email that was asked for was sent, or waits.")};
    v->open = (struct work_group){.heading = STR("Waiting"), .id = STR("open"), .none = STR("Nothing waits.")};
    v->failed.rows.items = ARENA_ARRAY(c->arena, struct work_row, rows.n);
    v->open.rows.items = ARENA_ARRAY(c->arena, struct work_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        bool needs = str_eq(rows.items[i].state, STR("failed")) || str_eq(rows.items[i].state, STR("left"));
        struct work_group *group = needs ? &v->failed : &v->open;
        group->rows.items[group->rows.n++] = row_of(c->arena, &rows, i);
    }
    struct page page = {.title = STR("Emails"), .main = messages_page_slot(v)};
    return shell_page(c, r, 200, SECTION_NONE, &page);
}

/* ---- one ---- */

static bool may_do(const struct ctx *c, const struct message *m, const char *what)
{
    bool waits = m->state == MESSAGE_IS_WAITING,
         stuck = m->state == MESSAGE_IS_FAILED || m->state == MESSAGE_IS_LEFT;
    if (strcmp(what, "cancel") == 0) return waits || m->state == MESSAGE_IS_LEFT;
    if (strcmp(what, "other") == 0) return stuck;
    return messages_are_sent(c->app) && (stuck || m->state == MESSAGE_IS_CANCELLED || (waits && m->tries));
}

static struct str what_now(struct arena *a, const struct message *m)
{
    switch (m->state) {
    case MESSAGE_IS_LEFT: return NOTHING_SENDS;
    case MESSAGE_IS_WAITING:
        return m->tries ? str_printf(a, "The mail server did not take it. It is tried again by itself at %.*s.",
                              STR_ARG(instant_long(a, m->next_at))) :
                          STR("It is sent within a few seconds. If they refuse email meanwhile, it is not.");
    case MESSAGE_IS_SENDING: return STR("It is with the mail server just now. Look again in a minute.");
    case MESSAGE_IS_SENT:
        return m->doubtful ?
            STR("It was sent, perhaps twice: one try was broken off, and nobody said whether it had "
                "arrived.") :
            STR("The mail server has taken it.");
    case MESSAGE_IS_FAILED:
        return m->doubtful ?
            STR("It may have arrived all the same: the connection broke before the mail server said. "
                "Ask them before you send it again.") :
            STR("It was not sent. Check the address, try again, or print it instead.");
    case MESSAGE_IS_CANCELLED: return STR("It was stopped before it was sent.");
    case MESSAGE_IS_OTHER_WAY: return STR("It was given to them another way.");
    case MESSAGE_STATE_NONE:
    case MESSAGE_STATE_COUNT: break;
    }
    BUG("a message in no state");
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    MUST(list->items.n < FACTS);
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void add_facts(struct ctx *c, const struct message *m, struct message_view *v)
{
    struct arena *a = c->arena;
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    fact(&v->facts, "To", m->to);
    fact(&v->facts, "Asked for", instant_long(a, m->queued_at));
    fact(&v->facts, "By", m->by_name.n ? m->by_name : STR("Cairn itself, when the referral came"));
    fact(&v->facts, "Since", instant_long(a, m->changed_at));
    if (m->tries) fact(&v->facts, "Tries", str_printf(a, "%lld", (long long)m->tries));
    if (m->said.n) fact(&v->facts, m->state == MESSAGE_IS_CANCELLED ? "Why" : "The mail server said", m->said);
}

static void add_acts(struct ctx *c, const struct message *m, struct message_view *v)
{
    v->acts.items = ARENA_ARRAY(c->arena, struct message_act, ACTS);
    if (may_do(c, m, "again"))
        v->acts.items[v->acts.n++] = (struct message_act){.value = STR("again"), .text = STR("Try again now")};
    if (may_do(c, m, "other"))
        v->acts.items[v->acts.n++] = (struct message_act){
            .value = STR("other"), .text = STR("I gave it to them another way"), .kind = BUTTON_SECONDARY};
    if (may_do(c, m, "cancel"))
        v->acts.items[v->acts.n++] =
            (struct message_act){.value = STR("cancel"), .text = STR("Do not send it"), .kind = BUTTON_SECONDARY};
}

/* What says nothing about anybody can be copied here; a letter is copied from its own page, which asks first. */
static enum err add_source(struct ctx *c, const struct message *m, struct message_view *v)
{
    const struct message_maker *maker = message_maker_of(m->kind);
    struct person p = {.key = {{0}}};
    struct message_made made = {.subject = STR("")};
    enum err err = m->person.v ? person_get(c, m->person, &p) : ERR_NONE;
    if (err) return err;
    v->source = maker->page(c->arena, m, person_url(c->arena, &p, ""));
    v->source_text = m->kind == MESSAGE_OF_LETTER ? STR("Open the letter, to read, print or copy it") :
                                                    STR("Open the referral");
    if (m->kind != MESSAGE_OF_REFERRAL || !(m->state == MESSAGE_IS_LEFT || m->state == MESSAGE_IS_FAILED))
        return ERR_NONE;
    err = maker->make(c, m, &made);
    if (err || made.why_not.n) return err;
    v->copy = (struct textarea){
        .name = STR("text"), .label = STR("To copy"), .label_size = SIZE_S, .rows = 12, .value = made.text};
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {
    {"email", "It is sent within a few seconds"},
    {"left", "Nothing sends mail here: copy the text, then say that it was done"},
    {"again", "It is tried again within a few seconds"},
    {"cancel", "It will not be sent"},
    {"other", "Noted: they have it another way"},
    {"nothing", "Nothing was changed: choose what to do with the email"},
    {"changed", "Somebody was faster, or it was sent meanwhile. Nothing was changed"},
};

static struct reply message_get(struct ctx *c, const struct request *r)
{
    struct message m;
    struct message_view *v = ARENA_NEW(c->arena, struct message_view);
    enum err err = message_by_key(c, request_id(r, 0), &m);
    if (!err) err = add_source(c, &m, v);
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("message");
    c->audit->object_id = m.id.v;
    v->top = (struct page_top){
        .heading = m.kind == MESSAGE_OF_LETTER ? STR("A letter by email") : STR("Telling the referrer by email")};
    v->state = message_tag(m.state);
    v->what_now = what_now(c->arena, &m);
    v->action = message_url(c->arena, m.key);
    v->version = str_printf(c->arena, "%lld", (long long)m.version);
    add_facts(c, &m, v);
    add_acts(c, &m, v);
    struct page page = {.title = STR("An email"), .main = message_page_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_NONE, &page);
}

/* ---- what is done with it ---- */

struct doing {
    struct uuid key;
    int64_t version;
    enum message_state to;
};

static enum err do_it(struct ctx *c, void *arg)
{
    const struct doing *d = arg;
    struct message m;
    enum err err = message_by_key(c, d->key, &m);
    if (err) return err;
    const char *what = d->to == MESSAGE_IS_WAITING ? "again" : d->to == MESSAGE_IS_CANCELLED ? "cancel" : "other";
    if (m.version != d->version || !may_do(c, &m, what)) return ERR_CONFLICT;
    const struct message_change to = {.state = d->to,
        .doubtful = m.doubtful,
        .tries = d->to == MESSAGE_IS_WAITING ? 0 : m.tries,
        .said = d->to == MESSAGE_IS_WAITING ? STR_NONE : m.said,
        .next_at = clock_now(c->clock)};
    return message_change(c, &m, &to);
}

static struct reply done(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct doing *d = arg;
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    const char *word = d->to == MESSAGE_IS_WAITING ? "again" : d->to == MESSAGE_IS_CANCELLED ? "cancel" : "other";
    return reply_see_other(url_with_query(
        c->arena, message_url(c->arena, d->key), "done", result ? STR("changed") : str_from_cstr(word)));
}

static struct reply message_post(struct ctx *c, const struct request *r)
{
    struct doing *d = ARENA_NEW(c->arena, struct doing);
    struct message m;
    struct str word = form_get(&r->form, STR("do"));
    enum err err = message_by_key(c, request_id(r, 0), &m);
    if (err) return shell_failure(c, err);
    d->key = m.key;
    d->to = str_eq(word, STR("again")) ? MESSAGE_IS_WAITING :
        str_eq(word, STR("cancel"))    ? MESSAGE_IS_CANCELLED :
        str_eq(word, STR("other"))     ? MESSAGE_IS_OTHER_WAY :
                                         MESSAGE_STATE_NONE;
    if (!d->to || !str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &d->version))
        return reply_see_other(url_with_query(c->arena, message_url(c->arena, d->key), "done", STR("nothing")));
    return reply_write(do_it, done, d);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/messages", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, messages_get),
    ROUTE(GET, "/messages/:message", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, message_get),
    ROUTE(POST, "/messages/:message", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, message_post),
    ROUTE(GET, "/admin/mail", ACCOUNTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, mail_get),
};
const struct route_table message_routes = ROUTE_TABLE(ROUTES);
