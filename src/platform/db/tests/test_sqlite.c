/* The runtime of one connection, through statements that sqlc compiled. */
#include "platform/db/tests/sqlite_stage.h"

static const struct scope first_practice = {.practice_ids = (const int64_t[]){1}, .n = 1};

static void a_statement_without_a_where_shows_nobody_when_nothing_is_bound(void **state)
{
    struct stage *s = *state;
    db_bind(s->db, &s->arena, NULL, NULL);
    assert_int_equal(count_seen(s), 0);
    struct people_count_row count;
    assert_int_equal(people_count(s->db, &count), ERR_NONE);
    assert_int_equal(count.people, 0);
}

static void a_scope_shows_only_its_own_practices(void **state)
{
    struct stage *s = *state;
    struct trace trace = {.arena = &s->arena};
    db_bind(s->db, &s->arena, &first_practice, &trace);
    assert_int_equal(count_seen(s), 2);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(2), &row), ERR_NONE);
    assert_int_equal(person_by_key(s->db, key_of(3), &row), ERR_NOT_FOUND);
    const struct scope several = {.practice_ids = (const int64_t[]){-4, 2, 7, 9}, .n = 4};
    db_bind(s->db, &s->arena, &several, &trace);
    assert_int_equal(count_seen(s), 1);
    const struct scope none = {.practice_ids = NULL, .n = 0};
    db_bind(s->db, &s->arena, &none, &trace);
    assert_int_equal(count_seen(s), 0);
    db_bind(s->db, &s->arena, &everybody, &trace);
    assert_int_equal(count_seen(s), 3);
}

/* Everybody of practice 1, person 3 of practice 2, and what a scope shows of them: plain, and when all are
 * restricted. There are three people: 1 and 2 at practice 1, 3 at practice 2. */
static void a_relation_opens_one_person_and_a_restriction_closes_the_practice(void **state)
{
    struct stage *s = *state;
    struct trace trace = {.arena = &s->arena};
    static const int64_t one[] = {1}, two[] = {2}, third[] = {3}, both[] = {2, 3}, strangers[] = {-1, 4, 99};
    static const struct {
        struct scope scope;
        size_t plain, restricted;
    } rows[] = {
        {{.practice_ids = one, .n = 1}, 2, 0},
        {{.practice_ids = two, .n = 1}, 1, 0},
        {{.person_ids = third, .person_count = 1}, 1, 1},
        {{.practice_ids = one, .n = 1, .person_ids = third, .person_count = 1}, 3, 1},
        {{.practice_ids = one, .n = 1, .person_ids = two, .person_count = 1}, 2, 1},
        {{.practice_ids = one, .n = 1, .person_ids = both, .person_count = 2}, 3, 2},
        {{.practice_ids = third, .n = 1, .person_ids = strangers, .person_count = 3}, 0, 0},
        {{.practice_ids = third, .n = 1, .person_ids = one, .person_count = 1}, 1, 1}, /* ids aren't mixed up */
        {{.everybody = true}, 3, 3},
    };
    for (int restricted = 0; restricted <= 1; restricted++) {
        int64_t changed;
        db_bind(s->db, &s->arena, &everybody, &trace);
        assert_int_equal(people_restrict(s->db, restricted != 0, &changed), ERR_NONE);
        assert_int_equal(changed, 3);
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
            db_bind(s->db, &s->arena, &rows[i].scope, &trace);
            assert_int_equal(count_seen(s), restricted ? rows[i].restricted : rows[i].plain);
        }
    }
}

static void views_upon_scoped_views_are_scoped_too(void **state)
{
    struct stage *s = *state;
    int64_t id;
    assert_int_equal(contact_insert(s->db, (struct person_id){1}, STR("rang"), &id), ERR_NONE);
    assert_int_equal(contact_insert(s->db, (struct person_id){3}, STR("visited"), &id), ERR_NONE);
    struct contacts_with_names_list list;
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 2);
    db_bind(s->db, &s->arena, &first_practice, &s->trace);
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 1);
    assert_true(str_eq(list.items[0].family, STR("Ahmed")));
}

static void an_unscoped_statement_reads_the_base_table(void **state)
{
    struct stage *s = *state;
    db_bind(s->db, &s->arena, NULL, NULL);
    struct people_count_of_all_row count;
    assert_int_equal(people_count_of_all(s->db, &count), ERR_NONE);
    assert_int_equal(count.people, 3);
}

