/* What My day says of training and supervision: one's own, and for who supervises, of the team. */
#include "care/tasks/task.h"
#include "care/workforce/reach.h"
#include "care/workforce/staff_store.h"
#include "care/workforce/summary.h"
#include "care/workforce/workforce.sql.h"
#include "platform/auth/permission.h"

enum { LINES = 12, ACTIONS_SAID = 3, ACTION_AHEAD = 7 /* days before an action is due */ };

static void add_line(struct line_list *list, struct line line)
{
    MUST(list->n < LINES);
    list->items[list->n++] = line;
}

/* ---- one's own ---- */

static bool is_due(const struct supervision_clock *k)
{
    return k->nobody || (k->state != SUPERVISION_FINE && k->state != SUPERVISION_SHORT);
}

/* The column is narrow: the words stand below, and of a tag only that it is late. */
static void say(struct ctx *c, struct line_list *list, struct str text, struct tag tag, struct str with)
{
    bool late = tag.colour == TAG_RED || tag.colour == TAG_ORANGE;
    struct str below = with.n ? str_join(c->arena, (const struct str[]){tag.text, with}, 2, STR(". ")) : tag.text;
    add_line(list,
        (struct line){.text = text,
            .text_href = URL("/my-development"),
            .below = below,
            .tag =
                late ? (struct tag){.text = STR("Late"), .colour = tag.colour} : (struct tag){.text = STR_NONE}});
}

static void say_ready(const struct staff_summary *sum, struct line_list *ret)
{
    if (!sum->blocks) return;
    add_line(ret,
        (struct line){
            .text = sum->blocks->words, .text_href = URL("/my-development"), .below = sum->blocks->to_do});
}

static void say_own(struct ctx *c, const struct staff_facts *s, struct line_list *ret)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    struct staff_summary sum = staff_sum_up(a, s, today);
    if (!sum.ready.n) return;
    say_ready(&sum, ret);
    struct tag supervision = supervision_tag(a, &sum.clock, today),
               appraisal = appraisal_tag(a, &sum.development, today);
    if (sum.clock.nobody) supervision.text = STR("Nobody supervises you");
    if (is_due(&sum.clock)) say(c, ret, STR("Supervision"), supervision, STR_NONE);
    if (appraisal.text.n) say(c, ret, STR("Appraisal"), appraisal, STR_NONE);
    if (!sum.ending.n) return;
    const struct training *t = sum.ending.items[0];
    struct str more =
        sum.ending.n == 1 ? STR_NONE : str_printf(a, "%zu more end within two months", sum.ending.n - 1);
    say(c, ret, training_title(a, t->course, t->setting), training_tag(a, t, today), more);
}

/* What was agreed in supervision, from a week before its day. */
static enum err say_agreed(struct ctx *c, struct line_list *ret)
{
    struct supervision_actions_open_list rows;
    struct date today = clock_today(c->clock), until = date_add_days(today, ACTION_AHEAD);
    enum err err = supervision_actions_open(c->db, c->actor->account, c->actor->pcn, ACTIONS_SAID, &rows);
    for (size_t i = 0; !err && i < rows.n && !date_before(until, rows.items[i].due); i++)
        say(c, ret, rows.items[i].title, task_due_tag(c->arena, rows.items[i].due, today),
            str_printf(c->arena, "Agreed with %.*s", STR_ARG(rows.items[i].with_name)));
    return err;
}

/* ---- of the team ---- */

struct team_counts {
    int64_t overdue, soon, to_confirm, to_read;
};

static void count_member(const struct staff_summary *sum, struct team_counts *n)
{
    enum supervision_state state = sum->clock.state;
    n->overdue += sum->clock.nobody || state == SUPERVISION_OVERDUE || state == SUPERVISION_LATE;
    n->soon += !sum->clock.nobody && state == SUPERVISION_SOON;
    n->to_confirm += sum->unconfirmed.n != 0;
    n->to_read += sum->development.waits != 0;
}

static void say_count(
    struct ctx *c, int64_t n, const char *one, const char *many, const char *show, struct line_list *ret)
{
    struct url page = URL("/team/readiness");
    if (!n) return;
    if (*show) page = url_with_query(c->arena, page, "show", str_from_cstr(show));
    add_line(ret,
        (struct line){
            .text = str_printf(c->arena, "%lld %s", (long long)n, n == 1 ? one : many), .text_href = page});
}

static enum err say_team(struct ctx *c, struct line_list *ret)
{
    struct staff_facts_list all;
    struct team_counts n = {0};
    if (!actor_may(c->actor, PERMISSION_SUPERVISE)) return ERR_NONE;
    enum err err = staff_facts_all(c, STAFF_WHOLE, &all);
    if (err) return err;
    for (size_t i = 0; i < all.n; i++) {
        if (!all.items[i].active || !staff_reach_of(c, &all.items[i]).supervises) continue;
        struct staff_summary sum = staff_sum_up(c->arena, &all.items[i], clock_today(c->clock));
        if (sum.ready.n) count_member(&sum, &n);
    }
    say_count(c, n.overdue, "colleague is overdue for supervision", "colleagues are overdue for supervision",
        "supervision", ret);
    say_count(c, n.soon, "colleague’s supervision is due within a week",
        "colleagues’ supervision is due within a week", "", ret);
    say_count(c, n.to_confirm, "colleague has training to confirm", "colleagues have training to confirm",
        "confirm", ret);
    say_count(c, n.to_read, "colleague has evidence to read", "colleagues have evidence to read", "read", ret);
    return ERR_NONE;
}

enum err workforce_calls(struct ctx *c, struct line_list *ret)
{
    struct staff_facts s;
    *ret = (struct line_list){ARENA_ARRAY(c->arena, struct line, LINES), 0};
    if (!actor_may(c->actor, PERMISSION_DEVELOPMENT_OWN)) return ERR_NONE;
    enum err err = staff_facts_of(c, c->actor->account, &s);
    if (err) return err;
    say_own(c, &s, ret);
    err = say_agreed(c, ret);
    return err ? err : say_team(c, ret);
}
