/* Who sees whom, by role, place, relation and restriction: a table; and when a relation ends by itself. */
#include "site.h"

#include "care/organisations/organisation.h"
#include "care/people/person.h"
#include "platform/auth/auth.sql.h"
#include "platform/auth/relation.h"

/* Three people: of the member of staff's practice, of another practice of the network, of another network. */
enum whom { OURS, NEIGHBOUR, FOREIGN, WHOM_COUNT };
struct scene {
    struct site *s;
    struct practice_id practices[WHOM_COUNT];
    struct person people[WHOM_COUNT];
    bool restricted;
    struct account_new account;
    struct relation relation;
    struct person_id about;
    struct practice_id held_at;
    enum err result;
};

static enum err make_people(struct ctx *c, void *arg)
{
    struct scene *scene = arg;
    struct practice neighbour = {
        .pcn = scene->s->pcn, .ods_code = STR("A99002"), .name = STR("Quay Street Practice")};
    struct practice foreign = {
        .pcn = scene->s->other_pcn, .ods_code = STR("A99003"), .name = STR("Far Away Surgery")};
    enum err err = practice_add(c, &neighbour);
    if (!err) err = practice_add(c, &foreign);
    const struct practice_id practices[] = {scene->s->practice, neighbour.id, foreign.id};
    for (size_t i = 0; !err && i < WHOM_COUNT; i++) {
        scene->practices[i] = practices[i];
        scene->people[i] = (struct person){.practice = practices[i],
            .given_names = STR("Nell"),
            .family_name = STR("Neverseen"),
            .nhs_number_status = STR("03"),
            .born = DATE_NONE,
            .died = DATE_NONE,
            .source = STR("typed")};
        err = person_add(c, &scene->people[i]);
    }
    return err;
}

static enum err set_restricted(struct ctx *c, void *arg)
{
    const struct scene *scene = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < WHOM_COUNT; i++) {
        err = person_restrict(c, scene->people[i].id, scene->restricted);
        if (err == ERR_CONFLICT) err = ERR_NONE;
    }
    return err;
}

static enum err relate(struct ctx *c, void *arg)
{
    struct scene *scene = arg;
    struct roles_of_list roles;
    enum err err = roles_of(c->db, scene->account.id, &roles);
    if (err) return err;
    scene->relation.account = scene->account.id;
    scene->relation.role_held = roles.items[0].role_held_id;
    scene->relation.person = scene->about;
    scene->result = relation_begin(c, &scene->relation);
    return ERR_NONE;
}

/* The role of the account, held at one practice instead of the whole network. */
static enum err hold_at(struct ctx *c, void *arg)
{
    struct scene *scene = arg;
    struct roles_of_list roles;
    int64_t n, id;
    enum err err = roles_of(c->db, scene->account.id, &roles);
    if (!err) err = role_end(c->db, roles.items[0].role_held_id, scene->account.id, clock_now(c->clock), &n);
    if (err) return err;
    return role_give(
        c->db, scene->account.id, (int64_t)scene->account.role.role, scene->s->pcn, scene->held_at, &id);
}

static enum err end_relations(struct ctx *c, void *arg)
{
    const struct scene *scene = arg;
    return relations_end_of_account(c, scene->account.id);
}

static void begin(struct scene *scene, enum whom whom, enum relation_kind kind, bool confirmed)
{
    bool claim = kind == RELATION_CLAIM;
    scene->about = scene->people[whom].id;
    scene->relation = (struct relation){.kind = kind, .confirmed = confirmed, .hours = claim ? 4 : 0};
    if (claim) scene->relation.reason = CLAIM_COVERING;
    site_run(scene->s, relate, scene);
    assert_int_equal(scene->result, ERR_NONE);
}

static int opens(struct scene *scene, enum whom whom, const char *after)
{
    struct str path = url_with_id(&scene->s->arena, "/people/", scene->people[whom].key, after).text;
    return site_get(scene->s, str_cstr(&scene->s->arena, path))->status;
}

static void sign_in_as(struct scene *scene, enum staff_role role, bool whole_network)
{
    struct site *s = scene->s;
    static int number;
    struct str email = str_printf(&s->arena, "staff%d@example.nhs.uk", ++number);
    scene->account = site_account(s, str_cstr(&s->arena, email), role, s->pcn, true);
    scene->held_at = whole_network ? (struct practice_id){0} : scene->practices[OURS];
    if (!whole_network) site_run(s, hold_at, scene);
    struct str form =
        str_printf(&s->arena, "email=staff%d%%40example.nhs.uk&password=tangerine+gravel+bicycle", number);
    assert_true(leads_to(site_post(s, "/sign-in", str_cstr(&s->arena, form)), "/"));
}

