/* What is kept of a role's relations is given again exactly as long as it is true. */
#include "base/limits.h"
#include "platform/auth/relation_cache.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;
static const int64_t people[] = {3, 5, 8};
static const struct actor_relation relations[] = {
    {.until = {INT64_MIN}}, {.claim = true, .reason = 2, .until = {2000}}, {.until = {INT64_MIN}}};

static struct actor reader(int64_t role_held, int64_t version)
{
    return (struct actor){.role_held = {role_held}, .relations_version = version};
}

static struct actor with_people(int64_t role_held, int64_t version, size_t n)
{
    struct actor actor = reader(role_held, version);
    actor.scope.person_ids = n ? people : NULL;
    actor.scope.person_count = n;
    actor.relations = n ? relations : NULL;
    return actor;
}

static void what_was_kept_is_good_for_its_role_its_number_and_until_a_claim_ends(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        int64_t role_held, version, now;
        bool found;
    } rows[] = {
        {"the moment it was read", 7, 4, 1000, true},
        {"the last moment of the claim", 7, 4, 1999, true},
        {"the claim has ended", 7, 4, 2000, false},
        {"the clock was set back", 7, 4, 999, false},
        {"something was changed", 7, 5, 1000, false},
        {"what was read before the change", 7, 3, 1000, false},
        {"another role", 8, 4, 1000, false},
        {"another role of the same place in memory", 7 + 1024, 4, 1000, false},
        {"nobody's role", 0, 0, 1000, false},
    };
    struct relation_cache *cache = relation_cache_new();
    struct actor known = with_people(7, 4, COUNT_OF(people));
    relation_cache_keep(cache, (struct instant){1000}, &known);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct actor a = reader(rows[i].role_held, rows[i].version);
        bool found = relation_cache_find(cache, &arena, (struct instant){rows[i].now}, &a);
        if (found != rows[i].found) fail_msg("%s: %d", rows[i].what, found);
        assert_int_equal(a.scope.person_count, found ? COUNT_OF(people) : 0);
    }
    relation_cache_free(cache);
}

static void what_is_given_is_what_was_kept_and_a_copy(void **state)
{
    (void)state;
    struct relation_cache *cache = relation_cache_new();
    struct actor known = with_people(7, 4, COUNT_OF(people)), a = reader(7, 4);
    relation_cache_keep(cache, (struct instant){1000}, &known);
    assert_true(relation_cache_find(cache, &arena, (struct instant){1500}, &a));
    relation_cache_free(cache); /* what was given outlives it */
    assert_memory_equal(a.scope.person_ids, people, sizeof people);
    assert_null(actor_relation(&a, (struct person_id){4}));
    assert_int_equal(actor_relation(&a, (struct person_id){5})->reason, 2);
    assert_false(actor_relation(&a, (struct person_id){8})->claim);
}

static void that_somebody_has_no_relations_is_kept_too(void **state)
{
    (void)state;
    struct relation_cache *cache = relation_cache_new();
    struct actor nobody = with_people(7, 4, 0), a = reader(7, 4);
    relation_cache_keep(cache, (struct instant){1000}, &nobody);
    assert_true(relation_cache_find(cache, &arena, (struct instant){1000000}, &a));
    assert_int_equal(a.scope.person_count, 0);
    relation_cache_free(cache);
}

/* Each role has as many as one can have; the memory of all is bounded, and the newest is always found. */
static void memory_is_bounded(void **state)
{
    (void)state;
    enum { MANY = 60 * 1000 };
    int64_t *ids = ARENA_ARRAY(&arena, int64_t, MANY);
    struct actor_relation *all = ARENA_ARRAY(&arena, struct actor_relation, MANY);
    for (int64_t i = 0; i < MANY; i++) {
        ids[i] = i;
        all[i].until = INSTANT_NONE;
    }
    struct relation_cache *cache = relation_cache_new();
    size_t found = 0;
    for (int64_t role = 1; role <= 10; role++) {
        struct actor known = reader(role, 1), a = reader(role, 1);
        known.scope.person_ids = ids;
        known.scope.person_count = MANY;
        known.relations = all;
        relation_cache_keep(cache, (struct instant){1000}, &known);
        struct arena_mark mark = arena_mark(&arena);
        assert_true(relation_cache_find(cache, &arena, (struct instant){1000}, &a));
        arena_rewind(&arena, mark);
    }
    for (int64_t role = 1; role <= 10; role++) {
        struct actor a = reader(role, 1);
        struct arena_mark mark = arena_mark(&arena);
        found += relation_cache_find(cache, &arena, (struct instant){1000}, &a);
        arena_rewind(&arena, mark);
    }
    assert_in_range(found, 1, 3); /* 3 times 60,000 is within 200,000 */
    relation_cache_free(cache);
}

int main(void)
{
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_is_good_for_its_role_its_number_and_until_a_claim_ends),
        cmocka_unit_test(what_is_given_is_what_was_kept_and_a_copy),
        cmocka_unit_test(that_somebody_has_no_relations_is_kept_too),
        cmocka_unit_test(memory_is_bounded),
    };
    int failed = cmocka_run_group_tests_name("relation-cache", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
