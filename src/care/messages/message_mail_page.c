/* The administrator's page about mail: how many, since when, and what the mail server answered. It names nobody.
 */
#include "care/messages/message_own.h"
#include "care/messages/message_views.h"
#include "care/messages/messages.sql.h"
#include "care/messages/pages/mail.tmpl.h"
#include "care/shell/shell.h"

enum { DAYS = 7 };
static const int64_t DAY_MS = 86400000;

/* What a number of SMTP's means for whoever looks after the mail server. */
static const char *code_words(int64_t code)
{
    if (code == 0) return "It could not be reached, did not answer in time, or has no certificate that is trusted";
    if (code == 530 || code == 534 || code == 535 || code == 538)
        return "It did not accept the user’s name and password of --smtp-credentials";
    if (code == 354) return "The connection broke while an email was on its way";
    if (code >= 500) return "It refused an address or an email";
    if (code >= 400) return "It was busy and asked to come back later";
    return "It stopped in the middle of the conversation";
}

static enum err add_states(struct ctx *c, struct instant since, struct mail_view *v)
{
    struct message_counts_list rows;
    enum err err = message_counts(c->db, c->actor->pcn, since, &rows);
    if (err) return err;
    v->states.none = STR("None.");
    v->states.items.items = ARENA_ARRAY(c->arena, struct line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct str oldest = instant_long(c->arena, rows.items[i].oldest);
        v->states.items.items[v->states.items.n++] =
            (struct line){.text = str_printf(c->arena, "%lld", (long long)rows.items[i].amount),
                .rest = str_printf(c->arena, ", the oldest asked for on %.*s", STR_ARG(oldest)),
                .tag = message_tag(message_state_of(rows.items[i].state))};
    }
    return ERR_NONE;
}

static enum err add_answers(struct ctx *c, struct instant since, struct mail_view *v)
{
    struct message_codes_list rows;
    enum err err = message_codes(c->db, c->actor->pcn, since, &rows);
    if (err) return err;
    v->answers.none = STR("Nothing of that sort.");
    v->answers.items.items = ARENA_ARRAY(c->arena, struct line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        int64_t code = rows.items[i].code.set ? rows.items[i].code.v : 0;
        struct str last = instant_long(c->arena, rows.items[i].last);
        v->answers.items.items[v->answers.items.n++] = (struct line){
            .text = code ? str_printf(c->arena, "%lld", (long long)code) : STR("No answer"),
            .below = str_from_cstr(code_words(code)),
            .right = str_printf(c->arena, "%lld, last on %.*s", (long long)rows.items[i].amount, STR_ARG(last))};
    }
    return ERR_NONE;
}

struct reply mail_get(struct ctx *c, const struct request *r)
{
    struct mail_view *v = ARENA_NEW(c->arena, struct mail_view);
    struct instant since = {clock_now(c->clock).v - DAYS * DAY_MS};
    enum err err = add_states(c, since, v);
    if (!err) err = add_answers(c, since, v);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Mail")};
    v->how = messages_are_sent(c->app) ? STR("A mail server is set up: letters and messages go out by email where "
                                             "people agreed to that. What it does "
                                             "not take is tried again for about a day.") :
                                         STR("No mail server is set up, so nothing is sent: letters and messages "
                                             "are left to print or copy. To set one "
                                             "up, see “Mail” in the operations manual.");
    struct page page = {.title = STR("Mail"), .main = mail_page_slot(v)};
    return shell_page(c, r, 200, SECTION_MAIL, &page);
}
