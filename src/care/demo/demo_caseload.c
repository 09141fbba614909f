/* Who is on whose caseload: a fair sample of those who fit, drawn while they pass by. */
#include "care/demo/demo_draw.h"
#include "care/demo/demo.h"
#include "care/demo/demo_plan.h"

enum { SMALL_NETWORK = 6000 };

static size_t stories_of(struct arena *a, const struct demo_staff *staff)
{
    struct str email = demo_email_name(a, str_from_cstr(staff->name));
    size_t n = 0;
    for (size_t i = 0; i < demo_story_count(); i++) n += str_eq(email, str_from_cstr(demo_story_at(i)->worker));
    return n;
}

void demo_plan_start(struct demo_plan *plan, struct arena *a, uint64_t seed, struct date today, int64_t people)
{
    MUST(demo_staff_count <= DEMO_STAFF_MOST);
    *plan = (struct demo_plan){.arena = a, .today = today, .people = people};
    random_seed(&plan->random, seed ^ 0xCA5E10ADu);
    for (size_t i = 0; i < demo_staff_count; i++) {
        struct demo_caseload *load = &plan->caseloads[i];
        load->close = (size_t)demo_staff[i].people;
        int64_t light =
            people < DEMO_PEOPLE_USUAL ? demo_staff[i].light * people / DEMO_PEOPLE_USUAL : demo_staff[i].light;
        load->most = load->close + (size_t)light;
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
        .story = d->story,
        .health = d->health};
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
        load->close++;
        return;
    }
    BUG("nobody is called %s", d->story->worker);
}

bool demo_topic_fits(
    const struct demo_topic *topic, enum staff_role role, int age, const struct demo_health *health, bool light)
{
    return topic->light == light && (topic->roles & 1u << role) && age >= topic->age_from &&
        age <= topic->age_to && (!topic->of || demo_has(health, (enum demo_condition_id)(topic->of - 1)));
}

static bool fits(const struct demo_staff *staff, const struct demo_person *d, bool light)
{
    if (staff->practice >= 0 && staff->practice != d->practice) return false;
    for (size_t i = 0; i < demo_topic_count; i++)
        if (demo_topic_fits(&demo_topics[i], staff->role, d->age, &d->health, light)) return true;
    return false;
}

/* Keeps each of those offered with the same chance, whenever they came. Stories stand first and stay, then come
 * those who are supported closely, then the others. */
static void offer(struct demo_plan *plan, struct demo_caseload *load, const struct demo_person *d)
{
    load->offered++;
    if (load->n < load->close) {
        load->clients[load->n++] = client_of(plan->arena, d);
        return;
    }
    size_t at = random_below(&plan->random, (uint32_t)load->offered);
    if (at < load->close && !load->clients[at].story) load->clients[at] = client_of(plan->arena, d);
}

static void offer_light(struct demo_plan *plan, const struct demo_person *d)
{
    for (size_t tried = 0; tried < demo_staff_count; tried++) {
        size_t i = plan->light_turn++ % demo_staff_count;
        struct demo_caseload *load = &plan->caseloads[i];
        if (load->n < load->close || load->n >= load->most || !fits(&demo_staff[i], d, true)) continue;
        load->clients[load->n++] = client_of(plan->arena, d);
        return;
    }
}

/* The more somebody has to bear, the likelier they are supported; in a small network, anybody. */
static int how_often(const struct demo_plan *plan, const struct demo_person *d)
{
    if (plan->people < SMALL_NETWORK) return 900;
    int often = d->age < 18 ? 0 : 60 + d->health.long_term * 110 + d->health.deficits * 25;
    return d->health.long_term + d->health.deficits + d->health.carer == 0 ? often / 4 : often;
}

void demo_plan_offer(struct demo_plan *plan, const struct demo_person *d)
{
    if (d->story) {
        take_story(plan, d);
        return;
    }
    bool reachable = d->person.home_phone.n || d->person.mobile_phone.n;
    if (d->person.died_known || !reachable || d->age < 18) return;
    if (demo_chance(&plan->random, how_often(plan, d)))
        for (size_t tried = 0; tried < demo_staff_count; tried++) {
            size_t i = plan->turn++ % demo_staff_count;
            if (!demo_staff[i].people || !fits(&demo_staff[i], d, false)) continue;
            offer(plan, &plan->caseloads[i], d);
            return;
        }
    if (demo_chance(&plan->random, d->age >= 50 ? 400 : 90)) offer_light(plan, d);
}