static void every_type_comes_back_as_it_was_stored(void **state)
{
    struct stage *s = *state;
    int64_t id;
    const struct person_insert_params p = {.key = key_of(9),
        .practice_id = {2},
        .family_name = STR("Ó Néill\xF0\x9F\x99\x82"),
        .born = {-9000},
        .photograph = STR("\0\xFF\x01"),
        .height = {true, 1.75},
        .died = true,
        .made_at = {1795000000000},
        .flags = {true, INT64_MIN}};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_NONE);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, p.key, &row), ERR_NONE);
    assert_int_equal(row.person_id.v, id);
    assert_true(uuid_eq(row.key_again, p.key));
    assert_int_equal(row.version, 1);
    assert_true(str_eq(row.family, p.family_name));
    assert_int_equal(row.born.v, -9000);
    assert_int_equal(row.photograph.n, 3);
    assert_memory_equal(row.photograph.p, p.photograph.p, 3);
    assert_true(row.height.set && row.height.v > 1.74 && row.height.v < 1.76);
    assert_true(row.died);
    assert_true(row.made_at.v == p.made_at.v);
    assert_true(row.flags.set && row.flags.v == INT64_MIN);
}

static void absent_values_come_back_absent(void **state)
{
    struct stage *s = *state;
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(1), &row), ERR_NONE);
    assert_false(date_is_set(row.born));
    assert_null(row.photograph.p);
    assert_false(row.height.set);
    assert_false(row.flags.set);
    assert_false(row.died);
}

static void a_null_or_a_wrong_value_where_none_may_be_is_damage(void **state)
{
    struct stage *s = *state;
    struct born_as_asked_row row = {{7}};
    assert_int_equal(born_as_asked(s->db, INT32_MAX, &row), ERR_NONE);
    assert_int_equal(row.born.v, INT32_MAX);
    assert_int_equal(born_as_asked(s->db, (int64_t)INT32_MAX + 1, &row), ERR_DAMAGED);
    assert_int_equal(row.born.v, INT32_MAX);
    struct any_value_row any;
    assert_int_equal(any_value(s->db, &any), ERR_DAMAGED);
}

static void a_missing_row_is_not_found(void **state)
{
    struct stage *s = *state;
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(77), &row), ERR_NOT_FOUND);
    assert_int_equal(s->trace.n, 0);
}

static void exactly_one_row_changes_or_it_is_a_conflict(void **state)
{
    struct stage *s = *state;
    assert_int_equal(person_rename(s->db, (struct person_id){1}, 1, STR("Khan")), ERR_NONE);
    assert_int_equal(person_rename(s->db, (struct person_id){1}, 1, STR("Late")), ERR_CONFLICT);
    struct person_by_key_row row;
    assert_int_equal(person_by_key(s->db, key_of(1), &row), ERR_NONE);
    assert_true(str_eq(row.family, STR("Khan")));
    assert_int_equal(row.version, 2);
}

