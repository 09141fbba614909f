/* My day as a page. */
#include "care/appointments/appointment.h"
#include "care/caseload/caseload.h"
#include "care/coding/coding.h"
#include "care/gaps/gaps.h"
#include "care/home/home.h"
#include "care/home/my_day.h"
#include "care/home/team_board.h"
#include "care/home/pages/my_day.tmpl.h"
#include "care/messages/message.h"
#include "care/notices/notices.h"
#include "care/referrals/referral.h"
#include "care/shell/shell.h"
#include "care/workforce/workforce.h"
#include "nhs/telephone.h"

static const struct shell_notice NOTICES[] = {{"contact", "The contact is saved"}, {"task", "Done"}};

/* ---- the rows ---- */

static struct slot done_form(struct ctx *c, const struct my_day_task *row)
{
    struct my_day_done_form *form = ARENA_NEW(c->arena, struct my_day_done_form);
    *form = (struct my_day_done_form){.action = task_url(c->arena, row->task.key, "/done"),
        .task = task_url(c->arena, row->task.key, ""),
        .title = row->task.title};
    return my_day_finished_slot(form);
}

static struct button log_button(struct ctx *c, const struct my_day_task *row)
{
    struct url to =
        url_with_query(c->arena, person_url(c->arena, &row->person, "/contacts/new"), "from", STR("my-day"));
    to = url_with_query(c->arena, to, "task", uuid_text(c->arena, row->task.key));
    return (struct button){.text = STR("Log contact"),
        .kind = BUTTON_SECONDARY,
        .small = true,
        .href = to,
        .hidden_text = str_printf(c->arena, "for %.*s", STR_ARG(person_full_name(c->arena, &row->person)))};
}

static struct work_row row_of(struct ctx *c, const struct my_day_task *row, struct date today)
{
    const struct person *p = &row->person;
    struct arena *a = c->arena;
    struct str phone = p->died_known || row->no_telephone ? STR_NONE : person_phone(p);
    struct work_row out = {.name = person_list_name(a, p),
        .born = person_born_and_age(a, p, today),
        .nhs_number = nhs_number_display(a, p->nhs_number),
        .reason = row->task.title,
        .evidence = my_day_evidence(a, row, person_know_view(c, p), today),
        .due = task_due_tag(a, row->task.due, today),
        .phone = telephone_display(a, phone),
        .call = url_telephone(a, phone)};
    if (actor_may(c->actor, PERMISSION_PERSON_RECORD)) out.href = person_url(a, p, "");
    if (!actor_may(c->actor, PERMISSION_CONTACT_RECORD)) return out;
    out.action = log_button(c, row);
    out.more = done_form(c, row);
    return out;
}

static void add_groups(struct ctx *c, const struct my_day *day, struct my_day_view *v)
{
    static const struct work_group GROUPS[GROUP_COUNT] = {
        [GROUP_ACT_FIRST] = {.heading = STR_INIT("Act first"),
            .quiet = STR_INIT("Ordered by what happens if it waits"),
            .id = STR_INIT("act-first"),
            .first = true},
        [GROUP_PROMISES] = {.heading = STR_INIT("Promises you made"),
            .quiet = STR_INIT("You said you would"),
            .id = STR_INIT("promises")},
        [GROUP_CONTACTS] = {.heading = STR_INIT("Contacts due"),
            .quiet = STR_INIT("Longest overdue first"),
            .id = STR_INIT("contacts")},
        [GROUP_COMING] = {.heading = STR_INIT("Coming up"),
            .quiet = STR_INIT("In the next 7 days"),
            .id = STR_INIT("coming")},
    };
    v->groups.items = ARENA_ARRAY(c->arena, struct work_group, GROUP_COUNT);
    struct work_row *rows = ARENA_ARRAY(c->arena, struct work_row, day->tasks.n);
    struct work_group *group = NULL;
    enum my_day_group now = GROUP_COUNT;
    for (size_t i = 0; i < day->tasks.n; i++) {
        enum my_day_group next = my_day_group_of(&day->tasks.items[i].task, day->today);
        if (!group || next != now) {
            group = &v->groups.items[v->groups.n++];
            *group = GROUPS[next];
            group->rows.items = &rows[i];
            now = next;
        }
        group->rows.items[group->rows.n++] = row_of(c, &day->tasks.items[i], day->today);
    }
}

/* ---- counts, pages ---- */

