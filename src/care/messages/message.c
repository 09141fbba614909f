/* Rows, words and rules of messages. */
#include "care/messages/message_own.h"
#include "care/messages/messages.sql.h"
#include "platform/app.h"
#include "platform/audit/audit.h"
#include "ui/components.h"

static const struct term KIND_TERMS[] = {
#define MESSAGE_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    MESSAGE_KIND_LIST(MESSAGE_TERM)
#undef MESSAGE_TERM
};
static const struct term STATE_TERMS[] = {
#define MESSAGE_TERM(name, word, label, colour) {STR_INIT(word), STR_INIT(label)},
    MESSAGE_STATE_LIST(MESSAGE_TERM)
#undef MESSAGE_TERM
};
const struct vocabulary message_kinds = {KIND_TERMS, COUNT_OF(KIND_TERMS)};
const struct vocabulary message_states = {STATE_TERMS, COUNT_OF(STATE_TERMS)};

struct tag message_tag(enum message_state state)
{
    static const enum tag_colour colours[] = {TAG_GREY,
#define MESSAGE_COLOUR(name, word, label, colour) colour,
        MESSAGE_STATE_LIST(MESSAGE_COLOUR)
#undef MESSAGE_COLOUR
    };
    return (struct tag){.text = vocabulary_label(&message_states, (int)state), .colour = colours[state]};
}

/* ---- what follows from a result ---- */

int64_t message_wait_s(int64_t tries)
{
    static const int64_t MINUTES[MESSAGE_TRIES_MOST] = {1, 5, 15, 60, 180, 360, 480, 480};
    return 60 * MINUTES[tries < 1 ? 0 : tries > MESSAGE_TRIES_MOST ? MESSAGE_TRIES_MOST - 1 : tries - 1];
}

struct message_next message_after(const struct message *m, enum mail_outcome outcome)
{
    struct message_next next = {.doubtful = m->doubtful};
    switch (outcome) {
    case MAIL_TAKEN: next.state = MESSAGE_IS_SENT; return next;
    case MAIL_REFUSED: next.state = MESSAGE_IS_FAILED; return next;
    case MAIL_NOT_KNOWN: /* once more under the same Message-ID, and never a third time */
        next.state = m->doubtful ? MESSAGE_IS_FAILED : MESSAGE_IS_WAITING;
        next.doubtful = true;
        break;
    case MAIL_LATER: next.state = m->tries < MESSAGE_TRIES_MOST ? MESSAGE_IS_WAITING : MESSAGE_IS_FAILED; break;
    case MAIL_OUTCOMES: BUG("no outcome");
    }
    if (next.state == MESSAGE_IS_WAITING) next.wait_s = message_wait_s(m->tries);
    return next;
}

/* ---- rows ---- */

enum message_kind message_kind_of(struct str word)
{
    int value;
    return vocabulary_find(&message_kinds, word, &value) ? (enum message_kind)value : MESSAGE_KIND_NONE;
}

enum message_state message_state_of(struct str word)
{
    int value;
    return vocabulary_find(&message_states, word, &value) ? (enum message_state)value : MESSAGE_STATE_NONE;
}

enum err message_by_key(struct ctx *c, struct uuid key, struct message *ret)
{
    struct message_row_row row;
    enum err err = message_row(c->db, key, &row);
    if (err) return err;
    *ret = (struct message){.id = row.message_id,
        .key = row.key,
        .version = row.version,
        .pcn = row.pcn_id,
        .person = row.person_id,
        .kind = message_kind_of(row.kind),
        .source = row.source_id,
        .source_key = row.source_key,
        .to = row.to_address,
        .state = message_state_of(row.state),
        .doubtful = row.doubtful,
        .tries = row.tries,
        .said = row.said,
        .queued_at = row.queued_at,
        .next_at = row.next_at,
        .changed_at = row.changed_at,
        .by = row.queued_by,
        .by_name = row.by_name};
    return ERR_NONE;
}

bool messages_are_sent(const struct app *app)
{
    return app->messages != NULL;
}

static void note(struct ctx *c, struct message_id id, int64_t version, struct person_id person)
{
    if (c->audit) {
        c->audit->object_kind = STR("message");
        c->audit->object_id = id.v;
        c->audit->object_version = version;
    }
    if (person.v) trace_saw(c->trace, person);
}