static void a_change_reaches_nobody_out_of_scope(void **state)
{
    struct stage *s = *state;
    int64_t changed;
    db_bind(s->db, &s->arena, &first_practice, &s->trace);
    assert_int_equal(person_rename(s->db, (struct person_id){3}, 1, STR("Stolen")), ERR_CONFLICT);
    assert_int_equal(people_mark_died(s->db, (struct practice_id){2}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
    assert_int_equal(people_mark_died(s->db, (struct practice_id){1}, &changed), ERR_NONE);
    assert_int_equal(changed, 2);
    assert_int_equal(person_delete(s->db, (struct person_id){3}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
    db_bind(s->db, &s->arena, NULL, NULL);
    assert_int_equal(person_delete(s->db, (struct person_id){1}, &changed), ERR_NONE);
    assert_int_equal(changed, 0);
}

static void triggers_and_cascades_may_touch_what_they_need(void **state)
{
    struct stage *s = *state;
    int64_t id, changed;
    struct change_count_row count;
    assert_int_equal(person_rename(s->db, (struct person_id){2}, 1, STR("Neill")), ERR_NONE);
    assert_int_equal(change_count(s->db, &count), ERR_NONE);
    assert_int_equal(count.changes, 1);
    assert_int_equal(contact_insert(s->db, (struct person_id){2}, STR("rang"), &id), ERR_NONE);
    assert_int_equal(person_delete(s->db, (struct person_id){2}, &changed), ERR_NONE);
    assert_int_equal(changed, 1);
    struct contacts_with_names_list list;
    assert_int_equal(contacts_with_names(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 0);
}

static void broken_constraints_say_which_kind(void **state)
{
    struct stage *s = *state;
    int64_t id = -1;
    struct person_insert_params p = {.key = key_of(1),
        .practice_id = {1},
        .family_name = STR("Twin"),
        .born = DATE_NONE,
        .photograph = STR_NONE};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_EXISTS);
    p.key = (struct uuid){0};
    assert_int_equal(person_insert(s->db, &p, &id), ERR_INVALID); /* NOT NULL */
    p.key = key_of(50);
    p.practice_id.v = 99;
    assert_int_equal(person_insert(s->db, &p, &id), ERR_INVALID); /* foreign key */
    assert_int_equal(id, -1);
}

static void an_insert_that_does_nothing_returns_no_stale_id(void **state)
{
    struct stage *s = *state;
    int64_t id = -1;
    assert_int_equal(
        contact_insert_once(s->db, (struct contact_id){5}, (struct person_id){1}, STR("a"), &id), ERR_NONE);
    assert_int_equal(id, 5);
    id = -1;
    assert_int_equal(
        contact_insert_once(s->db, (struct contact_id){5}, (struct person_id){1}, STR("b"), &id), ERR_EXISTS);
    assert_int_equal(id, -1);
}

static void the_trace_holds_each_person_once(void **state)
{
    struct stage *s = *state;
    struct people_twice_list list;
    assert_int_equal(people_twice(s->db, &list), ERR_NONE);
    assert_int_equal(list.n, 6);
    assert_int_equal(s->trace.n, 3);
    assert_int_equal(count_seen(s), 3);
    assert_int_equal(s->trace.n, 3);
}

static void a_long_trace_stays_exact(void **state)
{
    struct stage *s = *state;
    struct trace t = {.arena = &s->arena};
    for (int round = 0; round < 3; round++)
        for (int64_t id = 1; id <= 5000; id++) trace_saw(&t, (struct person_id){id * 1048576 + 1});
    assert_int_equal(t.n, 5000);
    assert_true(t.people[0].v == 1048577 && t.people[4999].v == 5000 * INT64_C(1048576) + 1);
    trace_saw(&t, (struct person_id){0});
    assert_int_equal(t.n, 5000);
}

static void what_is_taken_back_from_a_trace_can_be_seen_again(void **state)
{
    struct stage *s = *state;
    struct trace t = {.arena = &s->arena};
    trace_saw(&t, (struct person_id){7});
    for (int64_t id = 100; id < 400; id++) trace_saw(&t, (struct person_id){id});
    trace_keep(&t, 1);
    for (int64_t id = 399; id >= 100; id -= 2) trace_saw(&t, (struct person_id){id});
    trace_saw(&t, (struct person_id){7});
    assert_int_equal(t.n, 151);
    assert_true(t.people[0].v == 7 && t.people[1].v == 399 && t.people[150].v == 101);
    trace_keep(&t, 0);
    trace_saw(&t, (struct person_id){101});
    assert_int_equal(t.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(a_statement_without_a_where_shows_nobody_when_nothing_is_bound),
        EACH(a_scope_shows_only_its_own_practices),
        EACH(a_relation_opens_one_person_and_a_restriction_closes_the_practice),
        EACH(views_upon_scoped_views_are_scoped_too),
        EACH(an_unscoped_statement_reads_the_base_table),
        EACH(every_type_comes_back_as_it_was_stored),
        EACH(absent_values_come_back_absent),
        EACH(a_null_or_a_wrong_value_where_none_may_be_is_damage),
        EACH(a_missing_row_is_not_found),
        EACH(exactly_one_row_changes_or_it_is_a_conflict),
        EACH(a_change_reaches_nobody_out_of_scope),
        EACH(triggers_and_cascades_may_touch_what_they_need),
        EACH(broken_constraints_say_which_kind),
        EACH(an_insert_that_does_nothing_returns_no_stale_id),
        EACH(the_trace_holds_each_person_once),
        EACH(a_long_trace_stays_exact),
        EACH(what_is_taken_back_from_a_trace_can_be_seen_again),
    };
    return cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