static void add_counts(struct ctx *c, const struct my_day *day, struct my_day_view *v)
{
    struct count *items = ARENA_ARRAY(c->arena, struct count, 4);
    items[0] = (struct count){day->overdue + day->due_today, STR("need you")};
    if (items[0].number == 1) items[0].text = STR("needs you");
    items[1] = (struct count){day->overdue, STR("overdue")};
    items[2] = (struct count){day->due_today, STR("due today")};
    items[3] = (struct count){day->coming, STR("coming up")};
    v->counts.items = (struct count_list){items, 4};
}

static struct url page_url(struct ctx *c, int64_t page)
{
    if (page == 0) return URL("/my-day");
    return url_with_query(c->arena, URL("/my-day"), "page", str_printf(c->arena, "%lld", (long long)page + 1));
}

static int64_t last_page(const struct my_day *day)
{
    int64_t total = day->overdue + day->due_today + day->coming;
    return total ? (total - 1) / MY_DAY_PAGE : 0;
}

static void add_pages(struct ctx *c, const struct my_day *day, int page, struct my_day_view *v)
{
    int64_t last = last_page(day);
    v->has_pages = last > 0;
    if (page > 0) v->pages.previous = page_url(c, page - 1);
    if (page < last) v->pages.next = page_url(c, page + 1);
}

/* ---- out of sight ---- */

static void add_unseen(struct ctx *c, const struct my_day *day, struct my_day_view *v)
{
    v->ask = day->ask;
    if (day->in_other_role)
        v->other_role = str_printf(c->arena, "%lld more %s due by %.*s in another role of yours.",
            (long long)day->in_other_role, day->in_other_role == 1 ? "thing is" : "things are",
            STR_ARG(date_near(c->arena, date_add_days(day->today, MY_DAY_AHEAD), day->today)));
    v->unseen.items = (struct line_list){ARENA_ARRAY(c->arena, struct line, day->unseen.n), day->unseen.n};
    for (size_t i = 0; i < day->unseen.n; i++)
        v->unseen.items.items[i] =
            (struct line){.text = my_day_unseen_words(c->arena, &day->unseen.items[i], day->today)};
}

/* ---- beside them ---- */

static struct line_list contact_lines(
    struct ctx *c, const struct my_day_contact_list *list, struct date today, bool by_others)
{
    struct line_list lines = {ARENA_ARRAY(c->arena, struct line, list->n), list->n};
    for (size_t i = 0; i < list->n; i++) {
        const struct my_day_contact *one = &list->items[i];
        struct str when = my_day_moment(c->arena, one->contact.recorded_at, today);
        struct str name = person_full_name(c->arena, &one->person);
        struct str title = contact_title(c->arena, &one->contact, name);
        bool about = one->contact.with != CONTACT_WITH_PERSON;
        lines.items[i] = (struct line){.text = title,
            .text_href = person_url(c->arena, &one->person, ""),
            .below = by_others ?
                str_join(c->arena, (const struct str[]){one->contact.by_name, when}, 2, STR(", ")) :
                instant_time(c->arena, one->contact.recorded_at)};
        if (about) lines.items[i].rest = str_printf(c->arena, "about %.*s", STR_ARG(name));
    }
    return lines;
}

static struct str done_words(struct ctx *c, const struct my_day *day)
{
    return str_printf(c->arena, "%lld %s, %lld other %s", (long long)day->contacts_done,
        day->contacts_done == 1 ? "contact" : "contacts", (long long)day->tasks_done,
        day->tasks_done == 1 ? "task" : "tasks");
}

static void add_beside(struct ctx *c, const struct my_day *day, struct my_day_view *v)
{
    v->done_box = (struct box){.heading = STR("Done today")};
    if (day->contacts_done || day->tasks_done) v->done_box.quiet = done_words(c, day);
    v->done.items = contact_lines(c, &day->recorded, day->today, false);
    v->done.none = STR("Contacts that you log today show here.");
    if (!instant_is_set(day->before)) return;
    v->news_box = (struct box){
        .heading = STR("Since you were here"), .quiet = my_day_moment(c->arena, day->before, day->today)};
    v->news.items = contact_lines(c, &day->news, day->today, true);
    v->news.none = STR("Nothing new about the people on your list.");
}

/* ---- referrals ---- */

static void add_line(struct ctx *c, struct lines *lines, int64_t n, const char *one, const char *many,
    struct url to, struct tag tag)
{
    if (!n) return;
    lines->items.items[lines->items.n++] = (struct line){
        .text = str_printf(c->arena, "%lld %s", (long long)n, n == 1 ? one : many), .text_href = to, .tag = tag};
}

