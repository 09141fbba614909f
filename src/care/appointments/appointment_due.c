/* Whom to prepare for a conversation, and whom to follow up: one's own, or everybody's. */
#include "care/appointments/appointment.sql.h"
#include "care/appointments/appointment_parts.h"
#include "care/appointments/pages/due.tmpl.h"
#include "care/shell/shell.h"

/* The two statements give rows of one shape under two names. */
struct due {
    struct person person;
    struct uuid key;
    struct str words, helper;
    struct date day;
};
#define DUE_OF(row) \
    ((struct due){.person = {.id = (row)->person_id, \
                      .key = (row)->person_key, \
                      .title = (row)->title, \
                      .given_names = (row)->given_names, \
                      .family_name = (row)->family_name, \
                      .born = (row)->born, \
                      .died = DATE_NONE, \
                      .nhs_number = (row)->nhs_number}, \
        .key = (row)->key, \
        .words = (row)->words, \
        .helper = (row)->helper, \
        .day = (row)->on_day})

static struct work_row row_of(struct ctx *c, const struct due *d, bool everybody, bool over)
{
    struct arena *a = c->arena;
    struct date today = clock_today(c->clock);
    struct str purpose = appointment_word(a, APPOINTMENT_BOOKING, d->words, "purpose");
    struct str when = appointment_when(a, d->day, d->words);
    const struct str why[] = {when,
        over ? STR("Nobody has written what happened") : STR("Nothing is prepared yet"), purpose,
        everybody ? str_printf(a, "%.*s helps with it", STR_ARG(d->helper)) : STR_NONE};
    struct work_row row = {.name = person_list_name(a, &d->person),
        .born = person_born_and_age(a, &d->person, today),
        .nhs_number = nhs_number_display(a, d->person.nhs_number),
        .href = person_url(a, &d->person, "/appointments"),
        .reason = appointment_title(a, d->words),
        .evidence = str_join(a, why, COUNT_OF(why), STR(". "))};
    if (over)
        row.due = (struct tag){.text = date_near(a, d->day, today), .colour = TAG_YELLOW};
    else
        row.due = task_due_tag(a, d->day, today);
    if (date_eq(d->day, today)) row.due.text = STR("Today");
    if (actor_may(c->actor, PERMISSION_PLAN_EDIT))
        row.action = (struct button){.text = over ? STR("Follow up") : STR("Prepare"),
            .kind = BUTTON_SECONDARY,
            .small = true,
            .href = appointment_url(a, &d->person, over ? "/follow-up" : "/preparing", d->key, "/edit"),
            .hidden_text = str_printf(a, "with %.*s", STR_ARG(person_full_name(a, &d->person)))};
    return row;
}

static enum err add_groups(struct ctx *c, bool everybody, struct appointments_due_view *v)
{
    struct appointments_to_prepare_list coming;
    struct appointments_to_follow_up_list over;
    struct date today = clock_today(c->clock), yesterday = date_add_days(today, -1);
    struct account_id me = c->actor->account;
    enum err err = appointments_to_prepare(
        c->db, me, everybody, today, date_add_days(today, APPOINTMENT_AHEAD), APPOINTMENT_DUE_MOST, &coming);
    if (!err)
        err = appointments_to_follow_up(c->db, me, everybody, date_add_days(today, -APPOINTMENT_BEHIND), yesterday,
            APPOINTMENT_DUE_MOST, &over);
    if (err) return err;
    v->groups.items = ARENA_ARRAY(c->arena, struct work_group, 2);
    v->groups.n = 2;
    struct work_group *prepare = &v->groups.items[0], *follow_up = &v->groups.items[1];
    *prepare = (struct work_group){.heading = STR("To prepare"),
        .quiet = str_printf(c->arena, "In the next %d days, the next first", APPOINTMENT_AHEAD),
        .id = STR("prepare"),
        .rows = {ARENA_ARRAY(c->arena, struct work_row, coming.n), coming.n},
        .none = STR("No conversation waits to be prepared.")};
    *follow_up = (struct work_group){.heading = STR("To follow up"),
        .quiet = STR("The longest ago first"),
        .id = STR("follow-up"),
        .rows = {ARENA_ARRAY(c->arena, struct work_row, over.n), over.n},
        .none = STR("It is known what came of each.")};
    for (size_t i = 0; i < coming.n; i++)
        prepare->rows.items[i] = row_of(c, &DUE_OF(&coming.items[i]), everybody, false);
    for (size_t i = 0; i < over.n; i++)
        follow_up->rows.items[i] = row_of(c, &DUE_OF(&over.items[i]), everybody, true);
    return ERR_NONE;
}

struct reply appointments_due_get(struct ctx *c, const struct request *r)
{
    bool everybody = str_eq(form_get(&r->query, STR("whose")), STR("everybody"));
    struct appointments_due_view *v = ARENA_NEW(c->arena, struct appointments_due_view);
    enum err err = add_groups(c, everybody, v);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){.heading = STR("Appointments to prepare and to follow up"),
        .quiet = everybody ? STR("Whoever helps with them") : STR("Those that you help with")};
    v->views = (struct secondary_nav){.label = STR("Whose"), .items = {ARENA_ARRAY(c->arena, struct link, 2), 2}};
    v->views.items.items[0] =
        (struct link){.text = STR("Mine"), .href = URL("/appointments"), .current = !everybody};
    v->views.items.items[1] = (struct link){
        .text = STR("Everybody’s"), .href = URL("/appointments?whose=everybody"), .current = everybody};
    struct page page = {.title = everybody ? STR("Everybody’s appointments to prepare and to follow up") :
                                             STR("Appointments to prepare and to follow up"),
        .main = appointments_due_slot(v)};
    return shell_page(c, r, 200, SECTION_MY_DAY, &page);
}

enum err appointment_calls(struct ctx *c, struct appointment_calls *ret)
{
    struct appointments_waiting_row row;
    struct date today = clock_today(c->clock);
    enum err err = appointments_waiting(c->db, c->actor->account, today, date_add_days(today, APPOINTMENT_AHEAD),
        date_add_days(today, -APPOINTMENT_BEHIND), &row);
    if (!err) *ret = (struct appointment_calls){row.prepare, row.follow_up};
    return err;
}