#define NO_ONE RELATION_NONE
#define CLAIMED RELATION_CLAIM

static void who_sees_whom_is_a_table(void **state)
{
    struct scene scene = {.s = *state};
    site_run(scene.s, make_people, &scene);
    static const struct {
        enum staff_role role;
        bool network;
        enum whom whom;
        enum relation_kind relation;
        bool confirmed;
        int plain, restricted; /* what the record's details answer */
    } rows[] = {
        {STAFF_ROLE_CARE_COORDINATOR, false, OURS, NO_ONE, false, 200, 404},
        {STAFF_ROLE_CARE_COORDINATOR, false, NEIGHBOUR, NO_ONE, false, 404, 404},
        {STAFF_ROLE_CARE_COORDINATOR, true, NEIGHBOUR, NO_ONE, false, 200, 404},
        {STAFF_ROLE_CARE_COORDINATOR, true, FOREIGN, NO_ONE, false, 404, 404},
        {STAFF_ROLE_CARE_COORDINATOR, false, OURS, RELATION_TEAM, false, 200, 200},
        {STAFF_ROLE_CARE_COORDINATOR, false, NEIGHBOUR, RELATION_CASELOAD, false, 200, 200},
        {STAFF_ROLE_CARE_COORDINATOR, false, NEIGHBOUR, RELATION_REFERRAL, false, 200, 200},
        {STAFF_ROLE_CARE_COORDINATOR, false, NEIGHBOUR, CLAIMED, false, 200, 404},
        {STAFF_ROLE_CARE_COORDINATOR, false, NEIGHBOUR, CLAIMED, true, 200, 200},
        {STAFF_ROLE_CARE_COORDINATOR, true, FOREIGN, CLAIMED, true, 404, 404}, /* nothing crosses networks */
        {STAFF_ROLE_CARE_COORDINATOR, true, FOREIGN, RELATION_CASELOAD, false, 404, 404},
        {STAFF_ROLE_SUPERVISOR, true, OURS, NO_ONE, false, 200, 404},
        {STAFF_ROLE_CLINICIAN, false, OURS, NO_ONE, false, 200, 404},
        {STAFF_ROLE_PRACTICE_STAFF, false, OURS, NO_ONE, false, 200, 404},
        {STAFF_ROLE_PRACTICE_STAFF, false, OURS, RELATION_TEAM, false, 200, 200},
        {STAFF_ROLE_DATA_MANAGER, true, OURS, NO_ONE, false, 200, 404},
        {STAFF_ROLE_PCN_MANAGER, true, OURS, NO_ONE, false, 404, 404},
        {STAFF_ROLE_PCN_MANAGER, true, OURS, CLAIMED, false, 200, 404},
        {STAFF_ROLE_PCN_MANAGER, true, OURS, CLAIMED, true, 200, 200},
        {STAFF_ROLE_MDT_ASSOCIATE, true, OURS, NO_ONE, false, 404, 404},
        {STAFF_ROLE_MDT_ASSOCIATE, true, OURS, RELATION_MEETING, false, 200, 200},
        {STAFF_ROLE_ADMINISTRATOR, true, OURS, RELATION_TEAM, false, 403, 403},
        {STAFF_ROLE_GOVERNANCE_LEAD, true, OURS, RELATION_TEAM, false, 403, 403},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        sign_in_as(&scene, rows[i].role, rows[i].network);
        if (rows[i].relation) begin(&scene, rows[i].whom, rows[i].relation, rows[i].confirmed);
        for (int restricted = 0; restricted <= 1; restricted++) {
            scene.restricted = restricted != 0;
            site_run(scene.s, set_restricted, &scene);
            int expected = restricted ? rows[i].restricted : rows[i].plain;
            int found = opens(&scene, rows[i].whom, "/details");
            if (found != expected) fail_msg("row %zu, restricted %d: %d, not %d", i, restricted, found, expected);
        }
    }
}

static void a_claim_ends_at_its_hour_and_with_its_role(void **state)
{
    struct scene scene = {.s = *state};
    site_run(scene.s, make_people, &scene);
    sign_in_as(&scene, STAFF_ROLE_CARE_COORDINATOR, false);
    begin(&scene, NEIGHBOUR, RELATION_CLAIM, false);
    for (int minutes = 0; minutes < 4 * 60; minutes += 10) { /* by and by: a session idles after 15 minutes */
        assert_int_equal(opens(&scene, NEIGHBOUR, ""), 200);
        site_later(scene.s, 10 * 60);
    }
    assert_int_equal(opens(&scene, NEIGHBOUR, ""), 404);
    assert_int_equal(opens(&scene, OURS, ""), 200);
    begin(&scene, NEIGHBOUR, RELATION_CLAIM, false);
    assert_int_equal(opens(&scene, NEIGHBOUR, ""), 200);
    site_run(scene.s, end_relations, &scene);
    assert_int_equal(opens(&scene, NEIGHBOUR, ""), 404);
}