static enum err add_referrals(struct ctx *c, struct my_day_view *v)
{
    struct referral_calls calls;
    struct case_calls cases;
    int64_t unsent = 0;
    struct coding_counts coding = {0};
    enum err err = referral_calls(c, &calls);
    if (!err) err = case_calls(c, &cases);
    if (!err) err = message_calls(c, &unsent);
    if (!err && actor_may(c->actor, PERMISSION_GP_RECORD)) err = coding_calls(c, &coding);
    if (err) return err;
    v->referrals.items.items = ARENA_ARRAY(c->arena, struct line, 10);
    add_line(c, &v->referrals, cases.left, "case needs a co-ordinator: theirs has left",
        "cases need a co-ordinator: theirs have left", URL("/caseload?state=left"),
        (struct tag){.text = STR("Nobody’s"), .colour = TAG_RED});
    if (cases.covering.n)
        v->referrals.items.items[v->referrals.items.n++] =
            (struct line){.text = cases.covering, .text_href = URL("/caseload")};
    add_line(c, &v->referrals, cases.came, "case is yours now", "cases are yours now", URL("/caseload"),
        (struct tag){.text = STR("For you"), .colour = TAG_BLUE});
    add_line(c, &v->referrals, cases.went, "case of yours went to a colleague",
        "cases of yours went to colleagues", URL("/caseload"), (struct tag){0});
    add_line(c, &v->referrals, calls.given, "is given to you: take it on, or give it back",
        "are given to you: take them on, or give them back", URL("/referrals?stage=with"),
        (struct tag){.text = STR("For you"), .colour = TAG_BLUE});
    add_line(c, &v->referrals, calls.late, "waits too long for a decision", "wait too long for a decision",
        URL("/referrals"), (struct tag){.text = STR("Late"), .colour = TAG_RED});
    add_line(c, &v->referrals, unsent, "email of yours was not sent", "emails of yours were not sent",
        URL("/messages"), (struct tag){.text = STR("Not sent"), .colour = TAG_RED});
    add_line(c, &v->referrals, calls.waiting, "in the inbox", "in the inbox", URL("/referrals"), (struct tag){0});
    add_line(c, &v->referrals, coding.failed, "entry for a GP record has failed",
        "entries for GP records have failed", URL("/gp-record"),
        (struct tag){.text = STR("Failed"), .colour = TAG_RED});
    add_line(c, &v->referrals, coding.waiting, "entry waits for a GP record", "entries wait for GP records",
        URL("/gp-record"), (struct tag){0});
    return ERR_NONE;
}

/* ---- appointments ---- */

static enum err add_appointments(struct ctx *c, struct my_day_view *v)
{
    struct appointment_calls calls;
    enum err err = appointment_calls(c, &calls);
    if (err) return err;
    v->appointments.items.items = ARENA_ARRAY(c->arena, struct line, 2);
    add_line(c, &v->appointments, calls.follow_up, "appointment is over, and nobody has written what came of it",
        "appointments are over, and nobody has written what came of them", URL("/appointments"),
        (struct tag){.text = STR("Follow up"), .colour = TAG_YELLOW});
    add_line(c, &v->appointments, calls.prepare, "appointment in the next 14 days has nothing prepared",
        "appointments in the next 14 days have nothing prepared", URL("/appointments"),
        (struct tag){.text = STR("Prepare"), .colour = TAG_BLUE});
    return ERR_NONE;
}

/* ---- tasks that change hands ---- */

static struct line hand_line(struct ctx *c, const struct task_hand *h, struct str below, struct tag tag)
{
    return (struct line){.text = h->title,
        .text_href = task_url(c->arena, h->key, ""),
        .rest = str_printf(c->arena, "for %.*s", STR_ARG(h->name)),
        .below = below,
        .tag = tag};
}

static struct str returned_words(struct arena *a, const struct task_hand *h)
{
    if (!h->by.n) return STR("It came back: nobody answered. Do it, or ask somebody else");
    return str_printf(a, "It came back. %.*s: %.*s", STR_ARG(h->by), STR_ARG(h->words));
}

