/* Who is on whose caseload: a fair sample of those who fit, drawn while they pass by. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo_plan.h"

static size_t stories_of(struct arena *a, const struct demo_staff *staff)
{
    struct str email = demo_email_name(a, str_from_cstr(staff->name));
    size_t n = 0;
    for (size_t i = 0; i < demo_story_count(); i++) n += str_eq(email, str_from_cstr(demo_story_at(i)->worker));
    return n;
}

void demo_plan_start(struct demo_plan *plan, struct arena *a, uint64_t seed, struct date today)
{
    MUST(demo_staff_count <= DEMO_STAFF_MOST);
    *plan = (struct demo_plan){.arena = a, .today = today};
    random_seed(&plan->random, seed ^ 0xCA5E10ADu);
    for (size_t i = 0; i < demo_staff_count; i++) {
        struct demo_caseload *load = &plan->caseloads[i];
        load->most = (size_t)demo_staff[i].people;
        load->clients = ARENA_ARRAY(a, struct demo_client, load->most + stories_of(a, &demo_staff[i]));
    }
}

static void copy_text(char to[DEMO_NAME_BYTES], struct str text)
{
    size_t n = text.n < DEMO_NAME_BYTES ? text.n : DEMO_NAME_BYTES - 1;
    if (n) memcpy(to, text.p, n);
    to[n] = 0;
}

static struct demo_client client_of(struct arena *a, const struct demo_person *d)
{
    struct demo_client client = {.person = d->person.id,
        .gender = d->person.gender,
        .age = d->age,
        .community = d->community,
        .story = d->story};
    copy_text(client.called, person_called(a, &d->person));
    copy_text(client.gp, d->person.named_gp);
    return client;
}

static void take_story(struct demo_plan *plan, const struct demo_person *d)
{
    if (!d->story->worker) return;
    for (size_t i = 0; i < demo_staff_count; i++) {
        struct demo_caseload *load = &plan->caseloads[i];
        struct str email = demo_email_name(plan->arena, str_from_cstr(demo_staff[i].name));
        if (!str_eq(email, str_from_cstr(d->story->worker))) continue;
        load->clients[load->n++] = client_of(plan->arena, d);
        load->most++;
        return;
    }
    BUG("nobody is called %s", d->story->worker);
}

static bool fits(const struct demo_staff *staff, const struct demo_person *d)
{
    if (staff->practice >= 0 && staff->practice != d->practice) return false;
    for (size_t i = 0; i < demo_topic_count; i++) {
        const struct demo_topic *t = &demo_topics[i];
        if ((t->roles & 1u << staff->role) && d->age >= t->age_from && d->age <= t->age_to) return true;
    }
    return false;
}

/* Keeps each of those offered with the same chance, whenever they came. Stories stand first and stay. */
static void offer(struct demo_plan *plan, struct demo_caseload *load, const struct demo_person *d)
{
    load->offered++;
    if (load->n < load->most) {
        load->clients[load->n++] = client_of(plan->arena, d);
        return;
    }
    size_t at = random_below(&plan->random, (uint32_t)load->offered);
    if (at < load->most && !load->clients[at].story) load->clients[at] = client_of(plan->arena, d);
}

void demo_plan_offer(struct demo_plan *plan, const struct demo_person *d)
{
    if (d->story) {
        take_story(plan, d);
        return;
    }
    int often = d->age >= 65 ? 900 : d->age >= 40 ? 350 : d->age >= 18 ? 180 : 0;
    bool reachable = d->person.home_phone.n || d->person.mobile_phone.n;
    if (d->person.died_known || !reachable || !demo_chance(&plan->random, often)) return;
    for (size_t tried = 0; tried < demo_staff_count; tried++) {
        size_t i = plan->turn++ % demo_staff_count;
        if (!demo_staff[i].people || !fits(&demo_staff[i], d)) continue;
        offer(plan, &plan->caseloads[i], d);
        return;
    }
}