/* A practice of another network can't be theirs: nobody moves between networks. */
static enum err move_away(struct ctx *c, void *arg)
{
    struct scene *scene = arg;
    struct person p;
    enum err err = person_get_whole(c, scene->people[NEIGHBOUR].id, &p);
    p.practice = scene->practices[FOREIGN];
    if (!err) scene->result = person_save(c, &p);
    return err;
}

static void nobody_moves_to_a_practice_of_another_network(void **state)
{
    struct scene scene = {.s = *state};
    site_run(scene.s, make_people, &scene);
    sign_in_as(&scene, STAFF_ROLE_CARE_COORDINATOR, false);
    begin(&scene, NEIGHBOUR, RELATION_CASELOAD, false);
    assert_int_equal(opens(&scene, NEIGHBOUR, ""), 200);
    site_run(scene.s, move_away, &scene);
    assert_int_equal(scene.result, ERR_CONFLICT);
    assert_int_equal(opens(&scene, NEIGHBOUR, ""), 200);
}

static void a_claim_has_a_reason_and_at_most_a_day(void **state)
{
    struct scene scene = {.s = *state};
    site_run(scene.s, make_people, &scene);
    scene.account =
        site_account(scene.s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, scene.s->pcn, true);
    scene.about = scene.people[NEIGHBOUR].id;
    static const struct {
        struct relation relation;
        enum err result;
    } rows[] = {
        {{.kind = RELATION_CLAIM, .reason = CLAIM_HERE, .hours = 1}, ERR_NONE},
        {{.kind = RELATION_CLAIM, .reason = CLAIM_HERE, .hours = 24}, ERR_NONE},
        {{.kind = RELATION_CLAIM, .reason = CLAIM_HERE, .hours = 25}, ERR_REFUSED},
        {{.kind = RELATION_CLAIM, .reason = CLAIM_HERE, .hours = 0}, ERR_REFUSED},
        {{.kind = RELATION_CLAIM, .reason = CLAIM_HERE, .hours = -1}, ERR_REFUSED},
        {{.kind = RELATION_CLAIM, .hours = 1}, ERR_REFUSED},
        {{.kind = RELATION_NONE}, ERR_REFUSED},
        {{.kind = RELATION_TEAM, .hours = 4}, ERR_REFUSED},
        {{.kind = RELATION_TEAM, .confirmed = true}, ERR_REFUSED},
        {{.kind = RELATION_TEAM}, ERR_NONE},
        {{.kind = RELATION_TEAM}, ERR_EXISTS},
        {{.kind = RELATION_CASELOAD}, ERR_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        scene.relation = rows[i].relation;
        site_run(scene.s, relate, &scene);
        if (scene.result != rows[i].result) fail_msg("row %zu: %s", i, err_text(scene.result));
    }
}

static enum err end_one(struct ctx *c, void *arg)
{
    struct scene *scene = arg;
    scene->result = relation_end(c, scene->relation.id);
    return ERR_NONE;
}

/* Two who were both there when the pages were opened, ended one after the other: however they were asked for. */
static void a_restricted_record_keeps_the_last_of_its_team(void **state)
{
    struct scene scene = {.s = *state};
    site_run(scene.s, make_people, &scene);
    sign_in_as(&scene, STAFF_ROLE_CARE_COORDINATOR, false);
    for (int restricted = 0; restricted < 2; restricted++) {
        scene.restricted = restricted == 1;
        site_run(scene.s, set_restricted, &scene);
        begin(&scene, NEIGHBOUR, RELATION_TEAM, false);
        struct relation first = scene.relation;
        begin(&scene, NEIGHBOUR, RELATION_CASELOAD, false);
        site_run(scene.s, end_one, &scene);
        assert_int_equal(scene.result, ERR_NONE);
        scene.relation = first;
        site_run(scene.s, end_one, &scene);
        assert_int_equal(scene.result, restricted ? ERR_REFUSED : ERR_NONE);
        assert_int_equal(opens(&scene, NEIGHBOUR, ""), restricted ? 200 : 404);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(who_sees_whom_is_a_table),
        SITE_TEST(a_claim_ends_at_its_hour_and_with_its_role),
        SITE_TEST(nobody_moves_to_a_practice_of_another_network),
        SITE_TEST(a_claim_has_a_reason_and_at_most_a_day),
        SITE_TEST(a_restricted_record_keeps_the_last_of_its_team),
    };
    return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