static enum err add_hands(struct ctx *c, const struct my_day *day, struct my_day_view *v)
{
    enum { RETURNED_DAYS = 7 };
    struct task_hands asked, back;
    struct instant since = instant_from_local(date_add_days(day->today, -RETURNED_DAYS), 0, 0);
    enum err err = tasks_asked_of_actor(c, &asked);
    if (!err) err = tasks_returned_to_actor(c, since, &back);
    if (err) return err;
    struct line_list *lines = &v->hands.items;
    *lines = (struct line_list){ARENA_ARRAY(c->arena, struct line, asked.n + back.n), 0};
    for (size_t i = 0; i < asked.n; i++)
        lines->items[lines->n++] = hand_line(c, &asked.items[i],
            str_printf(c->arena, "%.*s asks you to do this", STR_ARG(asked.items[i].by)),
            (struct tag){.text = STR("Answer"), .colour = TAG_BLUE});
    for (size_t i = 0; i < back.n; i++)
        lines->items[lines->n++] =
            hand_line(c, &back.items[i], returned_words(c->arena, &back.items[i]), (struct tag){0});
    return ERR_NONE;
}

/* What happened to the people whom the actor works with, and isn't dealt with yet. */
static enum err add_notices(struct ctx *c, struct my_day_view *v)
{
    enum { SHOWN = 10 };
    struct notices_mine mine;
    enum err err = notices_mine(c, SHOWN, &mine);
    if (err || !mine.n) return err;
    v->notices_box = (struct box){.heading = STR("About your people"), .id = STR("notices")};
    v->notices.items = (struct line_list){ARENA_ARRAY(c->arena, struct line, mine.n), mine.n};
    for (size_t i = 0; i < mine.n; i++) {
        const struct notice_mine *n = &mine.items[i];
        const struct str name = person_list_name(c->arena, &n->person);
        v->notices.items.items[i] =
            (struct line){.text = str_join(c->arena, (const struct str[]){name, n->label}, 2, STR(": ")),
                .text_href = n->href,
                .below = n->words};
    }
    return ERR_NONE;
}

/* What is missing in the support of their people: the first few. */
static enum err add_gaps(struct ctx *c, struct my_day_view *v)
{
    enum { SHOWN = 4 };
    struct gap_calls calls;
    enum err err = gap_calls(c, SHOWN, &calls);
    if (err) return err;
    v->gaps.items = calls.lines;
    v->all_gaps =
        (struct link){.text = str_printf(c->arena, "All %lld gaps", (long long)calls.all), .href = URL("/gaps")};
    if (calls.all <= (int64_t)calls.lines.n) v->all_gaps.text = STR("Gaps, and why each matters");
    return ERR_NONE;
}

/* ---- the page ---- */

static struct reply my_day_get(struct ctx *c, const struct request *r)
{
    int64_t number = 1;
    if (!str_int(form_get(&r->query, STR("page")), 1, 1000, &number)) number = 1;
    int page = (int)number - 1;
    struct my_day day;
    enum err err = my_day_read(c, page, &day);
    if (err) return shell_failure(c, err);
    if (page > last_page(&day)) return reply_see_other(URL("/my-day"));
    struct my_day_view *v = ARENA_NEW(c->arena, struct my_day_view);
    v->top = (struct page_top){.heading = STR("My day"), .quiet = date_with_weekday(c->arena, day.today)};
    if (actor_may(c->actor, PERMISSION_CONTACT_RECORD))
        v->log = (struct button){.text = STR("Log a contact"), .small = true, .href = URL("/people/find")};
    v->anything = day.tasks.n != 0;
    v->nothing = (struct nothing){.heading = STR("Nothing is due"),
        .text = STR("What you promise and the contacts you plan show here, from 7 days before their day."),
        .link = {.text = STR("Find a person"), .href = URL("/people/find")}};
    err = add_notices(c, v);
    if (err) return shell_failure(c, err);
    add_counts(c, &day, v);
    add_groups(c, &day, v);
    add_pages(c, &day, page, v);
    add_unseen(c, &day, v);
    add_beside(c, &day, v);
    err = add_hands(c, &day, v);
    if (!err) err = add_gaps(c, v);
    if (!err) err = add_referrals(c, v);
    if (!err) err = add_appointments(c, v);
    if (!err) err = workforce_calls(c, &v->development.items);
    if (err) return shell_failure(c, err);
    struct page p = {.title = STR("My day"), .main = my_day_slot(v)};
    if (v->has_pages)
        p.title = str_printf(c->arena, "My day, page %d of %lld", page + 1, (long long)last_page(&day) + 1);
    shell_notice(r, &p, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_MY_DAY, &p);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/my-day", MY_DAY, PEOPLE, VIEW, STAYS, READS, NO_BODY, my_day_get),
    ROUTE(GET, "/team/caseload", READINESS_ALL, NOBODY, ADMIN, STAYS, READS, NO_BODY, team_board_get),
};
const struct route_table home_routes = ROUTE_TABLE(ROUTES);