enum err message_queue(struct ctx *c, const struct message_new *n, struct uuid *ret_key)
{
    struct message_id id;
    bool sent = messages_are_sent(c->app);
    struct instant now = clock_now(c->clock);
    MUST(mail_address_is(n->to));
    *ret_key = uuid_new(c->clock);
    const struct message_insert_params row = {.key = *ret_key,
        .pcn_id = n->pcn,
        .person_id = n->person,
        .kind = vocabulary_code(&message_kinds, (int)n->kind),
        .source_id = n->source,
        .source_key = n->source_key,
        .to_address = n->to,
        .state = vocabulary_code(&message_states, sent ? MESSAGE_IS_WAITING : MESSAGE_IS_LEFT),
        .queued_by = c->actor->account,
        .at = now,
        .next_at = sent ? now : INSTANT_NONE};
    return message_insert(c->db, &row, &id.v);
}

enum err message_change(struct ctx *c, const struct message *m, const struct message_change *to)
{
    const struct message_set_params row = {.message_id = m->id,
        .version = m->version,
        .state = vocabulary_code(&message_states, (int)to->state),
        .doubtful = to->doubtful,
        .tries = to->tries,
        .code = {to->code != 0, to->code},
        .said = to->said.n ? to->said : STR_NONE,
        .next_at = to->state == MESSAGE_IS_WAITING ? to->next_at : INSTANT_NONE,
        .at = clock_now(c->clock)};
    note(c, m->id, m->version + 1, m->person);
    return message_set(c->db, &row);
}

const struct message_maker *message_maker_of(enum message_kind kind)
{
    for (size_t i = 0; i < MESSAGE_MAKER_COUNT; i++)
        if (MESSAGE_MAKERS[i]->kind == kind) return MESSAGE_MAKERS[i];
    BUG("nobody makes messages of kind %d", (int)kind);
}

/* ---- for pages ---- */

enum err message_marks_about(
    struct ctx *c, struct person_id person, enum message_kind kind, struct message_marks *ret)
{
    struct message_rows_about_list rows;
    enum err err = message_rows_about(c->db, person, vocabulary_code(&message_kinds, (int)kind), &rows);
    if (err) return err;
    *ret = (struct message_marks){ARENA_ARRAY(c->arena, struct message_mark, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct message_mark){rows.items[i].source_id, rows.items[i].key,
            message_state_of(rows.items[i].state), rows.items[i].doubtful, rows.items[i].changed_at,
            rows.items[i].to_address};
    return ERR_NONE;
}

const struct message_mark *message_mark_of(const struct message_marks *all, int64_t source)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].source == source) return &all->items[i];
    return NULL;
}

struct str message_mark_words(struct arena *a, const struct message_mark *m)
{
    struct str when = instant_long(a, m->changed_at);
    switch (m->state) {
    case MESSAGE_IS_SENT:
        return str_printf(
            a, "Sent by email, %.*s%s", STR_ARG(when), m->doubtful ? ". It may have arrived twice" : "");
    case MESSAGE_IS_FAILED: return STR("Not sent by email: look at it");
    case MESSAGE_IS_WAITING:
    case MESSAGE_IS_SENDING: return STR("Waiting to be sent by email");
    case MESSAGE_IS_LEFT: return STR("To be copied into an email");
    case MESSAGE_IS_CANCELLED: return STR("The email was stopped");
    case MESSAGE_IS_OTHER_WAY: return str_printf(a, "Given another way, %.*s", STR_ARG(when));
    case MESSAGE_STATE_NONE:
    case MESSAGE_STATE_COUNT: break;
    }
    BUG("a message in no state");
}

struct url message_url(struct arena *a, struct uuid key)
{
    return url_with_id(a, "/messages/", key, "");
}

enum err message_calls(struct ctx *c, int64_t *ret_failed)
{
    struct message_calls_of_row row;
    enum err err = message_calls_of(c->db, c->actor->account, c->actor->pcn, &row);
    *ret_failed = err ? 0 : row.failed;
    return err;
}

FOLLOW_ROWS(message)
